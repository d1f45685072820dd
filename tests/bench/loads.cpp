// SPDX-License-Identifier: GPL-3.0-or-later
#include "loads.h"

#include <sys/prctl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <thread>

namespace bench {

namespace {

constexpr int StallMs = 60000;
constexpr int LookMs = 20;

struct Shared
{
    /// What the producer has published in all; known once it is done.
    std::atomic<std::uint64_t> total = UINT64_MAX;
};

struct Received
{
    std::uint64_t count = 0;
    std::uint64_t redelivered = 0;
    std::uint64_t last = 0;
    std::vector<std::uint64_t> latencies;
};

/// Publishes until the time or the number is reached and returns (messages, time of the last confirm).
std::pair<std::uint64_t, std::uint64_t> produce(Client &client, const Load &load, std::uint64_t start)
{
    std::vector<char> body(std::max<std::size_t>(load.size, sizeof(std::uint64_t)), 'x');
    const std::uint64_t end = start + static_cast<std::uint64_t>(load.seconds * static_cast<double>(Second));
    const double gap = load.rate > 0 ? static_cast<double>(Second) / load.rate : 0;
    std::uint64_t count = 0;
    while (load.messages ? count < load.messages : true) {
        if (gap > 0) {
            // The time it should have left, not the time it did: a broker that stalls the producer pays for it.
            const std::uint64_t due = start + static_cast<std::uint64_t>(static_cast<double>(count) * gap);
            sleepUntil(due);
            std::memcpy(body.data(), &due, sizeof(due));
        }
        if (!load.messages && (gap > 0 || count % 64 == 0) && now() >= end)
            break;
        client.publish(load.queue, body, load.persistent);
        ++count;
        if (load.window)
            client.awaitConfirms(load.window);
    }
    if (load.window)
        client.awaitConfirms(1);
    return {count, now()};
}

Received take(Client &client, const Load &load, Shared &shared)
{
    Received received;
    Delivery delivery;
    std::uint64_t unacked = 0;
    received.last = now();
    while (received.count < shared.total.load(std::memory_order_relaxed)) {
        if (!client.receive(delivery, LookMs)) {
            if (now() - received.last > StallMs * 1'000'000ULL)
                fail("no delivery within a minute, after " + std::to_string(received.count) + " of " +
                     std::to_string(shared.total));
            continue;
        }
        received.last = now();
        if (load.rate > 0)
            received.latencies.push_back(received.last - delivery.stamp);
        ++received.count;
        received.redelivered += delivery.redelivered;
        if (++unacked == load.ackEvery) {
            client.ack(delivery.tag, load.ackEvery > 1);
            unacked = 0;
        }
    }
    if (unacked)
        client.ack(delivery.tag, true);
    return received;
}

} // namespace

Outcome runThrough(const Load &load)
{
    ::prctl(PR_SET_TIMERSLACK, 1000UL);
    Client producer(load.address);
    Client consumer(load.address);
    producer.deleteQueue(load.queue);
    if (load.stream)
        producer.declareStream(load.queue);
    else
        producer.declareQueue(load.queue, true);
    if (load.window)
        producer.selectConfirms();
    consumer.consume(load.queue, load.prefetch);

    Shared shared;
    Received received;
    std::thread taking([&] { received = take(consumer, load, shared); });
    const std::uint64_t start = now();
    const auto [count, produced] = produce(producer, load, start);
    shared.total = count;
    taking.join();
    const std::uint64_t end = std::max(produced, received.last);
    producer.deleteQueue(load.queue);

    Outcome outcome;
    outcome.messages = count;
    outcome.redelivered = received.redelivered;
    outcome.seconds = secondsBetween(start, end);
    outcome.perSecond = static_cast<double>(count) / outcome.seconds;
    outcome.publishedPerSecond = static_cast<double>(count) / secondsBetween(start, produced);
    summarise(outcome, received.latencies);
    return outcome;
}

Outcome runPublish(const Load &load)
{
    Client client(load.address);
    client.declareQueue(load.queue, true);
    if (load.window)
        client.selectConfirms();
    const std::uint64_t start = now();
    const auto [count, produced] = produce(client, load, start);
    Outcome outcome;
    outcome.messages = count;
    outcome.seconds = secondsBetween(start, produced);
    outcome.perSecond = outcome.publishedPerSecond = static_cast<double>(count) / outcome.seconds;
    return outcome;
}

Outcome runDrain(const Load &load)
{
    Client client(load.address);
    Shared shared;
    shared.total = client.declareQueue(load.queue, true, true);
    const std::uint64_t start = now();
    client.consume(load.queue, load.prefetch);
    const Received received = take(client, load, shared);
    Outcome outcome;
    outcome.messages = received.count;
    outcome.redelivered = received.redelivered;
    outcome.seconds = secondsBetween(start, received.last);
    outcome.perSecond = static_cast<double>(received.count) / outcome.seconds;
    return outcome;
}

Outcome runConnections(const Load &load, int threads, void (*opened)(const Outcome &))
{
    std::vector<std::unique_ptr<Client>> clients(load.messages);
    std::atomic<std::size_t> next = 0;
    const auto open = [&] {
        for (std::size_t index = next++; index < clients.size(); index = next++)
            clients[index] = std::make_unique<Client>(load.address);
    };
    const std::uint64_t start = now();
    std::vector<std::thread> workers;
    for (int index = 0; index < threads; ++index)
        workers.emplace_back(open);
    for (std::thread &worker : workers)
        worker.join();
    Outcome outcome;
    outcome.messages = clients.size();
    outcome.seconds = secondsBetween(start, now());
    outcome.perSecond = static_cast<double>(clients.size()) / outcome.seconds;
    opened(outcome);
    return outcome;
}

Outcome runQueues(const Load &load, int threads, int each)
{
    std::atomic<std::uint64_t> next = 0;
    const auto declare = [&] {
        Client client(load.address);
        client.selectConfirms();
        const std::vector<char> body(load.size, 'x');
        for (std::uint64_t index = next++; index < load.messages; index = next++) {
            const std::string queue = load.queue + '.' + std::to_string(index);
            client.declareQueue(queue, true);
            for (int count = 0; count < each; ++count)
                client.publish(queue, body, load.persistent);
            client.awaitConfirms(1);
        }
    };
    const std::uint64_t start = now();
    std::vector<std::thread> workers;
    for (int index = 0; index < threads; ++index)
        workers.emplace_back(declare);
    for (std::thread &worker : workers)
        worker.join();
    Outcome outcome;
    outcome.messages = load.messages;
    outcome.seconds = secondsBetween(start, now());
    outcome.perSecond = static_cast<double>(load.messages) / outcome.seconds;
    return outcome;
}

} // namespace bench
