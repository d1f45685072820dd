// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/enginehost.h"

#include "core/consumergroups.h"
#include "facade/clusterid.h"
#include "facade/processmemory.h"
#include "net/server.h"
#include "protocol/amqp/messagereader.h"
#include "protocol/kafka/subscriptions.h"
#include "store/nullstore.h"
#include "store/sqlitestore.h"

#include <QThread>

#include <algorithm>

namespace engine::facade {

using namespace Qt::StringLiterals;

namespace {

constexpr int storeCheckMs = 2000;
constexpr qint64 longestSleepMs = 30'000; // the clock may be set meanwhile

} // namespace

EngineHost::EngineHost(EngineConfig config)
    : m_config(std::move(config))
    , m_storeCheck(this)
    , m_alarm(this)
{
    m_storeCheck.setTimerType(Qt::VeryCoarseTimer);
    m_storeCheck.setInterval(storeCheckMs);
    connect(&m_storeCheck, &QTimer::timeout, this, &EngineHost::checkStore);
    m_alarm.setSingleShot(true);
    m_alarm.setTimerType(Qt::PreciseTimer);
    connect(&m_alarm, &QTimer::timeout, this, &EngineHost::wakeBroker);
}

EngineHost::~EngineHost() = default;

void EngineHost::start()
{
    Q_ASSERT(thread() == QThread::currentThread());
    Result<QStringList> notices = openStore();
    if (!notices) {
        m_broker.reset();
        m_worker.reset();
        m_store.reset();
        Q_EMIT failed(notices.error().detail);
        return;
    }
    openNetwork();
    const ConnectionId window = m_broker->nextConnectionId();
    m_connections = std::make_unique<ConnectionSnapshots>(m_server->registry(), window);
    m_browser =
        std::make_unique<inspect::Browser>(*m_broker, [this](ConnectionId id) { return m_connections->nameOf(id); });
    const auto clientFacts = [this](ConnectionId id) { return m_connections->factsOf(id); };
    m_unrouted = std::make_unique<inspect::UnroutedKeeper>(*m_broker, clientFacts);
    m_journeys = std::make_unique<inspect::Journeys>(*m_broker, *m_browser, clientFacts, m_config.journeySteps);
    m_stretchReader = std::make_unique<inspect::StretchReader>(*m_broker);
    m_actions = std::make_unique<actions::Actions>(*m_broker, window, &protocol::amqp::readerOf);
    m_commands = std::make_unique<Commands>(*m_broker, window, *m_actions);
    m_publishCommands = std::make_unique<PublishCommands>(*m_broker, window);
    m_accessCommands = std::make_unique<AccessCommands>(*m_broker);
    m_definitions = std::make_unique<DefinitionCommands>(*m_broker, window, m_config.version);
    m_topicCommands = std::make_unique<TopicCommands>(*m_broker);
    m_groupCommands = std::make_unique<GroupCommands>(*m_broker);
    m_handConsumers = std::make_unique<HandConsumers>(*m_broker, window);
    m_consumerCommands = std::make_unique<ConsumerCommands>(*m_broker, *m_handConsumers);
    m_connections->listAlso([this] { return m_handConsumers ? m_handConsumers->snapshot() : std::nullopt; });
    m_routingCommands = std::make_unique<RoutingCommands>(*m_broker, *m_publishCommands, *m_unrouted, *m_journeys);
    m_replays = std::make_unique<replay::Replays>(*m_broker, window, &protocol::amqp::readerOf);
    m_watches = std::make_unique<Watches>(*m_broker, *m_connections, *m_replays, *m_actions, *m_unrouted, *m_journeys,
                                          [this](OverviewSnapshot &overview) { completeOverview(overview); });
    m_watermarks = std::make_unique<Watermarks>(*m_broker, watermarkLimits(),
                                                [this](const QString &notice) { Q_EMIT noticed(notice); });
    m_storeCheck.start();
    m_running = true;
    for (const auto &work : std::exchange(m_whenRunning, {}))
        work();
    Q_EMIT started(m_server->listeners());
    for (const QString &notice : *notices)
        Q_EMIT noticed(notice);
}

Result<QStringList> EngineHost::openStore()
{
    if (m_config.keepInMemory) {
        m_store = std::make_unique<store::NullStore>();
    } else {
        auto store = std::make_unique<store::SqliteStore>(
            store::SqliteStoreOptions{.directory = m_config.dataDirectory, .syncCommits = m_config.syncCommits});
        store->setNoticeHandler([this](const QString &notice) { Q_EMIT noticed(notice); });
        m_store = std::move(store);
    }
    core::BrokerLimits limits = m_config.limits;
    if (m_config.keepInMemory)
        limits.memoryBytes = m_config.memoryLimitBytes.value_or(defaultMemoryLimit());
    m_broker = std::make_unique<core::Broker>(*m_store, m_clock, limits);
    m_broker->setPropertyEditor(&m_propertyEditor);
    m_broker->setRecordFormat(&m_recordFormat);
    m_broker->setTopicDefaults({m_config.kafka.defaultRetentionMs});
    m_worker = std::make_unique<WorkerThread>();
    m_broker->setWorker(m_worker.get());
    m_broker->groups().setSubscriptionReader(protocol::kafka::subscribedTopics);
    m_broker->agenda().setAlarm([this](qint64 dueMs) { setAlarm(dueMs); });
    return m_broker->start();
}

WatermarkLimits EngineHost::watermarkLimits() const
{
    return {m_config.memoryLimitBytes.value_or(defaultMemoryLimit()),
            m_config.freeDiskLimitBytes.value_or(defaultFreeDisk),
            m_config.keepInMemory ? QString() : m_config.dataDirectory};
}

void EngineHost::setAlarm(qint64 dueMs)
{
    m_alarm.start(int(std::clamp<qint64>(dueMs - m_clock.nowMs(), 0, longestSleepMs)));
}

void EngineHost::wakeBroker()
{
    if (!m_broker)
        return;
    m_broker->wake();
    if (const auto earliest = m_broker->agenda().earliest())
        setAlarm(*earliest);
}

void EngineHost::whenRunning(std::function<void()> work)
{
    if (m_running)
        work();
    else if (!m_stopping)
        m_whenRunning.push_back(std::move(work));
}

void EngineHost::openNetwork()
{
    m_server = std::make_unique<net::Server>(*m_broker, m_authenticator, m_config.version);
    m_server->setChannelMax(m_config.channelMax);
    m_server->setKafka(kafkaSettings());
    connect(m_server.get(), &net::Server::listenersChanged, this,
            [this] { Q_EMIT listenersChanged(m_server->listeners()); });
    QList<net::ListenerConfig> listeners;
    if (m_config.amqpAddress)
        listeners.append({u"amqp"_s, *m_config.amqpAddress});
    if (m_config.amqpsAddress)
        listeners.append({.protocol = u"amqps"_s, .address = *m_config.amqpsAddress, .tls = m_config.tls});
    if (m_config.kafkaAddress)
        listeners.append({u"kafka"_s, *m_config.kafkaAddress});
    if (m_config.socketPath)
        listeners.append({u"socket"_s, *m_config.socketPath});
    m_server->start(listeners);
}

protocol::kafka::Settings EngineHost::kafkaSettings()
{
    protocol::kafka::Settings settings = m_config.kafka;
    if (m_config.keepInMemory) {
        settings.clusterId = newClusterId();
        settings.loginSecret = newLoginSecret();
        settings.dataDirectory = "memory";
        return settings;
    }
    settings.dataDirectory = m_config.dataDirectory.toUtf8();
    const Result<QByteArray> id = clusterIdOf(m_config.dataDirectory);
    if (!id)
        Q_EMIT noticed(id.error().detail);
    settings.clusterId = id ? *id : newClusterId();
    const Result<QByteArray> secret = loginSecretOf(m_config.dataDirectory);
    if (!secret)
        Q_EMIT noticed(secret.error().detail);
    settings.loginSecret = secret ? *secret : newLoginSecret();
    return settings;
}

Result<void> EngineHost::closeConnection(ConnectionId id, const QString &reason)
{
    if (id == m_handConsumers->window() && m_handConsumers->end(reason))
        return {};
    protocol::ConnectionInfo *connection = m_server->registry().find(id);
    if (!connection)
        return Error{BrokerError::NotFound, u"this connection is closed already"_s};
    connection->closeByOperator(reason);
    m_broker->settle();
    return {};
}

Result<void> EngineHost::listen(const QString &protocol, const QString &address)
{
    const bool isKnown = protocol == u"amqp" || protocol == u"kafka" || protocol == u"socket" ||
                         (protocol == u"amqps" && m_config.amqpsAddress);
    if (!isKnown)
        return Error{BrokerError::NotImplemented, u"there is no listener for '%1'"_s.arg(protocol)};
    return m_server->listen(protocol, address);
}

void EngineHost::completeOverview(OverviewSnapshot &overview) const
{
    overview.listeners = m_server->listeners();
    overview.residentBytes = residentBytes();
    overview.diskBytes = m_store->diskBytes();
    overview.unrouted = m_unrouted->count();
    overview.freeDiskBytes = m_watermarks ? m_watermarks->freeDisk() : 0;
    overview.synced = m_config.syncCommits;
    overview.alarm = QString::fromUtf8(m_broker->alarmReason());
    if (const std::optional<Error> &error = m_broker->storeError()) {
        overview.durable = false;
        overview.storageProblem = error->detail;
    }
}

void EngineHost::checkStore()
{
    const core::Broker::StoreFailures &failures = m_broker->storeFailures();
    const bool hasFailed = std::exchange(m_storeFailures, failures.count) != failures.count;
    if (hasFailed && !m_storeFailing) {
        Q_EMIT noticed(u"Messages can not be stored: %1. Publishers that wait for confirms are told so."_s.arg(
            failures.last.detail));
        m_storeFailing = true;
    }
    if (m_storeFailing && !m_broker->storeError()) {
        Q_EMIT noticed(u"Messages are being stored again."_s);
        m_storeFailing = false;
    }
}

void EngineHost::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_stopping)
        return;
    m_stopping = true;
    m_whenRunning.clear();
    if (!m_running) {
        Q_EMIT stopped();
        return;
    }
    m_running = false;
    m_storeCheck.stop();
    m_alarm.stop();
    m_watermarks.reset();
    m_server->closeAll(u"the broker is stopping"_s, closingMs, [this] { connectionsClosed(); });
}

void EngineHost::connectionsClosed()
{
    // What still waits for an answer gets it here: Unavailable.
    m_watches.reset();
    m_routingCommands.reset();
    m_commands.reset();
    m_publishCommands.reset();
    m_actions.reset();
    m_stretchReader.reset();
    m_accessCommands.reset();
    m_definitions.reset();
    m_topicCommands.reset();
    m_groupCommands.reset();
    m_consumerCommands.reset();
    m_handConsumers.reset();
    m_replays.reset();
    m_journeys.reset();
    m_unrouted.reset();
    m_browser.reset();
    m_broker->stop([this](const Result<void> &result) {
        // Called by the store: what it stands in is taken down on the next turn.
        QMetaObject::invokeMethod(
            this, [this, result] { takeDown(result); }, Qt::QueuedConnection);
    });
}

void EngineHost::takeDown(const Result<void> &result)
{
    if (!result)
        Q_EMIT noticed(u"The last changes could not be stored: %1"_s.arg(result.error().detail));
    m_connections.reset();
    m_server.reset();
    m_broker.reset();
    m_worker.reset();
    m_store.reset();
    Q_EMIT stopped();
}

} // namespace engine::facade
