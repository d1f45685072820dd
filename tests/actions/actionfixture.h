// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of actions share: a broker over a disk image, its actions, and a look at what lies where.
// Thread: engine (the test's).
#pragma once

#include "actions/actions.h"
#include "protocol/amqp/messagereader.h"
#include "protocol/amqp/propertyeditor.h"
#include "topicfixture.h"

#include <QTest>

namespace test {

using actions::Actions;
using State = MessageActionProgress::State;
using Reason = MessageProblem::Reason;
using What = MessageActionSpec::What;

/// What outlives the broker.
struct Around
{
    protocol::amqp::PropertyEditor editor;
    RecordingClient client;
};

struct ActionBench : Around, TopicBench
{
    explicit ActionBench(DiskImage &disk_, BrokerLimits limits = {})
        : TopicBench(disk_, limits)
        , disk(disk_)
        , actions(broker, ConnectionId{7}, &protocol::amqp::readerOf)
    {
        broker.setPropertyEditor(&editor);
        store.autoCommit = true;
        settle();
    }

    /// Through the default exchange, or another one.
    void publish(const QByteArray &key, const QByteArray &body, const FieldTable &table = {}, bool persistent = true,
                 const QByteArray &exchange = {})
    {
        auto message = makeMessage(key, body, persistent);
        if (!table.isEmpty())
            message->setProperties(*editor.edited(*message, {table, false}), PropertiesFormat::Amqp091);
        const auto outcome = channelOf().publish(**channelOf().publishTo(exchange), message, {});
        Q_UNUSED(outcome);
        settle();
    }
    void publishNumbers(const QByteArray &queue, int from, int to)
    {
        for (int i = from; i < to; ++i)
            publish(queue, QByteArray::number(i));
    }
    /// Bodies of so many bytes, a hundred messages a chunk.
    void publishChunks(const QByteArray &queue, int count, int size)
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray body = QByteArray::number(i).leftJustified(size, ' ');
            const auto outcome = channelOf().publish(**channelOf().publishTo({}), makeMessage(queue, body, true), {});
            Q_UNUSED(outcome);
            if (i % 100 == 99)
                settle();
        }
        settle();
    }
    Channel &channelOf() { return channels.empty() ? channel(client) : *channels.front(); }
    void consume(const QByteArray &queue, quint16 prefetch)
    {
        channelOf().setPrefetch(prefetch, false);
        ConsumeRequest request;
        request.queue = queue;
        request.tag = "t-" + queue;
        QVERIFY(channelOf().consume(request).ok());
        settle();
    }
    Queue *declareWith(const QByteArray &name, const FieldTable &arguments)
    {
        QueueDefinition definition;
        definition.name = name;
        definition.durable = true;
        definition.arguments = arguments;
        Queue *queue = *host().declareQueue(definition, ConnectionId{1});
        settle();
        return queue;
    }
    QueueId idOf(const QByteArray &queue) { return host().queue(queue)->id(); }
    QList<MessageRef> refs(const QByteArray &queue, const QList<quint64> &offsets)
    {
        QList<MessageRef> all;
        for (const quint64 offset : offsets)
            all.append({idOf(queue), offset});
        return all;
    }

    // Specs.
    MessageActionSpec spec(What what, const QByteArray &from, const QList<quint64> &offsets, const QString &to = {})
    {
        MessageActionSpec spec;
        spec.what = what;
        if (offsets.isEmpty())
            spec.selection.logs = {idOf(from)};
        else
            spec.selection.messages = refs(from, offsets);
        spec.target.name = to;
        return spec;
    }

    MessageActionId start(const MessageActionSpec &spec)
    {
        const Result<MessageActionId> id = actions.start(spec);
        if (!id)
            lastError = id.error();
        settle();
        return id ? *id : MessageActionId{};
    }
    MessageActionProgress progress(MessageActionId id) const
    {
        for (const MessageActionProgress &progress : actions.list()) {
            if (progress.id == id)
                return progress;
        }
        return {};
    }
    /// A turn of what is due in the next millisecond.
    void turn()
    {
        ++clock.now;
        broker.wake();
        settle();
    }
    MessageActionProgress finish(MessageActionId id)
    {
        for (int turns = 0; turns < 5000 && !progress(id).isOver(); ++turns)
            turn();
        turn();
        return progress(id);
    }
    MessageActionProgress run(const MessageActionSpec &spec) { return finish(start(spec)); }
    /// Nothing: there was no answer.
    std::optional<Result<void>> undo(const UndoToken &token)
    {
        std::optional<Result<void>> answer;
        actions.undo(token.v, [&](Result<void> result) { answer = std::move(result); });
        for (int turns = 0; turns < 5000 && !answer; ++turns)
            turn();
        return answer;
    }

    std::vector<MessagePtr> messages(const QByteArray &queue)
    {
        std::vector<MessagePtr> all;
        const QueueLog &log = host().queue(queue)->log();
        for (quint64 offset = log.nextLive(0); offset < log.end(); offset = log.nextLive(offset + 1))
            all.push_back(messageAt(log, offset));
        return all;
    }
    QByteArrayList bodies(const QByteArray &queue)
    {
        QByteArrayList all;
        for (const MessagePtr &message : messages(queue))
            all.append(message ? message->body().toByteArray().trimmed() : QByteArray("?"));
        return all;
    }

    DiskImage &disk;
    Actions actions;
    Error lastError;

private:
    /// Wherever it is.
    MessagePtr messageAt(const QueueLog &log, quint64 offset) const
    {
        if (const MessagePtr message = log.at(offset))
            return message;
        const auto chunk = disk.chunks.find(log.segmentOf(offset)->chunk.v);
        if (chunk == disk.chunks.end())
            return {};
        for (const StoredMessage &stored : chunk->second.append.messages) {
            if (stored.offset == offset)
                return stored.message;
        }
        return {};
    }
};

inline QByteArrayList numbers(int from, int to)
{
    QByteArrayList all;
    for (int i = from; i < to; ++i)
        all.append(QByteArray::number(i));
    return all;
}

} // namespace test
