// SPDX-License-Identifier: GPL-3.0-or-later
#include "storesupport.h"

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
    const QByteArray properties = randomBytes(random, random.bounded(3) ? random.bounded(40) : 0);
    message->payload =
        properties + randomBytes(random, random.bounded(6) ? random.bounded(300) : random.bounded(20000));
    message->propertiesSize = quint32(properties.size());
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

bool equal(const StoredMessage &a, const StoredMessage &b)
{
    const Message &m = *a.message;
    const Message &n = *b.message;
    return a.offset == b.offset && a.transient == b.transient && m.id == n.id && m.publishedAtMs == n.publishedAtMs &&
           m.exchange == n.exchange && m.routingKey == n.routingKey && m.payload == n.payload &&
           m.propertiesSize == n.propertiesSize && m.format == n.format && m.persistent == n.persistent &&
           m.priority == n.priority && m.expirationMs == n.expirationMs;
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

} // namespace storetest
