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

template <typename T, typename AddTo>
SubscriptionPtr EmbeddedSession::watch(QObject *context, Callback<T> callback, AddTo addTo)
{
    auto link = std::make_shared<ValueLink<T>>(std::move(callback));
    link->open(context);
    QMetaObject::invokeMethod(
        m_host,
        [host = m_host, link, addTo] { host->whenRunning([host, link, addTo] { addTo(host->watches(), link); }); },
        Qt::QueuedConnection);
    return std::make_unique<LinkSubscription>(link);
}

SubscriptionPtr EmbeddedSession::watchOverview(QObject *context, Callback<OverviewSnapshot> callback, int perSecond)
{
    return watch<OverviewSnapshot>(context, std::move(callback), [perSecond](Watches &watches, const auto &link) {
        watches.overview.add(link, perSecond);
    });
}

SubscriptionPtr EmbeddedSession::watchExchanges(QObject *context, Callback<QList<ExchangeSnapshot>> callback,
                                                int perSecond)
{
    return watch<QList<ExchangeSnapshot>>(
        context, std::move(callback),
        [perSecond](Watches &watches, const auto &link) { watches.exchanges.add(link, perSecond); });
}

SubscriptionPtr EmbeddedSession::watchQueues(QObject *context, Callback<QList<QueueSnapshot>> callback, int perSecond)
{
    return watch<QList<QueueSnapshot>>(context, std::move(callback), [perSecond](Watches &watches, const auto &link) {
        watches.queues.add(link, perSecond);
    });
}

SubscriptionPtr EmbeddedSession::watchConnections(QObject *context, Callback<QList<ConnectionSnapshot>> callback,
                                                  int perSecond)
{
    return watch<QList<ConnectionSnapshot>>(
        context, std::move(callback),
        [perSecond](Watches &watches, const auto &link) { watches.connections.add(link, perSecond); });
}

SubscriptionPtr EmbeddedSession::watchBindings(QObject *context, Callback<QList<BindingSnapshot>> callback,
                                               int perSecond)
{
    return watch<QList<BindingSnapshot>>(context, std::move(callback), [perSecond](Watches &watches, const auto &link) {
        watches.bindings.add(link, perSecond);
    });
}

SubscriptionPtr EmbeddedSession::watchVirtualHosts(QObject *context, Callback<QList<VirtualHostSnapshot>> callback,
                                                   int perSecond)
{
    return watch<QList<VirtualHostSnapshot>>(
        context, std::move(callback),
        [perSecond](Watches &watches, const auto &link) { watches.virtualHosts.add(link, perSecond); });
}

SubscriptionPtr EmbeddedSession::watchUsers(QObject *context, Callback<QList<UserSnapshot>> callback, int perSecond)
{
    return watch<QList<UserSnapshot>>(context, std::move(callback), [perSecond](Watches &watches, const auto &link) {
        watches.users.add(link, perSecond);
    });
}

SubscriptionPtr EmbeddedSession::watchPolicies(QObject *context, Callback<QList<PolicySnapshot>> callback,
                                               int perSecond)
{
    return watch<QList<PolicySnapshot>>(context, std::move(callback), [perSecond](Watches &watches, const auto &link) {
        watches.policies.add(link, perSecond);
    });
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

EmbeddedSession::Future<void> EmbeddedSession::bind(const BindingSpec &spec)
{
    return post<void>([spec](EngineHost &host, const auto &answer) { host.commands().bind(spec, answer); });
}

EmbeddedSession::Future<void> EmbeddedSession::unbind(const BindingSpec &spec)
{
    return post<void>([spec](EngineHost &host, const auto &answer) { host.commands().unbind(spec, answer); });
}

EmbeddedSession::Future<PublishReceipt> EmbeddedSession::publish(const PublishRequest &request)
{
    return post<PublishReceipt>(
        [request](EngineHost &host, const auto &answer) { host.commands().publish(request, answer); });
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

EmbeddedSession::Future<MessagePage> EmbeddedSession::browse(QueueId queue, quint64 firstIndex, quint32 count)
{
    return post<MessagePage>([queue, firstIndex, count](EngineHost &host, const auto &answer) {
        host.browser().browse(queue, firstIndex, count,
                              [answer](const Result<MessagePage> &page) { answer->finish(page); });
    });
}

EmbeddedSession::Future<MessageDetails> EmbeddedSession::message(MessageRef ref)
{
    return post<MessageDetails>([ref](EngineHost &host, const auto &answer) {
        host.browser().message(ref, [answer](const Result<MessageDetails> &details) { answer->finish(details); });
    });
}

} // namespace engine::facade
