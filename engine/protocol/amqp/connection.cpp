// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/connection.h"

#include "core/accesscontrol.h"
#include "core/virtualhost.h"
#include "protocol/amqp/frameerrors.h"
#include "wire/amqp/method.h"

#include <QLoggingCategory>

namespace engine::protocol::amqp {

using namespace wire::amqp;

// Logins are worth a line only to who asks: QT_LOGGING_RULES="sightglass.*=true".
Q_LOGGING_CATEGORY(log, "sightglass.amqp", QtWarningMsg)

namespace {

QString protocolName()
{
    return QStringLiteral("AMQP 0-9-1");
}

} // namespace

Connection::Connection(Environment &environment, Transport &transport)
    : m_environment(environment)
    , m_transport(transport)
    , m_id(environment.broker.nextConnectionId())
    , m_connectedAtMs(environment.broker.nowMs())
    , m_handshake(std::make_unique<Handshake>(environment, transport.peer()))
    , m_name(transport.peer().address % u" -> " % transport.peer().server)
{}

Connection::~Connection()
{
    disconnected();
    if (m_self)
        *m_self = nullptr;
}

// ---- bytes in

qsizetype Connection::consume(QByteArrayView bytes)
{
    if (m_state == State::Closed) {
        m_counters.bytesIn += quint64(bytes.size());
        return bytes.size();
    }
    qsizetype taken = 0;
    if (m_handshake && m_handshake->state() == Handshake::State::Header)
        taken = takeHeader(bytes);
    if (!m_handshake || m_handshake->state() != Handshake::State::Header)
        taken += takeFrames(bytes.sliced(taken));
    m_counters.bytesIn += quint64(taken);
    flushIfMuch();
    return taken;
}

qsizetype Connection::takeHeader(QByteArrayView bytes)
{
    const auto header = decodeProtocolHeader(bytes);
    if (header.needsMore())
        return 0;
    // What is no AMQP at all is answered like a version we do not have.
    applyVerdict(m_handshake->takeHeader(header.ok() ? *header : ProtocolHeader{{0, 0, 0, 0}}, out()));
    return m_state == State::Closed ? bytes.size() : header.consumed();
}

qsizetype Connection::takeFrames(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (m_pauses == 0) {
        const QByteArrayView rest = bytes.sliced(at);
        const auto frame = decodeFrame(rest, m_frameMax);
        if (!frame.ok()) {
            if (!frame.isMalformed())
                break;
            // Nothing behind it can be read, an answer neither.
            fail(brokenFrame(rest, m_frameMax, frame.error()), 0);
            leave();
            return bytes.size();
        }
        at += frame.consumed();
        takeFrame(*frame);
        if (m_state == State::Closed)
            return bytes.size();
    }
    return at;
}

void Connection::takeFrame(const FrameView &frame)
{
    if (frame.channel == 0)
        takeChannel0(frame);
    else if (m_state == State::Running) [[likely]]
        takeChannelFrame(frame);
    else if (m_state != State::Closing)
        fail(unexpectedFrame(frame), frame.channel);
}

Channel *Connection::channel(quint16 number)
{
    if (m_lastChannel && m_lastChannel->number() == number)
        return m_lastChannel;
    const auto it = m_channels.find(number);
    return m_lastChannel = it == m_channels.end() ? nullptr : it->second.get();
}

void Connection::takeChannelFrame(const FrameView &frame)
{
    if (frame.type == FrameType::Method && frame.payload.size() < MethodIdSize) [[unlikely]] {
        fail(unknownFrame(quint8(frame.type), frame.payload), frame.channel);
        return;
    }
    Channel *target = channel(frame.channel);
    const Outcome outcome = target ? target->take(frame) : openChannel(frame);
    if (outcome) {
        if (endsConnection(outcome->code)) {
            fail(*outcome, frame.channel);
            return;
        }
        failChannel(*target, *outcome);
    } else if (target && target->isFinished()) {
        m_lastChannel = nullptr;
        m_channels.erase(frame.channel);
    }
    if (m_pending > AnswersBound)
        pause(Pause::Answers);
}

Outcome Connection::openChannel(const FrameView &frame)
{
    if (frame.type == FrameType::Heartbeat)
        return unexpectedFrame(frame);
    if (frame.type != FrameType::Method)
        return Failure{ReplyCode::UnexpectedFrame, "expected method frame, got non method frame instead", {}};
    const MethodId id = peekMethodId(frame.payload);
    if (!methodName(id))
        return unknownMethod(id);
    if (m_channels.size() >= m_channelMax) {
        return Failure{ReplyCode::NotAllowed,
                       "number of channels opened (" + QByteArray::number(quint64(m_channels.size())) +
                           ") has reached the negotiated channel_max (" + QByteArray::number(m_channelMax) + ")",
                       id};
    }
    if (id != ChannelOpen::Id)
        return Failure{ReplyCode::ChannelError, "expected 'channel.open'", id};
    // Specification 1.4.2.6: no channel number above the negotiated maximum.
    if (frame.channel > m_channelMax) {
        return Failure{ReplyCode::ChannelError,
                       "channel number " + QByteArray::number(frame.channel) +
                           " is above the negotiated channel_max (" + QByteArray::number(m_channelMax) + ")",
                       id};
    }
    if (const auto method = decodeMethodAs<ChannelOpen>(frame.payload); !method)
        return undecodable(ChannelOpen::Id, method.error());
    if (const Result<void> may = broker().access().checkChannel(m_user); !may)
        return Failure{ReplyCode::NotAllowed, may.error().detail.toUtf8(), id};
    m_lastChannel = (m_channels[frame.channel] = std::make_unique<Channel>(*this, frame.channel)).get();
    appendMethod(out(), frame.channel, ChannelOpenOk{});
    return {};
}

// ---- channel 0

void Connection::takeChannel0(const FrameView &frame)
{
    if (frame.type == FrameType::Method && frame.payload.size() >= MethodIdSize)
        takeMethod0(frame.payload);
    else if (m_state == State::Closing)
        return;
    else if (frame.type == FrameType::Header || frame.type == FrameType::Body)
        fail(unexpectedFrame(frame), 0);
    else if (frame.type == FrameType::Method ||
             !frame.payload.isEmpty()) // specification 4.2.7: a heartbeat has no payload
        fail(unknownFrame(quint8(frame.type), frame.payload), 0);
}

void Connection::takeMethod0(QByteArrayView payload)
{
    const MethodId id = peekMethodId(payload);
    if (id == ConnectionClose::Id) {
        // While we are closing too, each side answers the other (specification 2.2.4).
        appendMethod(out(), 0, ConnectionCloseOk{});
        if (m_state != State::Closing) {
            endWork();
            leave();
        }
    } else if (m_state == State::Closing) {
        if (id == ConnectionCloseOk::Id)
            leave();
    } else if (m_handshake) {
        takeHandshakeMethod(payload);
    } else if (id == ConnectionUpdateSecret::Id) {
        if (const auto method = decodeMethodAs<ConnectionUpdateSecret>(payload); !method)
            fail(undecodable(id, method.error()), 0);
        else
            appendMethod(out(), 0, ConnectionUpdateSecretOk{});
    } else if (methodName(id)) {
        fail({ReplyCode::ChannelError, "unexpected method in connection state running", id}, 0);
    } else {
        fail(unknownMethod(id), 0);
    }
}

void Connection::takeHandshakeMethod(QByteArrayView payload)
{
    applyVerdict(m_handshake->takeMethod(payload, out()));
    if (m_state != State::Handshake)
        return;
    m_frameMax = m_handshake->frameMax();
    if (m_handshake->state() == Handshake::State::Done)
        enterRunning();
}

void Connection::applyVerdict(const Handshake::Verdict &verdict)
{
    if (!m_handshake->refusal().isEmpty())
        qCWarning(log).noquote() << m_name << m_handshake->refusal();
    if (verdict.kind == Handshake::Verdict::Kind::Fail) {
        fail(verdict.failure, 0);
    } else if (verdict.kind == Handshake::Verdict::Kind::Leave) {
        note(ClientEvent::Kind::Refused, 0, m_handshake->refusal());
        leave();
    }
}

void Connection::enterRunning()
{
    const Handshake &agreed = *m_handshake;
    m_virtualHost = agreed.virtualHost();
    m_user = agreed.user();
    m_isOwner = agreed.isOwner();
    m_capabilities = agreed.capabilities();
    m_channelMax = agreed.channelMax();
    m_heartbeatSeconds = agreed.heartbeatSeconds();
    m_clientProperties = encodeTableEntries(agreed.clientProperties());
    m_name = nameIn(agreed.clientProperties());
    m_handshake.reset();
    enter(State::Running);
    m_environment.registry.add(this);
    m_registered = true;
    broker().access().connectionOpened(m_user, m_virtualHost->name());
    m_counted = true;
    qCInfo(log).noquote() << m_name << "user" << QString::fromUtf8(m_user) << "in vhost"
                          << QString::fromUtf8(m_virtualHost->name());
}

QString Connection::nameIn(const FieldTable &clientProperties) const
{
    const FieldValue *name = clientProperties.find("connection_name");
    const auto text = name ? name->toText() : std::nullopt;
    return text && !text->isEmpty() ? QString::fromUtf8(*text) : m_name;
}

// ---- ending

void Connection::note(ClientEvent::Kind kind, int code, const QString &text, quint16 channelNumber)
{
    ClientEvent event;
    event.atMs = broker().nowMs();
    event.kind = kind;
    event.connection = m_id;
    event.client = m_handshake ? nameIn(m_handshake->clientProperties()) : m_name;
    event.peer = m_transport.peer().address;
    event.protocol = protocolName();
    event.user = QString::fromUtf8(m_handshake ? m_handshake->user() : m_user);
    if (m_virtualHost)
        event.virtualHost = QString::fromUtf8(m_virtualHost->name());
    event.channel = channelNumber;
    event.code = code;
    event.text = text;
    m_environment.registry.journal().note(std::move(event));
}

void Connection::enter(State state)
{
    m_state = state;
    m_deadlineMs = 0;
}

void Connection::fail(const Failure &failure, quint16 channelNumber)
{
    if (m_state == State::Closing || m_state == State::Closed)
        return;
    const QByteArray text = replyText(failure);
    qCWarning(log).noquote() << m_name << "channel" << channelNumber << QString::fromUtf8(text);
    // A refused login tells the client less than the one who looks after it needs to know.
    const bool isLogin = m_handshake && !m_handshake->refusal().isEmpty();
    note(m_state == State::Handshake ? ClientEvent::Kind::Refused : ClientEvent::Kind::ConnectionClosed,
         int(failure.code), isLogin ? m_handshake->refusal() : QString::fromUtf8(text), channelNumber);
    endWork();
    appendMethod(out(), 0,
                 ConnectionClose{quint16(failure.code), text, failure.method.classId, failure.method.methodId});
    enter(State::Closing);
}

void Connection::failChannel(Channel &channel, const Failure &failure)
{
    const QString text = QString::fromUtf8(replyText(failure));
    qCWarning(log).noquote() << m_name << "channel" << channel.number() << text;
    note(ClientEvent::Kind::ChannelClosed, int(failure.code), text, channel.number());
    channel.fail(failure);
}

void Connection::giveUp(const QString &why)
{
    qCWarning(log).noquote() << m_name << why;
    note(ClientEvent::Kind::Lost, 0, why);
    enter(State::Closed);
    m_transport.abort();
}

void Connection::endWork()
{
    m_lastChannel = nullptr;
    m_channels.clear();
    m_heldAnswer.clear();
    // "Exclusive queues … are deleted when that connection closes", and before it hears close-ok.
    if (m_virtualHost)
        m_virtualHost->deleteExclusiveQueues(m_id);
    m_blocked = Blocked::No;
    if (m_pauses != 0) {
        m_pauses = 0;
        m_transport.setReading(true);
    }
}

void Connection::leave()
{
    send();
    enter(State::Closed);
    m_transport.close();
}

void Connection::disconnected()
{
    if (m_registered)
        m_environment.registry.remove(this);
    m_registered = false;
    // Who has not even begun to speak may have been a look whether the port is open.
    const bool hasSpoken = !m_handshake || m_handshake->state() != Handshake::State::Header;
    if (hasSpoken && (m_state == State::Handshake || m_state == State::Running))
        note(ClientEvent::Kind::Lost, 0,
             m_state == State::Running ? QStringLiteral("closed the socket without closing the connection")
                                       : QStringLiteral("closed the socket before it was let in"));
    m_state = State::Closed;
    m_lastChannel = nullptr;
    m_channels.clear();
    if (m_virtualHost)
        m_virtualHost->deleteExclusiveQueues(m_id);
    countOut();
    m_virtualHost = nullptr;
    if (m_flushQueued) {
        m_environment.broker.forgetOutput(this);
        m_environment.buffers.give(std::move(m_out));
        m_flushQueued = false;
    }
}

void Connection::closeByOperator(const QString &reason)
{
    if (m_state == State::Handshake)
        m_transport.abort();
    else
        fail({ReplyCode::ConnectionForced, reason.toUtf8(), {}}, 0);
}

void Connection::leaveVirtualHost(core::VirtualHost &host, const QString &reason)
{
    if (m_virtualHost != &host)
        return;
    closeByOperator(reason);
    countOut();
    m_virtualHost = nullptr;
}

void Connection::leaveUser(const QByteArray &user, const QString &reason)
{
    if (m_user == user && !m_isOwner)
        closeByOperator(reason);
}

void Connection::countOut()
{
    if (m_counted)
        broker().access().connectionClosed(m_user, m_virtualHost->name());
    m_counted = false;
}

void Connection::shutDown(const QString &reason)
{
    closeByOperator(u"broker forced connection closure with reason '" % reason % u'\'');
}

// ---- bytes out

wire::OutBuffer &Connection::out()
{
    if (!m_flushQueued) {
        m_flushQueued = true;
        m_out = m_environment.buffers.take();
        m_environment.broker.flushLater(this);
    }
    return m_out;
}

void Connection::send()
{
    if (!m_out.isEmpty() && m_state != State::Closed) {
        m_counters.bytesOut += quint64(m_out.size());
        m_transport.write(m_out.view());
        m_pending = m_transport.pendingBytes();
    }
    m_out.clear();
}

void Connection::flush()
{
    send();
    m_environment.buffers.give(std::move(m_out));
    m_flushQueued = false;
}

void Connection::flushIfMuch()
{
    if (m_out.size() >= FlushBytes)
        send();
}

bool Connection::hasRoom() const
{
    // What is still in m_out is less than FlushBytes and is sent in this turn: the transport alone tells whether the client reads.
    if (m_pending < OutputBound)
        return true;
    m_stalled = true;
    return false;
}

void Connection::written()
{
    m_pending = m_transport.pendingBytes();
    if (m_pending < AnswersBound / 2)
        resume(Pause::Answers);
    if (!m_stalled || m_pending >= OutputBound / 2)
        return;
    m_stalled = false;
    for (const auto &[number, open] : m_channels) {
        if (open->core())
            open->core()->wake();
    }
}

// ---- pausing

void Connection::pause(Pause reason)
{
    if (m_pauses == 0)
        m_transport.setReading(false);
    m_pauses |= quint8(reason);
}

void Connection::resume(Pause reason)
{
    if (!(m_pauses & quint8(reason)))
        return;
    m_pauses &= ~quint8(reason);
    if (reason == Pause::Congestion && m_blocked == Blocked::Told)
        appendMethod(out(), 0, ConnectionUnblocked{});
    if (reason == Pause::Congestion)
        m_blocked = Blocked::No;
    if (m_pauses == 0)
        m_transport.setReading(true);
}

void Connection::holdUntilCommitted(qsizetype from)
{
    if (m_out.size() == from)
        return; // no-wait: nobody listens
    m_heldAnswer = m_out.view().sliced(from).toByteArray();
    m_out.truncate(from);
    pause(Pause::Definitions);
    if (!m_self)
        m_self = std::make_shared<Connection *>(this);
    broker().whenCommitted([self = m_self](bool ok) {
        if (*self)
            (*self)->definitionsCommitted(ok);
    });
}

void Connection::definitionsCommitted(bool ok)
{
    if (!(m_pauses & quint8(Pause::Definitions)))
        return; // closed meanwhile
    if (!ok) {
        fail({ReplyCode::InternalError, "the definition could not be stored", {}}, 0);
        return;
    }
    out().append(m_heldAnswer);
    m_heldAnswer = QByteArray();
    resume(Pause::Definitions);
}

void Connection::yieldToStore()
{
    if (!broker().isCongested() || m_pauses & quint8(Pause::Congestion)) [[likely]]
        return;
    pause(Pause::Congestion);
    if (broker().hasAlarm()) {
        m_blocked = Blocked::Lately; // that will not be over in a moment
        tellBlocked();
    }
    if (!m_self)
        m_self = std::make_shared<Connection *>(this);
    broker().whenCaughtUp([self = m_self] {
        if (*self)
            (*self)->resume(Pause::Congestion);
    });
}

// ---- time

qint64 Connection::timeoutMs() const
{
    if (m_state == State::Handshake)
        return HandshakeTimeoutMs;
    const qint64 heartbeatMs = qint64(m_heartbeatSeconds) * 1000;
    return heartbeatMs > 0 ? qMin(heartbeatMs, ClosingTimeoutMs) : ClosingTimeoutMs;
}

void Connection::tick(qint64 nowMs)
{
    if (m_state == State::Running) {
        beat(nowMs);
        tellBlocked();
        return;
    }
    if (m_deadlineMs == 0) {
        m_deadlineMs = nowMs + timeoutMs();
    } else if (nowMs >= m_deadlineMs) {
        if (m_state == State::Handshake)
            return giveUp(QStringLiteral("handshake_timeout"));
        qCWarning(log).noquote() << m_name << "closing timed out";
        m_transport.abort();
    }
}

// Specification 4.2.7: any octet counts as a heartbeat; sent at half the interval, the peer is given up after two.
void Connection::beat(qint64 nowMs)
{
    if (m_heartbeatSeconds == 0)
        return;
    const qint64 intervalMs = qint64(m_heartbeatSeconds) * 1000;
    // What we do not read cannot tell us anything.
    if (m_counters.bytesIn != m_seenIn || m_pauses != 0 || m_lastInMs == 0) {
        m_seenIn = m_counters.bytesIn;
        m_lastInMs = nowMs;
    }
    if (m_counters.bytesOut != m_seenOut || m_lastOutMs == 0) {
        m_seenOut = m_counters.bytesOut;
        m_lastOutMs = nowMs;
    }
    if (nowMs - m_lastInMs >= 2 * intervalMs) {
        giveUp(QStringLiteral("missed heartbeats from client, timeout: %1 s").arg(m_heartbeatSeconds));
    } else if (nowMs - m_lastOutMs >= intervalMs / 2 && m_pending == 0) {
        appendHeartbeat(out());
    }
}

/// A publisher that waits from one tick to the next is told so while there is an alarm, if it wants to know. As in RabbitMQ, one
/// that waits for the store alone hears nothing: clients take connection.blocked for a broker that is short of something.
void Connection::tellBlocked()
{
    if (!(m_pauses & quint8(Pause::Congestion)))
        return;
    const bool hasAlarm = broker().hasAlarm();
    if (m_blocked == Blocked::Told && !hasAlarm) {
        appendMethod(out(), 0, ConnectionUnblocked{});
        m_blocked = Blocked::Lately;
    } else if (m_blocked == Blocked::Lately && hasAlarm && m_capabilities.connectionBlocked) {
        appendMethod(out(), 0, ConnectionBlocked{broker().alarmReason()});
        m_blocked = Blocked::Told;
    } else if (m_blocked == Blocked::No) {
        m_blocked = Blocked::Lately;
    }
}

QByteArray Connection::blockedReason() const
{
    const QByteArray reason = broker().alarmReason();
    return reason.isEmpty() ? QByteArrayLiteral("the store is behind") : reason;
}

// ---- ConnectionInfo

std::vector<const core::Channel *> Connection::channels() const
{
    std::vector<const core::Channel *> open;
    open.reserve(m_channels.size());
    for (const auto &[number, channel] : m_channels) {
        if (channel->core())
            open.push_back(channel->core());
    }
    return open;
}

ConnectionSnapshot::State Connection::shownState() const
{
    if (m_state == State::Handshake)
        return ConnectionSnapshot::State::Starting;
    if (m_state != State::Running)
        return ConnectionSnapshot::State::Closing;
    if (!(m_pauses & quint8(Pause::Congestion)))
        return ConnectionSnapshot::State::Running;
    return m_blocked == Blocked::No ? ConnectionSnapshot::State::Flow : ConnectionSnapshot::State::Blocked;
}

ConnectionSnapshot Connection::snapshot() const
{
    ConnectionSnapshot s;
    s.id = m_id;
    s.name = m_name;
    s.peer = m_transport.peer().address;
    s.protocol = protocolName();
    s.user = QString::fromUtf8(m_user);
    if (m_virtualHost)
        s.virtualHost = QString::fromUtf8(m_virtualHost->name());
    if (const auto properties = decodeTableEntries(m_clientProperties)) {
        s.clientProperties = *properties;
        const auto text = [&](QByteArrayView name) {
            const FieldValue *value = properties->find(name);
            return value ? QString::fromUtf8(value->toText().value_or(QByteArray())) : QString();
        };
        s.clientProduct = QString(text("product") % u' ' % text("version")).trimmed();
    }
    s.state = shownState();
    if (s.state == ConnectionSnapshot::State::Flow || s.state == ConnectionSnapshot::State::Blocked)
        s.waitsFor = QString::fromUtf8(blockedReason());
    s.tls = m_transport.peer().tls;
    s.heartbeatSeconds = m_heartbeatSeconds;
    s.frameMax = m_frameMax;
    s.channelMax = m_channelMax;
    s.connectedAt = QDateTime::fromMSecsSinceEpoch(m_connectedAtMs);
    for (const core::Channel *channel : channels())
        s.channels.append(channelSnapshot(*channel, s.user, m_name));
    return s;
}

} // namespace engine::protocol::amqp
