// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/amqpclient.h"

#include "wire/amqp/content.h"
#include "wire/amqp/method.h"

#include <QLocalSocket>
#include <QTcpSocket>

#include <chrono>

namespace app::demo {

namespace amqp = engine::wire::amqp;
using namespace std::chrono_literals;

namespace {

constexpr quint16 channelNumber = 1;

engine::FieldTable clientProperties(const QByteArray &name)
{
    engine::FieldTable table;
    table.set("product", QByteArray("Sightglass demo shop"));
    table.set("version", QByteArray(SIGHTGLASS_VERSION));
    table.set("platform", QByteArray("Qt " QT_VERSION_STR));
    table.set("connection_name", name);
    return table;
}

} // namespace

AmqpClient::AmqpClient(Address address, QByteArray name, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_name(std::move(name))
    , m_retry(this)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(3s);
    connect(&m_retry, &QTimer::timeout, this, &AmqpClient::open);
}

AmqpClient::~AmqpClient()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void AmqpClient::open()
{
    m_state = State::Handshake;
    m_in.clear();
    m_out.clear();
    const auto greet = [this] {
        amqp::appendProtocolHeader(m_out);
        flush();
    };
    if (!m_address.socketPath.isEmpty()) {
        auto socket = std::make_unique<QLocalSocket>();
        connect(socket.get(), &QLocalSocket::connected, this, greet);
        connect(socket.get(), &QLocalSocket::disconnected, this, &AmqpClient::connectionLost);
        connect(socket.get(), &QLocalSocket::errorOccurred, this, &AmqpClient::connectionLost);
        QLocalSocket *opened = socket.get();
        m_socket = std::move(socket);
        connect(m_socket.get(), &QIODevice::readyRead, this, &AmqpClient::readFrames);
        opened->connectToServer(m_address.socketPath);
    } else {
        auto socket = std::make_unique<QTcpSocket>();
        connect(socket.get(), &QTcpSocket::connected, this, greet);
        connect(socket.get(), &QTcpSocket::disconnected, this, &AmqpClient::connectionLost);
        connect(socket.get(), &QTcpSocket::errorOccurred, this, &AmqpClient::connectionLost);
        QTcpSocket *opened = socket.get();
        m_socket = std::move(socket);
        connect(m_socket.get(), &QIODevice::readyRead, this, &AmqpClient::readFrames);
        opened->connectToHost(m_address.host, m_address.port);
    }
}

void AmqpClient::close()
{
    m_retry.stop();
    if (m_state == State::Ready) {
        amqp::ConnectionClose goodbye;
        goodbye.replyCode = 200;
        goodbye.replyText = "Goodbye";
        send(0, goodbye);
        flush();
        m_socket->waitForBytesWritten(100);
    }
    m_state = State::Closed;
}

void AmqpClient::connectionLost()
{
    const bool comesBack = m_state != State::Closed;
    m_state = State::Closed;
    if (m_socket) {
        // Called from within the socket: it is destroyed when the event loop is back.
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    if (comesBack)
        m_retry.start();
}

template <typename M>
void AmqpClient::send(quint16 channel, const M &method)
{
    amqp::appendMethod(m_out, channel, method);
}

void AmqpClient::flush()
{
    if (m_socket && !m_out.isEmpty())
        m_socket->write(m_out.data(), m_out.size());
    m_out.clear();
}

void AmqpClient::readFrames()
{
    m_in.append(m_socket->readAll());
    while (m_socket) {
        const auto frame = amqp::decodeFrame(m_in.view(), amqp::DefaultFrameMax);
        if (!frame.ok()) {
            if (frame.isMalformed())
                connectionLost();
            break;
        }
        takeFrame(*frame);
        m_in.consume(frame.consumed());
    }
    flush();
}

void AmqpClient::takeFrame(const amqp::FrameView &frame)
{
    switch (frame.type) {
    case amqp::FrameType::Method:
        takeMethod(frame.payload);
        break;
    case amqp::FrameType::Header:
        if (const auto header = amqp::decodeContentHeader(frame.payload); header.ok()) {
            m_delivery.properties = {};
            if (auto properties = amqp::decodeProperties(header->properties); properties.ok())
                m_delivery.properties = std::move(*properties);
            m_bodyLeft = header->bodySize;
            takeContent({});
        }
        break;
    case amqp::FrameType::Body:
        takeContent(frame.payload);
        break;
    case amqp::FrameType::Heartbeat:
        break;
    }
}

void AmqpClient::takeContent(QByteArrayView body)
{
    m_delivery.body.append(body);
    m_bodyLeft -= std::min<quint64>(m_bodyLeft, quint64(body.size()));
    if (m_bodyLeft == 0 && whenDelivered)
        whenDelivered(std::exchange(m_delivery, {}));
}

void AmqpClient::takeMethod(QByteArrayView payload)
{
    const auto decoded = amqp::decodeMethod(payload);
    if (!decoded.ok())
        return connectionLost();
    const amqp::Method &method = *decoded;
    if (std::holds_alternative<amqp::ConnectionStart>(method)) {
        sendStartOk();
    } else if (const auto *tune = std::get_if<amqp::ConnectionTune>(&method)) {
        amqp::ConnectionTuneOk answer;
        answer.channelMax = tune->channelMax;
        answer.frameMax = amqp::DefaultFrameMax;
        send(0, answer);
        amqp::ConnectionOpen open;
        open.virtualHost = "/";
        send(0, open);
    } else if (std::holds_alternative<amqp::ConnectionOpenOk>(method)) {
        send(channelNumber, amqp::ChannelOpen());
    } else if (std::holds_alternative<amqp::ChannelOpenOk>(method)) {
        m_state = State::Ready;
        if (whenReady)
            whenReady();
    } else if (const auto *deliver = std::get_if<amqp::BasicDeliver>(&method)) {
        m_delivery = {deliver->deliveryTag, deliver->redelivered, deliver->exchange, deliver->routingKey, {}, {}};
    } else if (std::holds_alternative<amqp::ConnectionClose>(method)) {
        send(0, amqp::ConnectionCloseOk());
    } else if (std::holds_alternative<amqp::ChannelClose>(method)) {
        // Something it needs was deleted by hand: begin again, which declares it anew.
        send(channelNumber, amqp::ChannelCloseOk());
        flush();
        connectionLost();
    }
}

void AmqpClient::sendStartOk()
{
    amqp::ConnectionStartOk answer;
    answer.clientProperties = clientProperties(m_name);
    answer.mechanism = "PLAIN";
    answer.response = QByteArray("\0guest\0guest", 12);
    answer.locale = "en_US";
    send(0, answer);
}

void AmqpClient::declareExchange(const QByteArray &name, const QByteArray &type)
{
    amqp::ExchangeDeclare declare;
    declare.exchange = name;
    declare.type = type;
    declare.durable = true;
    declare.noWait = true;
    send(channelNumber, declare);
    flush();
}

void AmqpClient::declareQueue(const QByteArray &name, const engine::FieldTable &arguments)
{
    amqp::QueueDeclare declare;
    declare.queue = name;
    declare.durable = true;
    declare.noWait = true;
    declare.arguments = arguments;
    send(channelNumber, declare);
    flush();
}

void AmqpClient::bindQueue(const QByteArray &queue, const QByteArray &exchange, const QByteArray &key)
{
    amqp::QueueBind bind;
    bind.queue = queue;
    bind.exchange = exchange;
    bind.routingKey = key;
    bind.noWait = true;
    send(channelNumber, bind);
    flush();
}

void AmqpClient::bindExchange(const QByteArray &destination, const QByteArray &source, const QByteArray &key)
{
    amqp::ExchangeBind bind;
    bind.destination = destination;
    bind.source = source;
    bind.routingKey = key;
    bind.noWait = true;
    send(channelNumber, bind);
    flush();
}

void AmqpClient::consume(const QByteArray &queue, const QByteArray &tag, quint16 prefetch, bool noAck,
                         const engine::FieldTable &arguments)
{
    amqp::BasicQos qos;
    qos.prefetchCount = prefetch;
    send(channelNumber, qos);
    amqp::BasicConsume consume;
    consume.queue = queue;
    consume.consumerTag = tag;
    consume.noAck = noAck;
    consume.arguments = arguments;
    consume.noWait = true;
    send(channelNumber, consume);
    flush();
}

void AmqpClient::publish(const QByteArray &exchange, const QByteArray &key, const amqp::BasicProperties &properties,
                         const QByteArray &body)
{
    if (!isReady())
        return;
    const QByteArray encoded = amqp::encodeProperties(properties);
    amqp::appendPublish(m_out, channelNumber, {exchange, key, false, false}, {encoded, body, amqp::DefaultFrameMax});
    flush();
}

void AmqpClient::ack(quint64 tag)
{
    if (!isReady())
        return;
    amqp::appendAck(m_out, channelNumber, tag, false);
    flush();
}

void AmqpClient::reject(quint64 tag, bool requeue)
{
    if (!isReady())
        return;
    amqp::appendNack(m_out, channelNumber, tag, false, requeue);
    flush();
}

} // namespace app::demo
