// SPDX-License-Identifier: GPL-3.0-or-later
// Policies and definitions files in the window: models, preview, page, forms, report.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/definitionactions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/definitionforms.h"
#include "ui/dialogs/importreportdialog.h"
#include "ui/dialogs/policydialog.h"
#include "ui/models/exchangemodel.h"
#include "ui/models/features.h"
#include "ui/models/policymatches.h"
#include "ui/models/policymodel.h"
#include "ui/models/queuemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/policiespage.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace ui;
using engine::ApplyTo;
using models::PolicyMatch;
using tests::FakeSession;

class TestPolicies : public QObject
{
    Q_OBJECT
private:
    static engine::QueueSnapshot queue(quint64 id, const QString &name, bool quorum = false)
    {
        engine::QueueSnapshot queue;
        queue.id.v = id;
        queue.spec.name = name;
        if (quorum)
            queue.spec.arguments.set("x-queue-type", QByteArray("quorum"));
        return queue;
    }
    static engine::ExchangeSnapshot exchange(quint64 id, const QString &name)
    {
        engine::ExchangeSnapshot exchange;
        exchange.id.v = id;
        exchange.spec.name = name;
        return exchange;
    }
    static engine::PolicySnapshot policy(const QString &name, const QString &pattern, qint32 priority = 0,
                                         ApplyTo applyTo = ApplyTo::All)
    {
        return {{u"/"_s, name, pattern, applyTo, priority, {{{"max-length", qint64(10)}}}, false}, 0, 0};
    }
    static void fill(const QWidget &form, const QString &field, const QString &text)
    {
        auto *edit = form.findChild<QLineEdit *>(field);
        QVERIFY2(edit, qPrintable(field));
        edit->setText(text);
    }
    static void fillShop(FakeSession &session)
    {
        session.queues = {queue(1, u"mail"_s), queue(2, u"orders.eu"_s), queue(3, u"orders.us"_s),
                          queue(4, u"safe.orders"_s, true)};
        session.exchanges = {exchange(1, QString()), exchange(2, u"orders"_s), exchange(3, u"amq.topic"_s)};
        session.policies = {policy(u"all"_s, u".*"_s), policy(u"eu"_s, u"\\.eu$"_s, 5)};
    }

private Q_SLOTS:
    void modelUnderChange()
    {
        models::PolicyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int round = 0; round < 100; ++round) {
            QList<engine::PolicySnapshot> list;
            for (int i = 0; i < 12; ++i) {
                if (random.bounded(2)) {
                    list << policy(u"p%1"_s.arg(i), u"^%1"_s.arg(random.bounded(3)), random.bounded(5));
                    list.last().spec.isOperator = random.bounded(2);
                    list.last().queues = quint32(random.bounded(4));
                }
            }
            model.update(list);
            QCOMPARE(model.rowCount(), int(list.size()));
        }
        model.update({policy(u"p"_s, u"^q"_s, 3)});
        using Model = models::PolicyModel;
        QCOMPARE(model.index(0, Model::Kind).data(), u"policy"_s);
        QCOMPARE(model.index(0, Model::Definition).data(), u"max-length: 10"_s);
        QCOMPARE(model.index(0, Model::Priority).data(models::SortRole), 3);
        QCOMPARE(model.index(0, Model::ApplyTo).data(), u"all"_s);
    }

    void matchesSayWhoGoesBefore()
    {
        FakeSession session;
        fillShop(session);
        engine::PolicySpec spec = policy(u"orders"_s, u"orders"_s, 2).spec;
        const auto find = [&] { return models::matchesOf(spec, session.queues, session.exchanges, session.policies); };
        const QList<PolicyMatch> expected = {{false, u"orders.eu"_s, u"eu"_s},
                                             {false, u"orders.us"_s, {}},
                                             {false, u"safe.orders"_s, {}},
                                             {true, u"orders"_s, {}}};
        QCOMPARE(find(), expected);
        QCOMPARE(models::matchesText(find()),
                 u"applies to 2 queues and 1 exchange; 1 more matches, but another policy goes before"_s);
        spec.applyTo = ApplyTo::QuorumQueues;
        QCOMPARE(find(), (QList<PolicyMatch>{{false, u"safe.orders"_s, {}}}));
        spec.pattern = u"("_s;
        QVERIFY(find().isEmpty());
        spec.pattern = u"^nothing"_s;
        QCOMPARE(models::matchesText(find()), u"matches nothing that is there now"_s);
    }

    void matchModelUnderChange()
    {
        models::PolicyMatchModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FakeSession session;
        fillShop(session);
        for (const QString &pattern : {u".*"_s, u"orders"_s, u"^o"_s, u"("_s, u"mail"_s, u""_s}) {
            const engine::PolicySpec spec = policy(u"x"_s, pattern, 9).spec;
            model.update(models::matchesOf(spec, session.queues, session.exchanges, session.policies));
        }
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0, models::PolicyMatchModel::Kind).data(), u"queue"_s);
    }

    void badgeAndColumnOnQueuesAndExchanges()
    {
        engine::QueueSnapshot q = queue(1, u"orders"_s);
        QVERIFY(!models::featuresOf(q).contains(u"Pol"_s));
        q.policy = {u"limits"_s, u"cap"_s, {{{"max-length", qint64(50)}}}};
        QVERIFY(models::featuresOf(q).contains(u"Pol"_s));
        QVERIFY(models::featuresText(q).contains(u"policy limits + cap: max-length: 50"_s));
        QCOMPARE(models::levelOf(q).limit, quint64(50));
        QCOMPARE(models::limitText(models::levelOf(q)), u"50"_s);
        models::QueueModel queues;
        queues.update({q});
        QCOMPARE(queues.index(0, models::QueueModel::Policy).data(), u"limits + cap"_s);
        engine::ExchangeSnapshot e = exchange(1, u"in"_s);
        e.policy.policy = u"ae"_s;
        models::ExchangeModel exchanges;
        exchanges.update({e});
        QCOMPARE(exchanges.index(0, models::ExchangeModel::Policy).data(), u"ae"_s);
        QVERIFY(exchanges.index(0, models::ExchangeModel::Features)
                    .data(models::BadgesRole)
                    .toStringList()
                    .contains(u"Pol"_s));
    }

    void page()
    {
        FakeSession session;
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::DefinitionActions actions(session, broker, &window, nullptr);
        pages::PoliciesPage page(session, actions, &window);
        window.resize(1000, 600);
        window.show();
        QTRY_COMPARE(page.stateView()->kind(), widgets::StateView::Kind::Empty);
        fillShop(session);
        session.push();
        QTRY_COMPARE(page.view()->model()->rowCount(), 2);
        page.selectId(models::PolicyModel::idOf(session.policies.at(1).spec));
        QVERIFY(page.selected());
        QCOMPARE(page.selected()->spec.name, u"eu"_s);
        QTRY_COMPARE(page.matches()->rowCount(), 1);
        // What appears later is matched, too.
        session.queues << queue(9, u"mail.eu"_s);
        session.push();
        QTRY_COMPARE(page.matches()->rowCount(), 2);
        actions.deletePolicy(*page.selected());
        auto *confirm = window.findChild<dialogs::ConfirmDialog *>();
        QVERIFY(confirm);
        confirm->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"deletePolicy eu"_s));
    }

    void formPreviewsWhileThePatternIsWritten()
    {
        FakeSession session;
        fillShop(session);
        QWidget window;
        auto *form = new dialogs::PolicyDialog(session, {}, true, &window);
        const QSignalSpy saved(form, &dialogs::PolicyDialog::saved);
        form->open();
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"name"_s, u"orders"_s);
        fill(*form, u"pattern"_s, u"^orders"_s);
        QTRY_COMPARE(form->preview(), u"3 more match, but other policies go before."_s);
        form->findChild<QSpinBox *>(u"priority"_s)->setValue(9);
        QTRY_COMPARE(form->preview(), u"Applies to 2 queues and 1 exchange."_s);
        fill(*form, u"pattern"_s, u"^orders("_s);
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"pattern"_s, u"^orders"_s);
        fill(*form, u"message-ttl"_s, u"soon"_s);
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"message-ttl"_s, u"60000"_s);
        fill(*form, u"dead-letter-exchange"_s, u"dead"_s);
        fill(*form, u"alternate-exchange"_s, u"unrouted"_s);
        form->findChild<QComboBox *>(u"overflow"_s)->setCurrentIndex(2);
        form->okButton()->click();
        QTRY_COMPARE(saved.count(), 1);
        const engine::FieldTable definition = session.setPolicies.value(0).definition;
        QCOMPARE(definition.find("message-ttl")->toInteger(), std::optional<qint64>(60000));
        QCOMPARE(definition.find("dead-letter-exchange")->toText(), std::optional<QByteArray>("dead"));
        QCOMPARE(definition.find("alternate-exchange")->toText(), std::optional<QByteArray>("unrouted"));
        QCOMPARE(definition.find("overflow")->toText(), std::optional<QByteArray>("reject-publish"));
        QCOMPARE(session.setPolicies.value(0).priority, 9);
    }

    void formKeepsWhatItDoesNotKnow()
    {
        FakeSession session;
        engine::PolicySpec start = policy(u"mirrors"_s, u"^ha"_s).spec;
        start.definition.set("ha-mode", QByteArray("all"));
        start.definition.set("dead-letter-exchange", QByteArray(""));
        QWidget window;
        auto *form = new dialogs::PolicyDialog(session, start, false, &window);
        form->open();
        QVERIFY(!form->findChild<QLineEdit *>(u"name"_s)->isEnabled());
        QVERIFY(engine::equivalent(form->spec().definition, start.definition));
        session.nextError = {engine::BrokerError::InvalidArgument, u"Validation failed: no policy provided"_s};
        form->okButton()->click();
        QTRY_VERIFY(form->refusal().contains(u"no policy provided"));
    }

    void operatorPoliciesHaveLimitsOnly()
    {
        FakeSession session;
        engine::PolicySpec start = policy(u"cap"_s, u".*"_s).spec;
        start.definition.set("dead-letter-exchange", QByteArray("dead"));
        QWidget window;
        auto *form = new dialogs::PolicyDialog(session, start, true, &window);
        form->open();
        form->findChild<QComboBox *>(u"kind"_s)->setCurrentIndex(1);
        QVERIFY(form->spec().isOperator);
        QCOMPARE(form->spec().definition.entries.size(), 1);
        for (auto *section : form->findChildren<QToolButton *>())
            section->setChecked(section->property("section").toBool());
        QVERIFY(form->findChild<QLineEdit *>(u"max-length"_s)->isVisibleTo(form));
        QVERIFY(!form->findChild<QLineEdit *>(u"dead-letter-exchange"_s)->isVisibleTo(form));
    }

    void importShowsItsReport()
    {
        FakeSession session;
        using Outcome = engine::ImportedItem::Outcome;
        session.imported.items = {{u"queue"_s, u"/"_s, u"orders"_s, Outcome::Created, {}},
                                  {u"queue"_s, u"/"_s, u"log"_s, Outcome::NotHonored, u"no streams"_s},
                                  {u"user"_s, {}, u"ann"_s, Outcome::Different, u"the tags differ"_s}};
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"definitions.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"queues\": []}") > 0);
        file.close();
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::DefinitionActions actions(session, broker, &window, nullptr);
        actions.importDefinitions();
        auto *form = window.findChild<dialogs::ImportDefinitionsDialog *>();
        QVERIFY(form);
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"file"_s, path);
        form->findChild<QCheckBox *>()->setChecked(true);
        form->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"import * replace"_s));
        QCOMPARE(session.importedFiles.value(0), QByteArray("{\"queues\": []}"));
        QTRY_VERIFY(window.findChild<dialogs::ImportReportDialog *>());
        dialogs::ImportReportModel &model = window.findChild<dialogs::ImportReportDialog *>()->model();
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        using Model = dialogs::ImportReportModel;
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, Model::Name).data(), u"log"_s);
        QCOMPARE(model.index(2, Model::Outcome).data(), u"created"_s);
        model.setLeftOutOnly(true);
        QCOMPARE(model.rowCount(), 2);
    }

    void exportWritesTheFile()
    {
        FakeSession session;
        session.exported = {"{\"queues\": []}", {u"Exclusive queues: 1."_s}};
        const QTemporaryDir folder;
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        const QSignalSpy done(&broker, &actions::BrokerActions::done);
        actions::DefinitionActions actions(session, broker, &window, nullptr);
        actions.exportDefinitions();
        auto *form = window.findChild<dialogs::ExportDefinitionsDialog *>();
        QVERIFY(form);
        fill(*form, u"file"_s, folder.filePath(u"no/such/folder.json"_s));
        form->okButton()->click();
        QTRY_VERIFY(form->refusal().contains(u"can not be written"));
        const QString path = folder.filePath(u"out.json"_s);
        fill(*form, u"file"_s, path);
        form->okButton()->click();
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(done.at(0).at(0).toString().contains(u"Exclusive queues: 1."));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"queues\": []}"));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }
};

SIGHTGLASS_WINDOW_TEST(TestPolicies)
#include "tst_policies.moc"
