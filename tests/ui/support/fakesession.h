// SPDX-License-Identifier: GPL-3.0-or-later
// FakeSession: a BrokerSession with no broker behind it. Tests set its lists and call push(); commands are recorded, and
// answered with what the test says. Callbacks run at once, on the thread of the caller.
// Owner: a test. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QHash>
#include <QPointer>
#include <QSet>

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

namespace tests {

template <typename T>
class Watchers
{
public:
    engine::SubscriptionPtr add(QObject *context, engine::BrokerSession::Callback<T> callback)
    {
        auto watcher = std::make_shared<Watcher>(Watcher{context, std::move(callback)});
        m_watchers.push_back(watcher);
        return std::make_unique<Handle>(watcher);
    }
    void call(const T &value)
    {
        std::erase_if(m_watchers, [](const auto &weak) { return weak.expired(); });
        const auto watchers = m_watchers;
        for (const auto &weak : watchers) {
            if (const auto watcher = weak.lock(); watcher && watcher->context)
                watcher->callback(value);
        }
    }
    qsizetype count() const
    {
        return std::count_if(m_watchers.begin(), m_watchers.end(), [](const auto &weak) { return !weak.expired(); });
    }

private:
    struct Watcher
    {
        QPointer<QObject> context;
        engine::BrokerSession::Callback<T> callback;
    };
    struct Handle final : engine::Subscription
    {
        explicit Handle(std::shared_ptr<Watcher> watcher)
            : kept(std::move(watcher))
        {}
        std::shared_ptr<Watcher> kept;
    };
    std::vector<std::weak_ptr<Watcher>> m_watchers;
};

class FakeSession final : public engine::BrokerSession
{
public:
    using BrokerSession::BrokerSession;

    // What the window is shown.
    State currentState = State::Running;
    QString currentProblem;
    QList<engine::ListenerSnapshot> currentListeners{
        {QStringLiteral("amqp"), QStringLiteral("127.0.0.1:5672"), engine::ListenerSnapshot::State::Listening, {}, 0},
        {QStringLiteral("socket"),
         QStringLiteral("/run/user/1000/sightglass"),
         engine::ListenerSnapshot::State::Listening,
         {},
         0}};
    engine::OverviewSnapshot overview;
    QList<engine::ExchangeSnapshot> exchanges;
    QList<engine::QueueSnapshot> queues;
    QList<engine::ConnectionSnapshot> connections;
    QList<engine::ClientEvent> clientEvents;
    QList<engine::BindingSnapshot> bindings;
    QList<engine::PolicySnapshot> policies;
    engine::ExportedDefinitions exported;
    engine::ImportReport imported;
    QList<engine::VirtualHostSnapshot> virtualHosts;
    QList<engine::UserSnapshot> users;
    QList<engine::TopicSnapshot> topics;
    QList<engine::GroupSnapshot> groups;
    QList<engine::OffsetResetStep> plan; ///< what every reset would come to
    QList<engine::ReplayProgress> replays;
    engine::ReplayEstimate estimate{1204, 3}; ///< of every replay
    QList<engine::ReplaySpec> startedReplays;
    QList<engine::MessageActionProgress> messageActions;
    QList<engine::MessageActionSpec> startedActions;
    QList<engine::NewMessage> putInto; ///< by putMessages()
    QList<engine::PutUndo> putUndos;   ///< what was asked for with each part
    QList<quint64> putTokens;          ///< that the next parts are answered with; none left: there is nothing to undo
    engine::DeadLettersSnapshot deadLetters;
    QList<engine::DeadLetter> deadMessages; ///< the latest deaths first
    QList<engine::MessageDetails> messages; ///< of every queue, oldest first
    engine::History recorded;               ///< of every subject, whatever the resolution
    QList<engine::HistoryRequest> followed; ///< whose history was asked for
    QList<engine::HeldMessage> toTake;      ///< by hand, the first first
    engine::HandState hand;
    engine::UnroutedTray unrouted;
    engine::RoutingExplanation explanation; ///< of every message
    engine::Journey journeyOfAll;           ///< likewise
    engine::JourneyRecording recording;
    bool holdsScans = false; ///< they find nothing by themselves: the test calls pushScan()

    // What commands answer; None succeeds.
    engine::Error nextError{engine::BrokerError::None, {}};
    engine::Error purgeRefusal{engine::BrokerError::None, {}};    ///< of every purge that is to be undoable
    engine::Error deadListRefusal{engine::BrokerError::None, {}}; ///< of every listDeadLetters()
    int undoSeconds = 600;
    bool bindingChanges = true; ///< what every bind and unbind answers
    // What was asked for, newest last.
    QStringList commands;
    QList<engine::ExchangeSpec> declaredExchanges;
    QList<engine::QueueSpec> declaredQueues;
    QList<engine::BindingSpec> bound;
    QList<engine::BindingSpec> unbound;
    QList<engine::PublishRequest> published;
    QList<engine::RecordRequest> publishedRecords;
    QList<engine::PublishBatch> publishedBatches;
    QList<std::pair<quint64, QString>>
        batchRefusals; ///< so many of each of the next batches fail, and why; none left: none do
    QList<engine::PolicySpec> setPolicies;
    QList<QByteArray> importedFiles;
    QList<engine::OffsetResetRequest> plannedResets;
    QList<engine::ScanRequest> scans;
    QList<engine::RoutingRequest> explained;
    QList<engine::TopicSpec> createdTopics; ///< and what a configuration was set to

    void push()
    {
        m_overview.call(overview);
        m_exchanges.call(exchanges);
        m_queues.call(queues);
        m_connections.call(connections);
        m_clientEvents.call(clientEvents);
        m_bindings.call(bindings);
        m_policies.call(policies);
        m_virtualHosts.call(virtualHosts);
        m_users.call(users);
        m_topics.call(topics);
        m_groups.call(groups);
        m_replays.call(replays);
        m_messageActions.call(messageActions);
        m_unrouted.call(unrouted);
        m_journeys.call(recording);
        m_deadLetters.call(deadLetters);
    }
    void pushScan(const engine::ScanBatch &batch) { m_scans.call(batch); }
    qsizetype scansUnderWay() const { return m_scans.count(); }
    void pushLive(const engine::LiveBatch &batch) { m_taps.call(batch); }
    void enter(State state, const QString &why = {})
    {
        currentState = state;
        currentProblem = why;
        Q_EMIT stateChanged(state);
    }
    qsizetype watchers() const
    {
        return m_exchanges.count() + m_queues.count() + m_connections.count() + m_bindings.count();
    }

    State state() const override { return currentState; }
    QString problem() const override { return currentProblem; }
    QList<engine::ListenerSnapshot> listeners() const override { return currentListeners; }

    engine::SubscriptionPtr watchOverview(QObject *context, Callback<engine::OverviewSnapshot> callback, int) override
    {
        return watch(m_overview, context, std::move(callback), overview);
    }
    engine::SubscriptionPtr watchExchanges(QObject *context, Callback<QList<engine::ExchangeSnapshot>> callback,
                                           int) override
    {
        return watch(m_exchanges, context, std::move(callback), exchanges);
    }
    engine::SubscriptionPtr watchQueues(QObject *context, Callback<QList<engine::QueueSnapshot>> callback, int) override
    {
        return watch(m_queues, context, std::move(callback), queues);
    }
    engine::SubscriptionPtr watchConnections(QObject *context, Callback<QList<engine::ConnectionSnapshot>> callback,
                                             int) override
    {
        return watch(m_connections, context, std::move(callback), connections);
    }
    engine::SubscriptionPtr watchClientEvents(QObject *context, Callback<QList<engine::ClientEvent>> callback,
                                              int) override
    {
        return watch(m_clientEvents, context, std::move(callback), clientEvents);
    }
    engine::SubscriptionPtr watchBindings(QObject *context, Callback<QList<engine::BindingSnapshot>> callback,
                                          int) override
    {
        return watch(m_bindings, context, std::move(callback), bindings);
    }
    engine::SubscriptionPtr watchVirtualHosts(QObject *context, Callback<QList<engine::VirtualHostSnapshot>> callback,
                                              int) override
    {
        return watch(m_virtualHosts, context, std::move(callback), virtualHosts);
    }
    engine::SubscriptionPtr watchUsers(QObject *context, Callback<QList<engine::UserSnapshot>> callback, int) override
    {
        return watch(m_users, context, std::move(callback), users);
    }
    engine::SubscriptionPtr watchTopics(QObject *context, Callback<QList<engine::TopicSnapshot>> callback, int) override
    {
        return watch(m_topics, context, std::move(callback), topics);
    }
    engine::SubscriptionPtr watchGroups(QObject *context, Callback<QList<engine::GroupSnapshot>> callback, int) override
    {
        return watch(m_groups, context, std::move(callback), groups);
    }
    engine::SubscriptionPtr watchReplays(QObject *context, Callback<QList<engine::ReplayProgress>> callback,
                                         int) override
    {
        return watch(m_replays, context, std::move(callback), replays);
    }
    engine::SubscriptionPtr watchMessageActions(QObject *context,
                                                Callback<QList<engine::MessageActionProgress>> callback, int) override
    {
        return watch(m_messageActions, context, std::move(callback), messageActions);
    }
    engine::SubscriptionPtr watchPolicies(QObject *context, Callback<QList<engine::PolicySnapshot>> callback,
                                          int) override
    {
        return watch(m_policies, context, std::move(callback), policies);
    }
    engine::SubscriptionPtr watchUnrouted(QObject *context, Callback<engine::UnroutedTray> callback, int) override
    {
        return watch(m_unrouted, context, std::move(callback), unrouted);
    }
    engine::SubscriptionPtr watchJourneys(QObject *context, Callback<engine::JourneyRecording> callback, int) override
    {
        return watch(m_journeys, context, std::move(callback), recording);
    }
    engine::SubscriptionPtr watchDeadLetters(QObject *context, Callback<engine::DeadLettersSnapshot> callback,
                                             int) override
    {
        return watch(m_deadLetters, context, std::move(callback), deadLetters);
    }
    engine::TapPtr tap(QObject *context, const engine::LiveFilter &, Callback<engine::LiveBatch> callback) override
    {
        struct FakeTap final : engine::Tap
        {
            void setFilter(const engine::LiveFilter &) override {}
            void setPaused(bool) override {}
            engine::SubscriptionPtr subscription;
        };
        auto tap = std::make_unique<FakeTap>();
        tap->subscription = m_taps.add(context, std::move(callback));
        return tap;
    }

    Future<engine::ExchangeId> declareExchange(const engine::ExchangeSpec &spec) override
    {
        declaredExchanges << spec;
        return answer<engine::ExchangeId>(QStringLiteral("declareExchange ") + spec.name, engine::ExchangeId{1});
    }
    Future<void> deleteExchange(const QString &, const QString &name, bool ifUnused) override
    {
        return answer(QStringLiteral("deleteExchange ") + name + (ifUnused ? QStringLiteral(" if-unused") : QString()));
    }
    Future<QString> declareQueue(const engine::QueueSpec &spec) override
    {
        declaredQueues << spec;
        return answer<QString>(QStringLiteral("declareQueue ") + spec.name, spec.name);
    }
    Future<quint64> deleteQueue(const QString &, const QString &name, bool ifUnused, bool ifEmpty) override
    {
        return answer<quint64>(QStringLiteral("deleteQueue ") + name +
                                   (ifUnused ? QStringLiteral(" if-unused") : QString()) +
                                   (ifEmpty ? QStringLiteral(" if-empty") : QString()),
                               quint64(1204));
    }
    Future<engine::UndoToken> purgeQueue(const QString &, const QString &name, PurgeMode mode) override
    {
        const bool forGood = mode == PurgeMode::ForGood;
        if (purgeRefusal.code != engine::BrokerError::None && !forGood)
            nextError = purgeRefusal;
        engine::UndoToken token{7, QStringLiteral("1,204 messages purged from ") + name,
                                QDateTime::currentDateTime().addSecs(undoSeconds)};
        if (forGood)
            token = {0, token.what, {}};
        return answer<engine::UndoToken>(
            QStringLiteral("purgeQueue ") + name + (forGood ? QStringLiteral(" for good") : QString()), token);
    }
    Future<void> undo(const engine::UndoToken &token) override
    {
        return answer(QStringLiteral("undo ") + QString::number(token.v));
    }
    Future<bool> bind(const engine::BindingSpec &spec) override
    {
        bound << spec;
        return answer<bool>(QStringLiteral("bind ") + spec.source + QStringLiteral(" ") + spec.destination,
                            bindingChanges);
    }
    Future<bool> unbind(const engine::BindingSpec &spec) override
    {
        unbound << spec;
        return answer<bool>(QStringLiteral("unbind ") + spec.source + QStringLiteral(" ") + spec.destination,
                            bindingChanges);
    }
    Future<engine::PublishReceipt> publish(const engine::PublishRequest &request) override
    {
        published << request;
        return answer<engine::PublishReceipt>(QStringLiteral("publish ") + request.exchange, {});
    }
    Future<engine::RecordReceipt> publishRecord(const engine::RecordRequest &request) override
    {
        publishedRecords << request;
        return answer<engine::RecordReceipt>(QStringLiteral("publishRecord ") + request.topic, {});
    }
    Future<engine::BatchReceipt> publishBatch(const engine::PublishBatch &batch) override
    {
        publishedBatches << batch;
        engine::BatchReceipt receipt;
        if (!batchRefusals.isEmpty())
            std::tie(receipt.failed, receipt.problem) = batchRefusals.takeFirst();
        receipt.sent = quint64(batch.messages.size() + batch.records.size()) - receipt.failed;
        return answer<engine::BatchReceipt>(QStringLiteral("publishBatch"), receipt);
    }
    Future<void> closeConnection(engine::ConnectionId, const QString &reason) override
    {
        return answer(QStringLiteral("close ") + reason);
    }
    Future<void> listen(const QString &protocol, const QString &address) override
    {
        return answer(QStringLiteral("listen ") + protocol + QStringLiteral(" ") + address);
    }
    Future<void> putVirtualHost(const engine::VirtualHostSpec &spec) override
    {
        QString said = words({u"putVirtualHost", spec.name, spec.description, spec.tags.join(u',')});
        if (!spec.defaultQueueType.isEmpty())
            said += u' ' + spec.defaultQueueType;
        return answer(said);
    }
    Future<void> deleteVirtualHost(const QString &name) override { return answer(words({u"deleteVirtualHost", name})); }
    Future<void> setVirtualHostLimits(const QString &name, const engine::VirtualHostLimits &limits) override
    {
        return answer(words({u"limit", name, limit(limits.maxConnections), limit(limits.maxQueues)}));
    }
    Future<void> putUser(const engine::UserSpec &spec) override
    {
        return answer(
            words({u"putUser", spec.name, spec.tags.join(u','), spec.password.value_or(QStringLiteral("-"))}));
    }
    Future<void> deleteUser(const QString &name) override { return answer(words({u"deleteUser", name})); }
    Future<void> setUserLimits(const QString &name, const engine::UserLimits &limits) override
    {
        return answer(words({u"limit", name, limit(limits.maxConnections), limit(limits.maxChannels)}));
    }
    Future<void> setPermissions(const engine::PermissionSpec &p) override
    {
        return answer(words({u"setPermissions", p.user, p.virtualHost, p.configure, p.write, p.read}));
    }
    Future<void> clearPermissions(const QString &user, const QString &virtualHost) override
    {
        return answer(words({u"clearPermissions", user, virtualHost}));
    }
    Future<void> setTopicPermissions(const engine::TopicPermissionSpec &p) override
    {
        return answer(words({u"setTopicPermissions", p.user, p.virtualHost, p.exchange, p.write, p.read}));
    }
    Future<void> clearTopicPermissions(const QString &user, const QString &virtualHost,
                                       const QString &exchange) override
    {
        return answer(words({u"clearTopicPermissions", user, virtualHost, exchange}));
    }
    Future<void> putPolicy(const engine::PolicySpec &spec) override
    {
        setPolicies << spec;
        return answer(words({u"putPolicy", spec.name, spec.pattern}));
    }
    Future<void> deletePolicy(const QString &, const QString &name, bool isOperator) override
    {
        return answer(words({isOperator ? u"deleteOperatorPolicy" : u"deletePolicy", name}));
    }
    Future<engine::ExportedDefinitions> exportDefinitions(const std::optional<QString> &virtualHost) override
    {
        return answer<engine::ExportedDefinitions>(words({u"export", virtualHost.value_or(QStringLiteral("*"))}),
                                                   exported);
    }
    Future<engine::ImportReport> importDefinitions(const QByteArray &json, const std::optional<QString> &virtualHost,
                                                   engine::OnConflict onConflict) override
    {
        importedFiles << json;
        return answer<engine::ImportReport>(words({u"import", virtualHost.value_or(QStringLiteral("*")),
                                                   onConflict == engine::OnConflict::Replace ? u"replace" : u"keep"}),
                                            imported);
    }
    Future<void> createTopic(const engine::TopicSpec &spec) override
    {
        createdTopics << spec;
        return answer(words({u"createTopic", spec.name, QString::number(spec.partitions)}));
    }
    Future<void> deleteTopic(const QString &, const QString &name) override
    {
        return answer(words({u"deleteTopic", name}));
    }
    Future<void> recreateTopic(const QString &, const QString &name) override
    {
        return answer(words({u"recreateTopic", name}));
    }
    Future<void> deleteRecords(const QString &, const QString &topic, quint32 partition, quint64 beforeOffset) override
    {
        return answer(words({u"deleteRecords", topic, QString::number(partition), QString::number(beforeOffset)}));
    }
    Future<void> clearTopic(const QString &, const QString &name) override
    {
        return answer(words({u"clearTopic", name}));
    }
    Future<void> setTopicConfig(const QString &virtualHost, const QString &name,
                                const engine::FieldTable &config) override
    {
        createdTopics << engine::TopicSpec{virtualHost, name, 0, config};
        return answer(words({u"setTopicConfig", name}));
    }
    Future<void> addPartitions(const QString &, const QString &name, quint32 partitions) override
    {
        return answer(words({u"addPartitions", name, QString::number(partitions)}));
    }
    Future<void> deleteGroup(const QString &, const QString &name) override
    {
        return answer(words({u"deleteGroup", name}));
    }
    Future<QList<engine::OffsetResetStep>> planOffsetReset(const engine::OffsetResetRequest &request) override
    {
        plannedResets << request;
        return answer<QList<engine::OffsetResetStep>>({}, plan);
    }
    Future<void> resetOffsets(const QString &, const QString &group, const QList<engine::OffsetResetStep> &steps,
                              engine::WhenActive whenActive) override
    {
        return answer(words({u"resetOffsets", group, QString::number(steps.size()),
                             whenActive == engine::WhenActive::Fence ? u"fence" : u"refuse"}));
    }
    Future<engine::ReplayEstimate> estimateReplay(const engine::ReplaySpec &) override
    {
        return answer<engine::ReplayEstimate>({}, estimate);
    }
    Future<engine::ReplayId> startReplay(const engine::ReplaySpec &spec) override
    {
        startedReplays << spec;
        return answer<engine::ReplayId>(words({u"startReplay", spec.source.name, spec.target.name}),
                                        engine::ReplayId{1});
    }
    Future<void> pauseReplay(engine::ReplayId replay) override
    {
        return answer(words({u"pauseReplay", QString::number(replay.v)}));
    }
    Future<void> resumeReplay(engine::ReplayId replay) override
    {
        return answer(words({u"resumeReplay", QString::number(replay.v)}));
    }
    Future<void> cancelReplay(engine::ReplayId replay) override
    {
        return answer(words({u"cancelReplay", QString::number(replay.v)}));
    }
    Future<engine::MessageActionId> startMessageAction(const engine::MessageActionSpec &spec) override
    {
        startedActions << spec;
        return answer<engine::MessageActionId>(words({u"startMessageAction", spec.target.name}),
                                               engine::MessageActionId{quint64(startedActions.size())});
    }
    Future<void> cancelMessageAction(engine::MessageActionId action) override
    {
        return answer(words({u"cancelMessageAction", QString::number(action.v)}));
    }
    Future<engine::MessageStretch> readMessages(const engine::MessageStretchRequest &request) override
    {
        engine::MessageStretch stretch;
        const engine::MessageMatcher matcher(request.filter);
        for (const engine::MessageDetails &message : messages) {
            const quint64 offset = message.summary.ref.offset;
            if (message.summary.ref.queue != request.log || offset < request.fromOffset)
                continue;
            if (request.endOffset && offset >= *request.endOffset)
                continue;
            ++stretch.looked;
            stretch.nextOffset = message.summary.ref.offset + 1;
            if (matcher.matches(message.summary))
                stretch.messages << message;
        }
        stretch.endOffset = stretch.nextOffset;
        stretch.isAtEnd = true;
        return answer<engine::MessageStretch>({}, stretch);
    }
    Future<engine::PutReceipt> putMessages(const QList<engine::NewMessage> &put, const engine::MessageTarget &target,
                                           const engine::PutUndo &undo) override
    {
        putInto << put;
        putUndos << undo;
        engine::PutReceipt receipt{quint64(put.size()), {}, {}};
        if (undo.isWanted && !putTokens.isEmpty())
            receipt.undo = {putTokens.takeFirst(), {}, QDateTime::currentDateTime().addSecs(undoSeconds)};
        return answer<engine::PutReceipt>(words({u"putMessages", target.name}), receipt);
    }
    Future<void> commitOffset(const QString &, const QString &group, const engine::PartitionName &partition,
                              qint64 offset) override
    {
        return answer(
            words({u"commit", group, partition.topic, QString::number(partition.partition), QString::number(offset)}));
    }
    Future<engine::History> history(const engine::HistoryRequest &) override
    {
        return answer<engine::History>({}, recorded);
    }
    engine::SubscriptionPtr watchHistory(QObject *context, const engine::HistoryRequest &request,
                                         Callback<engine::History> callback) override
    {
        followed << request;
        return recorded.size() ? watch(m_histories, context, std::move(callback), recorded)
                               : m_histories.add(context, std::move(callback));
    }
    void pushHistory(const engine::History &piece) { m_histories.call(piece); }
    qsizetype historyWatchers() const { return m_histories.count(); }
    Future<void> setQueuePaused(const QString &, const QString &name, bool paused) override
    {
        return answer(words({paused ? u"pause" : u"resume", name}));
    }
    Future<void> cancelConsumer(engine::ConsumerId consumer) override
    {
        return answer(words({u"cancelConsumer", QString::number(consumer.v)}));
    }
    engine::HandConsumerPtr consumeByHand(QObject *, engine::QueueId queue,
                                          Callback<engine::HandState> callback) override
    {
        commands << words({u"consumeByHand", QString::number(queue.v)});
        return std::make_unique<FakeHand>(*this, std::move(callback));
    }
    Future<engine::RoutingExplanation> explainRouting(const engine::RoutingRequest &request) override
    {
        explained << request;
        engine::RoutingExplanation told = explanation;
        told.request = request;
        return answer<engine::RoutingExplanation>({}, told);
    }
    Future<engine::MessageDetails> unroutedMessage(engine::UnroutedId id) override
    {
        for (const engine::UnroutedMessage &message : std::as_const(unrouted.messages)) {
            if (message.id != id)
                continue;
            engine::MessageDetails details;
            details.virtualHost = message.virtualHost;
            details.summary.id = message.message;
            details.summary.exchange = message.exchange;
            details.summary.routingKey = message.routingKey;
            details.body = message.preview;
            return answer<engine::MessageDetails>({}, details);
        }
        return ready<engine::MessageDetails>(
            engine::Error{engine::BrokerError::NotFound, QStringLiteral("the message has left the unrouted tray")});
    }
    Future<engine::PublishReceipt> republishUnrouted(engine::UnroutedId id,
                                                     const engine::RepublishTarget &target) override
    {
        return answer<engine::PublishReceipt>(
            words({u"republish", QString::number(id.v), target.exchange, target.routingKey}),
            engine::PublishReceipt{{}, {target.routingKey}});
    }
    Future<quint64> forgetUnrouted(const QList<engine::UnroutedId> &ids) override
    {
        return answer<quint64>(words({u"forgetUnrouted", QString::number(ids.size())}), quint64(ids.size()));
    }
    Future<engine::Journey> journey(engine::MessageId, engine::MessageRef) override
    {
        return answer<engine::Journey>({}, journeyOfAll);
    }
    Future<engine::DeadLetterList> listDeadLetters(const engine::DeadLetterFilter &filter, quint32 most) override
    {
        if (deadListRefusal.code != engine::BrokerError::None)
            return ready<engine::DeadLetterList>(deadListRefusal);
        engine::DeadLetterList list;
        for (const engine::DeadLetter &letter : deadMessages) {
            const bool isWanted = letsThrough(filter, letter);
            list.total += isWanted ? 1 : 0;
            if (isWanted && list.messages.size() < qsizetype(most))
                list.messages << letter.message.ref;
        }
        return answer<engine::DeadLetterList>({}, list);
    }
    Future<engine::DeadLetterList> pickDeadLetters(const engine::DeadLetterFilter &filter,
                                                   const QList<engine::MessageRef> &wanted) override
    {
        const QSet<engine::MessageRef> refs(wanted.cbegin(), wanted.cend());
        engine::DeadLetterList list;
        for (const engine::DeadLetter &letter : deadMessages) {
            const bool isWanted = letsThrough(filter, letter);
            list.total += isWanted ? 1 : 0;
            if (isWanted && refs.contains(letter.message.ref))
                list.messages << letter.message.ref;
        }
        return answer<engine::DeadLetterList>({}, list);
    }
    Future<QList<engine::DeadLetter>> readDeadLetters(const QList<engine::MessageRef> &wanted) override
    {
        QList<engine::DeadLetter> letters;
        for (const engine::DeadLetter &letter : deadMessages) {
            if (wanted.contains(letter.message.ref))
                letters << letter;
        }
        return answer<QList<engine::DeadLetter>>({}, letters);
    }
    Future<quint64> offsetAtTime(engine::QueueId partition, qint64 timeMs) override
    {
        quint64 offset = 0;
        for (const engine::MessageDetails &message : messages) {
            if (message.summary.ref.queue != partition)
                continue;
            offset = message.summary.ref.offset;
            if (message.summary.publishedAt.toMSecsSinceEpoch() >= timeMs)
                return answer<quint64>({}, offset);
        }
        return answer<quint64>({}, offset + 1);
    }
    engine::SubscriptionPtr scan(QObject *context, const engine::ScanRequest &request,
                                 Callback<engine::ScanBatch> callback) override
    {
        scans << request;
        const auto subscription = std::shared_ptr<engine::Subscription>(m_scans.add(context, callback));
        if (!holdsScans) {
            QMetaObject::invokeMethod(
                context,
                [this, request, callback, alive = std::weak_ptr(subscription)] {
                    if (!alive.expired())
                        callback(found(request));
                },
                Qt::QueuedConnection);
        }
        struct Kept final : engine::Subscription
        {
            std::shared_ptr<engine::Subscription> kept;
        };
        auto kept = std::make_unique<Kept>();
        kept->kept = subscription;
        return kept;
    }
    Future<engine::MessagePage> browse(engine::QueueId queue, quint64 firstIndex, quint32 count) override
    {
        engine::MessagePage page;
        QList<engine::MessageSummary> all;
        for (const engine::MessageDetails &message : messages) {
            if (message.summary.ref.queue == queue)
                all << message.summary;
        }
        page.firstIndex = firstIndex;
        page.total = quint64(all.size());
        page.messages = all.mid(qsizetype(firstIndex), qsizetype(count));
        return answer<engine::MessagePage>({}, page);
    }
    Future<QList<engine::MessageStanding>> standings(const QList<engine::MessageRef> &asked) override
    {
        QHash<engine::MessageRef, const engine::MessageSummary *> there;
        for (const engine::MessageDetails &message : std::as_const(messages))
            there.insert(message.summary.ref, &message.summary);
        QList<engine::MessageStanding> standings;
        for (const engine::MessageRef &ref : asked) {
            engine::MessageStanding standing;
            standing.ref = ref;
            if (const engine::MessageSummary *message = there.value(ref)) {
                standing.state = message->state;
                standing.redelivered = message->redelivered;
                standing.readyAt = message->readyAt;
            }
            standings << standing;
        }
        return ready<QList<engine::MessageStanding>>(standings);
    }
    Future<engine::MessageDetails> message(engine::MessageRef ref) override
    {
        for (const engine::MessageDetails &message : messages) {
            if (message.summary.ref == ref)
                return answer<engine::MessageDetails>({}, message);
        }
        return ready<engine::MessageDetails>(
            engine::Error{engine::BrokerError::NotFound, QStringLiteral("the message has left the queue")});
    }
    Future<engine::MessageStatus> messageStatus(engine::MessageRef ref) override
    {
        for (const engine::MessageDetails &message : messages) {
            const engine::MessageSummary &now = message.summary;
            if (now.ref == ref)
                return answer<engine::MessageStatus>(
                    {}, {now.state, now.redelivered, now.holder, now.unackedSince, now.readyAt});
        }
        return ready<engine::MessageStatus>(
            engine::Error{engine::BrokerError::NotFound, QStringLiteral("the message has left the queue")});
    }

private:
    /// Takes what the test has laid out.
    struct FakeHand final : engine::HandConsumer
    {
        FakeHand(FakeSession &owner, Callback<engine::HandState> toTell)
            : session(owner)
            , tell(std::move(toTell))
        {}
        ~FakeHand() override
        {
            session.commands << QStringLiteral("release ") + QString::number(session.hand.held.size());
            session.hand = {};
        }
        QFuture<engine::Result<std::optional<quint64>>> take() override
        {
            using Tag = std::optional<quint64>;
            if (session.toTake.isEmpty())
                return session.answer<Tag>(QStringLiteral("take"), Tag());
            session.hand.held << session.toTake.takeFirst();
            tell(session.hand);
            return session.answer<Tag>(QStringLiteral("take"), Tag(session.hand.held.last().tag));
        }
        QFuture<engine::Result<void>> settle(quint64 tag, engine::HandSettlement how) override
        {
            const QStringView word = how == engine::HandSettlement::Acknowledge ? u"ack"
                                     : how == engine::HandSettlement::Requeue   ? u"requeue"
                                                                                : u"reject";
            session.hand.held.removeIf([tag](const engine::HeldMessage &held) { return held.tag == tag; });
            tell(session.hand);
            return session.answer(words({word, QString::number(tag)}));
        }
        FakeSession &session;
        const Callback<engine::HandState> tell;
    };

    static bool letsThrough(const engine::DeadLetterFilter &filter, const engine::DeadLetter &letter)
    {
        const engine::Death death = letter.deaths.value(0);
        return (filter.reason.isEmpty() || death.reason == filter.reason) &&
               (filter.queue.isEmpty() || death.queue == filter.queue) &&
               (filter.places.isEmpty() || filter.places.contains(letter.message.ref.queue)) &&
               letter.diedMs >= filter.sinceMs && (filter.beforeMs == 0 || letter.diedMs < filter.beforeMs);
    }
    /// Of the dead letters, as their previews tell; ascending.
    engine::ScanBatch foundDead(const engine::ScanRequest &request) const
    {
        const engine::MessageMatcher matcher(request.filter);
        engine::DeadLetterFilter filter;
        filter.reason = request.death->reason;
        filter.queue = request.death->queue;
        filter.places = request.logs;
        filter.sinceMs = request.death->sinceMs;
        filter.beforeMs = request.death->beforeMs;
        engine::ScanBatch batch;
        for (auto letter = deadMessages.crbegin(); letter != deadMessages.crend(); ++letter) {
            batch.total += request.logs.contains(letter->message.ref.queue) ? 1 : 0;
            if (letsThrough(filter, *letter) && matcher.matches(letter->message))
                batch.found << letter->message;
        }
        return batch;
    }
    engine::ScanBatch found(const engine::ScanRequest &request) const
    {
        engine::ScanBatch batch = request.death ? foundDead(request) : foundAnywhere(request);
        batch.examined = batch.total;
        batch.isComplete = true;
        batch.isLimited = batch.found.size() > qsizetype(request.limit);
        const bool newestFirst = request.order == engine::ScanRequest::Order::NewestFirst;
        if (batch.isLimited)
            batch.found = newestFirst ? batch.found.last(request.limit) : batch.found.first(request.limit);
        return batch;
    }
    engine::ScanBatch foundAnywhere(const engine::ScanRequest &request) const
    {
        const engine::MessageMatcher matcher(request.filter);
        engine::ScanBatch batch;
        for (const engine::MessageDetails &message : messages) {
            const engine::MessageSummary &row = message.summary;
            if (!request.logs.contains(row.ref.queue))
                continue;
            ++batch.total;
            if (matcher.matches(row.routingKey.toUtf8(), row.exchange.toUtf8(), {}, message.body,
                                row.publishedAt.toMSecsSinceEpoch()))
                batch.found << row;
        }
        return batch;
    }
    static QString words(std::initializer_list<QStringView> parts)
    {
        QString all;
        for (const QStringView part : parts)
            all += (all.isEmpty() ? QString() : QStringLiteral(" ")) + part.toString();
        return all;
    }
    static QString limit(std::optional<quint32> value) { return value ? QString::number(*value) : QStringLiteral("-"); }
    template <typename T>
    engine::SubscriptionPtr watch(Watchers<T> &watchers, QObject *context, Callback<T> callback, const T &now)
    {
        auto subscription = watchers.add(context, callback);
        if (currentState == State::Running)
            QMetaObject::invokeMethod(
                context, [callback, now] { callback(now); }, Qt::QueuedConnection);
        return subscription;
    }
    template <typename T>
    static QFuture<engine::Result<T>> ready(engine::Result<T> result)
    {
        QPromise<engine::Result<T>> promise;
        promise.start();
        promise.addResult(std::move(result));
        promise.finish();
        return promise.future();
    }
    template <typename T>
    QFuture<engine::Result<T>> answer(const QString &command, T value)
    {
        if (!command.isEmpty())
            commands << command;
        const engine::Error error = command.isEmpty() ? engine::Error{engine::BrokerError::None, {}}
                                                      : std::exchange(nextError, {engine::BrokerError::None, {}});
        return error.code == engine::BrokerError::None ? ready<T>(std::move(value)) : ready<T>(error);
    }
    QFuture<engine::Result<void>> answer(const QString &command)
    {
        commands << command;
        const engine::Error error = std::exchange(nextError, {engine::BrokerError::None, {}});
        return error.code == engine::BrokerError::None ? ready<void>(engine::Result<void>()) : ready<void>(error);
    }

    Watchers<engine::OverviewSnapshot> m_overview;
    Watchers<QList<engine::ExchangeSnapshot>> m_exchanges;
    Watchers<QList<engine::QueueSnapshot>> m_queues;
    Watchers<QList<engine::ConnectionSnapshot>> m_connections;
    Watchers<QList<engine::ClientEvent>> m_clientEvents;
    Watchers<QList<engine::BindingSnapshot>> m_bindings;
    Watchers<QList<engine::PolicySnapshot>> m_policies;
    Watchers<QList<engine::VirtualHostSnapshot>> m_virtualHosts;
    Watchers<QList<engine::UserSnapshot>> m_users;
    Watchers<QList<engine::TopicSnapshot>> m_topics;
    Watchers<QList<engine::GroupSnapshot>> m_groups;
    Watchers<QList<engine::ReplayProgress>> m_replays;
    Watchers<QList<engine::MessageActionProgress>> m_messageActions;
    Watchers<engine::History> m_histories;
    Watchers<engine::UnroutedTray> m_unrouted;
    Watchers<engine::JourneyRecording> m_journeys;
    Watchers<engine::DeadLettersSnapshot> m_deadLetters;
    Watchers<engine::LiveBatch> m_taps;
    Watchers<engine::ScanBatch> m_scans;
};

} // namespace tests
