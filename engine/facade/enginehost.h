// SPDX-License-Identifier: GPL-3.0-or-later
// EngineHost: the engine itself. Owns the clock, the store, the broker, the network and what looks at them, builds them up
// and takes them down in order, on its own thread, and says how it went. Failing to listen is no failure to start: the
// listener's snapshot says why.
// Owner: EmbeddedSession, which moves it to the thread "engine". Thread: engine, unless said otherwise.
#pragma once

#include "facade/accesscommands.h"
#include "facade/answer.h"
#include "facade/commands.h"
#include "facade/consumercommands.h"
#include "facade/definitioncommands.h"
#include "facade/engineconfig.h"
#include "facade/groupcommands.h"
#include "facade/handconsumers.h"
#include "facade/publishcommands.h"
#include "facade/routingcommands.h"
#include "facade/topiccommands.h"
#include "facade/watches.h"
#include "facade/watermarks.h"
#include "facade/workerthread.h"
#include "inspect/browser.h"
#include "inspect/stretchreader.h"
#include "protocol/amqp/propertyeditor.h"
#include "protocol/authenticator.h"
#include "protocol/records/recordformat.h"
#include "replay/replays.h"

#include <engine/snapshots.h>

#include <QObject>
#include <QTimer>

#include <memory>

namespace engine::net {
class Server;
}

namespace engine::facade {

class EngineHost : public QObject
{
    Q_OBJECT
public:
    /// Connections that have not said goodbye by then are cut when the engine stops.
    static constexpr int closingMs = 2000;

    explicit EngineHost(EngineConfig config);
    ~EngineHost() override;

    void start();
    void stop();

    bool isRunning() const { return m_running; }
    /// Now, or when it has started; never where it does not.
    void whenRunning(std::function<void()> work);
    // While it is running only.
    core::Broker &broker() { return *m_broker; }
    Commands &commands() { return *m_commands; }
    PublishCommands &publishCommands() { return *m_publishCommands; }
    AccessCommands &accessCommands() { return *m_accessCommands; }
    DefinitionCommands &definitions() { return *m_definitions; }
    TopicCommands &topicCommands() { return *m_topicCommands; }
    GroupCommands &groupCommands() { return *m_groupCommands; }
    ConsumerCommands &consumerCommands() { return *m_consumerCommands; }
    HandConsumers &handConsumers() { return *m_handConsumers; }
    RoutingCommands &routingCommands() { return *m_routingCommands; }
    replay::Replays &replays() { return *m_replays; }
    Watches &watches() { return *m_watches; }
    inspect::Browser &browser() { return *m_browser; }
    inspect::StretchReader &stretchReader() { return *m_stretchReader; }
    Result<void> closeConnection(ConnectionId connection, const QString &reason);
    Result<void> listen(const QString &protocol, const QString &address);

Q_SIGNALS:
    void started(const QList<engine::ListenerSnapshot> &listeners);
    void failed(const QString &problem);
    void stopped();
    void listenersChanged(const QList<engine::ListenerSnapshot> &listeners);
    void noticed(const QString &text);

private:
    Result<QStringList> openStore();
    void openNetwork();
    protocol::kafka::Settings kafkaSettings();
    void completeOverview(OverviewSnapshot &overview) const;
    void checkStore();
    WatermarkLimits watermarkLimits() const;
    void setAlarm(qint64 dueMs);
    void wakeBroker();
    void connectionsClosed();
    void takeDown(const Result<void> &result);

    // Set in the constructor.
    const EngineConfig m_config;

    // Built by start(), in this order.
    core::SystemClock m_clock;
    protocol::LocalAuthenticator m_authenticator;
    protocol::amqp::PropertyEditor m_propertyEditor;
    protocol::records::RecordFormat m_recordFormat;
    std::unique_ptr<WorkerThread> m_worker;
    std::unique_ptr<core::MessageStore> m_store;
    std::unique_ptr<core::Broker> m_broker;
    std::unique_ptr<net::Server> m_server;
    std::unique_ptr<ConnectionSnapshots> m_connections;
    std::unique_ptr<inspect::Browser> m_browser;
    std::unique_ptr<inspect::StretchReader> m_stretchReader;
    std::unique_ptr<actions::Actions> m_actions;
    std::unique_ptr<inspect::UnroutedKeeper> m_unrouted;
    std::unique_ptr<inspect::Journeys> m_journeys;
    std::unique_ptr<Commands> m_commands;
    std::unique_ptr<PublishCommands> m_publishCommands;
    std::unique_ptr<AccessCommands> m_accessCommands;
    std::unique_ptr<DefinitionCommands> m_definitions;
    std::unique_ptr<TopicCommands> m_topicCommands;
    std::unique_ptr<GroupCommands> m_groupCommands;
    std::unique_ptr<HandConsumers> m_handConsumers;
    std::unique_ptr<ConsumerCommands> m_consumerCommands;
    std::unique_ptr<RoutingCommands> m_routingCommands;
    std::unique_ptr<replay::Replays> m_replays;
    std::unique_ptr<Watches> m_watches;
    std::unique_ptr<Watermarks> m_watermarks;
    QTimer m_storeCheck;
    QTimer m_alarm; ///< for the broker's agenda
    bool m_storeFailing = false;
    quint64 m_storeFailures = 0; ///< of the broker, as of the last look
    bool m_running = false;
    bool m_stopping = false;
    std::vector<std::function<void()>> m_whenRunning;
};

} // namespace engine::facade
