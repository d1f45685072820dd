// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/session.h"

#include "core/accesscontrol.h"
#include "core/virtualhost.h"
#include "protocol/kafka/dispatch.h"

#include <QLoggingCategory>

namespace engine::protocol::kafka {

using namespace Qt::StringLiterals;
using wire::kafka::ApiKey;
using wire::kafka::ErrorCode;
using wire::kafka::RequestHeader;

// Logins are worth a line only to who asks: QT_LOGGING_RULES="sightglass.*=true".
Q_LOGGING_CATEGORY(log, "sightglass.kafka", QtWarningMsg)

namespace {

QString protocolName()
{
    return u"Kafka"_s;
}

bool belongsToLogin(qint16 key)
{
    return key == qint16(ApiKey::ApiVersions) || key == qint16(ApiKey::SaslHandshake) ||
           key == qint16(ApiKey::SaslAuthenticate);
}

/// "[::1]:9092" taken apart. A client that has come over the IPv6 loopback is sent to "localhost": names with colons are
/// more than some clients can read.
Address parsed(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host == "::1"_L1)
        host = u"localhost"_s;
    return {host.toUtf8(), text.mid(colon + 1).toInt()};
}

} // namespace

Session::Session(Environment &environment, Transport &transport)
    : m_environment(environment)
    , m_transport(transport)
    , m_id(environment.broker.nextConnectionId())
    , m_connectedAtMs(environment.broker.nowMs())
    , m_self(std::make_shared<Session *>(this))
    , m_login(environment, transport.peer())
    , m_name(transport.peer().address % u" -> " % transport.peer().server)
{}

Session::~Session()
{
    disconnected();
    *m_self = nullptr;
}

// ---- bytes in

qsizetype Session::consume(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (m_pauses == 0 && m_state == State::Open) {
        const QByteArrayView rest = bytes.sliced(taken);
        const qsizetype some = m_collector.isActive() ? collect(rest) : takeSome(rest);
        if (some == 0)
            break;
        taken += some;
    }
    if (m_state == State::Closed)
        taken = bytes.size();
    m_counters.bytesIn += quint64(taken);
    return taken;
}

qsizetype Session::takeSome(QByteArrayView bytes)
{
    const auto frame = wire::kafka::decodeFrame(bytes, sizeLimit());
    if (frame.ok()) {
        takeRequest(*frame);
        return frame.consumed();
    }
    if (frame.isMalformed()) {
        fail(QString::fromLatin1(frame.error().what));
        return bytes.size();
    }
    const qsizetype size = bytes.size() + frame.missing();
    if (bytes.size() < wire::kafka::FramePrefixSize || size <= InPlaceSize)
        return 0;
    m_collector.start(size - wire::kafka::FramePrefixSize, m_environment.requests);
    return wire::kafka::FramePrefixSize + m_collector.add(bytes.sliced(wire::kafka::FramePrefixSize));
}

qsizetype Session::collect(QByteArrayView bytes)
{
    const qsizetype taken = m_collector.add(bytes);
    if (m_collector.isWhole()) {
        takeRequest(m_collector.bytes());
        m_collector.finish(m_environment.requests);
    }
    return taken;
}

void Session::takeRequest(QByteArrayView payload)
{
    if (m_login.expectsBareToken()) {
        takeBareToken(payload);
        return;
    }
    const auto header = wire::kafka::decodeRequestHeader(payload);
    if (!header) {
        fail(u"a request whose header cannot be read"_s);
        return;
    }
    if (header->clientId && m_clientId.isEmpty() && !header->clientId->isEmpty()) {
        m_clientId = *header->clientId;
        m_name = QString::fromUtf8(m_clientId);
    }
    if (!isHandled(*header)) {
        refuseVersion(*header);
        return;
    }
    if (!admit(*header))
        return;
    if (const QByteArray problem = dispatch(*this, *header, payload.sliced(header.consumed())); !problem.isEmpty()) {
        fail(QString::fromUtf8(problem));
        return;
    }
    if (m_line.size() >= MaxPipelined)
        pause(Pause::Pipeline);
    if (m_pending > AnswersBound)
        pause(Pause::Answers);
}

/// ApiVersions is answered in any version, so that a client of tomorrow learns what it may speak.
void Session::refuseVersion(const RequestHeader &header)
{
    if (header.apiKey != qint16(ApiKey::ApiVersions)) {
        fail(u"API %1 in version %2 is not supported"_s.arg(header.apiKey).arg(header.apiVersion));
        return;
    }
    answer(m_line.enter(), 0, header.correlationId, handledApis(ErrorCode::UnsupportedVersion));
}

/// False: the connection has been refused.
bool Session::admit(const RequestHeader &header)
{
    if (m_access || belongsToLogin(header.apiKey))
        return true;
    if (m_login.isUnderWay()) {
        fail(u"a request in the middle of a SASL login"_s);
        return false;
    }
    if (!m_login.identity()) {
        if (const Result<void> known = m_login.enterWithoutProof(); !known) {
            fail(known.error().detail);
            return false;
        }
    }
    enter();
    return true;
}

void Session::takeBareToken(QByteArrayView token)
{
    const Result<QByteArray> reply = m_login.takeBareToken(token);
    if (!reply) {
        fail(u"SASL login refused: "_s % reply.error().detail);
        return;
    }
    wire::ByteWriter writer(out());
    writer.u32(quint32(reply->size()));
    writer.bytes(*reply);
    if (m_login.identity())
        enter();
}

void Session::enter()
{
    m_virtualHost = broker().virtualHost("/");
    m_access.emplace(broker().access(), *m_login.identity(), "/");
    m_environment.registry.add(this);
    broker().access().connectionOpened(m_access->user(), "/");
    qCInfo(log).noquote() << m_name << "user" << QString::fromUtf8(m_access->user());
}

void Session::setSoftware(const QByteArray &name, const QByteArray &version)
{
    m_software = name;
    m_softwareVersion = version;
}

bool Session::isAdministrator() const
{
    const std::optional<core::Identity> &identity = m_login.identity();
    return identity && (identity->isOwner || broker().access().hasTag(identity->user, "administrator"));
}

bool Session::mayDescribe(const QByteArray &topic)
{
    return allows(core::Permission::Read, topic) || allows(core::Permission::Write, topic) ||
           allows(core::Permission::Configure, topic);
}

Address Session::advertised() const
{
    if (settings().advertisedAddress)
        return parsed(*settings().advertisedAddress);
    return parsed(peer().isLocalSocket ? m_environment.listenerAddress : peer().server);
}

// ---- answers

void Session::answerNothing(AnswerLine::Place place)
{
    if (m_state != State::Open || !m_line.isWaiting(place))
        return;
    m_line.finish(place, {});
    if (m_line.isFirst(place))
        lineMoved();
}

/// The first in line has gone: what is ready behind it goes too, and who is first then is told.
void Session::lineMoved()
{
    while (const QByteArray *done = m_line.firstDone())
        out().append(*done);
    if (Work *work = m_line.firstWork(); work && hasRoom())
        work->turnCame();
    if (m_out.size() >= FlushBytes)
        send();
    if (m_line.size() <= MaxPipelined / 2)
        resume(Pause::Pipeline);
}

wire::OutBuffer &Session::out()
{
    if (!m_flushQueued) {
        m_flushQueued = true;
        m_out = m_environment.outputs.take();
        broker().flushLater(this);
    }
    return m_out;
}

void Session::send()
{
    if (!m_out.isEmpty() && m_state == State::Open) {
        m_counters.bytesOut += quint64(m_out.size());
        m_transport.write(m_out.view());
        m_pending = m_transport.pendingBytes();
    }
    m_out.clear();
}

void Session::flush()
{
    send();
    m_environment.outputs.give(std::move(m_out));
    m_out = {};
    m_flushQueued = false;
    m_line.dropRetired();
}

void Session::written()
{
    m_pending = m_transport.pendingBytes();
    if (m_state != State::Open)
        return;
    if (m_pending < AnswersBound / 2)
        resume(Pause::Answers);
    if (m_pending >= OutputBound / 2)
        return;
    if (Work *work = m_line.firstWork())
        work->turnCame();
}

// ---- pausing

void Session::pause(Pause reason)
{
    if (m_pauses == 0)
        m_transport.setReading(false);
    m_pauses |= quint8(reason);
}

void Session::resume(Pause reason)
{
    if (!(m_pauses & quint8(reason)))
        return;
    m_pauses &= ~quint8(reason);
    if (m_pauses == 0)
        m_transport.setReading(true);
}

void Session::yieldToStore()
{
    if (!broker().isCongested() || m_pauses & quint8(Pause::Congestion)) [[likely]]
        return;
    pause(Pause::Congestion);
    broker().whenCaughtUp([self = m_self] {
        if (*self)
            (*self)->resume(Pause::Congestion);
    });
}

// ---- ending

void Session::fail(const QString &why)
{
    if (m_state == State::Closed)
        return;
    qCWarning(log).noquote() << m_name << why;
    note(m_access ? ClientEvent::Kind::ConnectionClosed : ClientEvent::Kind::Refused, why);
    leave();
}

void Session::note(ClientEvent::Kind kind, const QString &text)
{
    ClientEvent event;
    event.atMs = broker().nowMs();
    event.kind = kind;
    event.connection = m_id;
    event.client = m_name;
    event.peer = peer().address;
    event.protocol = protocolName();
    if (m_access) {
        event.user = QString::fromUtf8(m_access->user());
        event.virtualHost = u"/"_s;
    }
    event.text = text;
    m_environment.registry.journal().note(std::move(event));
}

void Session::leave()
{
    send();
    m_state = State::Closed;
    endWork();
    m_transport.close();
}

void Session::endWork()
{
    m_line.clear();
    m_fetchSession.reset();
    if (m_access) {
        m_environment.registry.remove(this);
        broker().access().connectionClosed(m_access->user(), "/");
        m_access.reset();
    }
    m_virtualHost = nullptr;
}

void Session::disconnected()
{
    m_state = State::Closed;
    endWork();
    if (m_collector.isActive())
        m_collector.finish(m_environment.requests);
    m_line.dropRetired();
    if (m_flushQueued) {
        broker().forgetOutput(this);
        m_environment.outputs.give(std::move(m_out));
        m_flushQueued = false;
    }
}

void Session::closeByOperator(const QString &reason)
{
    if (m_state == State::Closed)
        return;
    qCInfo(log).noquote() << m_name << "closed:" << reason;
    note(ClientEvent::Kind::ConnectionClosed, reason);
    leave();
}

void Session::shutDown(const QString &reason)
{
    closeByOperator(reason);
}

void Session::leaveVirtualHost(core::VirtualHost &host, const QString &reason)
{
    if (m_virtualHost == &host)
        closeByOperator(reason);
}

void Session::leaveUser(const QByteArray &user, const QString &reason)
{
    if (m_login.identity() && m_login.identity()->user == user && !m_login.identity()->isOwner)
        closeByOperator(reason);
}

void Session::tick(qint64 nowMs)
{
    if (m_access || m_state == State::Closed || peer().isLoopback)
        return;
    if (m_loginDeadlineMs == 0)
        m_loginDeadlineMs = nowMs + LoginTimeoutMs;
    else if (nowMs >= m_loginDeadlineMs)
        fail(u"has not logged in"_s);
}

// ---- ConnectionInfo

ConnectionSnapshot Session::snapshot() const
{
    ConnectionSnapshot s;
    s.id = m_id;
    s.name = m_name;
    s.peer = peer().address;
    s.protocol = protocolName();
    s.user = m_login.identity() ? QString::fromUtf8(m_login.identity()->user) : QString();
    s.virtualHost = u"/"_s;
    s.clientProduct = QString::fromUtf8(m_software + ' ' + m_softwareVersion).trimmed();
    const auto tell = [&](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            s.clientProperties.set(name, value);
    };
    tell("client_id", m_clientId);
    tell("product", m_software);
    tell("version", m_softwareVersion);
    s.state = m_state == State::Closed               ? ConnectionSnapshot::State::Closing
              : m_pauses & quint8(Pause::Congestion) ? ConnectionSnapshot::State::Flow
                                                     : ConnectionSnapshot::State::Running;
    if (s.state == ConnectionSnapshot::State::Flow) {
        const QByteArray reason = broker().alarmReason();
        s.waitsFor = reason.isEmpty() ? u"the store is behind"_s : QString::fromUtf8(reason);
    }
    s.tls = peer().tls;
    s.connectedAt = QDateTime::fromMSecsSinceEpoch(m_connectedAtMs);
    return s;
}

} // namespace engine::protocol::kafka
