// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual hosts and users in the window: models, pages, forms, and the choice of a virtual host in the other forms.
#include "fakesession.h"

#include "program/testprogram.h"
#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/dialogs/accessforms.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/createbindingdialog.h"
#include "ui/dialogs/createexchangedialog.h"
#include "ui/dialogs/createqueuedialog.h"
#include "ui/dialogs/namechoice.h"
#include "ui/models/roles.h"
#include "ui/models/usermodel.h"
#include "ui/models/virtualhostmodel.h"
#include "ui/pages/permissionspanel.h"
#include "ui/pages/userspage.h"
#include "ui/pages/virtualhostspage.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui;
using tests::FakeSession;

class TestAccess : public QObject
{
    Q_OBJECT
private:
    static engine::VirtualHostSnapshot host(const QString &name, const QStringList &users = {u"guest"_s})
    {
        engine::VirtualHostSnapshot host;
        host.spec.name = name;
        host.users = users;
        return host;
    }
    static engine::UserSnapshot user(const QString &name)
    {
        engine::UserSnapshot user;
        user.name = name;
        user.tags = {u"administrator"_s};
        user.hasPassword = true;
        user.hashing = u"rabbit_password_hashing_sha256"_s;
        user.permissions = {{name, u"/"_s, u".*"_s, u".*"_s, u".*"_s}};
        return user;
    }
    static void fill(const QWidget &form, const QString &field, const QString &text)
    {
        auto *edit = form.findChild<QLineEdit *>(field);
        QVERIFY2(edit, qPrintable(field));
        edit->setText(text);
    }
    template <typename Form>
    static Form *opened(QWidget &window)
    {
        return window.findChild<Form *>();
    }

private Q_SLOTS:
    void virtualHostModel()
    {
        models::VirtualHostModel model;
        const QAbstractItemModelTester tester(&model);
        engine::VirtualHostSnapshot dev = host(u"dev"_s, {});
        dev.limits = {2, std::nullopt};
        dev.connections = 2;
        dev.ready = 1204;
        model.update({host(u"/"_s), dev});
        QCOMPARE(model.rowCount(), 2);
        using Model = models::VirtualHostModel;
        QCOMPARE(model.index(1, Model::Users).data(), u"nobody"_s);
        QCOMPARE(model.index(1, Model::Ready).data(), u"1,204"_s);
        QCOMPARE(model.index(1, Model::Limits).data(models::BadgesRole).toStringList(),
                 QStringList(u"connections 2"_s));
        QVERIFY(
            model.index(1, Model::Connections).data(Qt::ToolTipRole).toString().contains(u"limit of 2 is reached"_s));
        for (int column = 0; column < model.columnCount(); ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        model.update({dev});
        QCOMPARE(model.rowCount(), 1);
        model.update({});
    }

    void userModels()
    {
        models::UserModel model;
        const QAbstractItemModelTester tester(&model);
        engine::UserSnapshot lost = user(u"lost"_s);
        lost.permissions.clear();
        lost.hasPassword = false;
        lost.limits.maxChannels = 9;
        model.update({user(u"guest"_s), lost});
        using Model = models::UserModel;
        QCOMPARE(model.index(0, Model::Password).data(), u"SHA-256"_s);
        QCOMPARE(model.index(1, Model::Password).data(), u"none"_s);
        QCOMPARE(model.index(1, Model::VirtualHosts).data(), u"none"_s);
        QCOMPARE(model.index(1, Model::Limits).data(models::BadgesRole).toStringList(), QStringList(u"channels 9"_s));
        QVERIFY(model.index(0, Model::Tags).data(Qt::ToolTipRole).toString().contains(u"manages users"_s));

        models::PermissionModel permissions;
        const QAbstractItemModelTester permissionTester(&permissions);
        engine::UserSnapshot ann = user(u"ann"_s);
        ann.permissions.front().read.clear();
        ann.topicPermissions = {{u"ann"_s, u"/"_s, u"amq.topic"_s, u"^a"_s, {}}};
        permissions.update(models::permissionEntries(ann));
        QCOMPARE(permissions.rowCount(), 2);
        using P = models::PermissionModel;
        QCOMPARE(permissions.index(0, P::Read).data(), u"nothing"_s);
        QCOMPARE(permissions.index(1, P::Exchange).data(), u"amq.topic"_s);
        QCOMPARE(permissions.index(1, P::Configure).data(), QString());
        QCOMPARE(permissions.index(1, P::Write).data(), u"^a"_s);
        permissions.update({});
    }

    void virtualHostsPage()
    {
        FakeSession session;
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::AccessActions actions(session, broker, &window, nullptr);
        pages::VirtualHostsPage page(session, actions, &window);
        window.resize(1000, 500);
        window.show();
        QTRY_COMPARE(page.stateView()->kind(), widgets::StateView::Kind::Empty);
        session.virtualHosts = {host(u"/"_s), host(u"dev"_s)};
        session.push();
        QTRY_COMPARE(page.view()->model()->rowCount(), 2);
        page.selectId(u"dev"_s);
        QVERIFY(page.selected());
        QCOMPARE(page.selected()->spec.name, u"dev"_s);
        actions.deleteVirtualHost(*page.selected());
        auto *confirm = opened<dialogs::ConfirmDialog>(window);
        QVERIFY(confirm);
        confirm->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"deleteVirtualHost dev"_s));
    }

    void usersPage()
    {
        FakeSession session;
        QWidget window;
        actions::BrokerActions broker(session, &window, nullptr);
        actions::AccessActions actions(session, broker, &window, nullptr);
        pages::UsersPage page(session, actions, &window);
        window.resize(1000, 600);
        window.show();
        engine::UserSnapshot ann = user(u"ann"_s);
        ann.topicPermissions = {{u"ann"_s, u"/"_s, u"amq.topic"_s, u"^a"_s, {}}};
        session.users = {ann, user(u"guest"_s)};
        session.push();
        page.selectId(u"ann"_s);
        QTRY_VERIFY(page.selected());
        auto *list = page.permissions()->list();
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY(!page.permissions()->clearButton()->isEnabled());
        list->setCurrentIndex(list->model()->index(1, 0));
        page.permissions()->clearButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"clearTopicPermissions ann / amq.topic"_s));
        list->setCurrentIndex(list->model()->index(0, 0));
        page.permissions()->clearButton()->click();
        QTRY_COMPARE(session.commands.last(), u"clearPermissions ann /"_s);
        // The selection stays while the list changes.
        session.users.append(user(u"zoe"_s));
        session.push();
        QCOMPARE(page.selected()->name, u"ann"_s);
    }

    void virtualHostForm()
    {
        FakeSession session;
        session.users = {user(u"ann"_s), user(u"guest"_s)};
        QWidget window;
        auto *form = new dialogs::VirtualHostForm(session, std::nullopt, &window);
        const QSignalSpy saved(form, &dialogs::AccessForm::saved);
        form->open();
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"name"_s, u"dev"_s);
        fill(*form, u"tags"_s, u"a, b"_s);
        fill(*form, u"maxQueues"_s, u"many"_s);
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"maxQueues"_s, u"7"_s);
        auto *choice = form->findChild<dialogs::NameChoice *>(u"user"_s);
        QTRY_COMPARE(choice->name(), u"guest"_s);
        form->okButton()->click();
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(session.commands, (QStringList{u"putVirtualHost dev  a,b"_s, u"limit dev - 7"_s,
                                                u"setPermissions guest dev .* .* .*"_s}));
    }

    void theTypeOfQueuesIsChosenForAVirtualHost()
    {
        FakeSession session;
        engine::VirtualHostSnapshot dev;
        dev.spec = {u"dev"_s, {}, {}, u"stream"_s};
        QWidget window;
        auto *form = new dialogs::VirtualHostForm(session, dev, &window);
        form->open();
        auto *type = form->findChild<QComboBox *>(u"defaultQueueType"_s);
        QCOMPARE(type->currentText(), u"stream"_s);
        type->setCurrentIndex(type->findData(u"quorum"_s));
        form->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"putVirtualHost dev   quorum"_s));
    }

    void refusalStaysInTheForm()
    {
        FakeSession session;
        QWidget window;
        auto *form = new dialogs::VirtualHostForm(session, host(u"dev"_s), &window);
        form->open();
        session.nextError = {engine::BrokerError::NotFound, u"vhost 'dev' not found"_s};
        form->okButton()->click();
        QTRY_COMPARE(form->refusal(), u"vhost 'dev' not found"_s);
        QCOMPARE(session.commands.size(), 1);
    }

    void userForm()
    {
        FakeSession session;
        session.virtualHosts = {host(u"/"_s), host(u"dev"_s)};
        QWidget window;
        auto *form = new dialogs::UserForm(session, std::nullopt, &window);
        form->open();
        fill(*form, u"name"_s, u"ann"_s);
        QVERIFY(!form->okButton()->isEnabled()); // no password, and not on purpose
        fill(*form, u"password"_s, u"secret"_s);
        QVERIFY(!form->okButton()->isEnabled()); // not twice
        fill(*form, u"again"_s, u"secret"_s);
        QVERIFY(form->okButton()->isEnabled());
        auto *choice = form->findChild<dialogs::NameChoice *>(u"virtualHost"_s);
        QTRY_COMPARE(choice->name(), u"/"_s);
        form->okButton()->click();
        QTRY_COMPARE(session.commands, (QStringList{u"putUser ann  secret"_s, u"setPermissions ann / .* .* .*"_s}));

        session.commands.clear();
        auto *edit = new dialogs::UserForm(session, user(u"bob"_s), &window);
        edit->open();
        QVERIFY(edit->okButton()->isEnabled());
        edit->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"putUser bob administrator -"_s)); // the password stays
        session.commands.clear();
        auto *without = new dialogs::UserForm(session, user(u"bob"_s), &window);
        without->open();
        without->findChild<QCheckBox *>(u"noPassword"_s)->setChecked(true);
        without->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"putUser bob administrator "_s));
    }

    void permissionsForms()
    {
        FakeSession session;
        session.virtualHosts = {host(u"/"_s), host(u"dev"_s)};
        session.users = {user(u"ann"_s), user(u"guest"_s)};
        QWidget window;
        auto *form =
            new dialogs::PermissionsForm(session, {u"ann"_s, u"dev"_s, u".*"_s, u"^w"_s, {}}, std::nullopt, &window);
        form->open();
        fill(*form, u"configure"_s, u"("_s);
        QVERIFY(!form->okButton()->isEnabled());
        fill(*form, u"configure"_s, u"^c"_s);
        auto *choice = form->findChild<dialogs::NameChoice *>(u"virtualHost"_s);
        QTRY_COMPARE(choice->offered(), 2);
        form->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"setPermissions ann dev ^c ^w "_s));
        session.commands.clear();
        auto *topic = new dialogs::PermissionsForm(session, {u"ann"_s, u"/"_s, {}, u"^{username}"_s, u".*"_s},
                                                   QString(), &window);
        topic->open();
        topic->okButton()->click();
        QTRY_COMPARE(session.commands, QStringList(u"setTopicPermissions ann / amq.topic ^{username} .*"_s));
    }

    void otherFormsOfferTheVirtualHostWhereThereAreSeveral()
    {
        FakeSession session;
        session.virtualHosts = {host(u"/"_s)};
        QWidget window;
        auto *form = new dialogs::CreateQueueDialog(session, u"/"_s, &window);
        form->open();
        auto *choice = form->findChild<dialogs::NameChoice *>(u"virtualHost"_s);
        QVERIFY(choice);
        QTRY_COMPARE(choice->offered(), 1);
        QVERIFY(!choice->isVisible());
        QCOMPARE(form->spec().virtualHost, u"/"_s);
        session.virtualHosts = {host(u"/"_s), host(u"dev"_s)};
        session.push();
        QTRY_VERIFY(choice->isVisible());
        choice->setCurrentIndex(1);
        QCOMPARE(form->spec().virtualHost, u"dev"_s);

        engine::ExchangeSnapshot there;
        there.id.v = 1;
        there.spec.virtualHost = u"dev"_s;
        there.spec.name = u"orders"_s;
        session.exchanges = {there};
        auto *binding = new dialogs::CreateBindingDialog(session, {}, {}, &window);
        binding->open();
        auto *hosts = binding->findChild<dialogs::NameChoice *>(u"virtualHost"_s);
        auto *source = binding->findChild<QComboBox *>(u"source"_s);
        QTRY_COMPARE(hosts->offered(), 2);
        QCOMPARE(source->count(), 0);
        hosts->setCurrentIndex(1);
        Q_EMIT hosts->activated(1);
        QTRY_COMPARE(source->count(), 1);
        QCOMPARE(binding->spec().virtualHost, u"dev"_s);

        auto *exchange = new dialogs::CreateExchangeDialog(session, u"gone"_s, &window);
        exchange->open();
        QTRY_COMPARE(exchange->spec().virtualHost, u"/"_s); // the wanted one is not there
    }
};

SIGHTGLASS_WINDOW_TEST(TestAccess)
#include "tst_access.moc"
