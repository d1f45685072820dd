// SPDX-License-Identifier: GPL-3.0-or-later
// FakeSession: a BrokerSession with no broker behind it. Tests set its lists and call push(); commands are recorded, and
// answered with what the test says. Callbacks run at once, on the thread of the caller.
// Owner: a test. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QPointer>

#include <algorithm>
#include <memory>

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
    QList<engine::BindingSnapshot> bindings;
    QList<engine::PolicySnapshot> policies;
    engine::ExportedDefinitions exported;
    engine::ImportReport imported;
    QList<engine::VirtualHostSnapshot> virtualHosts;
    QList<engine::UserSnapshot> users;
    QList<engine::MessageDetails> messages; ///< of every queue, oldest first

    // What commands answer; None succeeds.
    engine::Error nextError{engine::BrokerError::None, {}};
    engine::Error purgeRefusal{engine::BrokerError::None, {}}; ///< of every purge that is to be undoable
    int undoSeconds = 600;
    // What was asked for, newest last.
    QStringList commands;
    QList<engine::ExchangeSpec> declaredExchanges;
    QList<engine::QueueSpec> declaredQueues;
    QList<engine::BindingSpec> bound;
    QList<engine::BindingSpec> unbound;
    QList<engine::PublishRequest> published;
    QList<engine::PolicySpec> setPolicies;
    QList<QByteArray> importedFiles;

    void push()
    {
        m_overview.call(overview);
        m_exchanges.call(exchanges);
        m_queues.call(queues);
        m_connections.call(connections);
        m_bindings.call(bindings);
        m_policies.call(policies);
        m_virtualHosts.call(virtualHosts);
        m_users.call(users);
    }
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
    engine::SubscriptionPtr watchPolicies(QObject *context, Callback<QList<engine::PolicySnapshot>> callback,
                                          int) override
    {
        return watch(m_policies, context, std::move(callback), policies);
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
    Future<void> bind(const engine::BindingSpec &spec) override
    {
        bound << spec;
        return answer(QStringLiteral("bind ") + spec.source + QStringLiteral(" ") + spec.destination);
    }
    Future<void> unbind(const engine::BindingSpec &spec) override
    {
        unbound << spec;
        return answer(QStringLiteral("unbind ") + spec.source + QStringLiteral(" ") + spec.destination);
    }
    Future<engine::PublishReceipt> publish(const engine::PublishRequest &request) override
    {
        published << request;
        return answer<engine::PublishReceipt>(QStringLiteral("publish ") + request.exchange, {});
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
        return answer(words({u"putVirtualHost", spec.name, spec.description, spec.tags.join(u',')}));
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
    Future<engine::MessageDetails> message(engine::MessageRef ref) override
    {
        for (const engine::MessageDetails &message : messages) {
            if (message.summary.ref == ref)
                return answer<engine::MessageDetails>({}, message);
        }
        return ready<engine::MessageDetails>(
            engine::Error{engine::BrokerError::NotFound, QStringLiteral("the message has left the queue")});
    }

private:
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
    Watchers<QList<engine::BindingSnapshot>> m_bindings;
    Watchers<QList<engine::PolicySnapshot>> m_policies;
    Watchers<QList<engine::VirtualHostSnapshot>> m_virtualHosts;
    Watchers<QList<engine::UserSnapshot>> m_users;
    Watchers<engine::LiveBatch> m_taps;
};

} // namespace tests
