// SPDX-License-Identifier: GPL-3.0-or-later
// The panels over the real engine: a deep queue browsed in place, purge and undo, publishing by hand, the live feed.
#include "facade/embeddedsession.h"
#include "program/testprogram.h"

#include "ui/feed/feedpanel.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/messagemodel.h"
#include "ui/pages/queuepage.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using engine::facade::EmbeddedSession;
using ui::models::MessageModel;
using ui::tables::VirtualTable;

namespace {

constexpr int depth = 20'000;

} // namespace

class TestPanelsOnEngine : public QObject
{
    Q_OBJECT
private:
    template <typename T>
    static T wait(QFuture<engine::Result<T>> future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) || !future.result().ok())
            qFatal("the engine did not answer as it should");
        if constexpr (!std::is_void_v<T>)
            return future.result().value();
    }

    std::optional<engine::QueueSnapshot> queueNamed(const QString &name) const
    {
        for (const engine::QueueSnapshot &queue : m_queues) {
            if (queue.spec.name == name)
                return queue;
        }
        return std::nullopt;
    }

    void publish(int from, int count)
    {
        QFuture<engine::Result<engine::PublishReceipt>> last;
        for (int i = from; i < from + count; ++i) {
            engine::PublishRequest request;
            request.routingKey = u"deep"_s;
            request.properties.deliveryMode = quint8(2);
            request.properties.contentType = u"application/json"_s;
            request.body = "{\"number\":" + QByteArray::number(i) + "}";
            last = m_session->publish(request);
        }
        wait(last);
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
        engine::QueueSpec spec;
        spec.name = u"deep"_s;
        wait(m_session->declareQueue(spec));
        publish(0, depth);
        QTRY_VERIFY_WITH_TIMEOUT(queueNamed(u"deep"_s) && queueNamed(u"deep"_s)->ready == depth, 20'000);
    }

    void cleanupTestCase()
    {
        m_watch.reset();
        m_session.reset();
    }

    void browsesInPlace()
    {
        ui::pages::QueuePage page(*m_session, *m_theme, *queueNamed(u"deep"_s));
        ui::inspector::InspectorPanel inspector(*m_session, *m_theme);
        connect(&page, &ui::pages::QueuePage::messageSelected, &inspector, &ui::inspector::InspectorPanel::showMessage);
        page.resize(900, 600);
        page.show();
        inspector.show();
        auto *model = page.findChild<MessageModel *>();
        auto *body = inspector.findChild<ui::inspector::BodyView *>();
        QCOMPARE(model->rowCount(), depth);
        for (const int number : {1, depth, depth / 2, 17, depth - 300}) {
            page.jumpTo(quint64(number));
            QTRY_COMPARE(body->body(), QByteArray("{\"number\":" + QByteArray::number(number - 1) + "}"));
            const engine::MessageSummary &there = model->summaryAt(number - 1);
            QCOMPARE(there.state, engine::MessageState::Ready);
            QVERIFY(!there.redelivered);
            QVERIFY(there.persistent);
            QCOMPARE(there.contentType, u"application/json"_s);
            QVERIFY(there.publishedAt.isValid());
        }
        QCOMPARE(queueNamed(u"deep"_s)->ready, quint64(depth));
        QCOMPARE(queueNamed(u"deep"_s)->unacked, quint64(0));
    }

    void showsAPurgeAndItsUndo()
    {
        ui::pages::QueuePage page(*m_session, *m_theme, *queueNamed(u"deep"_s));
        page.resize(900, 600);
        page.show();
        auto *model = page.findChild<MessageModel *>();
        QTRY_VERIFY(model->summaryAt(0).ref.queue.isValid());
        const engine::MessageRef first = model->summaryAt(0).ref;
        const engine::UndoToken token =
            wait(m_session->purgeQueue(u"/"_s, u"deep"_s, engine::BrokerSession::PurgeMode::Undoable));
        QTRY_COMPARE(model->rowCount(), 0);
        publish(depth, 3);
        QTRY_COMPARE(model->rowCount(), 3);
        QTRY_VERIFY(model->summaryAt(2).preview.contains(QByteArray::number(depth + 2)));
        wait(m_session->undo(token));
        QTRY_COMPARE(model->rowCount(), depth + 3);
        page.jumpTo(1);
        QTRY_COMPARE(model->summaryAt(0).ref, first);
        page.jumpTo(depth + 3);
        QTRY_VERIFY(model->summaryAt(depth + 2).preview.contains(QByteArray::number(depth + 2)));
    }

    void publishesByHandAndTellsWhereItWent()
    {
        const QTemporaryDir folder;
        ui::publisher::KeptBodies bodies(folder.filePath(u"bodies"_s));
        ui::publisher::MessageLibrary library(folder.filePath(u"messages.json"_s), bodies);
        ui::publisher::PublishHistory history(folder.filePath(u"published.jsonl"_s), bodies);
        ui::publisher::PublisherPage dialog(*m_session, library, history, nullptr);
        dialog.setTarget(u"/"_s, {}, u"deep"_s);
        dialog.show();
        dialog.body().setBytes("by hand");
        dialog.publish();
        QTRY_COMPARE(dialog.result(), u"Message published to deep."_s);
        dialog.setTarget(u"/"_s, u"amq.topic"_s, u"nobody.listens"_s);
        dialog.publish();
        QTRY_COMPARE(dialog.result(), u"Message published, but not routed."_s);
        dialog.setTarget(u"/"_s, u"no-such-exchange"_s, u"x"_s);
        dialog.publish();
        QTRY_VERIFY(dialog.result().contains(u"no-such-exchange"_s));
    }

    void feedsWhatPassesTheFilter()
    {
        ui::feed::FeedPanel feed(*m_session, *m_theme);
        feed.resize(900, 200);
        feed.setQuery(u"queue:deep event:enqueued"_s);
        feed.show();
        auto *table = feed.findChild<VirtualTable *>();
        QTRY_VERIFY([&] {
            publish(0, 1);
            return table->model()->rowCount() > 0;
        }());
        QSignalSpy selected(&feed, &ui::feed::FeedPanel::eventSelected);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTRY_COMPARE(selected.count(), 1);
        const auto event = selected.at(0).at(0).value<engine::LiveEvent>();
        QCOMPARE(event.queue, u"deep"_s);
        QCOMPARE(event.step, engine::LifecycleStep::Enqueued);
        ui::inspector::InspectorPanel inspector(*m_session, *m_theme);
        inspector.show();
        inspector.showLiveEvent(event);
        QTRY_COMPARE(inspector.findChild<ui::inspector::BodyView *>()->body(), QByteArray("{\"number\":0}"));
        QCOMPARE(inspector.shownMessage().offset, event.offset);
    }

    void aPageMayCloseWhileItAsks()
    {
        for (int i = 0; i < 50; ++i) {
            ui::pages::QueuePage page(*m_session, *m_theme, *queueNamed(u"deep"_s));
            ui::inspector::InspectorPanel inspector(*m_session, *m_theme);
            page.show();
            page.jumpTo(quint64(i) * 300 + 1);
            inspector.showMessage({page.queue().id, quint64(i)});
            QCoreApplication::processEvents();
        }
    }
};

SIGHTGLASS_WINDOW_TEST(TestPanelsOnEngine)
#include "tst_panelsonengine.moc"
