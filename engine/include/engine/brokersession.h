// SPDX-License-Identifier: GPL-3.0-or-later
// BrokerSession: all that the window knows of a broker. EmbeddedSession (facade/) implements it over the engine thread.
// Commands are asynchronous: they return at once, the future is finished on the engine thread; continue with
// QFuture::then(context, …) to be called on the context's thread. Nothing here blocks.
// Thread: every method may be called from any thread; signals and watch callbacks arrive on the receiver's thread.
// Ownership: app creates the session; it outlives every subscription.
#pragma once

#include <engine/access.h>
#include <engine/clientevents.h>
#include <engine/deadletters.h>
#include <engine/definitionsfile.h>
#include <engine/events.h>
#include <engine/groups.h>
#include <engine/handconsumer.h>
#include <engine/history.h>
#include <engine/journeys.h>
#include <engine/messageactions.h>
#include <engine/publishing.h>
#include <engine/replay.h>
#include <engine/result.h>
#include <engine/routing.h>
#include <engine/scans.h>
#include <engine/snapshots.h>
#include <engine/specs.h>
#include <engine/topics.h>
#include <engine/unrouted.h>

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace engine {

/// Dropping it ends the subscription; no callback runs after the destructor has returned on the context's thread.
class Subscription
{
public:
    virtual ~Subscription() = default;
};
using SubscriptionPtr = std::unique_ptr<Subscription>;

/// A subscription to the lifecycle stream.
class Tap : public Subscription
{
public:
    /// Replaces the filter; batches made before may still arrive.
    virtual void setFilter(const LiveFilter &filter) = 0;
    /// A paused tap costs nothing but a count of the events it did not take: batches go on, with counts and without events.
    virtual void setPaused(bool paused) = 0;
};
using TapPtr = std::unique_ptr<Tap>;

class BrokerSession : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 { Starting, Running, Stopping, Stopped, Failed };
    Q_ENUM(State)
    enum class PurgeMode : quint8 {
        Undoable, ///< or not at all
        ForGood,
    };

    using QObject::QObject;
    template <typename T>
    using Future = QFuture<Result<T>>;
    template <typename T>
    using Callback = std::function<void(const T &)>;

    virtual State state() const = 0;
    /// Why the state is Failed; empty otherwise.
    virtual QString problem() const = 0;
    /// Where clients connect now.
    virtual QList<ListenerSnapshot> listeners() const = 0;

    // Watching. `context` gives the receiving thread and ends the subscription when it is destroyed. The callback gets the
    // first snapshot as soon as it is made, then the latest one at most `perSecond` times a second while something changed.
    virtual SubscriptionPtr watchOverview(QObject *context, Callback<OverviewSnapshot> callback, int perSecond = 2) = 0;
    virtual SubscriptionPtr watchExchanges(QObject *context, Callback<QList<ExchangeSnapshot>> callback,
                                           int perSecond = 2) = 0;
    /// All that AMQP sees: for each partition of a topic a queue of the type stream is among them.
    virtual SubscriptionPtr watchQueues(QObject *context, Callback<QList<QueueSnapshot>> callback,
                                        int perSecond = 2) = 0;
    virtual SubscriptionPtr watchConnections(QObject *context, Callback<QList<ConnectionSnapshot>> callback,
                                             int perSecond = 2) = 0;
    /// All bindings of all virtual hosts, the implicit ones of the default exchange included.
    virtual SubscriptionPtr watchBindings(QObject *context, Callback<QList<BindingSnapshot>> callback,
                                          int perSecond = 2) = 0;
    virtual SubscriptionPtr watchVirtualHosts(QObject *context, Callback<QList<VirtualHostSnapshot>> callback,
                                              int perSecond = 1) = 0;
    virtual SubscriptionPtr watchUsers(QObject *context, Callback<QList<UserSnapshot>> callback, int perSecond = 1) = 0;
    /// Policies and operator policies, by virtual host and name.
    virtual SubscriptionPtr watchPolicies(QObject *context, Callback<QList<PolicySnapshot>> callback,
                                          int perSecond = 1) = 0;
    virtual SubscriptionPtr watchTopics(QObject *context, Callback<QList<TopicSnapshot>> callback,
                                        int perSecond = 2) = 0;
    virtual SubscriptionPtr watchGroups(QObject *context, Callback<QList<GroupSnapshot>> callback,
                                        int perSecond = 2) = 0;
    /// All that have been started, the newest first; of those that are over the last few.
    virtual SubscriptionPtr watchReplays(QObject *context, Callback<QList<ReplayProgress>> callback,
                                         int perSecond = 4) = 0;
    /// Likewise of actions on messages.
    virtual SubscriptionPtr watchMessageActions(QObject *context, Callback<QList<MessageActionProgress>> callback,
                                                int perSecond = 4) = 0;
    /// The newest first, a few hundred at most: what went wrong with clients since the broker started, whether or not anybody
    /// watched. What repeats itself is one event with a count.
    virtual SubscriptionPtr watchClientEvents(QObject *context, Callback<QList<ClientEvent>> callback,
                                              int perSecond = 2) = 0;
    /// First what is kept since request.fromMs, then what comes, about once a second (or minute): pieces that follow each other without
    /// gap or overlap. Nothing while the subject has done nothing, or is not there.
    virtual SubscriptionPtr watchHistory(QObject *context, const HistoryRequest &request,
                                         Callback<History> callback) = 0;
    /// What matched no binding, kept whether or not anybody watches.
    virtual SubscriptionPtr watchUnrouted(QObject *context, Callback<UnroutedTray> callback, int perSecond = 2) = 0;
    /// Journeys are recorded while somebody watches this; what was recorded is let go with the last of them.
    virtual SubscriptionPtr watchJourneys(QObject *context, Callback<JourneyRecording> callback, int perSecond = 1) = 0;
    /// Groups and counts of all dead letters. When the first one begins to watch, the queues are looked through: those that dead
    /// letters are sent to at once, the others at leisure; from then on what comes and goes is followed.
    virtual SubscriptionPtr watchDeadLetters(QObject *context, Callback<DeadLettersSnapshot> callback,
                                             int perSecond = 2) = 0;
    virtual TapPtr tap(QObject *context, const LiveFilter &filter, Callback<LiveBatch> callback) = 0;

    // Commands. Errors are the ones a client would get (NotFound, PreconditionFailed, AccessRefused …).
    virtual Future<ExchangeId> declareExchange(const ExchangeSpec &spec) = 0;
    virtual Future<void> deleteExchange(const QString &virtualHost, const QString &name, bool ifUnused) = 0;
    /// Answers with the name, which matters when spec.name was empty. Exclusive queues need a connection: NotAllowed.
    virtual Future<QString> declareQueue(const QueueSpec &spec) = 0;
    /// Answers with the number of messages that went with it.
    virtual Future<quint64> deleteQueue(const QString &virtualHost, const QString &name, bool ifUnused,
                                        bool ifEmpty) = 0;
    /// Removes the ready messages. Undoable: the token brings them back, to their places, for ten minutes, until later
    /// purges need the room, or until the broker stops. What is too much to be kept (ResourceExhausted) or can not be read
    /// (Damaged) is not removed. ForGood: removed whatever it is, and there is nothing to undo: v is 0.
    virtual Future<UndoToken> purgeQueue(const QString &virtualHost, const QString &name, PurgeMode mode) = 0;
    virtual Future<void> undo(const UndoToken &token) = 0;
    /// False: it was bound like this already, and nothing has changed.
    virtual Future<bool> bind(const BindingSpec &spec) = 0;
    /// False: it was not bound like this, and nothing has changed.
    virtual Future<bool> unbind(const BindingSpec &spec) = 0;
    virtual Future<PublishReceipt> publish(const PublishRequest &request) = 0;
    /// A paused queue takes messages, but delivers none, and answers basic.get as an empty one; also after a restart where it is
    /// durable. Pausing one that is paused is no error. NotAllowed for streams: their readers pause themselves.
    virtual Future<void> setQueuePaused(const QString &virtualHost, const QString &name, bool paused) = 0;
    /// Its client is told by basic.cancel, if it can be; what it holds unacked stays with its channel. NotFound: it has gone.
    virtual Future<void> cancelConsumer(ConsumerId consumer) = 0;
    /// Takes messages out of a queue by hand. Shown among the connections, as the window, once it has taken one. The callback gets what
    /// it holds whenever that changes. Streams: take() answers NotAllowed, as reading takes nothing out of them.
    virtual HandConsumerPtr consumeByHand(QObject *context, QueueId queue, Callback<HandState> callback) = 0;
    /// Appends to a topic; answers after the commit that holds the record. NotFound where topic or partition are not there,
    /// InvalidArgument for a record without a key where the topic is compacted, MessageTooLarge.
    virtual Future<RecordReceipt> publishRecord(const RecordRequest &request) = 0;
    /// Answers when all of them are settled; one that fails does not stop the others. While the broker is short of something
    /// (memory, disk, or the store is behind) the batch waits: whoever sends many keeps few of them unanswered.
    /// InvalidArgument: more than PublishBatch::mostMessages. ResourceExhausted: too many batches wait already.
    virtual Future<BatchReceipt> publishBatch(const PublishBatch &batch) = 0;
    virtual Future<void> closeConnection(ConnectionId connection, const QString &reason) = 0;
    /// Restarts one listener on another address, "HOST:PORT" or a socket path.
    virtual Future<void> listen(const QString &protocol, const QString &address) = 0;

    // Virtual hosts, users, permissions. NotFound where user or virtual host are not there, InvalidArgument for what is no
    // regular expression.
    /// Makes one, or changes description and tags of one that is there.
    virtual Future<void> putVirtualHost(const VirtualHostSpec &spec) = 0;
    /// With everything in it, in one transaction; its clients are told "CONNECTION_FORCED - vhost 'x' is deleted".
    virtual Future<void> deleteVirtualHost(const QString &name) = 0;
    virtual Future<void> setVirtualHostLimits(const QString &name, const VirtualHostLimits &limits) = 0;
    /// Makes one, or changes one that is there; with neither password nor hash it keeps the one it has. Clients that are
    /// logged in stay.
    virtual Future<void> putUser(const UserSpec &spec) = 0;
    /// With its permissions and limits; its clients are told "CONNECTION_FORCED - user 'x' is deleted".
    virtual Future<void> deleteUser(const QString &name) = 0;
    virtual Future<void> setUserLimits(const QString &name, const UserLimits &limits) = 0;
    /// Permissions of clients that are logged in change at once.
    virtual Future<void> setPermissions(const PermissionSpec &spec) = 0;
    virtual Future<void> clearPermissions(const QString &user, const QString &virtualHost) = 0;
    virtual Future<void> setTopicPermissions(const TopicPermissionSpec &spec) = 0;
    virtual Future<void> clearTopicPermissions(const QString &user, const QString &virtualHost,
                                               const QString &exchange) = 0;

    // Policies and definitions files.
    /// Sets or replaces one; queues and exchanges that it matches change at once. InvalidArgument with RabbitMQ's text.
    virtual Future<void> putPolicy(const PolicySpec &spec) = 0;
    virtual Future<void> deletePolicy(const QString &virtualHost, const QString &name, bool isOperator) = 0;
    /// RabbitMQ's definitions.json: of the whole broker, users with their password hashes included, or of one virtual host.
    virtual Future<ExportedDefinitions> exportDefinitions(const std::optional<QString> &virtualHost) = 0;
    /// What is not there is made, nothing is removed; the report has every item of the file. Into one virtual host: what
    /// belongs to it or names none. InvalidArgument: this is no definitions file.
    virtual Future<ImportReport> importDefinitions(const QByteArray &json, const std::optional<QString> &virtualHost,
                                                   OnConflict onConflict) = 0;

    // Topics. NotFound where virtual host or topic are not there, InvalidArgument naming the key for a configuration that
    // cannot be, with Kafka's text.
    /// AlreadyExists also where a queue has the name.
    virtual Future<void> createTopic(const TopicSpec &spec) = 0;
    /// With its records, and with what groups have committed in it.
    virtual Future<void> deleteTopic(const QString &virtualHost, const QString &name) = 0;
    /// Deletes the topic and makes it anew, empty, with the same partitions and configuration: one change, whatever happens in
    /// between. Bindings to its streams go with it.
    virtual Future<void> recreateTopic(const QString &virtualHost, const QString &name) = 0;
    /// The records of one partition below this offset, for good. OffsetOutOfRange above the end of what readers see; NotAllowed
    /// where the topic only compacts.
    virtual Future<void> deleteRecords(const QString &virtualHost, const QString &topic, quint32 partition,
                                       quint64 beforeOffset) = 0;
    /// All records that readers see now, of all partitions, likewise; offsets go on where they were.
    virtual Future<void> clearTopic(const QString &virtualHost, const QString &name) = 0;
    /// Replaces the whole configuration; retention is applied at once.
    virtual Future<void> setTopicConfig(const QString &virtualHost, const QString &name, const FieldTable &config) = 0;
    /// Grows to so many partitions; InvalidArgument where that is not more than there are.
    virtual Future<void> addPartitions(const QString &virtualHost, const QString &name, quint32 partitions) = 0;

    // Consumer groups.
    /// With its offsets. NotFound where there is no such group; PreconditionFailed while it has members.
    virtual Future<void> deleteGroup(const QString &virtualHost, const QString &name) = 0;
    /// What moving the offsets would come to, a step for each partition that is there; changes nothing. Without partitions a
    /// copy is of all that the other group has; NotFound where there is no such group.
    virtual Future<QList<OffsetResetStep>> planOffsetReset(const OffsetResetRequest &request) = 0;
    /// Sets the targets of a plan; the group is made where it is not there. NotFound where there is no target to make it for.
    virtual Future<void> resetOffsets(const QString &virtualHost, const QString &group,
                                      const QList<OffsetResetStep> &steps, WhenActive whenActive) = 0;

    /// As a client of the group: its next message in the partition is the one at this offset; the group is made where it is not there.
    /// PreconditionFailed while it has members, NotFound where topic or partition are not there.
    virtual Future<void> commitOffset(const QString &virtualHost, const QString &group, const PartitionName &partition,
                                      qint64 offset) = 0;

    /// What watchHistory() begins with.
    virtual Future<History> history(const HistoryRequest &request) = 0;

    // Replays. NotFound where source or target are not there, InvalidArgument for a range, a pace or a filter that cannot be.
    /// What a replay would look at; changes nothing. The target is not looked at.
    virtual Future<ReplayEstimate> estimateReplay(const ReplaySpec &spec) = 0;
    /// Begins at once; watchReplays() tells the rest. ResourceExhausted where too many are under way.
    virtual Future<ReplayId> startReplay(const ReplaySpec &spec) = 0;
    /// NotFound where it is over, for all three. Pausing one that is paused, and resuming one that runs, is no error.
    virtual Future<void> pauseReplay(ReplayId replay) = 0;
    /// Goes on where it was, at its pace as if there had been no pause.
    virtual Future<void> resumeReplay(ReplayId replay) = 0;
    /// Nothing more is published; what was stays.
    virtual Future<void> cancelReplay(ReplayId replay) = 0;

    // Acting on messages where they lie.
    /// Begins at once; watchMessageActions() tells the rest. NotFound where a queue or the target is not there,
    /// ResourceLocked for an exclusive queue of a client, NotAllowed where the source is a log and the action would take
    /// something out of it, InvalidArgument for an edit or a target that cannot be, ResourceExhausted where too many are under
    /// way. undo() takes it back: what nobody has taken meanwhile returns to its place; where some could not, it answers with
    /// PreconditionFailed and says how many. Records stay in topics.
    virtual Future<MessageActionId> startMessageAction(const MessageActionSpec &spec) = 0;
    /// NotFound where it is over.
    virtual Future<void> cancelMessageAction(MessageActionId action) = 0;
    /// NotFound: no such queue or partition.
    virtual Future<MessageStretch> readMessages(const MessageStretchRequest &request) = 0;
    /// At most 1,000 at a time, in their order, stored together; not of Origin. Errors are about all of them.
    virtual Future<PutReceipt> putMessages(const QList<NewMessage> &messages, const MessageTarget &target,
                                           const PutUndo &undo = {}) = 0;
    // Where did it go?
    /// What would become of a message, and why; nothing is published. NotFound: there is no such exchange.
    virtual Future<RoutingExplanation> explainRouting(const RoutingRequest &request) = 0;
    /// The whole message, its `ref` not valid. NotFound: the tray has let it go.
    virtual Future<MessageDetails> unroutedMessage(UnroutedId id) = 0;
    /// Publishes it once more, as it was but for where it goes; forgotten when that was routed, and where not, it stays as it was.
    virtual Future<PublishReceipt> republishUnrouted(UnroutedId id, const RepublishTarget &target) = 0;
    /// Answers with how many there were; of none given, all.
    virtual Future<quint64> forgetUnrouted(const QList<UnroutedId> &ids) = 0;
    /// What is known of it, by its id or by where it is, or was; one of them may be not valid. A record of a topic has a place
    /// only. Empty where nothing is known.
    virtual Future<Journey> journey(MessageId message, MessageRef ref) = 0;

    // Looking, in place: nothing is consumed, nothing marked as redelivered, whatever the depth.
    /// `count` messages (at most 1,000) from the `firstIndex`-th oldest of the queue on.
    virtual Future<MessagePage> browse(QueueId queue, quint64 firstIndex, quint32 count) = 0;
    /// How these stand now (4,000 at most), in their order: nothing is read for it. Of queues and partitions; a record is Gone
    /// when its partition has let go of it by age or size.
    virtual Future<QList<MessageStanding>> standings(const QList<MessageRef> &messages) = 0;
    /// The whole message. NotFound when it has left the queue since.
    virtual Future<MessageDetails> message(MessageRef ref) = 0;
    /// What has become of a message that was read before, whatever its size: the message itself is not read again. NotFound likewise.
    virtual Future<MessageStatus> messageStatus(MessageRef ref) = 0;
    /// So many of them at most (100,000), as far as they are known to watchDeadLetters(), which somebody has to watch.
    virtual Future<DeadLetterList> listDeadLetters(const DeadLetterFilter &filter, quint32 most) = 0;
    /// Of these messages (100,000 at most) those that it lists, and the total of all that it could list: what a scan has found.
    virtual Future<DeadLetterList> pickDeadLetters(const DeadLetterFilter &filter,
                                                   const QList<MessageRef> &messages) = 0;
    /// Rows for these (1,000 at most), in their order; those that have left their queue or carry no history are left out.
    virtual Future<QList<DeadLetter>> readDeadLetters(const QList<MessageRef> &messages) = 0;
    /// The first record of a partition whose time is at or after this one, milliseconds since 1970; where there is none, the
    /// offset that the next record gets. NotFound: no such partition.
    virtual Future<quint64> offsetAtTime(QueueId partition, qint64 timeMs) = 0;
    /// Looks through whole queues and partitions for what matches. What is found arrives in batches, ten a second at most, the
    /// first at once; then also what matches of what comes in, until the subscription is dropped.
    virtual SubscriptionPtr scan(QObject *context, const ScanRequest &request, Callback<ScanBatch> callback) = 0;

Q_SIGNALS:
    void stateChanged(engine::BrokerSession::State state);
    void listenersChanged();
    /// Something a user must be told: damaged file set aside, disk full, port taken … One sentence, plain English.
    void noticed(const QString &text);
};

} // namespace engine
