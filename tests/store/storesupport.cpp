// SPDX-License-Identifier: GPL-3.0-or-later
#include "storesupport.h"

#include "wire/kafka/recordbatch.h"

#include <QEventLoop>
#include <QFileInfo>

namespace storetest {

namespace {

QByteArray randomBytes(QRandomGenerator &random, int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.generate());
    return bytes;
}

} // namespace

std::unique_ptr<QTemporaryDir> scratch()
{
    const QFileInfo memory(QStringLiteral("/dev/shm"));
    if (!memory.isDir() || !memory.isWritable())
        return std::make_unique<QTemporaryDir>();
    return std::make_unique<QTemporaryDir>(memory.filePath() + QStringLiteral("/sightglass-XXXXXX"));
}

StoredMessage randomMessage(QRandomGenerator &random, quint64 offset)
{
    auto *message = new Message;
    StoredMessage stored{offset, random.bounded(4) == 0, MessagePtr(message)};
    message->id.v = random.generate64() >> random.bounded(1, 40);
    message->publishedAtMs = qint64(random.generate64() >> 22) - (random.bounded(8) ? 0 : 1000000);
    message->exchange = random.bounded(3) ? QByteArray("orders") : randomBytes(random, random.bounded(20));
    message->routingKey = random.bounded(3) ? QByteArray("eu.new") : randomBytes(random, random.bounded(256));
    for (int more = random.bounded(8) ? 0 : random.bounded(4); more > 0; --more)
        message->extraKeys.append(randomBytes(random, random.bounded(256)));
    const QByteArray properties = randomBytes(random, random.bounded(3) ? random.bounded(40) : 0);
    message->payload =
        properties + randomBytes(random, random.bounded(6) ? random.bounded(300) : random.bounded(20000));
    message->propertiesSize = quint32(properties.size());
    message->deaths = quint8(random.bounded(Message::manyDeaths + 1));
    message->format = random.bounded(2) ? PropertiesFormat::Amqp091 : PropertiesFormat::None;
    message->persistent = random.bounded(2);
    message->priority = random.bounded(2) ? 0 : quint8(random.bounded(256));
    message->expirationMs =
        random.bounded(2) ? Message::noExpiration : qint64(random.generate64() >> random.bounded(1, 63));
    return stored;
}

StoredMessage makeMessage(quint64 offset, const QByteArray &body, quint64 id)
{
    auto *message = new Message;
    message->id.v = id ? id : offset + 1;
    message->publishedAtMs = 1700000000000 + qint64(offset);
    message->exchange = "orders";
    message->routingKey = "eu.new";
    message->payload = body;
    message->persistent = true;
    return {offset, false, MessagePtr(message)};
}

ChunkAppend makeChunk(quint64 id, quint64 log, quint64 base, quint32 count, qsizetype bodySize)
{
    ChunkAppend append{{id}, {log}, base, count, {}};
    for (quint32 i = 0; i < count; ++i) {
        QByteArray body = QByteArray::number(id) + ':' + QByteArray::number(base + i) + ' ';
        body = body.leftJustified(bodySize, char('a' + (id + i) % 26));
        append.messages.push_back(makeMessage(base + i, body, id * 100000 + i));
    }
    return append;
}

BatchAppend makeBatches(quint64 id, quint64 log, quint64 base, int batches, int records, qsizetype valueSize)
{
    BatchAppend append{{id}, {log}, base, quint32(batches * records), quint32(batches * records), 0, 0, {}, {}};
    wire::OutBuffer out;
    quint64 offset = base;
    for (int i = 0; i < batches; ++i) {
        wire::kafka::BatchOptions options;
        if (i % 3 != 0) {
            options.producerId = 1000 + qint64(id) + i % 3;
            options.producerEpoch = 2;
            options.baseSequence = i * records;
            const quint64 last = offset + quint64(records) - 1;
            append.producers.push_back({options.producerId, 2, BatchKind::Data, false, options.baseSequence,
                                        options.baseSequence + records - 1, offset, last});
        }
        wire::kafka::RecordBatchBuilder builder(out, qint64(offset), options);
        for (int n = 0; n < records; ++n, ++offset) {
            const qint64 timestamp = 1700000000000 + qint64(offset);
            QByteArray value = QByteArray::number(id) + ':' + QByteArray::number(offset) + ' ';
            value = value.leftJustified(valueSize, char('a' + (id + offset) % 26));
            const QByteArray key = "key-" + QByteArray::number(offset % 7);
            builder.append(qint64(offset), timestamp, key, value);
        }
        builder.finish();
    }
    append.firstTimestamp = 1700000000000 + qint64(base);
    append.maxTimestamp = 1700000000000 + qint64(offset) - 1;
    append.data = out.toByteArray();
    return append;
}

bool describes(const BatchChunk &chunk, const BatchAppend &append)
{
    return chunk.chunk == append.chunk && chunk.base == append.base && chunk.span == append.span &&
           chunk.count == append.count && chunk.bytes == quint32(append.data.size()) &&
           chunk.firstTimestamp == append.firstTimestamp && chunk.maxTimestamp == append.maxTimestamp &&
           chunk.producers == append.producers;
}

bool equal(const StoredMessage &a, const StoredMessage &b)
{
    const Message &m = *a.message;
    const Message &n = *b.message;
    return a.offset == b.offset && a.transient == b.transient && m.id == n.id && m.publishedAtMs == n.publishedAtMs &&
           m.exchange == n.exchange && m.routingKey == n.routingKey && m.extraKeys == n.extraKeys &&
           m.payload == n.payload && m.propertiesSize == n.propertiesSize && m.format == n.format &&
           m.deaths == n.deaths && m.persistent == n.persistent && m.priority == n.priority &&
           m.expirationMs == n.expirationMs;
}

bool equal(const std::vector<StoredMessage> &a, const std::vector<StoredMessage> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const StoredMessage &x, const StoredMessage &y) { return equal(x, y); });
}

QString difference(const std::vector<StoredMessage> &a, const std::vector<StoredMessage> &b)
{
    if (a.size() != b.size())
        return QStringLiteral("%1 messages, %2 expected").arg(a.size()).arg(b.size());
    for (size_t i = 0; i < a.size(); ++i) {
        if (!equal(a[i], b[i]))
            return QStringLiteral("message %1 differs").arg(i);
    }
    return {};
}

QueueDefinition makeQueue(quint64 id, const QByteArray &name)
{
    QueueDefinition queue;
    queue.id.v = id;
    queue.virtualHost = "/";
    queue.name = name.isEmpty() ? "queue-" + QByteArray::number(id) : name;
    return queue;
}

TopicDefinition makeTopic(quint64 id, std::vector<QueueId> partitions)
{
    TopicDefinition topic;
    topic.id.v = id;
    topic.virtualHost = "/";
    topic.name = "topic-" + QByteArray::number(id);
    topic.uuid = QUuid(uint(id), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    topic.partitions = std::move(partitions);
    return topic;
}

DefinitionChange put(Definition definition)
{
    return {DefinitionChange::Kind::Put, std::move(definition)};
}

DefinitionChange removeChange(Definition definition)
{
    return {DefinitionChange::Kind::Remove, std::move(definition)};
}

Result<void> commit(MessageStore &store, StoreTransaction transaction)
{
    QEventLoop loop;
    Result<void> answer = Error{};
    store.submit(std::move(transaction), [&](StoreTransaction &&, const Result<void> &result) {
        answer = result;
        loop.quit();
    });
    loop.exec();
    return answer;
}

Result<std::vector<StoredMessage>> load(MessageStore &store, quint64 chunk)
{
    QEventLoop loop;
    Result<std::vector<StoredMessage>> answer = Error{};
    store.load({chunk}, [&](Result<std::vector<StoredMessage>> messages) {
        answer = std::move(messages);
        loop.quit();
    });
    loop.exec();
    return answer;
}

Result<QByteArray> loadBatches(MessageStore &store, quint64 chunk)
{
    QEventLoop loop;
    Result<QByteArray> answer = Error{};
    store.loadBatches({chunk}, [&](Result<QByteArray> batches) {
        answer = std::move(batches);
        loop.quit();
    });
    loop.exec();
    return answer;
}

std::vector<quint64> chunkIds(const StoreContents &contents, quint64 log)
{
    std::vector<quint64> ids;
    if (const StoredLog *found = findLog(contents, log)) {
        for (const ChunkInfo &chunk : found->chunks)
            ids.push_back(chunk.chunk.v);
    }
    return ids;
}

const StoredLog *findLog(const StoreContents &contents, quint64 log)
{
    for (const StoredLog &candidate : contents.logs) {
        if (candidate.state.log.v == log)
            return &candidate;
    }
    return nullptr;
}

const StoredPartition *findPartition(const StoreContents &contents, quint64 log)
{
    for (const StoredPartition &candidate : contents.partitions) {
        if (candidate.state.log.v == log)
            return &candidate;
    }
    return nullptr;
}

std::vector<quint64> batchIds(const StoreContents &contents, quint64 log)
{
    std::vector<quint64> ids;
    if (const StoredPartition *found = findPartition(contents, log)) {
        for (const BatchChunk &chunk : found->chunks)
            ids.push_back(chunk.chunk.v);
    }
    return ids;
}

} // namespace storetest
