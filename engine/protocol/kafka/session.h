// SPDX-License-Identifier: GPL-3.0-or-later
// Session: one Kafka client: cuts requests, lets the table (dispatch.h) find their handlers, and sends the answers in the order of
// the requests. Owner: net's connection. Thread: engine.
//
// Requests are handled as they come, also behind one that still waits for its answer; how many may is bounded. Output gathers in
// a buffer lent for the turn and goes to the transport when the broker settles, or earlier when much has gathered.
#pragma once

#include "core/broker.h"
#include "protocol/clientsession.h"
#include "protocol/kafka/answerline.h"
#include "protocol/kafka/fetchsession.h"
#include "protocol/kafka/login.h"
#include "protocol/kafka/requestcollector.h"
#include "protocol/kafka/topictally.h"
#include "wire/kafka/message.h"

#include <memory>

namespace engine::protocol::kafka {

/// Where clients are told to connect to.
struct Address
{
    QByteArray host;
    qint32 port = 0;
};

class Session final : public ClientSession, public ConnectionInfo, public core::Output
{
public:
    Session(Environment &environment, Transport &transport);
    ~Session() override;
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    // ClientSession
    qsizetype consume(QByteArrayView bytes) override;
    void written() override;
    void disconnected() override;
    void tick(qint64 nowMs) override;
    void shutDown(const QString &reason) override;

    // ConnectionInfo
    ConnectionId connectionId() const override { return m_id; }
    QString connectionName() const override { return m_name; }
    const ConnectionCounters &counters() const override { return m_counters; }
    std::vector<const core::Channel *> channels() const override { return {}; }
    std::vector<TopicCounters> topicCounters() const override { return m_tally.list(); }
    ConnectionSnapshot snapshot() const override;
    void closeByOperator(const QString &reason) override;
    void leaveVirtualHost(core::VirtualHost &host, const QString &reason) override;
    void leaveUser(const QByteArray &user, const QString &reason) override;

    // core::Output
    void flush() override;

    // For the handlers.
    Environment &environment() const { return m_environment; }
    core::Broker &broker() const { return m_environment.broker; }
    const Settings &settings() const { return m_environment.settings; }
    const PeerInfo &peer() const { return m_transport.peer(); }
    const QByteArray &clientId() const { return m_clientId; }
    /// Of "/"; only once the client is known, as the table sees to.
    core::Topics &topics() const { return m_virtualHost->topics(); }
    core::VirtualHost &virtualHost() const { return *m_virtualHost; }
    bool allows(core::Permission permission, const QByteArray &topic)
    {
        return m_access->allows(permission, core::ResourceKind::Queue, topic);
    }
    /// May see and change who logs in with what.
    bool isAdministrator() const;
    /// Knows of it at all: may do anything with it.
    bool mayDescribe(const QByteArray &topic);
    Address advertised() const;
    Login &login() { return m_login; }
    std::unique_ptr<FetchSession> &fetchSession() { return m_fetchSession; }
    void setSoftware(const QByteArray &name, const QByteArray &version);
    /// For the rates: records of the client's that were appended, and that went out to it.
    void noteProduced(const QByteArray &topic, quint64 records)
    {
        m_counters.messagesIn += records;
        m_tally.noteProduced(topic, records);
    }
    void noteDelivered(const QByteArray &topic, quint64 records)
    {
        m_counters.messagesOut += records;
        m_tally.noteDelivered(topic, records);
    }
    /// After records were taken: stops reading while the store is behind.
    void yieldToStore();
    /// False while the client is behind with reading; whoever's turn it is is told when there is room.
    bool hasRoom() const { return m_pending < OutputBound; }
    /// Where the first in line appends its answer; it is sent at the end of the turn.
    wire::OutBuffer &out();
    /// The one way a connection is refused: logs, and closes, as Kafka does where the protocol has no answer.
    void fail(const QString &why);
    const std::shared_ptr<Session *> &self() const { return m_self; }

    // Answers, through Reply.
    AnswerLine &line() { return m_line; }
    template <typename Response>
    void answer(AnswerLine::Place place, qint16 version, qint32 correlationId, const Response &response)
    {
        if (m_state != State::Open || !m_line.isWaiting(place))
            return;
        if (m_line.isFirst(place)) {
            wire::kafka::appendResponse(out(), version, correlationId, response);
            m_line.leaveFirst();
            lineMoved();
        } else {
            wire::OutBuffer bytes;
            wire::kafka::appendResponse(bytes, version, correlationId, response);
            m_line.finish(place, bytes.toByteArray());
        }
    }
    /// Nothing is sent for this request.
    void answerNothing(AnswerLine::Place place);
    /// The client is known from now on. Once.
    void enter();

private:
    enum class State : quint8 { Open, Closed };
    enum class Pause : quint8 {
        Congestion = 1, ///< the store is behind
        Answers = 2,    ///< the client does not read its answers
        Pipeline = 4,   ///< too many requests wait for their answers
    };

    qsizetype takeSome(QByteArrayView bytes);
    qsizetype collect(QByteArrayView bytes);
    void takeRequest(QByteArrayView payload);
    void takeBareToken(QByteArrayView token);
    void refuseVersion(const wire::kafka::RequestHeader &header);
    bool admit(const wire::kafka::RequestHeader &header);
    qint32 sizeLimit() const { return m_access || peer().isLoopback ? MaxRequestSize : MaxLoginSize; }
    void lineMoved();
    void pause(Pause reason);
    void resume(Pause reason);
    void send();
    void leave();
    void endWork();
    /// Into the journal, where the window finds it.
    void note(ClientEvent::Kind kind, const QString &text);

    // Set in the constructor.
    Environment &m_environment;
    Transport &m_transport;
    const ConnectionId m_id;
    const qint64 m_connectedAtMs;
    const std::shared_ptr<Session *> m_self; ///< for callbacks; null inside when this is gone

    State m_state = State::Open;
    quint8 m_pauses = 0;
    bool m_flushQueued = false;
    Login m_login;
    std::optional<core::Access> m_access; ///< once the client is known
    core::VirtualHost *m_virtualHost = nullptr;
    QByteArray m_clientId;
    QByteArray m_software, m_softwareVersion;
    QString m_name;
    qint64 m_loginDeadlineMs = 0;

    RequestCollector m_collector;
    AnswerLine m_line;
    std::unique_ptr<FetchSession> m_fetchSession;

    wire::OutBuffer m_out;
    qint64 m_pending = 0; ///< in the transport's buffer when last looked
    ConnectionCounters m_counters;
    TopicTally m_tally;
};

} // namespace engine::protocol::kafka
