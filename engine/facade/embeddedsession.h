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

namespace engine::facade {

class AccessCommands;
class EngineHost;
class Watches;
template <typename T>
class Answer;
template <typename T>
class ValueLink;

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
    TapPtr tap(QObject *context, const LiveFilter &filter, Callback<LiveBatch> callback) override;

    Future<ExchangeId> declareExchange(const ExchangeSpec &spec) override;
    Future<void> deleteExchange(const QString &virtualHost, const QString &name, bool ifUnused) override;
    Future<QString> declareQueue(const QueueSpec &spec) override;
    Future<quint64> deleteQueue(const QString &virtualHost, const QString &name, bool ifUnused, bool ifEmpty) override;
    Future<UndoToken> purgeQueue(const QString &virtualHost, const QString &name, PurgeMode mode) override;
    Future<void> undo(const UndoToken &token) override;
    Future<void> bind(const BindingSpec &spec) override;
    Future<void> unbind(const BindingSpec &spec) override;
    Future<PublishReceipt> publish(const PublishRequest &request) override;
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
    Future<MessagePage> browse(QueueId queue, quint64 firstIndex, quint32 count) override;
    Future<MessageDetails> message(MessageRef ref) override;

private:
    bool acceptsCommands() const;
    void setState(State state, const QString &problem = {});
    void setListeners(const QList<ListenerSnapshot> &listeners);
    void finishStop();
    template <typename T, typename Run>
    Future<T> post(Run run);
    /// A command that needs nothing but its arguments: AccessCommands' `method`.
    template <typename... P, typename... A>
    Future<void> change(void (AccessCommands::*method)(P...), const A &...arguments);
    template <typename T, typename AddTo>
    SubscriptionPtr watch(QObject *context, Callback<T> callback, AddTo addTo);

    EngineHost *m_host = nullptr; // lives on m_thread; deleted here after the thread has ended
    QThread m_thread;
    std::atomic<State> m_state = State::Stopped;
    std::atomic<quint64> m_lastTap = 0;
    bool m_wasStarted = false;

    mutable QMutex m_mutex;
    QString m_problem;                   // guarded by m_mutex
    QList<ListenerSnapshot> m_listeners; // guarded by m_mutex
};

} // namespace engine::facade
