// SPDX-License-Identifier: GPL-3.0-or-later
// BrokerSession: all that the window knows of a broker. EmbeddedSession (facade/) implements it over the engine thread.
// Commands are asynchronous: they return at once, the future is finished on the engine thread; continue with
// QFuture::then(context, …) to be called on the context's thread. Nothing here blocks.
// Thread: every method may be called from any thread; signals and watch callbacks arrive on the receiver's thread.
// Ownership: app creates the session; it outlives every subscription.
#pragma once

#include <engine/access.h>
#include <engine/definitionsfile.h>
#include <engine/events.h>
#include <engine/result.h>
#include <engine/snapshots.h>
#include <engine/specs.h>

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
    virtual Future<void> bind(const BindingSpec &spec) = 0;
    virtual Future<void> unbind(const BindingSpec &spec) = 0;
    virtual Future<PublishReceipt> publish(const PublishRequest &request) = 0;
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

    // Looking, in place: nothing is consumed, nothing marked as redelivered, whatever the depth.
    /// `count` messages (at most 1,000) from the `firstIndex`-th oldest of the queue on.
    virtual Future<MessagePage> browse(QueueId queue, quint64 firstIndex, quint32 count) = 0;
    /// The whole message. NotFound when it has left the queue since.
    virtual Future<MessageDetails> message(MessageRef ref) = 0;

Q_SIGNALS:
    void stateChanged(engine::BrokerSession::State state);
    void listenersChanged();
    /// Something a user must be told: damaged file set aside, disk full, port taken … One sentence, plain English.
    void noticed(const QString &text);
};

} // namespace engine
