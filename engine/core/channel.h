// SPDX-License-Identifier: GPL-3.0-or-later
// Channel: one conversation of a client with a virtual host, whatever the protocol: publishing with confirms, consuming with
// prefetch, the ledger of what was delivered and not yet acknowledged. Protocols translate to it and implement ChannelClient.
// Owner: the protocol's channel. Thread: engine.
#pragma once

#include "core/agenda.h"
#include "core/confirmledger.h"
#include "core/consumer.h"
#include "core/exchange.h"
#include "core/message.h"
#include "core/publication.h"
#include "core/queue.h"
#include "core/streamrefusal.h"
#include "core/unackedledger.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace engine::core {

class Broker;
class VirtualHost;
enum class Settlement : quint8;
struct Transaction;

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
    /// A mandatory message that no queue takes. Always ahead of its confirm.
    virtual void returned(const Message &message) = 0;
    /// An acknowledgement took longer than it may: the channel is to be closed, which may happen within the call.
    virtual void acknowledgementTimedOut(qint64 timeoutMs) = 0;
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
    bool held = false;  ///< a gate keeps it, or a transaction that has not been committed (then without an id)
    std::optional<StreamRefusal> refusal = std::nullopt; ///< of a stream that has not taken it
    quint32 refused = 0;                                 ///< so many of the queues refuse it: a nack follows
    bool movedOn = false;                                ///< a full one of these has made it a dead letter
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
    /// message: not yet shared; its id and arrival time are set here.
    /// Confirms, when selected, count this publish whatever becomes of it.
    PublishOutcome publish(Exchange &exchange, QExplicitlySharedDataPointer<Message> message,
                           PublishOptions options = {});
    /// PreconditionFailed on a channel with transactions.
    Result<void> selectConfirms();
    bool isConfirming() const { return m_confirming; }
    quint64 unconfirmed() const { return m_confirms.unanswered(); }

    // Transactions: from here on, publishes and settlements take effect with commit(), all of them in one turn.
    /// PreconditionFailed on a channel with confirms. Selecting twice is no error.
    Result<void> selectTransactions();
    bool isTransactional() const { return m_transaction != nullptr; }
    /// `done` runs when what was published is as safe as a confirm would say: at once, or after the commit of the store;
    /// not at all if the channel is destroyed before. PreconditionFailed on a channel without transactions; and, as in
    /// RabbitMQ, where a queue has refused some of it: the rest has taken effect.
    Result<void> commit(std::function<void(bool ok)> done);
    /// Memory that the transaction under way holds.
    quint64 transactionBytes() const;
    /// Forgets what was published; what was settled is unacked again.
    Result<void> rollback();

    // Consuming.
    Result<Consumer *> consume(const ConsumeRequest &request);
    /// The consumer with this tag, or null.
    Consumer *consumer(const QByteArray &tag) const;
    /// False: no such tag. Unacked messages stay with the channel.
    bool cancel(const QByteArray &tag);
    /// As cancel(), but the client is told (consumer cancel notification): it was not its wish.
    void cancelByOperator(const Consumer &consumer);
    const std::vector<std::unique_ptr<Consumer>> &consumers() const { return m_consumers; }
    /// So long may an acknowledgement take: the consumer's own time, the queue's, or the broker's. 0: for ever.
    qint64 acknowledgementTimeoutMs(const Queue &queue, const Consumer *consumer) const;

    // Direct reply-to.
    /// Makes this channel the consumer of amq.rabbitmq.reply-to and gives it an address. request.queue is not looked at.
    /// PreconditionFailed where the channel has one already, or means to acknowledge. Ends with cancel().
    Result<const Consumer *> consumeReplies(const ConsumeRequest &request);
    /// What requests carry as their reply-to; empty: no such consumer.
    const QByteArray &replyAddress() const { return m_replyAddress; }
    /// As basic.get. Answers through `done`, at once or when the message has been read from disk; not at all if the channel
    /// is destroyed before. tag 0: the queue is empty. NotImplemented of a stream; ResourceLocked of a quorum queue with a single
    /// active consumer, but not to an operator (evenIfPaused).
    struct GetAnswer
    {
        quint64 deliveryTag = 0;
        bool redelivered = false;
        MessagePtr message;
        quint64 messagesLeft = 0;
    };
    Result<void> get(const QByteArray &queue, bool noAck, std::function<void(const GetAnswer &)> done,
                     bool evenIfPaused = false);
    /// basic.qos, as RabbitMQ means it: not global: for consumers made from now on, each; global: for the channel together.
    void setPrefetch(quint32 count, bool global);
    quint32 prefetch() const { return m_prefetch; }
    quint32 globalPrefetch() const { return m_globalPrefetch; }

    // Settling. Unknown tags: PreconditionFailed "unknown delivery tag N". Tag 0 with multiple: everything. A delivery whose
    // queue has been deleted since may be settled like any other; nothing comes of it.
    Result<void> acknowledge(quint64 tag, bool multiple);
    /// basic.nack.
    Result<void> reject(quint64 tag, bool multiple, bool requeue);
    /// basic.reject: the message has failed here.
    Result<void> refuse(quint64 tag, bool requeue);
    /// basic.recover: everything unacked goes back to its queue, but what a transaction has settled.
    void recover();
    quint32 unacked() const { return m_ledger.count(); }
    const UnackedLedger::Entries &ledger() const { return m_ledger.entries(); }
    /// Those of one queue, from one offset to another, as UnackedLedger::visit().
    template <typename Visit>
    void visitUnacked(const Queue &queue, quint64 first, quint64 last, Visit &&visit) const
    {
        m_ledger.visit(queue, first, last, std::forward<Visit>(visit));
    }

    /// The output buffer has room again, or the client has resumed the flow.
    void wake();

    // Called by the other parts of core only.
    /// What was taken by get uses up no prefetch, as in RabbitMQ.
    bool canTake() const
    {
        return (m_globalPrefetch == 0 || m_ledger.deliveries() < m_globalPrefetch) && m_client.canTake();
    }
    void deliver(Consumer &consumer, Queue &queue, quint64 offset, const MessagePtr &message, bool redelivered);
    void queueDeleted(Queue &queue);
    /// True while confirms are still waiting for a later commit.
    bool sendConfirms(quint64 committedSequence);
    void failConfirms(quint64 sequence);
    /// A gate has let go of what it held.
    void publishHeld(const HeldMessage &held);
    void forgetHeld(quint64 publishTag);
    /// To the consumer of replies, now or when the client has read what it was sent before.
    void takeReply(const MessagePtr &message);

private:
    const std::vector<Queue *> &routeOf(Exchange &exchange, const Message &message, ReaderOf readerOf);
    std::optional<StreamRefusal> refusalIn(Exchange &exchange, const Message &message, ReaderOf readerOf);
    Spread route(Exchange *exchange, const MessagePtr &message, const PublishOptions &options);
    PublishOutcome publishNow(Exchange *exchange, const QByteArray &exchangeName,
                              const QExplicitlySharedDataPointer<Message> &fresh, const PublishOptions &options,
                              bool &waitsForCommit);
    bool passesGate(Gate &gate, MessagePtr &message, const QByteArray &exchange, const PublishOptions &options);
    quint64 noteConfirm(ConfirmLedger::Waits waits, quint64 sequence);
    void awaitConfirms();
    ConfirmLedger::Answer answerer();
    bool applySettlements(const Transaction &transaction);
    Result<void> settle(quint64 tag, bool multiple, Settlement how);
    void settleEntry(UnackedEntry &entry, Settlement how);
    void applySettlement(UnackedEntry &entry, Settlement how);
    void requeueAll(Settlement how);
    void reinstate();
    Result<void> checkTag(const QByteArray &tag) const;
    void forgetConsumer(const Consumer *consumer);
    bool cancelReplies(const QByteArray &tag);
    void sendReplies();
    void deliverReply(const Message &message);
    quint64 addUnacked(Queue &queue, quint64 offset, Consumer *consumer);
    void armTimeout();
    void checkTimeout();
    void creditChanged();
    struct GetRequest
    {
        QByteArray queue;
        bool noAck = false, evenIfPaused = false;
        std::function<void(const GetAnswer &)> done;
    };
    void tryGet(const GetRequest &request);

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
    ConfirmLedger m_confirms;
    bool m_awaitsConfirms = false; ///< known to the broker as waiting
    std::unique_ptr<Transaction>
        m_transaction; ///< null: the channel is not transactional, or its transaction is being applied

    // Consuming.
    std::vector<std::unique_ptr<Consumer>> m_consumers;
    UnackedLedger m_ledger;
    Agenda::Ticket m_timeout; ///< one for the channel: at the time that was the earliest when it was set
    quint32 m_prefetch = 0;
    quint32 m_globalPrefetch = 0;
    std::unique_ptr<Consumer> m_replyConsumer; ///< without a queue
    QByteArray m_replyAddress;
    std::deque<MessagePtr> m_replies; ///< wait for the client to read, within a bound
    quint64 m_replyBytes = 0;
    ChannelCounters m_counters;
    std::shared_ptr<Channel *> m_self = std::make_shared<Channel *>(this); ///< null inside when this is gone
};

} // namespace engine::core
