// SPDX-License-Identifier: GPL-3.0-or-later
// What a window may see of the broker: values, made a few times a second and only while somebody watches.
// Rates are per second, smoothed over about the last two seconds; counts are exact at the moment of the snapshot; sizes are bytes.
// Thread: any (implicitly shared values, made on the engine thread).
#pragma once

#include <engine/policies.h>
#include <engine/result.h>
#include <engine/specs.h>

#include <QList>

namespace engine {

struct ListenerSnapshot
{
    enum class State : quint8 { Listening, Failed, Off };
    QString protocol; ///< "amqp", "socket" …
    QString address;  ///< "127.0.0.1:5672", or the path of the socket
    State state = State::Off;
    QString problem;           ///< why it failed, with the owner of the port if that can be known
    quint16 suggestedPort = 0; ///< a free port to listen on instead, when the wanted one is taken
    bool operator==(const ListenerSnapshot &) const = default;
};

struct OverviewSnapshot
{
    QList<ListenerSnapshot> listeners;
    double publishRate = 0; ///< messages in, records of Kafka's clients included
    double deliverRate = 0; ///< messages out: deliver, get and fetch
    double ackRate = 0;
    double confirmRate = 0;
    double unroutableRate = 0;
    quint64 ready = 0;
    quint64 unacked = 0;
    quint64 messagesInMemoryBytes = 0;
    quint64 residentBytes = 0; ///< of the whole process
    quint64 diskBytes = 0;     ///< of the data directory's database files
    quint32 exchanges = 0, queues = 0, topics = 0, groups = 0, bindings = 0, connections = 0, channels = 0,
            consumers = 0;
    bool durable = true;       ///< false: --memory, or the store has failed
    bool synced = true;        ///< false: confirms do not wait for the disk, only for the operating system
    QString storageProblem;    ///< empty: healthy
    QString alarm;             ///< why publishers wait ("low on memory", "low on disk"); empty: they do not
    quint64 freeDiskBytes = 0; ///< on the disk of the data directory; 0: not known
    quint32 unrouted = 0;      ///< messages in the unrouted tray
    bool operator==(const OverviewSnapshot &) const = default;
};

/// The policies that apply to a queue or an exchange, and what they come to together.
struct AppliedPolicy
{
    QString policy, operatorPolicy; ///< by name; empty: none
    FieldTable effective;           ///< where both have a number the lower one
    bool isEmpty() const { return policy.isEmpty() && operatorPolicy.isEmpty(); }
    bool operator==(const AppliedPolicy &) const = default;
};

struct PolicySnapshot
{
    PolicySpec spec;
    quint32 queues = 0, exchanges = 0; ///< that it applies to now
    bool operator==(const PolicySnapshot &) const = default;
};

struct ExchangeSnapshot
{
    ExchangeId id;
    ExchangeSpec spec; ///< an empty name is the default exchange, shown as (AMQP default)
    bool predeclared = false;
    double rateIn = 0;
    double rateOut = 0; ///< copies routed to queues
    quint64 unroutable = 0;
    quint32 bindings = 0;
    AppliedPolicy policy;
    bool operator==(const ExchangeSnapshot &) const = default;
};

struct QueueSnapshot
{
    enum class State : quint8 { Running, Idle, Paused, Blocked };
    QueueId id;
    QueueSpec spec;
    State state = State::Running;
    quint64 ready = 0;
    quint64 unacked = 0;
    quint64 delayed =
        0; ///< neither: returned, and waiting for the next try; or in an exchange's x-delayed-message queue
    quint64 readyBytes = 0;
    quint64 unackedBytes = 0;
    quint64 memoryBytes = 0; ///< of its messages now in memory
    double incomingRate = 0;
    double deliverGetRate = 0;
    double redeliverRate = 0;
    double ackRate = 0;
    quint32 consumers = 0;
    quint32 bindings = 0;
    ConnectionId exclusiveOwner;
    AppliedPolicy policy;
    quint64 dying = 0; ///< neither: dead letters that stay until they are taken (x-dead-letter-strategy=at-least-once)
    quint64 total() const { return ready + unacked + delayed + dying; }
    bool operator==(const QueueSnapshot &) const = default;
};

struct BindingSnapshot
{
    BindingSpec spec;
    bool implicit = false; ///< the default exchange's binding of every queue by its name
    bool operator==(const BindingSnapshot &) const = default;
};

struct ConsumerSnapshot
{
    ConsumerId id;
    QString tag;
    ChannelRef channel;
    QString connectionName;
    QueueId queue;
    QString queueName;
    QString virtualHost;
    bool ackRequired = true;
    bool exclusive = false;
    quint32 prefetch = 0; ///< 0: unlimited
    quint32 unacked = 0;
    bool active = true;   ///< takes messages now: has credit and reads its socket
    qint64 timeoutMs = 0; ///< an acknowledgement may take so long; 0: for ever, or none is asked for
    double deliverRate = 0;
    FieldTable arguments;
    bool operator==(const ConsumerSnapshot &) const = default;
};

struct ChannelSnapshot
{
    ChannelRef channel;
    QString user;
    QString virtualHost;
    bool confirm = false;
    bool transactional = false;
    quint32 unconfirmed = 0;
    quint32 unacked = 0;
    quint32 prefetch = 0;       ///< for each consumer
    quint32 globalPrefetch = 0; ///< for the channel as a whole
    double publishRate = 0, confirmRate = 0, unroutableRate = 0, deliverGetRate = 0, ackRate = 0;
    QList<ConsumerSnapshot> consumers;
    bool operator==(const ChannelSnapshot &) const = default;
};

/// What passes between a client of Kafka and one topic. AMQP's clients have consumers and publish to exchanges.
struct TopicUseSnapshot
{
    QString topic;
    quint64 published = 0, delivered = 0; ///< records since it has connected
    double publishRate = 0, deliverRate = 0;
    bool operator==(const TopicUseSnapshot &) const = default;
};

struct ConnectionSnapshot
{
    enum class State : quint8 { Starting, Running, Flow, Blocked, Closing };
    ConnectionId id;
    QString name;     ///< client-provided, or "127.0.0.1:51234 -> 127.0.0.1:5672"
    QString peer;     ///< the address, or "local socket"
    QString protocol; ///< "AMQP 0-9-1"
    QString user;
    QString virtualHost;
    QString clientProduct; ///< "pika 1.2.0", from the client's properties
    FieldTable clientProperties;
    State state = State::Starting;
    QString waitsFor; ///< Flow, Blocked: why the broker does not read it: "low on memory", "the store is behind"
    bool tls = false;
    quint32 heartbeatSeconds = 0;
    quint32 frameMax = 0;
    quint32 channelMax = 0;
    double bytesInRate = 0;  ///< from client
    double bytesOutRate = 0; ///< to client
    double publishRate = 0;  ///< messages of a protocol without channels; otherwise they are the channels'
    double deliverRate = 0;  ///< likewise
    QDateTime connectedAt;
    QList<ChannelSnapshot> channels;
    QList<TopicUseSnapshot> topics; ///< by name; of a client with hundreds of them not all
    bool operator==(const ConnectionSnapshot &) const = default;
};

enum class MessageState : quint8 {
    Ready,
    Unacked,
    Delayed, ///< waits for its next try, or for the end of its delay: MessageSummary::readyAt
    Gone,    ///< there is no message at this offset (any more); of a page's row nothing but `ref` is known
};

/// A row of the message browser: enough to show, find and open a message.
struct MessageSummary
{
    MessageRef ref;
    MessageId id;
    MessageState state = MessageState::Ready;
    bool redelivered = false;
    bool persistent = false;
    QDateTime publishedAt; ///< by this broker's clock, milliseconds
    QString exchange;
    QString routingKey;
    QString contentType;
    quint64 size = 0;       ///< of the body
    QByteArray preview;     ///< the first 256 bytes of the body at most
    QString holder;         ///< unacked: connection name and consumer tag
    QDateTime unackedSince; ///< unacked: when it was delivered
    QDateTime readyAt;      ///< delayed: when it is ready (again)
    bool operator==(const MessageSummary &) const = default;
};

/// What its queue says of a message: all that changes while it lies there.
struct MessageStatus
{
    MessageState state = MessageState::Ready;
    bool redelivered = false;
    QString holder;         ///< as MessageSummary::holder
    QDateTime unackedSince; ///< as MessageSummary::unackedSince
    QDateTime readyAt; ///< of one that waits for its next try; a delayed exchange's message says itself when it is due
    bool operator==(const MessageStatus &) const = default;
};

/// How a message stands in its queue at one moment, without what it says itself. Gone: it has left, and the rest is not known.
struct MessageStanding
{
    MessageRef ref;
    MessageState state = MessageState::Gone;
    bool redelivered = false;
    QDateTime readyAt; ///< delayed: when it is ready (again), where the queue knows it without reading the message
    bool operator==(const MessageStanding &) const = default;
};

struct MessageDetails
{
    MessageSummary summary;
    QString virtualHost;
    QString queue;                    ///< of a record that of its partition's stream
    std::optional<quint32> partition; ///< the number of a record's partition; none: it lies in a queue
    MessageProperties properties;
    QByteArray body;
};

/// A stretch of one queue's messages in queue order. Of a log there is a row for each offset, with a message or without.
struct MessagePage
{
    QList<MessageSummary> messages;
    quint64 firstIndex = 0; ///< position of messages[0] among all messages of the queue, from the oldest
    quint64 total = 0;      ///< messages in the queue, ready and unacked, at that moment
};

} // namespace engine
