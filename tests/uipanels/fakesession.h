// SPDX-License-Identifier: GPL-3.0-or-later
// FakeSession: a BrokerSession without a broker, for tests of the panels: one queue of any depth whose messages are made up as
// they are looked at, commands that are remembered, snapshots and events that the test sends.
// Owner: a test. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QCoreApplication>
#include <QHash>
#include <QMutex>
#include <QPointer>
#include <QPromise>
#include <QTimer>

#include <deque>
#include <map>
#include <optional>

namespace fake {

template <typename T>
class Watch final : public engine::Subscription
{
public:
    using List = std::map<quint64, std::function<void(const T &)>>;
    Watch(std::shared_ptr<List> list, quint64 id)
        : m_list(std::move(list))
        , m_id(id)
    {}
    ~Watch() override { m_list->erase(m_id); }

private:
    std::shared_ptr<List> m_list;
    quint64 m_id;
};

struct TapState
{
    engine::LiveFilter filter;
    std::function<void(const engine::LiveBatch &)> callback;
    bool paused = false;
    bool alive = true;
};

class FakeTap final : public engine::Tap
{
public:
    explicit FakeTap(std::shared_ptr<TapState> state)
        : m_state(std::move(state))
    {}
    ~FakeTap() override { m_state->alive = false; }
    void setFilter(const engine::LiveFilter &filter) override { m_state->filter = filter; }
    void setPaused(bool paused) override { m_state->paused = paused; }

private:
    std::shared_ptr<TapState> m_state;
};

class FakeSession final : public engine::BrokerSession
{
    Q_OBJECT
public:
    // The world, set by the test.
    engine::QueueId queueId{7};
    QString queueName = QStringLiteral("orders.eu");
    std::deque<quint64> offsets;                      ///< of the messages in the queue, when it is small
    std::optional<std::pair<quint64, quint64>> range; ///< head and end, when it is large
    std::function<engine::MessageSummary(quint64)> makeSummary;
    std::function<QByteArray(quint64)> makeBody;
    std::function<engine::MessageProperties(quint64)> makeProperties;
    bool deferred = false; ///< answers wait for answer()
    int messagesAsked = 0; ///< whole ones
    int statusesAsked = 0;
    engine::Result<engine::PublishReceipt> publishAnswer = engine::PublishReceipt{};
    engine::Result<engine::RoutingExplanation> explanation = engine::RoutingExplanation{};
    engine::Journey journeyAnswer; ///< of every message
    engine::Result<engine::RecordReceipt> recordAnswer = engine::RecordReceipt{};

    // What was asked.
    QList<std::pair<quint64, quint32>> browses;
    QList<engine::PublishRequest> publishes;
    QList<engine::RecordRequest> records;
    QMutex batchMutex; ///< batches are published from a thread of the publisher
    QList<engine::PublishBatch> batches;
    QStringList purges;
    QList<engine::ScanRequest> scans;
    QList<qsizetype> standingsAsked; ///< of how many messages
    QList<engine::RoutingRequest> explained;
    QList<std::pair<engine::MessageId, engine::MessageRef>> journeysAsked;
    int maxBrowsesInFlight = 0;
    quint64 leftOut = 0; ///< so many rows are missing from the end of each answer
    std::shared_ptr<TapState> lastTap;

    quint64 total() const { return range ? range->second - range->first : quint64(offsets.size()); }
    quint64 offsetAt(quint64 index) const { return range ? range->first + index : offsets.at(size_t(index)); }

    void answer()
    {
        const auto pending = std::exchange(m_pending, {});
        for (const auto &job : pending)
            job();
    }
    void sendExchanges(const QList<engine::ExchangeSnapshot> &s) { send(m_exchangeWatches, m_lastExchanges, s); }
    void sendQueues(const QList<engine::QueueSnapshot> &s) { send(m_queueWatches, m_lastQueues, s); }
    void sendConnections(const QList<engine::ConnectionSnapshot> &s)
    {
        send(m_connectionWatches, m_lastConnections, s);
    }
    void sendBindings(const QList<engine::BindingSnapshot> &s) { send(m_bindingWatches, m_lastBindings, s); }
    void sendTopics(const QList<engine::TopicSnapshot> &s) { send(m_topicWatches, m_lastTopics, s); }
    void sendEvents(const engine::LiveBatch &batch)
    {
        if (lastTap && lastTap->alive)
            lastTap->callback(batch);
    }
    void sendFound(const engine::ScanBatch &batch)
    {
        const auto copy = *m_scanWatches;
        for (const auto &[id, callback] : copy)
            callback(batch);
    }
    qsizetype scansUnderWay() const { return qsizetype(m_scanWatches->size()); }
    bool isWatchingQueues() const { return !m_queueWatches->empty(); }

    State state() const override { return State::Running; }
    QString problem() const override { return {}; }
    QList<engine::ListenerSnapshot> listeners() const override
    {
        engine::ListenerSnapshot amqp;
        amqp.protocol = QStringLiteral("amqp");
        amqp.address = QStringLiteral("127.0.0.1:5672");
        amqp.state = engine::ListenerSnapshot::State::Listening;
        return {amqp};
    }

    engine::SubscriptionPtr watchOverview(QObject *, Callback<engine::OverviewSnapshot> callback, int) override
    {
        return watch(m_overviewWatches, m_lastOverview, callback);
    }
    engine::SubscriptionPtr watchExchanges(QObject *, Callback<QList<engine::ExchangeSnapshot>> callback, int) override
    {
        return watch(m_exchangeWatches, m_lastExchanges, callback);
    }
    engine::SubscriptionPtr watchQueues(QObject *, Callback<QList<engine::QueueSnapshot>> callback, int) override
    {
        return watch(m_queueWatches, m_lastQueues, callback);
    }
    engine::SubscriptionPtr watchConnections(QObject *, Callback<QList<engine::ConnectionSnapshot>> callback,
                                             int) override
    {
        return watch(m_connectionWatches, m_lastConnections, callback);
    }
    engine::SubscriptionPtr watchBindings(QObject *, Callback<QList<engine::BindingSnapshot>> callback, int) override
    {
        return watch(m_bindingWatches, m_lastBindings, callback);
    }
    engine::SubscriptionPtr watchVirtualHosts(QObject *, Callback<QList<engine::VirtualHostSnapshot>>, int) override
    {
        return {};
    }
    engine::SubscriptionPtr watchUsers(QObject *, Callback<QList<engine::UserSnapshot>>, int) override { return {}; }
    engine::SubscriptionPtr watchPolicies(QObject *, Callback<QList<engine::PolicySnapshot>>, int) override
    {
        return {};
    }
    engine::SubscriptionPtr watchClientEvents(QObject *, Callback<QList<engine::ClientEvent>>, int) override
    {
        return {};
    }
    engine::SubscriptionPtr watchUnrouted(QObject *, Callback<engine::UnroutedTray>, int) override { return {}; }
    engine::SubscriptionPtr watchJourneys(QObject *, Callback<engine::JourneyRecording>, int) override
    {
        return std::make_unique<engine::Subscription>();
    }
    engine::TapPtr tap(QObject *, const engine::LiveFilter &filter, Callback<engine::LiveBatch> callback) override
    {
        lastTap = std::make_shared<TapState>();
        lastTap->filter = filter;
        lastTap->callback = std::move(callback);
        return std::make_unique<FakeTap>(lastTap);
    }

    Future<engine::ExchangeId> declareExchange(const engine::ExchangeSpec &) override
    {
        return now(engine::Result<engine::ExchangeId>(engine::ExchangeId{1}));
    }
    Future<void> deleteExchange(const QString &, const QString &, bool) override { return now(engine::Result<void>()); }
    Future<QString> declareQueue(const engine::QueueSpec &spec) override
    {
        return now(engine::Result<QString>(spec.name));
    }
    Future<quint64> deleteQueue(const QString &, const QString &, bool, bool) override
    {
        return now(engine::Result<quint64>(quint64(0)));
    }
    Future<engine::UndoToken> purgeQueue(const QString &, const QString &name, PurgeMode) override
    {
        purges << name;
        return now(engine::Result<engine::UndoToken>(engine::UndoToken{1, QStringLiteral("purged"), {}}));
    }
    Future<void> undo(const engine::UndoToken &) override { return now(engine::Result<void>()); }
    Future<bool> bind(const engine::BindingSpec &) override { return now(engine::Result<bool>(true)); }
    Future<bool> unbind(const engine::BindingSpec &) override { return now(engine::Result<bool>(true)); }
    Future<engine::PublishReceipt> publish(const engine::PublishRequest &request) override
    {
        publishes << request;
        return now(publishAnswer);
    }
    Future<engine::RecordReceipt> publishRecord(const engine::RecordRequest &request) override
    {
        records << request;
        return now(recordAnswer);
    }
    Future<engine::BatchReceipt> publishBatch(const engine::PublishBatch &batch) override
    {
        const QMutexLocker lock(&batchMutex);
        batches << batch;
        engine::BatchReceipt receipt;
        receipt.sent = quint64(batch.messages.size() + batch.records.size());
        return now(engine::Result<engine::BatchReceipt>(receipt));
    }
    Future<void> closeConnection(engine::ConnectionId, const QString &) override { return now(engine::Result<void>()); }
    Future<void> listen(const QString &, const QString &) override { return now(engine::Result<void>()); }
    Future<void> putVirtualHost(const engine::VirtualHostSpec &) override { return now(engine::Result<void>()); }
    Future<void> deleteVirtualHost(const QString &) override { return now(engine::Result<void>()); }
    Future<void> setVirtualHostLimits(const QString &, const engine::VirtualHostLimits &) override
    {
        return now(engine::Result<void>());
    }
    Future<void> putPolicy(const engine::PolicySpec &) override { return now(engine::Result<void>()); }
    Future<void> deletePolicy(const QString &, const QString &, bool) override { return now(engine::Result<void>()); }
    Future<engine::ExportedDefinitions> exportDefinitions(const std::optional<QString> &) override
    {
        return now(engine::Result<engine::ExportedDefinitions>(engine::ExportedDefinitions()));
    }
    Future<engine::ImportReport> importDefinitions(const QByteArray &, const std::optional<QString> &,
                                                   engine::OnConflict) override
    {
        return now(engine::Result<engine::ImportReport>(engine::ImportReport()));
    }
    engine::SubscriptionPtr watchTopics(QObject *, Callback<QList<engine::TopicSnapshot>> callback, int) override
    {
        return watch(m_topicWatches, m_lastTopics, callback);
    }
    engine::SubscriptionPtr watchGroups(QObject *, Callback<QList<engine::GroupSnapshot>>, int) override { return {}; }
    engine::SubscriptionPtr watchReplays(QObject *, Callback<QList<engine::ReplayProgress>>, int) override
    {
        return {};
    }
    engine::SubscriptionPtr watchMessageActions(QObject *, Callback<QList<engine::MessageActionProgress>>, int) override
    {
        return {};
    }
    Future<engine::MessageActionId> startMessageAction(const engine::MessageActionSpec &) override
    {
        return now(engine::Result<engine::MessageActionId>(engine::MessageActionId{1}));
    }
    Future<void> cancelMessageAction(engine::MessageActionId) override { return now(engine::Result<void>()); }
    Future<engine::MessageStretch> readMessages(const engine::MessageStretchRequest &) override
    {
        return now(engine::Result<engine::MessageStretch>(engine::MessageStretch()));
    }
    Future<engine::PutReceipt> putMessages(const QList<engine::NewMessage> &, const engine::MessageTarget &,
                                           const engine::PutUndo &) override
    {
        return now(engine::Result<engine::PutReceipt>(engine::PutReceipt()));
    }
    Future<engine::ReplayEstimate> estimateReplay(const engine::ReplaySpec &) override
    {
        return now(engine::Result<engine::ReplayEstimate>(engine::ReplayEstimate()));
    }
    Future<engine::ReplayId> startReplay(const engine::ReplaySpec &) override
    {
        return now(engine::Result<engine::ReplayId>(engine::ReplayId{1}));
    }
    Future<void> pauseReplay(engine::ReplayId) override { return now(engine::Result<void>()); }
    Future<void> resumeReplay(engine::ReplayId) override { return now(engine::Result<void>()); }
    Future<void> cancelReplay(engine::ReplayId) override { return now(engine::Result<void>()); }
    Future<void> deleteGroup(const QString &, const QString &) override { return now(engine::Result<void>()); }
    Future<QList<engine::OffsetResetStep>> planOffsetReset(const engine::OffsetResetRequest &) override
    {
        return now(engine::Result<QList<engine::OffsetResetStep>>(QList<engine::OffsetResetStep>()));
    }
    Future<void> resetOffsets(const QString &, const QString &, const QList<engine::OffsetResetStep> &,
                              engine::WhenActive) override
    {
        return now(engine::Result<void>());
    }
    Future<void> createTopic(const engine::TopicSpec &) override { return now(engine::Result<void>()); }
    Future<void> deleteTopic(const QString &, const QString &) override { return now(engine::Result<void>()); }
    Future<void> recreateTopic(const QString &, const QString &) override { return now(engine::Result<void>()); }
    Future<void> deleteRecords(const QString &, const QString &, quint32, quint64) override
    {
        return now(engine::Result<void>());
    }
    Future<void> clearTopic(const QString &, const QString &) override { return now(engine::Result<void>()); }
    Future<void> setTopicConfig(const QString &, const QString &, const engine::FieldTable &) override
    {
        return now(engine::Result<void>());
    }
    Future<void> addPartitions(const QString &, const QString &, quint32) override
    {
        return now(engine::Result<void>());
    }
    Future<void> putUser(const engine::UserSpec &) override { return now(engine::Result<void>()); }
    Future<void> deleteUser(const QString &) override { return now(engine::Result<void>()); }
    Future<void> setUserLimits(const QString &, const engine::UserLimits &) override
    {
        return now(engine::Result<void>());
    }
    Future<void> setPermissions(const engine::PermissionSpec &) override { return now(engine::Result<void>()); }
    Future<void> clearPermissions(const QString &, const QString &) override { return now(engine::Result<void>()); }
    Future<void> setTopicPermissions(const engine::TopicPermissionSpec &) override
    {
        return now(engine::Result<void>());
    }
    Future<void> clearTopicPermissions(const QString &, const QString &, const QString &) override
    {
        return now(engine::Result<void>());
    }
    Future<void> commitOffset(const QString &, const QString &, const engine::PartitionName &, qint64) override
    {
        return now(engine::Result<void>());
    }
    Future<engine::History> history(const engine::HistoryRequest &) override
    {
        return now(engine::Result<engine::History>(engine::History()));
    }
    engine::SubscriptionPtr watchHistory(QObject *, const engine::HistoryRequest &, Callback<engine::History>) override
    {
        return std::make_unique<engine::Subscription>();
    }
    Future<void> setQueuePaused(const QString &, const QString &, bool) override { return now(engine::Result<void>()); }
    Future<void> cancelConsumer(engine::ConsumerId) override { return now(engine::Result<void>()); }
    engine::HandConsumerPtr consumeByHand(QObject *, engine::QueueId, Callback<engine::HandState>) override
    {
        return nullptr; // opened where somebody takes something only
    }
    Future<engine::RoutingExplanation> explainRouting(const engine::RoutingRequest &request) override
    {
        explained << request;
        return now(explanation);
    }
    Future<engine::MessageDetails> unroutedMessage(engine::UnroutedId) override
    {
        return now(engine::Result<engine::MessageDetails>(engine::MessageDetails()));
    }
    Future<engine::PublishReceipt> republishUnrouted(engine::UnroutedId, const engine::RepublishTarget &) override
    {
        return now(publishAnswer);
    }
    Future<quint64> forgetUnrouted(const QList<engine::UnroutedId> &ids) override
    {
        return now(engine::Result<quint64>(quint64(ids.size())));
    }
    Future<engine::Journey> journey(engine::MessageId message, engine::MessageRef ref) override
    {
        journeysAsked.append({message, ref});
        return now(engine::Result<engine::Journey>(journeyAnswer));
    }
    engine::SubscriptionPtr watchDeadLetters(QObject *, Callback<engine::DeadLettersSnapshot>, int) override
    {
        return {};
    }
    Future<engine::DeadLetterList> listDeadLetters(const engine::DeadLetterFilter &, quint32) override
    {
        return now(engine::Result<engine::DeadLetterList>(engine::DeadLetterList()));
    }
    Future<engine::DeadLetterList> pickDeadLetters(const engine::DeadLetterFilter &,
                                                   const QList<engine::MessageRef> &) override
    {
        return now(engine::Result<engine::DeadLetterList>(engine::DeadLetterList()));
    }
    Future<QList<engine::DeadLetter>> readDeadLetters(const QList<engine::MessageRef> &) override
    {
        return now(engine::Result<QList<engine::DeadLetter>>(QList<engine::DeadLetter>()));
    }
    Future<quint64> offsetAtTime(engine::QueueId, qint64) override { return now(engine::Result<quint64>(quint64(0))); }
    engine::SubscriptionPtr scan(QObject *, const engine::ScanRequest &request,
                                 Callback<engine::ScanBatch> callback) override
    {
        scans << request;
        const quint64 id = ++m_nextWatch;
        m_scanWatches->emplace(id, std::move(callback));
        return std::make_unique<Watch<engine::ScanBatch>>(m_scanWatches, id);
    }
    Future<engine::MessagePage> browse(engine::QueueId queue, quint64 first, quint32 count) override
    {
        browses.append({first, count});
        ++m_browsesInFlight;
        maxBrowsesInFlight = qMax(maxBrowsesInFlight, m_browsesInFlight);
        return later<engine::MessagePage>([this, queue, first, count]() -> engine::Result<engine::MessagePage> {
            --m_browsesInFlight;
            if (queue != queueId)
                return engine::Error{engine::BrokerError::NotFound, QStringLiteral("no such queue")};
            engine::MessagePage page;
            page.firstIndex = first;
            page.total = total();
            for (quint64 i = first; i < qMin<quint64>(first + count, page.total) - qMin(leftOut, page.total); ++i)
                page.messages << summary(offsetAt(i));
            return page;
        });
    }
    Future<QList<engine::MessageStanding>> standings(const QList<engine::MessageRef> &messages) override
    {
        standingsAsked << messages.size();
        return later<QList<engine::MessageStanding>>(
            [this, messages]() -> engine::Result<QList<engine::MessageStanding>> {
                QList<engine::MessageStanding> standings;
                for (const engine::MessageRef &ref : messages) {
                    engine::MessageStanding standing;
                    standing.ref = ref;
                    if (ref.queue == queueId && holds(ref.offset)) {
                        standing.state = summary(ref.offset).state;
                        standing.redelivered = summary(ref.offset).redelivered;
                    }
                    standings << standing;
                }
                return standings;
            });
    }
    Future<engine::MessageDetails> message(engine::MessageRef ref) override
    {
        ++messagesAsked;
        return later<engine::MessageDetails>([this, ref]() -> engine::Result<engine::MessageDetails> {
            if (!holds(ref.offset))
                return engine::Error{engine::BrokerError::NotFound, QStringLiteral("no such message")};
            engine::MessageDetails details;
            details.summary = summary(ref.offset);
            details.virtualHost = QStringLiteral("/");
            details.queue = queueName;
            details.body = makeBody ? makeBody(ref.offset) : details.summary.preview;
            if (makeProperties)
                details.properties = makeProperties(ref.offset);
            details.summary.size = quint64(details.body.size());
            return details;
        });
    }

    Future<engine::MessageStatus> messageStatus(engine::MessageRef ref) override
    {
        ++statusesAsked;
        return later<engine::MessageStatus>([this, ref]() -> engine::Result<engine::MessageStatus> {
            if (!holds(ref.offset))
                return engine::Error{engine::BrokerError::NotFound, QStringLiteral("no such message")};
            const engine::MessageSummary now = summary(ref.offset);
            return engine::MessageStatus{now.state, now.redelivered, now.holder, now.unackedSince, now.readyAt};
        });
    }

    engine::MessageSummary summary(quint64 offset) const
    {
        if (makeSummary) {
            engine::MessageSummary made = makeSummary(offset);
            made.ref = {queueId, offset};
            return made;
        }
        engine::MessageSummary made;
        made.ref = {queueId, offset};
        made.id = {offset + 1000};
        made.routingKey = QStringLiteral("key.") + QString::number(offset);
        made.exchange = QStringLiteral("orders");
        made.preview = QByteArray("{\"id\":") + QByteArray::number(offset) + "}";
        made.size = quint64(made.preview.size());
        return made;
    }

private:
    template <typename T>
    using Watches = std::shared_ptr<typename Watch<T>::List>;

    template <typename T>
    engine::SubscriptionPtr watch(const Watches<T> &list, const T &last, const Callback<T> &callback)
    {
        const quint64 id = ++m_nextWatch;
        list->emplace(id, callback);
        QTimer::singleShot(0, this, [list, id, &last] {
            if (const auto it = list->find(id); it != list->end())
                it->second(last);
        });
        return std::make_unique<Watch<T>>(list, id);
    }
    template <typename T>
    void send(const Watches<T> &list, T &last, const T &next)
    {
        last = next;
        const auto copy = *list;
        for (const auto &[id, callback] : copy)
            callback(next);
    }
    bool holds(quint64 offset) const
    {
        return range ? offset >= range->first && offset < range->second
                     : std::find(offsets.begin(), offsets.end(), offset) != offsets.end();
    }
    template <typename R>
    QFuture<R> now(const R &result)
    {
        QPromise<R> promise;
        promise.start();
        promise.addResult(result);
        promise.finish();
        return promise.future();
    }
    template <typename T>
    QFuture<engine::Result<T>> later(std::function<engine::Result<T>()> make)
    {
        auto promise = std::make_shared<QPromise<engine::Result<T>>>();
        promise->start();
        const auto job = [promise, make] {
            promise->addResult(make());
            promise->finish();
        };
        if (deferred)
            m_pending << job;
        else
            QTimer::singleShot(0, this, job);
        return promise->future();
    }

    QList<std::function<void()>> m_pending;
    int m_browsesInFlight = 0;
    quint64 m_nextWatch = 0;
    Watches<engine::OverviewSnapshot> m_overviewWatches = std::make_shared<Watch<engine::OverviewSnapshot>::List>();
    Watches<QList<engine::ExchangeSnapshot>> m_exchangeWatches =
        std::make_shared<Watch<QList<engine::ExchangeSnapshot>>::List>();
    Watches<QList<engine::QueueSnapshot>> m_queueWatches =
        std::make_shared<Watch<QList<engine::QueueSnapshot>>::List>();
    Watches<QList<engine::ConnectionSnapshot>> m_connectionWatches =
        std::make_shared<Watch<QList<engine::ConnectionSnapshot>>::List>();
    Watches<QList<engine::BindingSnapshot>> m_bindingWatches =
        std::make_shared<Watch<QList<engine::BindingSnapshot>>::List>();
    Watches<engine::ScanBatch> m_scanWatches = std::make_shared<Watch<engine::ScanBatch>::List>();
    engine::OverviewSnapshot m_lastOverview;
    QList<engine::ExchangeSnapshot> m_lastExchanges;
    QList<engine::QueueSnapshot> m_lastQueues;
    QList<engine::ConnectionSnapshot> m_lastConnections;
    QList<engine::BindingSnapshot> m_lastBindings;
    Watches<QList<engine::TopicSnapshot>> m_topicWatches =
        std::make_shared<Watch<QList<engine::TopicSnapshot>>::List>();
    QList<engine::TopicSnapshot> m_lastTopics;
};

} // namespace fake
