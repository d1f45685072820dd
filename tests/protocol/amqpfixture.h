// SPDX-License-Identifier: GPL-3.0-or-later
// What the protocol's tests share: a client on an in-memory transport that writes frames with the codec and reads back what
// the connection sends, in front of the real core over a store whose commits the test can hold back.
// Thread: engine (the test's).
#pragma once

#include "core/corefixture.h"
#include "protocol/amqp/connection.h"
#include "protocol/memorytransport.h"
#include "protocol/sessionender.h"
#include "wire/amqp/content.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <QtTest>

namespace test {

using namespace engine::protocol;
namespace wa = engine::wire::amqp;
using engine::wire::OutBuffer;

struct Received
{
    wa::FrameType type;
    quint16 channel;
    QByteArray payload;
    wa::Method method; ///< of method frames
    const char *name() const
    {
        return type == wa::FrameType::Method ? wa::methodName(wa::methodId(method)) : "(no method)";
    }
};

/// A broker that any number of clients connect to.
struct Broking
{
    explicit Broking(BrokerLimits limits = {})
        : bench(disk, limits)
    {
        bench.store.autoCommit = true;
    }

    DiskImage disk;
    Bench bench;
    SessionRegistry registry;
    SessionEnder ender{bench.broker, registry};
    LocalAuthenticator authenticator;
    amqp::Environment environment{bench.broker, registry, authenticator, "1.2.3"};
};

class Client
{
public:
    explicit Client(Broking &broking)
        : m_broking(broking)
    {
        renew();
    }
    ~Client() { disconnect(); }

    MemoryTransport transport;
    amqp::Connection &connection() { return *m_connection; }
    /// A new connection, for instance after the transport's peer was changed.
    void renew() { m_connection = std::make_unique<amqp::Connection>(m_broking.environment, transport); }
    /// As net does it when the socket has closed.
    void disconnect()
    {
        if (m_connection)
            m_connection->disconnected();
        m_connection.reset();
        m_broking.bench.settle();
    }

    // ---- sending
    void send(const QByteArray &bytes)
    {
        m_toServer += bytes;
        offer();
    }
    void offer()
    {
        if (transport.reading && !m_toServer.isEmpty())
            m_toServer.remove(0, m_connection->consume(m_toServer));
        m_broking.bench.settle();
        // What reading was stopped for may be over by now.
        if (transport.reading && !m_toServer.isEmpty()) {
            const qsizetype taken = m_connection->consume(m_toServer);
            m_toServer.remove(0, taken);
            m_broking.bench.settle();
            if (taken > 0)
                offer();
        }
    }
    qsizetype unread() const { return m_toServer.size(); }
    template <typename M>
    void send(quint16 channel, const M &method)
    {
        send(encoded(channel, method));
    }
    template <typename M>
    static QByteArray encoded(quint16 channel, const M &method)
    {
        OutBuffer out;
        wa::appendMethod(out, channel, method);
        return out.toByteArray();
    }
    static QByteArray frame(wa::FrameType type, quint16 channel, const QByteArray &payload)
    {
        OutBuffer out;
        wa::appendFrame(out, type, channel, payload);
        return out.toByteArray();
    }
    static QByteArray publishing(quint16 channel, const QByteArray &exchange, const QByteArray &key,
                                 const QByteArray &body, const wa::BasicProperties &properties = {},
                                 bool mandatory = false, quint32 frameMax = 0)
    {
        OutBuffer out;
        wa::appendPublish(out, channel, {exchange, key, mandatory, false},
                          {wa::encodeProperties(properties), body, frameMax});
        return out.toByteArray();
    }

    // ---- receiving
    /// The next frame that was sent to us, or nothing.
    std::optional<Received> next()
    {
        const auto frame = wa::decodeFrame(transport.sent, 0);
        if (!frame)
            return std::nullopt;
        Received received{frame->type, frame->channel, frame->payload.toByteArray(), {}};
        if (frame->type == wa::FrameType::Method) {
            if (const auto method = wa::decodeMethod(received.payload))
                received.method = *method;
        }
        transport.sent.remove(0, frame.consumed());
        return received;
    }
    /// The next frame, which must be this method on this channel.
    template <typename M>
    M expect(quint16 channel)
    {
        const auto received = next();
        if (!received || received->channel != channel || !std::holds_alternative<M>(received->method)) {
            const QByteArray got = received
                                       ? wa::describe(received->method) + " on " + QByteArray::number(received->channel)
                                       : QByteArray("nothing");
            QTest::qFail(QByteArray(QByteArray(M::Name) + " expected, got " + got).constData(), __FILE__, __LINE__);
            return {};
        }
        return std::get<M>(received->method);
    }
    bool silent() { return transport.sent.isEmpty(); }
    struct Content
    {
        QByteArray properties;
        QByteArray body;
    };
    /// Header and body frames behind a method that carries content.
    Content content(quint16 channel)
    {
        const auto header = next();
        if (!header || header->type != wa::FrameType::Header || header->channel != channel)
            return {"no header", {}};
        const auto decoded = wa::decodeContentHeader(header->payload);
        Content content{decoded->properties.toByteArray(), {}};
        while (quint64(content.body.size()) < decoded->bodySize) {
            const auto body = next();
            if (!body || body->type != wa::FrameType::Body || body->channel != channel)
                return {"no body", {}};
            content.body += body->payload;
        }
        return content;
    }
    QList<QByteArray> deliveredBodies(quint16 channel)
    {
        QList<QByteArray> bodies;
        while (!silent()) {
            expect<wa::BasicDeliver>(channel);
            bodies.append(content(channel).body);
        }
        return bodies;
    }

    // ---- common ways
    static QByteArray protocolHeader() { return QByteArray("AMQP\0\0\x09\x01", 8); }
    static wa::ConnectionStartOk login(const QByteArray &user = "guest", const QByteArray &password = "guest")
    {
        return {properties(), "PLAIN", QByteArray(1, '\0') + user + QByteArray(1, '\0') + password, "en_US"};
    }
    static FieldTable properties()
    {
        FieldTable capabilities;
        capabilities.set("consumer_cancel_notify", true);
        capabilities.set("connection.blocked", true);
        capabilities.set("authentication_failure_close", true);
        FieldTable table;
        table.set("product", QByteArray("tester"));
        table.set("version", QByteArray("0.1"));
        table.set("connection_name", QByteArray("billing"));
        table.set("capabilities", capabilities);
        return table;
    }
    void connect(const wa::ConnectionTuneOk &tuning = {2047, 131072, 0})
    {
        send(protocolHeader());
        expect<wa::ConnectionStart>(0);
        send(0, login());
        expect<wa::ConnectionTune>(0);
        send(0, tuning);
        send(0, wa::ConnectionOpen{"/"});
        expect<wa::ConnectionOpenOk>(0);
    }
    void open(quint16 channel)
    {
        send(channel, wa::ChannelOpen{});
        expect<wa::ChannelOpenOk>(channel);
    }
    void declare(quint16 channel, const QByteArray &queue, bool durable = false)
    {
        wa::QueueDeclare method;
        method.queue = queue;
        method.durable = durable;
        send(channel, method);
        expect<wa::QueueDeclareOk>(channel);
    }
    void consume(quint16 channel, const QByteArray &queue, const QByteArray &tag = "c", bool noAck = false)
    {
        wa::BasicConsume method;
        method.queue = queue;
        method.consumerTag = tag;
        method.noAck = noAck;
        send(channel, method);
        expect<wa::BasicConsumeOk>(channel);
    }
    void confirms(quint16 channel)
    {
        send(channel, wa::ConfirmSelect{});
        expect<wa::ConfirmSelectOk>(channel);
    }

private:
    Broking &m_broking;
    std::unique_ptr<amqp::Connection> m_connection;
    QByteArray m_toServer;
};

} // namespace test
