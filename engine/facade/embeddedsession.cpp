// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/embeddedsession.h"

#include "facade/answer.h"
#include "facade/enginehost.h"
#include "facade/link.h"

namespace engine::facade {

namespace {

class LinkSubscription : public Subscription
{
public:
    explicit LinkSubscription(std::shared_ptr<Link> link)
        : m_link(std::move(link))
    {}
    ~LinkSubscription() override { m_link->end(); }

private:
    const std::shared_ptr<Link> m_link;
};

class TapHandle : public Tap
{
public:
    TapHandle(EngineHost *host, quint64 id, std::shared_ptr<Link> link)
        : m_host(host)
        , m_id(id)
        , m_link(std::move(link))
    {}
    ~TapHandle() override { m_link->end(); }

    void setFilter(const LiveFilter &filter) override
    {
        post([filter](TapFeed &taps, quint64 id) { taps.setFilter(id, filter); });
    }
    void setPaused(bool paused) override
    {
        post([paused](TapFeed &taps, quint64 id) { taps.setPaused(id, paused); });
    }

private:
    template <typename Change>
    void post(Change change)
    {
        QMetaObject::invokeMethod(
            m_host,
            [host = m_host, id = m_id, change] {
                host->whenRunning([host, id, change] { change(host->watches().taps(), id); });
            },
            Qt::QueuedConnection);
    }

    EngineHost *const m_host; // as long as the session, which outlives its subscriptions
    const quint64 m_id;
    const std::shared_ptr<Link> m_link;
};

} // namespace

EmbeddedSession::EmbeddedSession(EngineConfig config, QObject *parent)
    : BrokerSession(parent)
    , m_host(new EngineHost(std::move(config)))
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_host->moveToThread(&m_thread);
    connect(m_host, &EngineHost::started, this, [this](const QList<ListenerSnapshot> &listeners) {
        setListeners(listeners);
        if (m_state == State::Starting)
            setState(State::Running);
    });
    connect(m_host, &EngineHost::failed, this, [this](const QString &problem) { setState(State::Failed, problem); });
    connect(m_host, &EngineHost::stopped, this, &EmbeddedSession::finishStop);
    connect(m_host, &EngineHost::listenersChanged, this, &EmbeddedSession::setListeners);
    connect(m_host, &EngineHost::noticed, this, &EmbeddedSession::noticed);
}

EmbeddedSession::~EmbeddedSession()
{
    if (m_thread.isRunning()) {
        // Nobody listens any more: the thread ends itself when the host has stopped.
        disconnect(m_host, nullptr, this, nullptr);
        connect(m_host, &EngineHost::stopped, &m_thread, &QThread::quit, Qt::DirectConnection);
        QMetaObject::invokeMethod(m_host, &EngineHost::stop, Qt::QueuedConnection);
        m_thread.wait();
    }
    delete m_host;
}

void EmbeddedSession::start()
{
    if (m_wasStarted)
        return;
    m_wasStarted = true;
    setState(State::Starting);
    m_thread.start();
    QMetaObject::invokeMethod(m_host, &EngineHost::start, Qt::QueuedConnection);
}

void EmbeddedSession::stop()
{
    if (!m_thread.isRunning() || m_state == State::Stopping)
        return;
    setState(State::Stopping);
    QMetaObject::invokeMethod(m_host, &EngineHost::stop, Qt::QueuedConnection);
}

void EmbeddedSession::finishStop()
{
    m_thread.quit();
    m_thread.wait();
    setListeners({});
    setState(State::Stopped);
}

void EmbeddedSession::setState(State state, const QString &problem)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_problem = problem;
    }
    m_state = state;
    Q_EMIT stateChanged(state);
}

void EmbeddedSession::setListeners(const QList<ListenerSnapshot> &listeners)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_listeners = listeners;
    }
    Q_EMIT listenersChanged();
}

QString EmbeddedSession::problem() const
{
    const QMutexLocker lock(&m_mutex);
    return m_problem;
}

QList<ListenerSnapshot> EmbeddedSession::listeners() const
{
    const QMutexLocker lock(&m_mutex);
    return m_listeners;
}

// ---- watching

template <typename T>
SubscriptionPtr EmbeddedSession::watch(Feed<T> Watches::*feed, QObject *context, Callback<T> callback, int perSecond)
{
    auto link = std::make_shared<ValueLink<T>>(std::move(callback));
    link->open(context);
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, link, feed, perSecond] {
            host->whenRunning([host, link, feed, perSecond] { (host->watches().*feed).add(link, perSecond); });
        },
        Qt::QueuedConnection);
    return std::make_unique<LinkSubscription>(link);
}

SubscriptionPtr EmbeddedSession::watchOverview(QObject *context, Callback<OverviewSnapshot> callback, int perSecond)
{
    return watch(&Watches::overview, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchExchanges(QObject *context, Callback<QList<ExchangeSnapshot>> callback,
                                                int perSecond)
{
    return watch(&Watches::exchanges, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchQueues(QObject *context, Callback<QList<QueueSnapshot>> callback, int perSecond)
{
    return watch(&Watches::queues, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchConnections(QObject *context, Callback<QList<ConnectionSnapshot>> callback,
                                                  int perSecond)
{
    return watch(&Watches::connections, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchBindings(QObject *context, Callback<QList<BindingSnapshot>> callback,
                                               int perSecond)
{
    return watch(&Watches::bindings, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchVirtualHosts(QObject *context, Callback<QList<VirtualHostSnapshot>> callback,
                                                   int perSecond)
{
    return watch(&Watches::virtualHosts, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchUsers(QObject *context, Callback<QList<UserSnapshot>> callback, int perSecond)
{
    return watch(&Watches::users, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchPolicies(QObject *context, Callback<QList<PolicySnapshot>> callback,
                                               int perSecond)
{
    return watch(&Watches::policies, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchTopics(QObject *context, Callback<QList<TopicSnapshot>> callback, int perSecond)
{
    return watch(&Watches::topics, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchGroups(QObject *context, Callback<QList<GroupSnapshot>> callback, int perSecond)
{
    return watch(&Watches::groups, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchReplays(QObject *context, Callback<QList<ReplayProgress>> callback, int perSecond)
{
    return watch(&Watches::replays, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchMessageActions(QObject *context, Callback<QList<MessageActionProgress>> callback,
                                                     int perSecond)
{
    return watch(&Watches::messageActions, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchClientEvents(QObject *context, Callback<QList<ClientEvent>> callback,
                                                   int perSecond)
{
    return watch(&Watches::clientEvents, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchHistory(QObject *context, const HistoryRequest &request,
                                              Callback<History> callback)
{
    auto link = std::make_shared<ValueLink<History>>(std::move(callback));
    link->open(context);
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, link, request] {
            host->whenRunning([host, link, request] { host->watches().history().add(request, link); });
        },
        Qt::QueuedConnection);
    return std::make_unique<LinkSubscription>(link);
}

SubscriptionPtr EmbeddedSession::watchUnrouted(QObject *context, Callback<UnroutedTray> callback, int perSecond)
{
    return watch(&Watches::unrouted, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchJourneys(QObject *context, Callback<JourneyRecording> callback, int perSecond)
{
    return watch(&Watches::journeys, context, std::move(callback), perSecond);
}

SubscriptionPtr EmbeddedSession::watchDeadLetters(QObject *context, Callback<DeadLettersSnapshot> callback,
                                                  int perSecond)
{
    return watch(&Watches::deadLetters, context, std::move(callback), perSecond);
}

TapPtr EmbeddedSession::tap(QObject *context, const LiveFilter &filter, Callback<LiveBatch> callback)
{
    auto link = std::make_shared<ValueLink<LiveBatch>>(std::move(callback));
    link->open(context);
    const quint64 id = ++m_lastTap;
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, id, filter, link] {
            host->whenRunning([host, id, filter, link] { host->watches().taps().add(id, filter, link); });
        },
        Qt::QueuedConnection);
    return std::make_unique<TapHandle>(m_host, id, link);
}

// ---- commands

bool EmbeddedSession::acceptsCommands() const
{
    const State now = m_state;
    return now == State::Starting || now == State::Running;
}

template <typename T, typename Run>
EmbeddedSession::Future<T> EmbeddedSession::post(Run run)
{
    const auto answer = std::make_shared<Answer<T>>();
    const Future<T> future = answer->future();
    if (!acceptsCommands()) {
        answer->finish(engineUnavailable());
        return future;
    }
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, answer, run = std::move(run)] {
            if (host->isRunning())
                run(*host, answer);
        },
        Qt::QueuedConnection);
    return future;
}

/// Finds its hand consumer by its number.
class EmbeddedSession::HandHandle : public HandConsumer
{
public:
    HandHandle(EmbeddedSession &session, quint64 number, std::shared_ptr<Link> link)
        : m_session(session)
        , m_number(number)
        , m_link(std::move(link))
    {}
    ~HandHandle() override
    {
        m_link->end();
        (void)m_session.post<void>([number = m_number](EngineHost &host, const auto &answer) {
            host.handConsumers().close(number);
            answer->finish({});
        });
    }

    QFuture<Result<std::optional<quint64>>> take() override
    {
        return m_session.post<std::optional<quint64>>(
            [number = m_number](EngineHost &host, const auto &answer) { host.handConsumers().take(number, answer); });
    }
    QFuture<Result<void>> settle(quint64 tag, HandSettlement how) override
    {
        return m_session.post<void>([number = m_number, tag, how](EngineHost &host, const auto &answer) {
            host.handConsumers().settle(number, tag, how, answer);
        });
    }

private:
    EmbeddedSession &m_session; // which outlives it
    const quint64 m_number;
    const std::shared_ptr<Link> m_link;
};

EmbeddedSession::Future<ExchangeId> EmbeddedSession::declareExchange(const ExchangeSpec &spec)
{
    return post<ExchangeId>(
        [spec](EngineHost &host, const auto &answer) { host.commands().declareExchange(spec, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::deleteExchange(const QString &virtualHost, const QString &name,
                                                              bool ifUnused)
{
    return post<void>([virtualHost, name, ifUnused](EngineHost &host, const auto &answer) {
        host.commands().deleteExchange(virtualHost, name, ifUnused, answer);
    });
}

EmbeddedSession::Future<QString> EmbeddedSession::declareQueue(const QueueSpec &spec)
{
    return post<QString>([spec](EngineHost &host, const auto &answer) { host.commands().declareQueue(spec, answer); });
}

EmbeddedSession::Future<quint64> EmbeddedSession::deleteQueue(const QString &virtualHost, const QString &name,
                                                              bool ifUnused, bool ifEmpty)
{
    return post<quint64>([virtualHost, name, ifUnused, ifEmpty](EngineHost &host, const auto &answer) {
        host.commands().deleteQueue(virtualHost, name, ifUnused, ifEmpty, answer);
    });
}

EmbeddedSession::Future<UndoToken> EmbeddedSession::purgeQueue(const QString &virtualHost, const QString &name,
                                                               PurgeMode mode)
{
    return post<UndoToken>([virtualHost, name, mode](EngineHost &host, const auto &answer) {
        host.commands().purge(virtualHost, name, mode, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::undo(const UndoToken &token)
{
    return post<void>([token](EngineHost &host, const auto &answer) { host.commands().undo(token, answer); });
}

EmbeddedSession::Future<bool> EmbeddedSession::bind(const BindingSpec &spec)
{
    return post<bool>([spec](EngineHost &host, const auto &answer) { host.commands().bind(spec, answer); });
}

EmbeddedSession::Future<bool> EmbeddedSession::unbind(const BindingSpec &spec)
{
    return post<bool>([spec](EngineHost &host, const auto &answer) { host.commands().unbind(spec, answer); });
}

EmbeddedSession::Future<PublishReceipt> EmbeddedSession::publish(const PublishRequest &request)
{
    return post<PublishReceipt>(
        [request](EngineHost &host, const auto &answer) { host.publishCommands().publish(request, answer); });
}

EmbeddedSession::Future<RecordReceipt> EmbeddedSession::publishRecord(const RecordRequest &request)
{
    return post<RecordReceipt>(
        [request](EngineHost &host, const auto &answer) { host.publishCommands().publishRecord(request, answer); });
}

EmbeddedSession::Future<BatchReceipt> EmbeddedSession::publishBatch(const PublishBatch &batch)
{
    return post<BatchReceipt>(
        [batch](EngineHost &host, const auto &answer) { host.publishCommands().publishBatch(batch, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::setQueuePaused(const QString &virtualHost, const QString &name,
                                                              bool paused)
{
    return post<void>([virtualHost, name, paused](EngineHost &host, const auto &answer) {
        host.consumerCommands().setPaused(virtualHost, name, paused, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::cancelConsumer(ConsumerId consumer)
{
    return post<void>(
        [consumer](EngineHost &host, const auto &answer) { host.consumerCommands().cancel(consumer, answer); });
}

HandConsumerPtr EmbeddedSession::consumeByHand(QObject *context, QueueId queue, Callback<HandState> callback)
{
    auto link = std::make_shared<ValueLink<HandState>>(std::move(callback));
    link->open(context);
    const quint64 number = ++m_lastHand;
    (void)post<void>([number, queue, link](EngineHost &host, const auto &answer) {
        host.handConsumers().open(number, queue, link);
        answer->finish({});
    });
    return std::make_unique<HandHandle>(*this, number, link);
}

EmbeddedSession::Future<void> EmbeddedSession::closeConnection(ConnectionId connection, const QString &reason)
{
    return post<void>([connection, reason](EngineHost &host, const auto &answer) {
        answer->finish(host.closeConnection(connection, reason));
    });
}

EmbeddedSession::Future<void> EmbeddedSession::listen(const QString &protocol, const QString &address)
{
    return post<void>(
        [protocol, address](EngineHost &host, const auto &answer) { answer->finish(host.listen(protocol, address)); });
}

template <typename... P, typename... A>
EmbeddedSession::Future<void> EmbeddedSession::change(void (AccessCommands::*method)(P...), const A &...arguments)
{
    return post<void>([method, arguments...](EngineHost &host, const AnswerPtr<void> &answer) {
        (host.accessCommands().*method)(arguments..., answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::putVirtualHost(const VirtualHostSpec &spec)
{
    return change(&AccessCommands::putVirtualHost, spec);
}

EmbeddedSession::Future<void> EmbeddedSession::deleteVirtualHost(const QString &name)
{
    return change(&AccessCommands::deleteVirtualHost, name);
}

EmbeddedSession::Future<void> EmbeddedSession::setVirtualHostLimits(const QString &name,
                                                                    const VirtualHostLimits &limits)
{
    return change(&AccessCommands::setVirtualHostLimits, name, limits);
}

EmbeddedSession::Future<void> EmbeddedSession::putUser(const UserSpec &spec)
{
    return change(&AccessCommands::putUser, spec);
}

EmbeddedSession::Future<void> EmbeddedSession::deleteUser(const QString &name)
{
    return change(&AccessCommands::deleteUser, name);
}

EmbeddedSession::Future<void> EmbeddedSession::setUserLimits(const QString &name, const UserLimits &limits)
{
    return change(&AccessCommands::setUserLimits, name, limits);
}

EmbeddedSession::Future<void> EmbeddedSession::setPermissions(const PermissionSpec &spec)
{
    return change(&AccessCommands::setPermissions, spec);
}

EmbeddedSession::Future<void> EmbeddedSession::clearPermissions(const QString &user, const QString &virtualHost)
{
    return change(&AccessCommands::clearPermissions, user, virtualHost);
}

EmbeddedSession::Future<void> EmbeddedSession::setTopicPermissions(const TopicPermissionSpec &spec)
{
    return change(&AccessCommands::setTopicPermissions, spec);
}

EmbeddedSession::Future<void> EmbeddedSession::clearTopicPermissions(const QString &user, const QString &virtualHost,
                                                                     const QString &exchange)
{
    return change(&AccessCommands::clearTopicPermissions, user, virtualHost, exchange);
}

EmbeddedSession::Future<void> EmbeddedSession::putPolicy(const PolicySpec &spec)
{
    return post<void>([spec](EngineHost &host, const auto &answer) { host.definitions().putPolicy(spec, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::deletePolicy(const QString &virtualHost, const QString &name,
                                                            bool isOperator)
{
    return post<void>([virtualHost, name, isOperator](EngineHost &host, const auto &answer) {
        host.definitions().deletePolicy(virtualHost, name, isOperator, answer);
    });
}

EmbeddedSession::Future<ExportedDefinitions>
EmbeddedSession::exportDefinitions(const std::optional<QString> &virtualHost)
{
    return post<ExportedDefinitions>([virtualHost](EngineHost &host, const auto &answer) {
        host.definitions().exportDefinitions(virtualHost, answer);
    });
}

EmbeddedSession::Future<ImportReport> EmbeddedSession::importDefinitions(const QByteArray &json,
                                                                         const std::optional<QString> &virtualHost,
                                                                         OnConflict onConflict)
{
    return post<ImportReport>([json, virtualHost, onConflict](EngineHost &host, const auto &answer) {
        host.definitions().importDefinitions(json, virtualHost, onConflict, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::createTopic(const TopicSpec &spec)
{
    return post<void>([spec](EngineHost &host, const auto &answer) { host.topicCommands().createTopic(spec, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::deleteTopic(const QString &virtualHost, const QString &name)
{
    return post<void>([virtualHost, name](EngineHost &host, const auto &answer) {
        host.topicCommands().deleteTopic(virtualHost, name, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::recreateTopic(const QString &virtualHost, const QString &name)
{
    return post<void>([virtualHost, name](EngineHost &host, const auto &answer) {
        host.topicCommands().recreateTopic(virtualHost, name, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::deleteRecords(const QString &virtualHost, const QString &topic,
                                                             quint32 partition, quint64 beforeOffset)
{
    return post<void>([virtualHost, topic, partition, beforeOffset](EngineHost &host, const auto &answer) {
        host.topicCommands().deleteRecords(virtualHost, topic, partition, beforeOffset, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::clearTopic(const QString &virtualHost, const QString &name)
{
    return post<void>([virtualHost, name](EngineHost &host, const auto &answer) {
        host.topicCommands().clearTopic(virtualHost, name, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::setTopicConfig(const QString &virtualHost, const QString &name,
                                                              const FieldTable &config)
{
    return post<void>([virtualHost, name, config](EngineHost &host, const auto &answer) {
        host.topicCommands().setTopicConfig(virtualHost, name, config, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::addPartitions(const QString &virtualHost, const QString &name,
                                                             quint32 partitions)
{
    return post<void>([virtualHost, name, partitions](EngineHost &host, const auto &answer) {
        host.topicCommands().addPartitions(virtualHost, name, partitions, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::deleteGroup(const QString &virtualHost, const QString &name)
{
    return post<void>([virtualHost, name](EngineHost &host, const auto &answer) {
        host.groupCommands().deleteGroup(virtualHost, name, answer);
    });
}

EmbeddedSession::Future<QList<OffsetResetStep>> EmbeddedSession::planOffsetReset(const OffsetResetRequest &request)
{
    return post<QList<OffsetResetStep>>(
        [request](EngineHost &host, const auto &answer) { host.groupCommands().plan(request, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::resetOffsets(const QString &virtualHost, const QString &group,
                                                            const QList<OffsetResetStep> &steps, WhenActive whenActive)
{
    return post<void>([virtualHost, group, steps, whenActive](EngineHost &host, const auto &answer) {
        host.groupCommands().reset(virtualHost, group, steps, whenActive, answer);
    });
}

EmbeddedSession::Future<ReplayEstimate> EmbeddedSession::estimateReplay(const ReplaySpec &spec)
{
    return post<ReplayEstimate>(
        [spec](EngineHost &host, const auto &answer) { answer->finish(host.replays().estimate(spec)); });
}

EmbeddedSession::Future<ReplayId> EmbeddedSession::startReplay(const ReplaySpec &spec)
{
    return post<ReplayId>([spec](EngineHost &host, const auto &answer) {
        answer->finish(host.replays().start(spec));
        host.broker().settle();
    });
}

EmbeddedSession::Future<void> EmbeddedSession::change(Result<void> (replay::Replays::*method)(ReplayId),
                                                      ReplayId replay)
{
    return post<void>([method, replay](EngineHost &host, const auto &answer) {
        answer->finish((host.replays().*method)(replay));
        host.broker().settle();
    });
}

EmbeddedSession::Future<void> EmbeddedSession::pauseReplay(ReplayId replay)
{
    return change(&replay::Replays::pause, replay);
}

EmbeddedSession::Future<void> EmbeddedSession::resumeReplay(ReplayId replay)
{
    return change(&replay::Replays::resume, replay);
}

EmbeddedSession::Future<void> EmbeddedSession::cancelReplay(ReplayId replay)
{
    return change(&replay::Replays::cancel, replay);
}

EmbeddedSession::Future<MessageActionId> EmbeddedSession::startMessageAction(const MessageActionSpec &spec)
{
    return post<MessageActionId>(
        [spec](EngineHost &host, const auto &answer) { host.commands().startAction(spec, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::cancelMessageAction(MessageActionId action)
{
    return post<void>([action](EngineHost &host, const auto &answer) { host.commands().cancelAction(action, answer); });
}

EmbeddedSession::Future<MessageStretch> EmbeddedSession::readMessages(const MessageStretchRequest &request)
{
    return post<MessageStretch>([request](EngineHost &host, const auto &answer) {
        host.stretchReader().read(request,
                                  [answer](const Result<MessageStretch> &stretch) { answer->finish(stretch); });
    });
}

EmbeddedSession::Future<PutReceipt> EmbeddedSession::putMessages(const QList<NewMessage> &messages,
                                                                 const MessageTarget &target, const PutUndo &undo)
{
    return post<PutReceipt>([messages, target, undo](EngineHost &host, const auto &answer) {
        host.commands().put(messages, target, undo, answer);
    });
}

EmbeddedSession::Future<void> EmbeddedSession::commitOffset(const QString &virtualHost, const QString &group,
                                                            const PartitionName &partition, qint64 offset)
{
    return post<void>([virtualHost, group, partition, offset](EngineHost &host, const auto &answer) {
        host.groupCommands().commit(virtualHost, group, partition, offset, answer);
    });
}

EmbeddedSession::Future<History> EmbeddedSession::history(const HistoryRequest &request)
{
    return post<History>([request](EngineHost &host, const auto &answer) {
        answer->finish(host.watches().history().histories().read(request));
    });
}

EmbeddedSession::Future<RoutingExplanation> EmbeddedSession::explainRouting(const RoutingRequest &request)
{
    return post<RoutingExplanation>(
        [request](EngineHost &host, const auto &answer) { host.routingCommands().explain(request, answer); });
}

EmbeddedSession::Future<MessageDetails> EmbeddedSession::unroutedMessage(UnroutedId id)
{
    return post<MessageDetails>(
        [id](EngineHost &host, const auto &answer) { host.routingCommands().unroutedMessage(id, answer); });
}

EmbeddedSession::Future<PublishReceipt> EmbeddedSession::republishUnrouted(UnroutedId id, const RepublishTarget &target)
{
    return post<PublishReceipt>(
        [id, target](EngineHost &host, const auto &answer) { host.routingCommands().republish(id, target, answer); });
}

EmbeddedSession::Future<quint64> EmbeddedSession::forgetUnrouted(const QList<UnroutedId> &ids)
{
    return post<quint64>([ids](EngineHost &host, const auto &answer) { host.routingCommands().forget(ids, answer); });
}

EmbeddedSession::Future<Journey> EmbeddedSession::journey(MessageId message, MessageRef ref)
{
    return post<Journey>(
        [message, ref](EngineHost &host, const auto &answer) { host.routingCommands().journey(message, ref, answer); });
}

EmbeddedSession::Future<MessagePage> EmbeddedSession::browse(QueueId queue, quint64 firstIndex, quint32 count)
{
    return post<MessagePage>([queue, firstIndex, count](EngineHost &host, const auto &answer) {
        host.browser().browse(queue, firstIndex, count,
                              [answer](const Result<MessagePage> &page) { answer->finish(page); });
    });
}

EmbeddedSession::Future<QList<MessageStanding>> EmbeddedSession::standings(const QList<MessageRef> &messages)
{
    return post<QList<MessageStanding>>(
        [messages](EngineHost &host, const auto &answer) { answer->finish(host.browser().standings(messages)); });
}

EmbeddedSession::Future<MessageDetails> EmbeddedSession::message(MessageRef ref)
{
    return post<MessageDetails>([ref](EngineHost &host, const auto &answer) {
        host.browser().message(ref, [answer](const Result<MessageDetails> &details) { answer->finish(details); });
    });
}

EmbeddedSession::Future<MessageStatus> EmbeddedSession::messageStatus(MessageRef ref)
{
    return post<MessageStatus>([ref](EngineHost &host, const auto &answer) {
        host.browser().status(ref, [answer](const Result<MessageStatus> &status) { answer->finish(status); });
    });
}

EmbeddedSession::Future<DeadLetterList> EmbeddedSession::listDeadLetters(const DeadLetterFilter &filter, quint32 most)
{
    return post<DeadLetterList>([filter, most](EngineHost &host, const auto &answer) {
        answer->finish(host.watches().deadLetterIndex().list(filter, most));
    });
}

EmbeddedSession::Future<DeadLetterList> EmbeddedSession::pickDeadLetters(const DeadLetterFilter &filter,
                                                                         const QList<MessageRef> &messages)
{
    return post<DeadLetterList>([filter, messages](EngineHost &host, const auto &answer) {
        answer->finish(host.watches().deadLetterIndex().pick(filter, messages));
    });
}

EmbeddedSession::Future<QList<DeadLetter>> EmbeddedSession::readDeadLetters(const QList<MessageRef> &messages)
{
    return post<QList<DeadLetter>>([messages](EngineHost &host, const auto &answer) {
        host.watches().deadLetterReader().read(messages,
                                               [answer](const QList<DeadLetter> &rows) { answer->finish(rows); });
    });
}

EmbeddedSession::Future<quint64> EmbeddedSession::offsetAtTime(QueueId partition, qint64 timeMs)
{
    return post<quint64>([partition, timeMs](EngineHost &host, const auto &answer) {
        host.browser().offsetAtTime(partition, timeMs,
                                    [answer](const Result<quint64> &offset) { answer->finish(offset); });
    });
}

SubscriptionPtr EmbeddedSession::scan(QObject *context, const ScanRequest &request, Callback<ScanBatch> callback)
{
    auto link = std::make_shared<ValueLink<ScanBatch>>(std::move(callback));
    link->open(context);
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, link, request] {
            host->whenRunning([host, link, request] { host->watches().scans().add(request, link); });
        },
        Qt::QueuedConnection);
    return std::make_unique<LinkSubscription>(link);
}

} // namespace engine::facade
