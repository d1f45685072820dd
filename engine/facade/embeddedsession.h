// SPDX-License-Identifier: GPL-3.0-or-later
// EmbeddedSession: the broker in this process as the window knows it. Starts and stops the engine thread and posts to it;
// nothing here waits, but for the destructor, which joins the thread (bounded by EngineHost::closingMs and the last commit).
// Owner: app. Thread: as BrokerSession says; start(), stop() and destruction on the thread it was made on.
#pragma once

#include "facade/engineconfig.h"

#include <engine/brokersession.h>

#include <QMutex>
#include <QThread>

#include <atomic>

namespace engine::replay {
class Replays;
}

namespace engine::facade {

class AccessCommands;
class EngineHost;
class Watches;
template <typename T>
class Answer;
template <typename T>
class Feed;

class EmbeddedSession : public BrokerSession
{
    Q_OBJECT
public:
    explicit EmbeddedSession(EngineConfig config, QObject *parent = nullptr);
    ~EmbeddedSession() override;

    /// Once. Ends in Running or Failed.
    void start();
    /// Ends in Stopped: clients are told, everything is committed, the data directory is free. May be called in any state.
    void stop();

    State state() const override { return m_state; }
    QString problem() const override;
    QList<ListenerSnapshot> listeners() const override;

    SubscriptionPtr watchOverview(QObject *context, Callback<OverviewSnapshot> callback, int perSecond) override;
    SubscriptionPtr watchExchanges(QObject *context, Callback<QList<ExchangeSnapshot>> callback,
                                   int perSecond) override;
    SubscriptionPtr watchQueues(QObject *context, Callback<QList<QueueSnapshot>> callback, int perSecond) override;
    SubscriptionPtr watchConnections(QObject *context, Callback<QList<ConnectionSnapshot>> callback,
                                     int perSecond) override;
    SubscriptionPtr watchBindings(QObject *context, Callback<QList<BindingSnapshot>> callback, int perSecond) override;
    SubscriptionPtr watchVirtualHosts(QObject *context, Callback<QList<VirtualHostSnapshot>> callback,
                                      int perSecond) override;
    SubscriptionPtr watchUsers(QObject *context, Callback<QList<UserSnapshot>> callback, int perSecond) override;
    SubscriptionPtr watchPolicies(QObject *context, Callback<QList<PolicySnapshot>> callback, int perSecond) override;
    SubscriptionPtr watchTopics(QObject *context, Callback<QList<TopicSnapshot>> callback, int perSecond) override;
    SubscriptionPtr watchGroups(QObject *context, Callback<QList<GroupSnapshot>> callback, int perSecond) override;
    SubscriptionPtr watchReplays(QObject *context, Callback<QList<ReplayProgress>> callback, int perSecond) override;
    SubscriptionPtr watchMessageActions(QObject *context, Callback<QList<MessageActionProgress>> callback,
                                        int perSecond) override;
    SubscriptionPtr watchClientEvents(QObject *context, Callback<QList<ClientEvent>> callback, int perSecond) override;
    SubscriptionPtr watchHistory(QObject *context, const HistoryRequest &request, Callback<History> callback) override;
    SubscriptionPtr watchUnrouted(QObject *context, Callback<UnroutedTray> callback, int perSecond) override;
    SubscriptionPtr watchJourneys(QObject *context, Callback<JourneyRecording> callback, int perSecond) override;
    SubscriptionPtr watchDeadLetters(QObject *context, Callback<DeadLettersSnapshot> callback, int perSecond) override;
    TapPtr tap(QObject *context, const LiveFilter &filter, Callback<LiveBatch> callback) override;

    Future<ExchangeId> declareExchange(const ExchangeSpec &spec) override;
    Future<void> deleteExchange(const QString &virtualHost, const QString &name, bool ifUnused) override;
    Future<QString> declareQueue(const QueueSpec &spec) override;
    Future<quint64> deleteQueue(const QString &virtualHost, const QString &name, bool ifUnused, bool ifEmpty) override;
    Future<UndoToken> purgeQueue(const QString &virtualHost, const QString &name, PurgeMode mode) override;
    Future<void> undo(const UndoToken &token) override;
    Future<bool> bind(const BindingSpec &spec) override;
    Future<bool> unbind(const BindingSpec &spec) override;
    Future<PublishReceipt> publish(const PublishRequest &request) override;
    Future<void> setQueuePaused(const QString &virtualHost, const QString &name, bool paused) override;
    Future<void> cancelConsumer(ConsumerId consumer) override;
    HandConsumerPtr consumeByHand(QObject *context, QueueId queue, Callback<HandState> callback) override;
    Future<RecordReceipt> publishRecord(const RecordRequest &request) override;
    Future<BatchReceipt> publishBatch(const PublishBatch &batch) override;
    Future<void> closeConnection(ConnectionId connection, const QString &reason) override;
    Future<void> listen(const QString &protocol, const QString &address) override;
    Future<void> putVirtualHost(const VirtualHostSpec &spec) override;
    Future<void> deleteVirtualHost(const QString &name) override;
    Future<void> setVirtualHostLimits(const QString &name, const VirtualHostLimits &limits) override;
    Future<void> putUser(const UserSpec &spec) override;
    Future<void> deleteUser(const QString &name) override;
    Future<void> setUserLimits(const QString &name, const UserLimits &limits) override;
    Future<void> setPermissions(const PermissionSpec &spec) override;
    Future<void> clearPermissions(const QString &user, const QString &virtualHost) override;
    Future<void> setTopicPermissions(const TopicPermissionSpec &spec) override;
    Future<void> clearTopicPermissions(const QString &user, const QString &virtualHost,
                                       const QString &exchange) override;
    Future<void> putPolicy(const PolicySpec &spec) override;
    Future<void> deletePolicy(const QString &virtualHost, const QString &name, bool isOperator) override;
    Future<ExportedDefinitions> exportDefinitions(const std::optional<QString> &virtualHost) override;
    Future<ImportReport> importDefinitions(const QByteArray &json, const std::optional<QString> &virtualHost,
                                           OnConflict onConflict) override;
    Future<void> createTopic(const TopicSpec &spec) override;
    Future<void> deleteTopic(const QString &virtualHost, const QString &name) override;
    Future<void> recreateTopic(const QString &virtualHost, const QString &name) override;
    Future<void> deleteRecords(const QString &virtualHost, const QString &topic, quint32 partition,
                               quint64 beforeOffset) override;
    Future<void> clearTopic(const QString &virtualHost, const QString &name) override;
    Future<void> setTopicConfig(const QString &virtualHost, const QString &name, const FieldTable &config) override;
    Future<void> addPartitions(const QString &virtualHost, const QString &name, quint32 partitions) override;
    Future<void> deleteGroup(const QString &virtualHost, const QString &name) override;
    Future<QList<OffsetResetStep>> planOffsetReset(const OffsetResetRequest &request) override;
    Future<void> resetOffsets(const QString &virtualHost, const QString &group, const QList<OffsetResetStep> &steps,
                              WhenActive whenActive) override;
    Future<ReplayEstimate> estimateReplay(const ReplaySpec &spec) override;
    Future<ReplayId> startReplay(const ReplaySpec &spec) override;
    Future<void> pauseReplay(ReplayId replay) override;
    Future<void> resumeReplay(ReplayId replay) override;
    Future<void> cancelReplay(ReplayId replay) override;
    Future<MessageActionId> startMessageAction(const MessageActionSpec &spec) override;
    Future<void> cancelMessageAction(MessageActionId action) override;
    Future<MessageStretch> readMessages(const MessageStretchRequest &request) override;
    Future<PutReceipt> putMessages(const QList<NewMessage> &messages, const MessageTarget &target,
                                   const PutUndo &undo) override;
    Future<void> commitOffset(const QString &virtualHost, const QString &group, const PartitionName &partition,
                              qint64 offset) override;
    Future<History> history(const HistoryRequest &request) override;
    Future<RoutingExplanation> explainRouting(const RoutingRequest &request) override;
    Future<MessageDetails> unroutedMessage(UnroutedId id) override;
    Future<PublishReceipt> republishUnrouted(UnroutedId id, const RepublishTarget &target) override;
    Future<quint64> forgetUnrouted(const QList<UnroutedId> &ids) override;
    Future<Journey> journey(MessageId message, MessageRef ref) override;
    Future<MessagePage> browse(QueueId queue, quint64 firstIndex, quint32 count) override;
    Future<QList<MessageStanding>> standings(const QList<MessageRef> &messages) override;
    Future<MessageDetails> message(MessageRef ref) override;
    Future<MessageStatus> messageStatus(MessageRef ref) override;
    Future<DeadLetterList> listDeadLetters(const DeadLetterFilter &filter, quint32 most) override;
    Future<DeadLetterList> pickDeadLetters(const DeadLetterFilter &filter, const QList<MessageRef> &messages) override;
    Future<QList<DeadLetter>> readDeadLetters(const QList<MessageRef> &messages) override;
    Future<quint64> offsetAtTime(QueueId partition, qint64 timeMs) override;
    SubscriptionPtr scan(QObject *context, const ScanRequest &request, Callback<ScanBatch> callback) override;

private:
    class HandHandle;
    bool acceptsCommands() const;
    void setState(State state, const QString &problem = {});
    void setListeners(const QList<ListenerSnapshot> &listeners);
    void finishStop();
    template <typename T, typename Run>
    Future<T> post(Run run);
    /// A command that needs nothing but its arguments: AccessCommands' `method`.
    template <typename... P, typename... A>
    Future<void> change(void (AccessCommands::*method)(P...), const A &...arguments);
    Future<void> change(Result<void> (replay::Replays::*method)(ReplayId), ReplayId replay);
    template <typename T>
    SubscriptionPtr watch(Feed<T> Watches::*feed, QObject *context, Callback<T> callback, int perSecond);

    EngineHost *m_host = nullptr; // lives on m_thread; deleted here after the thread has ended
    QThread m_thread;
    std::atomic<State> m_state = State::Stopped;
    std::atomic<quint64> m_lastTap = 0;
    std::atomic<quint64> m_lastHand = 0;
    bool m_wasStarted = false;

    mutable QMutex m_mutex;
    QString m_problem;                   // guarded by m_mutex
    QList<ListenerSnapshot> m_listeners; // guarded by m_mutex
};

} // namespace engine::facade
