// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of replays share: a broker with a topic, its replays, and a look at what has arrived.
// Thread: engine (the test's).
#pragma once

#include "protocol/amqp/messagereader.h"
#include "protocol/amqp/propertyeditor.h"
#include "replay/replays.h"
#include "topicfixture.h"

#include <QTest>

namespace test {

using replay::Replays;
using State = ReplayProgress::State;

/// What has arrived in a queue.
struct Arrived
{
    QByteArray body;
    FieldTable headers;
    MessagePtr message;
};

/// What outlives the broker.
struct Around
{
    DiskImage disk;
    protocol::amqp::PropertyEditor editor;
    RecordingClient client;
};

struct ReplayBench : Around, TopicBench
{
    explicit ReplayBench(BrokerLimits limits = {})
        : TopicBench(disk, limits)
        , replays(broker, ConnectionId{7}, &protocol::amqp::readerOf)
    {
        broker.setPropertyEditor(&editor);
        store.autoCommit = true;
    }

    static ReplaySpec spec(const QString &from, const QString &to)
    {
        ReplaySpec spec;
        spec.source.name = from;
        spec.target.name = to;
        return spec;
    }
    /// From topic "t" to queue "q", which is made.
    ReplaySpec fromTopicToQueue()
    {
        if (!host().queue("q"))
            declare("q");
        return spec(QStringLiteral("t"), QStringLiteral("q"));
    }
    ReplayId start(const ReplaySpec &spec)
    {
        const Result<ReplayId> id = replays.start(spec);
        settle();
        return id ? *id : ReplayId{};
    }
    ReplayProgress progress(ReplayId id) const
    {
        for (const ReplayProgress &progress : replays.list()) {
            if (progress.id == id)
                return progress;
        }
        return {};
    }
    /// Lets so much time pass, a turn each millisecond as long as there is something due.
    void pass(qint64 ms)
    {
        const qint64 until = clock.now + ms;
        while (true) {
            const auto next = broker.agenda().earliest();
            if (!next || *next > until)
                break;
            clock.now = std::max(clock.now, *next);
            broker.wake();
            settle();
        }
        clock.now = until;
        broker.wake();
        settle();
    }
    /// Until it is over, for at most so long.
    ReplayProgress finish(ReplayId id, qint64 ms = 10'000)
    {
        for (qint64 passed = 0; passed < ms && !progress(id).isOver(); ++passed)
            pass(1);
        return progress(id);
    }
    ReplayProgress run(const ReplaySpec &spec) { return finish(start(spec)); }

    std::vector<Arrived> arrived(const QByteArray &queue = "q")
    {
        std::vector<Arrived> all;
        const QueueLog &log = host().queue(queue)->log();
        for (quint64 offset = log.nextLive(0); offset < log.end(); offset = log.nextLive(offset + 1)) {
            const MessagePtr message = log.at(offset);
            all.push_back({message->body().toByteArray(), editor.headers(*message), message});
        }
        return all;
    }
    QByteArrayList bodies(const QByteArray &queue = "q")
    {
        QByteArrayList all;
        for (const Arrived &message : arrived(queue))
            all.append(message.body);
        return all;
    }
    /// To a partition of "t", committed.
    void appendTo(qint64 number, const Batch &batch)
    {
        const auto appended = partition(number).append(batch);
        Q_ASSERT(appended.ok());
        settle();
    }
    /// As a client of AMQP publishes it.
    void publish(const QByteArray &exchange, const QByteArray &key, const QByteArray &body,
                 const FieldTable &table = {}, bool persistent = true)
    {
        auto message = makeMessage(key, body, persistent);
        if (!table.isEmpty())
            message->setProperties(*editor.edited(*message, {table, false}), PropertiesFormat::Amqp091);
        if (channels.empty())
            channel(client);
        const auto outcome = channels.front()->publish(**channels.front()->publishTo(exchange), message, {});
        Q_UNUSED(outcome);
        settle();
    }

    Replays replays;
};

inline QByteArrayList numbers(int from, int to)
{
    QByteArrayList all;
    for (int i = from; i < to; ++i)
        all.append(QByteArray::number(i));
    return all;
}

} // namespace test
