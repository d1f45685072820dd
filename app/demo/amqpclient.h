// SPDX-License-Identifier: GPL-3.0-or-later
// AmqpClient: a small AMQP 0-9-1 client over a real socket, for the demo: one connection, one channel, everything that can be
// is sent without waiting. Comes back by itself a few seconds after it was disconnected.
// Owner: Shop's actors. Thread: demo.
#pragma once

#include "wire/amqp/frame.h"
#include "wire/amqp/properties.h"
#include "wire/outbuffer.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QIODevice;

namespace app::demo {

/// Where the broker listens: a local socket, or a TCP address where there is none.
struct Address
{
    QString socketPath;
    QString host;
    quint16 port = 0;
};

struct Delivery
{
    quint64 tag = 0;
    bool redelivered = false;
    QByteArray exchange;
    QByteArray routingKey;
    engine::wire::amqp::BasicProperties properties;
    QByteArray body;
};

class AmqpClient : public QObject
{
    Q_OBJECT
public:
    AmqpClient(Address address, QByteArray name, QObject *parent = nullptr);
    ~AmqpClient() override;

    /// Called whenever the channel has been opened: declare and consume here.
    std::function<void()> whenReady;
    std::function<void(const Delivery &)> whenDelivered;

    void open();
    /// Says goodbye and does not come back.
    void close();
    bool isReady() const { return m_state == State::Ready; }

    // While ready only; nothing happens otherwise.
    void declareExchange(const QByteArray &name, const QByteArray &type);
    void declareQueue(const QByteArray &name, const engine::FieldTable &arguments = {});
    void bindQueue(const QByteArray &queue, const QByteArray &exchange, const QByteArray &key);
    void bindExchange(const QByteArray &destination, const QByteArray &source, const QByteArray &key);
    void consume(const QByteArray &queue, const QByteArray &tag, quint16 prefetch, bool noAck,
                 const engine::FieldTable &arguments = {});
    void publish(const QByteArray &exchange, const QByteArray &key,
                 const engine::wire::amqp::BasicProperties &properties, const QByteArray &body);
    void ack(quint64 tag);
    void reject(quint64 tag, bool requeue);

private:
    enum class State : quint8 { Closed, Handshake, Ready };
    void readFrames();
    void takeFrame(const engine::wire::amqp::FrameView &frame);
    void takeMethod(QByteArrayView payload);
    void takeContent(QByteArrayView body);
    void sendStartOk();
    void connectionLost();
    template <typename M>
    void send(quint16 channel, const M &method);
    void flush();

    const Address m_address;
    const QByteArray m_name;
    std::unique_ptr<QIODevice> m_socket;
    QTimer m_retry;
    State m_state = State::Closed;
    engine::wire::OutBuffer m_in;
    engine::wire::OutBuffer m_out;
    Delivery m_delivery; ///< being received
    quint64 m_bodyLeft = 0;
};

} // namespace app::demo
