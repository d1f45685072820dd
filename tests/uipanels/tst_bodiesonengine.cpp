// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies over the real engine: found by values in them, live and at rest, opened, compared; by clicks and keys.
#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/feed/feedpanel.h"
#include "ui/feed/queryfield.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/comparedialog.h"
#include "ui/inspector/comparememory.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/queuepage.h"
#include "ui/settings/settings.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using namespace Qt::Literals::StringLiterals;
using engine::facade::EmbeddedSession;
using ui::tables::VirtualTable;

namespace {

constexpr int bodiesDeep = 3000;

QByteArray gzipped(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(plain.size() + 1024, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

} // namespace

class TestBodiesOnEngine : public QObject
{
    Q_OBJECT
private:
    template <typename T>
    static T wait(QFuture<engine::Result<T>> future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) || !future.result().ok())
            qFatal("the engine did not answer as it should");
        return future.result().value();
    }
    void publish(const QString &queue, const QByteArray &body, const QString &encoding = {})
    {
        engine::PublishRequest request;
        request.routingKey = queue;
        request.properties.deliveryMode = quint8(2);
        request.properties.contentType = u"application/json"_s;
        if (!encoding.isEmpty())
            request.properties.contentEncoding = encoding;
        request.body = body;
        wait(m_session->publish(request));
    }
    engine::QueueSnapshot queueNamed(const QString &name) const
    {
        for (const engine::QueueSnapshot &queue : m_queues) {
            if (queue.spec.name == name)
                return queue;
        }
        return {};
    }
    static void activate(QWidget &widget)
    {
        widget.show();
        widget.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&widget));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<EmbeddedSession> m_session;
    std::unique_ptr<ui::theme::Theme> m_theme;
    engine::SubscriptionPtr m_watch;
    QList<engine::QueueSnapshot> m_queues;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<ui::theme::Theme>(*qApp);
        engine::facade::EngineConfig config;
        config.dataDirectory = m_folder.filePath(u"data"_s);
        config.amqpAddress = std::nullopt;
        config.kafkaAddress = std::nullopt;
        m_session = std::make_unique<EmbeddedSession>(config);
        m_session->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->state(), engine::BrokerSession::State::Running, 20'000);
        m_watch = m_session->watchQueues(
            this, [this](const QList<engine::QueueSnapshot> &queues) { m_queues = queues; }, 10);
        for (const QString &name : {u"orders"_s, u"packed"_s}) {
            engine::QueueSpec spec;
            spec.name = name;
            wait(m_session->declareQueue(spec));
        }
        for (int i = 0; i < bodiesDeep; ++i)
            publish(u"orders"_s, "{\"customer\":{\"country\":\"" + QByteArray(i % 10 ? "DE" : "FR") + "\"},\"pad\":\"" +
                                     QByteArray(300, 'x') + "\",\"total\":" + QByteArray::number(i) + "}");
        QTRY_COMPARE_WITH_TIMEOUT(queueNamed(u"orders"_s).ready, quint64(bodiesDeep), 20'000);
    }

    void cleanupTestCase()
    {
        m_watch.reset();
        m_session.reset();
    }

    void valuesAreFoundInAWholeQueue()
    {
        ui::pages::QueuePage page(*m_session, *m_theme, queueNamed(u"orders"_s));
        page.resize(900, 600);
        activate(page);
        auto *field = page.findChild<ui::feed::QueryField *>(u"messageFilter"_s);
        auto *panel = page.findChild<ui::pages::MessagePanel *>();
        field->setFocus();
        QTest::keyClicks(field, u"body.total>=2990 body.customer.country=fr"_s); // behind the preview
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(panel->search().isActive() && !panel->search().isSearching());
        QCOMPARE(panel->table().model()->rowCount(), 1);
        QVERIFY(panel->search().status().startsWith(u"1 found"_s));
        panel->setFilterText(u"-body.customer.country=DE"_s);
        QTRY_COMPARE(panel->table().model()->rowCount(), bodiesDeep / 10);
        panel->setFilterText({});
        QTRY_COMPARE(panel->table().model()->rowCount(), bodiesDeep);
    }

    void twoOfThemAreCompared()
    {
        ui::pages::QueuePage page(*m_session, *m_theme, queueNamed(u"orders"_s));
        page.resize(900, 600);
        activate(page);
        auto &table = page.findChild<ui::pages::MessagePanel *>()->table();
        QTRY_VERIFY(table.messageAt(3).ref.queue.isValid());
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, {60, table.rowHeight() * 1 + 4});
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ControlModifier, {60, table.rowHeight() * 3 + 4});
        QTest::keyClick(&table, Qt::Key_D, Qt::ControlModifier);
        auto *dialog = page.findChild<ui::inspector::CompareDialog *>();
        QVERIFY(dialog);
        QSignalSpy compared(dialog, &ui::inspector::CompareDialog::compared);
        QTRY_COMPARE(compared.count(), 1);
        QCOMPARE(dialog->bodies().diff.changes.size(), 1); // the total
        QVERIFY(dialog->bodies().left.utf8.contains("\"total\": 1"));
        dialog->close();
    }

    /// A dead letter with a good message of another queue: selected on one page, compared on the other one.
    void messagesOfTwoQueuesAreCompared()
    {
        for (const QString &name : {u"good"_s, u"dead"_s}) {
            engine::QueueSpec spec;
            spec.name = name;
            wait(m_session->declareQueue(spec));
        }
        publish(u"good"_s, R"({"id":1,"total":96.5,"currency":"EUR"})");
        publish(u"dead"_s, R"({"currency":"EUR","total":null,"id":1})");
        QTRY_VERIFY(queueNamed(u"good"_s).ready == 1 && queueNamed(u"dead"_s).ready == 1);
        ui::settings::Settings settings(m_folder.filePath(u"window.ini"_s));
        ui::mainwindow::MainWindow window(*m_session, *m_theme, settings);
        window.resize(1440, 900);
        activate(window);
        const auto open = [&](const QString &name) -> ui::pages::MessageTable & {
            window.openQueue(queueNamed(name));
            auto *page = qobject_cast<ui::pages::QueuePage *>(window.tabs().currentWidget());
            ui::pages::MessageTable &table = page->messages().table();
            if (!QTest::qWaitFor([&table] { return table.messageAt(0).ref.queue.isValid(); }, 20'000))
                qFatal("the messages do not come");
            QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, {60, 4});
            return table;
        };
        const auto actionOf = [](const ui::pages::MessageTable &table, const QString &text) -> QAction * {
            for (QAction *action : table.actions()) {
                if (action->text().startsWith(text))
                    return action;
            }
            return nullptr;
        };
        ui::pages::MessageTable &good = open(u"good"_s);
        QVERIFY(actionOf(good, u"Select for compare"_s)->isEnabled());
        QVERIFY(!actionOf(good, u"Compare with selected"_s)->isEnabled());
        QTest::keyClick(&good, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window.findChild<ui::inspector::CompareMemory *>()->remembered());
        QVERIFY(!actionOf(good, u"Compare with selected"_s)->isEnabled()); // with itself

        ui::pages::MessageTable &dead = open(u"dead"_s);
        QAction *with = actionOf(dead, u"Compare with selected"_s);
        QVERIFY(with->isEnabled());
        QVERIFY2(with->text().contains(u"good"_s), qPrintable(with->text()));
        QMenu *menu = nullptr;
        connect(&dead, &ui::pages::MessageTable::menuAboutToShow, this, [&menu](QMenu *shown) { menu = shown; });
        Q_EMIT dead.customContextMenuRequested({60, 4});
        QVERIFY(menu && menu->actions().contains(with));
        menu->close();

        with->trigger();
        auto *dialog = window.findChild<ui::inspector::CompareDialog *>();
        QVERIFY(dialog);
        QSignalSpy compared(dialog, &ui::inspector::CompareDialog::compared);
        QTRY_COMPARE(compared.count(), 1);
        QCOMPARE(dialog->bodies().diff.changes.size(), 1);    // the order of members is no difference, the total is
        QVERIFY(dialog->bodies().left.utf8.contains("96.5")); // the older one
        QVERIFY(dialog->bodies().right.utf8.contains("null"));
        dialog->close();
    }

    void theFeedComparesWholeBodies()
    {
        ui::feed::FeedPanel feed(*m_session, *m_theme);
        feed.resize(900, 240);
        activate(feed);
        feed.focusFilter();
        auto *field = feed.findChild<ui::feed::QueryField *>();
        QTest::keyClicks(field, u"event:enqueued body.total>100000 -body.country=US"_s);
        QTest::keyClick(field, Qt::Key_Return);
        auto *table = feed.findChild<VirtualTable *>();
        const auto pad = QByteArray(500, 'x');
        QTRY_VERIFY([&] {
            publish(u"packed"_s, "{\"pad\":\"" + pad + "\",\"country\":\"DE\",\"total\":5}");
            publish(u"packed"_s, "{\"pad\":\"" + pad + "\",\"country\":\"US\",\"total\":200000}");
            publish(u"packed"_s, "{\"pad\":\"" + pad + "\",\"country\":\"DE\",\"total\":200000}");
            return table->model()->rowCount() > 0;
        }());
        // Only the third of each three came through, though the preview has neither of the values.
        const int before = table->model()->rowCount();
        publish(u"packed"_s, "{\"pad\":\"" + pad + "\",\"country\":\"US\",\"total\":300000}");
        publish(u"packed"_s, "{\"pad\":\"" + QByteArray(70'000, 'x') + "\",\"country\":\"DE\",\"total\":300000}");
        publish(u"packed"_s, "{\"pad\":\"" + pad + "\",\"country\":\"DE\",\"total\":300000}");
        QTRY_VERIFY(table->model()->rowCount() > before);
        const auto says = [&feed](const QString &text) {
            const auto labels = feed.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel *label) { return label->text().contains(text); });
        };
        QTRY_VERIFY(says(u"1 not compared"_s)); // the large one
    }

    void whatWasPackedIsOpened()
    {
        publish(u"packed"_s, gzipped("{\"id\":17,\"note\":\"" + QByteArray(5000, 'y') + "\"}"), u"gzip"_s);
        QTRY_VERIFY(queueNamed(u"packed"_s).ready > 0);
        ui::pages::QueuePage page(*m_session, *m_theme, queueNamed(u"packed"_s));
        ui::inspector::InspectorPanel inspector(*m_session, *m_theme);
        connect(&page, &ui::pages::QueuePage::messageSelected, &inspector, &ui::inspector::InspectorPanel::showMessage);
        page.resize(900, 600);
        inspector.show();
        activate(page);
        auto &table = page.findChild<ui::pages::MessagePanel *>()->table();
        QTRY_VERIFY(table.model()->rowCount() > 0);
        table.setFocus();
        auto *view = inspector.findChild<ui::inspector::BodyView *>();
        QTRY_VERIFY([&] { // others are before it, and the page may not have counted it yet
            QTest::keyClick(&table, Qt::Key_End);
            return view->content().layers.size() == 1;
        }());
        QTRY_COMPARE(view->kind(), ui::inspector::BodyContent::Kind::Tree);
        QVERIFY(view->content().content().startsWith("{\"id\":17"));
        QCOMPARE(view->body().left(2), QByteArray("\x1f\x8b"));
    }
};

SIGHTGLASS_WINDOW_TEST(TestBodiesOnEngine)
#include "tst_bodiesonengine.moc"
