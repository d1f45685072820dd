// SPDX-License-Identifier: GPL-3.0-or-later
// ConfirmingClient: one AMQP connection over TCP, with one channel that has confirms: of each message it knows whether the broker
// has confirmed or refused it. Every call waits for its answer, at the socket and without an event loop. Thread: the test's.
#pragma once

#include "wire/amqp/content.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <QByteArrayList>
#include <QDeadlineTimer>
#include <QTcpSocket>

#include <map>
#include <optional>

namespace test {

namespace wa = engine::wire::amqp;

class ConfirmingClient
{
public:
    ConfirmingClient() = default;
    ~ConfirmingClient() { close(); }
    Q_DISABLE_COPY_MOVE(ConfirmingClient)

    bool open(quint16 port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!m_socket.waitForConnected(answerMs))
            return false;
        wa::appendProtocolHeader(m_out);
        flush();
        if (!waitFor([this] { return std::holds_alternative<wa::ConnectionStart>(m_answer); }))
            return false;
        wa::ConnectionStartOk login;
        login.mechanism = "PLAIN";
        login.response = QByteArray("\0guest\0guest", 12);
        login.locale = "en_US";
        const auto tune = call<wa::ConnectionTune>(login, 0);
        if (!tune)
            return false;
        wa::ConnectionTuneOk tuned;
        tuned.channelMax = tune->channelMax;
        tuned.frameMax = wa::DefaultFrameMax;
        wa::appendMethod(m_out, 0, tuned);
        wa::ConnectionOpen enter;
        enter.virtualHost = "/";
        return call<wa::ConnectionOpenOk>(enter, 0) && call<wa::ChannelOpenOk>(wa::ChannelOpen{}) &&
               call<wa::ConfirmSelectOk>(wa::ConfirmSelect{});
    }
    /// Says goodbye; nothing happens where there is no connection.
    void close()
    {
        if (m_socket.state() != QAbstractSocket::ConnectedState)
            return;
        m_refusal.clear();
        wa::ConnectionClose goodbye;
        goodbye.replyCode = 200;
        goodbye.replyText = "Goodbye";
        (void)call<wa::ConnectionCloseOk>(goodbye, 0);
        m_socket.abort();
    }

    /// Sends a method and waits for its answer; nullopt where the broker closed the channel instead, which refusal() tells.
    template <typename Answer, typename M>
    std::optional<Answer> call(const M &method, quint16 channel = channelNumber)
    {
        m_answer = {};
        wa::appendMethod(m_out, channel, method);
        flush();
        (void)waitFor([this] { return std::holds_alternative<Answer>(m_answer) || !m_refusal.isEmpty(); });
        const Answer *answer = std::get_if<Answer>(&m_answer);
        return answer ? std::optional(*answer) : std::nullopt;
    }
    /// Why the channel or the connection was closed by the broker: its code and text.
    const QByteArray &refusal() const { return m_refusal; }

    bool declareQueue(const QByteArray &name)
    {
        wa::QueueDeclare declare;
        declare.queue = name;
        declare.durable = true;
        return call<wa::QueueDeclareOk>(declare).has_value();
    }
    /// How many messages are ready; nullopt where there is no such queue, and then the channel is gone.
    std::optional<quint32> messagesIn(const QByteArray &queue)
    {
        wa::QueueDeclare look;
        look.queue = queue;
        look.passive = true;
        const auto there = call<wa::QueueDeclareOk>(look);
        return there ? std::optional(there->messageCount) : std::nullopt;
    }

    /// A persistent message; the answer is its number, for answerTo().
    quint64 publish(const QByteArray &exchange, const QByteArray &key, const QByteArray &body)
    {
        wa::BasicProperties properties;
        properties.deliveryMode = 2;
        const QByteArray encoded = wa::encodeProperties(properties);
        wa::appendPublish(m_out, channelNumber, {exchange, key, false, false}, {encoded, body, wa::DefaultFrameMax});
        flush();
        return ++m_published;
    }
    /// Waits: true when the message was confirmed, false when it was refused (basic.nack), nullopt when nothing came.
    std::optional<bool> answerTo(quint64 number)
    {
        (void)waitFor([&] { return m_answers.count(number) != 0 || !m_refusal.isEmpty(); });
        const auto found = m_answers.find(number);
        return found == m_answers.end() ? std::nullopt : std::optional(found->second);
    }

    /// The first message of the queue, which has gone with that; nullopt when there is none.
    std::optional<QByteArray> take(const QByteArray &queue)
    {
        wa::BasicGet get;
        get.queue = queue;
        get.noAck = true;
        m_answer = {};
        m_bodyLeft.reset();
        wa::appendMethod(m_out, channelNumber, get);
        flush();
        (void)waitFor([this] {
            return m_bodyLeft == 0 || std::holds_alternative<wa::BasicGetEmpty>(m_answer) || !m_refusal.isEmpty();
        });
        return m_bodyLeft == 0 ? std::optional(m_body) : std::nullopt;
    }
    QByteArrayList takeAll(const QByteArray &queue)
    {
        QByteArrayList bodies;
        while (const auto body = take(queue))
            bodies += *body;
        return bodies;
    }

private:
    static constexpr quint16 channelNumber = 1;
    static constexpr int answerMs = 20000;

    void flush()
    {
        m_socket.write(m_out.data(), m_out.size());
        m_out.clear();
    }

    template <typename Condition>
    bool waitFor(Condition condition)
    {
        const QDeadlineTimer deadline(answerMs);
        do {
            readFrames();
            if (condition())
                return true;
        } while (m_socket.waitForReadyRead(int(deadline.remainingTime())));
        return false;
    }

    void readFrames()
    {
        m_in.append(m_socket.readAll());
        for (;;) {
            const auto frame = wa::decodeFrame(m_in.view(), wa::DefaultFrameMax);
            if (!frame.ok())
                return;
            takeFrame(*frame);
            m_in.consume(frame.consumed());
        }
    }

    void takeFrame(const wa::FrameView &frame)
    {
        if (frame.type == wa::FrameType::Method) {
            takeMethod(frame.payload);
        } else if (frame.type == wa::FrameType::Header) {
            const auto header = wa::decodeContentHeader(frame.payload);
            m_body.clear();
            m_bodyLeft = header.ok() ? qint64(header->bodySize) : 0;
        } else if (frame.type == wa::FrameType::Body) {
            m_body.append(frame.payload);
            m_bodyLeft = m_bodyLeft.value_or(0) - frame.payload.size();
        }
    }

    void takeMethod(QByteArrayView payload)
    {
        const auto method = wa::decodeMethod(payload);
        if (!method.ok())
            return;
        if (const auto *ack = std::get_if<wa::BasicAck>(&*method)) {
            note(ack->deliveryTag, ack->multiple, true);
        } else if (const auto *nack = std::get_if<wa::BasicNack>(&*method)) {
            note(nack->deliveryTag, nack->multiple, false);
        } else if (const auto *channel = std::get_if<wa::ChannelClose>(&*method)) {
            m_refusal = QByteArray::number(channel->replyCode) + ' ' + channel->replyText;
            wa::appendMethod(m_out, channelNumber, wa::ChannelCloseOk{});
            flush();
        } else if (const auto *connection = std::get_if<wa::ConnectionClose>(&*method)) {
            m_refusal = QByteArray::number(connection->replyCode) + ' ' + connection->replyText;
            wa::appendMethod(m_out, 0, wa::ConnectionCloseOk{});
            flush();
        } else {
            m_answer = *method;
        }
    }

    /// The first answer counts: one for several covers those that had none.
    void note(quint64 number, bool multiple, bool confirmed)
    {
        for (quint64 i = multiple ? m_answeredUpTo + 1 : number; i <= number; ++i)
            m_answers.emplace(i, confirmed);
        if (multiple)
            m_answeredUpTo = number;
    }

    QTcpSocket m_socket;
    engine::wire::OutBuffer m_in;
    engine::wire::OutBuffer m_out;
    wa::Method m_answer;  ///< the last method that was no confirm
    QByteArray m_refusal; ///< empty as long as all is well
    QByteArray m_body;    ///< of the message that is being received
    std::optional<qint64> m_bodyLeft;
    std::map<quint64, bool> m_answers; ///< to what was published
    quint64 m_answeredUpTo = 0;        ///< by answers for several
    quint64 m_published = 0;
};

} // namespace test
