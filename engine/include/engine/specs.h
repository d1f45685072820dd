// SPDX-License-Identifier: GPL-3.0-or-later
// What a caller asks for: the descriptions of exchanges, queues and bindings, and of a publish by hand.
// Names are as RabbitMQ has them. Thread: any (values).
#pragma once

#include <engine/fieldvalue.h>
#include <engine/ids.h>

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace engine {

/// Stored by number: new ones go to the end.
enum class ExchangeType : quint8 {
    Direct,
    Fanout,
    Topic,
    Headers,
    ConsistentHash,
    Random,
    ModulusHash,
    Delayed,
    LocalRandom
};
constexpr quint8 exchangeTypeCount = 9;

/// "direct", "fanout", "topic", "headers", "x-consistent-hash", "x-random", "x-modulus-hash", "x-delayed-message",
/// "x-local-random".
QString exchangeTypeName(ExchangeType type);
std::optional<ExchangeType> exchangeTypeFromName(QByteArrayView name);

struct ExchangeSpec
{
    QString virtualHost = QStringLiteral("/");
    QString name;
    ExchangeType type = ExchangeType::Direct;
    bool durable = true;
    bool autoDelete = false;
    bool internal = false;
    FieldTable arguments;
    bool operator==(const ExchangeSpec &) const = default;
};

struct QueueSpec
{
    QString virtualHost = QStringLiteral("/");
    QString name; ///< empty: the broker makes one, amq.gen-…, for a classic queue
    bool durable = true;
    bool exclusive = false;
    bool autoDelete = false;
    FieldTable arguments;
    bool operator==(const QueueSpec &) const = default;
};

enum class DestinationType : quint8 { Queue, Exchange };

struct BindingSpec
{
    QString virtualHost = QStringLiteral("/");
    QString source;
    DestinationType destinationType = DestinationType::Queue;
    QString destination;
    QString routingKey;
    FieldTable arguments;
    bool operator==(const BindingSpec &) const = default;
};

/// The fourteen properties of a message, AMQP 0-9-1 §1.8.1 (class basic). An unset one is not sent.
struct MessageProperties
{
    std::optional<QString> contentType;
    std::optional<QString> contentEncoding;
    FieldTable headers;
    std::optional<quint8> deliveryMode; ///< 1 transient, 2 persistent
    std::optional<quint8> priority;     ///< 0-255
    std::optional<QString> correlationId;
    std::optional<QString> replyTo;
    std::optional<QString> expiration; ///< milliseconds, as a decimal text
    std::optional<QString> messageId;
    std::optional<quint64> timestamp; ///< seconds since 1970
    std::optional<QString> type;
    std::optional<QString> userId;
    std::optional<QString> appId;
    std::optional<QString> clusterId;
    bool operator==(const MessageProperties &) const = default;
};

struct PublishRequest
{
    QString virtualHost = QStringLiteral("/");
    QString exchange; ///< empty: the default exchange
    QString routingKey;
    MessageProperties properties;
    QByteArray body;
};

struct PublishReceipt
{
    MessageId message;
    QStringList queues; ///< where it went; empty: published, but not routed
};

/// Handed out by a destructive command; undo() takes it back while the broker still holds what was removed.
struct UndoToken
{
    quint64 v = 0;
    QString what; ///< "1,204 messages purged from orders.eu", plain English
    QDateTime until;
};

} // namespace engine
