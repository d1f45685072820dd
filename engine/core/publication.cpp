// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/publication.h"

#include "core/broker.h"
#include "core/stream.h"

namespace engine::core {

namespace {

void noteRefusal(Spread &spread, const Queue &queue, const Message &message)
{
    ++spread.refused;
    if (queue.stream())
        spread.refusal = queue.stream()->refusalOf(message);
    spread.movedOn = spread.movedOn || queue.settings().buriesRefused();
}

void tellUnrouted(const VirtualHost &host, const MessagePtr &message, ChannelRef publisher, bool mandatory)
{
    UnroutedEvent event{message, host, message->exchange, message->routingKey, publisher};
    event.wasReturned = mandatory;
    event.wasDelayed = !publisher.connection.isValid();
    host.broker().lifecycle().tellUnrouted(event);
}

} // namespace

Spread spread(VirtualHost &host, Exchange *exchange, const std::vector<Queue *> &queues, const MessagePtr &message,
              ChannelRef publisher, bool mandatory)
{
    Broker &broker = host.broker();
    const auto emitStep = [&](LifecycleStep step, quint32 copies) {
        broker.lifecycle().emit(
            [&] { return LifecycleEvent{step, message.data(), &host, nullptr, 0, nullptr, publisher, copies}; });
    };
    if (queues.empty() && exchange && exchange->isDefault()) [[unlikely]] {
        if (Channel *requester = host.replyAddresses().find(message->routingKey)) {
            emitStep(LifecycleStep::Routed, 1);
            requester->takeReply(message);
            return {1};
        }
    }
    emitStep(queues.empty() ? LifecycleStep::Unroutable : LifecycleStep::Routed, quint32(queues.size()));
    if (queues.empty()) [[unlikely]]
        tellUnrouted(host, message, publisher, mandatory);
    Spread result{quint32(queues.size())};
    for (Queue *queue : queues) {
        const std::optional<quint64> sequence = queue->enqueue(message, publisher);
        if (!sequence)
            noteRefusal(result, *queue, *message);
        else if (queue->keeps(*message))
            result.durableWith = std::max(result.durableWith, *sequence);
    }
    if (exchange) {
        exchange->counters.out += queues.size();
        exchange->counters.unroutable += queues.empty() ? 1 : 0;
    }
    broker.counters().unroutable += queues.empty() ? 1 : 0;
    return result;
}

namespace {

/// As if published now: its time to live begins here.
MessagePtr stampedNow(const Broker &broker, const Message &message)
{
    QExplicitlySharedDataPointer<Message> copy(new Message(message));
    copy->publishedAtMs = broker.nowMs();
    return MessagePtr(copy.data());
}

void publishForGone(VirtualHost &host, const HeldMessage &held)
{
    Exchange *exchange = host.exchange(held.exchange);
    std::vector<Queue *> queues;
    if (exchange) {
        const RoutingInput::Reader reader =
            held.options.readerOf ? held.options.readerOf(*held.message) : RoutingInput::Reader();
        exchange->route(RoutingInput(*held.message, reader), host.broker().nextRouteMark(), queues);
    }
    spread(host, exchange, queues, held.message, held.publisher);
}

} // namespace

void release(Broker &broker, HeldMessage &&held, Gate::Verdict verdict)
{
    Q_ASSERT(verdict != Gate::Verdict::Hold);
    Channel *channel = held.channel ? *held.channel : nullptr;
    VirtualHost *host = broker.virtualHost(held.virtualHost);
    if (verdict == Gate::Verdict::Drop || !host) {
        if (host) {
            broker.lifecycle().emit([&] {
                return LifecycleEvent{
                    LifecycleStep::Dropped, held.message.data(), host, nullptr, 0, nullptr, held.publisher, 0,
                    StepCause::Gate};
            });
        }
        if (channel)
            channel->forgetHeld(held.publishTag);
        return;
    }
    held.message = stampedNow(broker, *held.message);
    if (channel)
        channel->publishHeld(held);
    else
        publishForGone(*host, held);
}

} // namespace engine::core
