// SPDX-License-Identifier: GPL-3.0-or-later
// Channel: one conversation of a client with a virtual host, whatever the protocol: publishing with confirms, consuming with
// prefetch, the ledger of what was delivered and not yet acknowledged. Protocols translate to it and implement ChannelClient.
// Owner: the protocol's channel. Thread: engine.
#pragma once

#include "core/consumer.h"
#include "core/exchange.h"
#include "core/message.h"
#include "core/queue.h"

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace engine::core {

class Broker;
class VirtualHost;

/// What a protocol does for the core. Called from Broker::settle(), consume(), get(): write to a buffer, send later.
class ChannelClient
{
public:
    virtual ~ChannelClient() = default;
    /// False while the connection's output buffer is full or the client has stopped the flow: nothing is delivered.
    virtual bool canTake() const = 0;
    virtual void deliver(const Consumer &consumer, quint64 deliveryTag, bool redelivered, const Message &message) = 0;
    /// The queue was deleted under the consumer (consumer cancel notification). The consumer is destroyed after the call.
    virtual void consumerCancelled(const Consumer &consumer) = 0;
    /// Publisher confirm: everything up to publishTag (multiple), or this one. ok false: the broker could not keep it.
    virtual void confirm(quint64 publishTag, bool multiple, bool ok) = 0;
};

struct ConsumeRequest
{
    QByteArray queue;
    QByteArray tag; ///< empty: the broker makes one, amq.ctag-…
    bool noAck = false;
    bool exclusive = false;
    FieldTable arguments;
};

struct PublishOutcome
{
    MessageId message;
    quint32 queues = 0; ///< copies; 0: unroutable
    bool held = false;  ///< a gate keeps it
};

struct UnackedEntry
{
    Queue *queue = nullptr; ///< null: settled already, waits for its turn to leave the ledger
    quint64 offset = 0;
    Consumer *consumer = nullptr; ///< null: by get, or the consumer was cancelled
    qint64 deliveredAtMs = 0;
};

struct ChannelCounters
{
    quint64 published = 0, confirmed = 0, unroutable = 0, deliveredOrGot = 0, acked = 0;
};

class Channel
{
public:
    Channel(Broker &broker, VirtualHost &virtualHost, ChannelRef ref, ChannelClient &client);
    /// Cancels its consumers and requeues what is unacked, to the original places.
    ~Channel();
    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    Broker &broker() const { return m_broker; }
    VirtualHost &virtualHost() const { return m_virtualHost; }
    ChannelRef ref() const { return m_ref; }
    ChannelClient &client() const { return m_client; }
    const ChannelCounters &counters() const { return m_counters; }

    // Publishing.
    /// The exchange to publish to, looked up once while the names stay the same. NotFound; AccessRefused for an internal one.
    Result<Exchange *> publishTo(const QByteArray &exchange);
    /// message: not yet shared; its id and arrival time are set here. readHeaders is called only if a headers exchange needs it.
    /// Confirms, when selected, count this publish whatever becomes of it.
    PublishOutcome publish(Exchange &exchange, QExplicitlySharedDataPointer<Message> message,
                           const RoutingInput::ReadHeaders &readHeaders);
    void selectConfirms() { m_confirming = true; }
    bool isConfirming() const { return m_confirming; }
    quint64 unconfirmed() const;

    // Consuming.
    Result<Consumer *> consume(const ConsumeRequest &request);
    /// The consumer with this tag, or null.
    Consumer *consumer(const QByteArray &tag) const;
    /// False: no such tag. Unacked messages stay with the channel.
    bool cancel(const QByteArray &tag);
    const std::vector<std::unique_ptr<Consumer>> &consumers() const { return m_consumers; }
    /// As basic.get. Answers through `done`, at once or when the message has been read from disk; not at all if the channel
    /// is destroyed before. tag 0: the queue is empty.
    struct GetAnswer
    {
        quint64 deliveryTag = 0;
        bool redelivered = false;
        MessagePtr message;
        quint64 messagesLeft = 0;
    };
    Result<void> get(const QByteArray &queue, bool noAck, std::function<void(const GetAnswer &)> done);
    /// basic.qos, as RabbitMQ means it: not global: for consumers made from now on, each; global: for the channel together.
    void setPrefetch(quint32 count, bool global);
    quint32 prefetch() const { return m_prefetch; }
    quint32 globalPrefetch() const { return m_globalPrefetch; }

    // Settling. Unknown tags: PreconditionFailed "unknown delivery tag N". Tag 0 with multiple: everything.
    Result<void> acknowledge(quint64 tag, bool multiple);
    Result<void> reject(quint64 tag, bool multiple, bool requeue);
    /// basic.recover: everything unacked goes back to its queue.
    void recover();
    quint32 unacked() const { return m_unackedCount; }
    /// The ledger: index 0 has delivery tag firstTag().
    const std::deque<UnackedEntry> &ledger() const { return m_ledger; }
    quint64 firstTag() const { return m_firstTag; }

    /// The output buffer has room again, or the client has resumed the flow.
    void wake();

    // Called by Queue and Broker only.
    bool canTake() const { return (m_globalPrefetch == 0 || m_unackedCount < m_globalPrefetch) && m_client.canTake(); }
    void deliver(Consumer &consumer, Queue &queue, quint64 offset, const MessagePtr &message, bool redelivered);
    void queueDeleted(Queue &queue);
    /// True while confirms are still waiting for a later commit.
    bool sendConfirms(quint64 committedSequence);
    void failConfirms(quint64 sequence);

private:
    const std::vector<Queue *> &routeOf(Exchange &exchange, const Message &message,
                                        const RoutingInput::ReadHeaders &readHeaders);
    void noteConfirm(bool waitsForCommit);
    template <typename SettleOne>
    Result<void> settle(quint64 tag, bool multiple, SettleOne &&settleOne);
    template <typename SettleOne>
    void settleEntry(UnackedEntry &entry, SettleOne &&settleOne);
    void forgetConsumer(const Consumer *consumer);
    void creditChanged();
    void tryGet(const QByteArray &queue, bool noAck, const std::function<void(const GetAnswer &)> &done);
    void trimLedger();
    quint64 skipTag();
    quint64 addUnacked(Queue &queue, quint64 offset, Consumer *consumer);

    // Set in the constructor.
    Broker &m_broker;
    VirtualHost &m_virtualHost;
    const ChannelRef m_ref;
    ChannelClient &m_client;

    // Publishing. The cache of routes is valid for one exchange and one topology.
    bool m_confirming = false;
    QByteArray m_exchangeName;
    Exchange *m_exchange = nullptr;
    quint64 m_exchangeVersion = 0;
    Exchange *m_routesExchange = nullptr;
    quint64 m_routesVersion = 0;
    using Route = std::vector<Queue *>;
    std::unordered_map<QByteArray, Route> m_routes;
    const std::pair<const QByteArray, Route> *m_lastRoute = nullptr; ///< into m_routes
    Route m_uncachedRoute;
    struct WaitingConfirm
    {
        quint64 lastTag;
        quint64 sequence;
    };
    std::deque<WaitingConfirm> m_waitingConfirms; ///< ascending in both
    quint64 m_lastPublishTag = 0;
    quint64 m_readyTag = 0;              ///< everything up to here may be confirmed
    quint64 m_confirmedTag = 0;          ///< everything up to here has been
    std::vector<quint64> m_loneConfirms; ///< may be confirmed although older ones wait: sent one by one
    std::vector<quint64> m_loneSent;     ///< sent so, above m_confirmedTag
    bool m_awaitsConfirms = false;       ///< known to the broker as waiting

    // Consuming.
    std::vector<std::unique_ptr<Consumer>> m_consumers;
    std::deque<UnackedEntry> m_ledger;
    quint64 m_firstTag = 1;
    quint32 m_unackedCount = 0;
    quint32 m_prefetch = 0;
    quint32 m_globalPrefetch = 0;
    ChannelCounters m_counters;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace engine::core
