// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream.h"

#include "core/broker.h"
#include "core/declarationchecks.h"
#include "core/recordformat.h"
#include "core/topic.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace engine::core {

namespace {

constexpr int maxPerTurn = 500;               // deliveries to one consumer; then the others get their turn
constexpr qsizetype windowBytes = 128 * 1024; // of batches that are decoded at once
constexpr size_t keptWindows = 4;
constexpr quint64 lastSecond = 253'402'300'799; // of the year 9999
constexpr size_t maxDecoded = 100'000;

const QByteArray offsetHeader = QByteArrayLiteral("x-stream-offset");

Error invalidOffset(const Queue &queue, const QString &value)
{
    return {BrokerError::PreconditionFailed,
            QStringLiteral("invalid arg 'x-stream-offset' for %1: %2")
                .arg(describe("queue", queue.name(), queue.virtualHost().name()), value)};
}

} // namespace

Error errorOf(const StreamRefusal &refusal)
{
    const Queue &queue = *refusal.stream;
    const QString name = describe("queue", queue.name(), queue.virtualHost().name());
    if (refusal.reason == StreamRefusal::Reason::TooLarge) {
        return {BrokerError::PreconditionFailed,
                QStringLiteral("a message larger than max.message.bytes, %1, cannot be published to %2")
                    .arg(queue.stream()->partition().topic().settings().maxMessageBytes)
                    .arg(name)};
    }
    return {
        BrokerError::PreconditionFailed,
        QStringLiteral("a message without a key cannot be published to %1, which is a compacted topic: the key is the "
                       "routing key of an exchange, or the header x-kafka-key")
            .arg(name)};
}

std::optional<qint64> streamAgeMs(QByteArrayView text)
{
    constexpr qint64 second = 1000, day = 24 * 3600 * second;
    constexpr std::pair<char, qint64> units[] = {{'Y', 365 * day},     {'M', 30 * day},    {'D', day},
                                                 {'h', 3600 * second}, {'m', 60 * second}, {'s', second}};
    if (text.size() < 2)
        return std::nullopt;
    const auto unit =
        std::find_if(std::begin(units), std::end(units), [&](const auto &u) { return u.first == text.back(); });
    bool isNumber = false;
    const qint64 count = text.chopped(1).toByteArray().toLongLong(&isNumber);
    if (unit == std::end(units) || !isNumber || count < 0 || count > 1'000'000)
        return std::nullopt;
    return count * unit->second;
}

FieldTable topicConfigOf(const FieldTable &arguments)
{
    FieldTable config;
    const auto value = [&](const char *name) { return arguments.find(name); };
    const FieldValue *age = value("x-max-age");
    const auto ageMs = age ? streamAgeMs(age->toText().value_or(QByteArray())) : std::nullopt;
    config.set("retention.ms", FieldValue(QByteArray::number(ageMs.value_or(-1))));
    if (const FieldValue *bytes = value("x-max-length-bytes"))
        config.set("retention.bytes", FieldValue(QByteArray::number(bytes->toInteger().value_or(-1))));
    config.set("max.message.bytes", FieldValue(QByteArray::number(std::numeric_limits<qint32>::max())));
    return config;
}

RetentionPolicy retentionPolicyOf(const FieldTable *policy, const FieldTable *operatorPolicy)
{
    const auto find = [](const FieldTable *table, const char *key) { return table ? table->find(key) : nullptr; };
    RetentionPolicy retention;
    if (const FieldValue *age = find(policy, "max-age"))
        retention.maxAgeMs = streamAgeMs(age->toText().value_or(QByteArray()));
    if (const FieldValue *bytes = find(policy, "max-length-bytes"))
        retention.maxLengthBytes = bytes->toInteger();
    if (const FieldValue *bytes = find(operatorPolicy, "max-length-bytes"))
        retention.bytesAtMost = bytes->toInteger();
    return retention;
}

Stream::Stream(Broker &broker, Queue &queue, Partition &partition)
    : m_broker(broker)
    , m_queue(queue)
    , m_partition(partition)
    , m_self(std::make_shared<Stream *>(this))
{
    m_partition.addReader(this);
}

Stream::~Stream()
{
    *m_self = nullptr;
    m_partition.removeReader(this);
}

void Stream::partitionAdvanced(Partition &)
{
    m_queue.streamGrew();
}

/// The queue goes before its partition does.
void Stream::partitionLeaves(Partition &)
{
    Q_UNREACHABLE();
}

std::optional<StreamRefusal> Stream::refusalOf(const Message &message) const
{
    if (lacksKey(message))
        return StreamRefusal{&m_queue, StreamRefusal::Reason::NoKey};
    if (!m_partition.hasRoomFor(message))
        return StreamRefusal{&m_queue, StreamRefusal::Reason::TooLarge};
    return std::nullopt;
}

bool Stream::lacksKey(const Message &message) const
{
    return m_partition.topic().settings().compacts && !m_broker.recordFormat().hasKey(message);
}

quint64 Stream::unacked() const
{
    quint64 sum = 0;
    for (const auto &cursor : m_cursors)
        sum += cursor->consumer->unacked;
    return sum;
}

std::optional<quint64> Stream::positionOf(const Consumer &consumer) const
{
    for (const auto &cursor : m_cursors) {
        if (cursor->consumer == &consumer)
            return cursor->next;
    }
    return std::nullopt;
}

// ---- consumers

Result<void> Stream::add(Consumer &consumer)
{
    const QString what = describe("queue", m_queue.name(), m_queue.virtualHost().name());
    if (consumer.noAck)
        return Error{BrokerError::NotImplemented, u"automatic acknowledgement not supported by stream " % what};
    if (consumer.channel->globalPrefetch() > 0)
        return Error{BrokerError::NotImplemented, what % u" does not support global qos"};
    if (consumer.prefetch == 0)
        return Error{BrokerError::PreconditionFailed, u"consumer prefetch count is not set for stream " % what};
    const Result<std::optional<quint64>> start = startOf(consumer);
    if (!start)
        return start.error();
    m_cursors.push_back(std::make_unique<Cursor>(Cursor{&consumer, *start, {}, 0}));
    if (!*start) {
        const FieldValue *asked = consumer.arguments.find(offsetHeader);
        const auto *time = std::get_if<FieldTimestamp>(&asked->value);
        startAt(consumer, time ? qint64(std::min(time->seconds, lastSecond)) * 1000
                               : m_broker.nowMs() - *streamAgeMs(*asked->toText()));
    }
    return {};
}

/// nullopt: to be looked up by time.
Result<std::optional<quint64>> Stream::startOf(const Consumer &consumer)
{
    using Start = std::optional<quint64>;
    const FieldValue *asked = consumer.arguments.find(offsetHeader);
    if (!asked)
        return Start(m_partition.highWatermark());
    if (std::holds_alternative<FieldTimestamp>(asked->value))
        return Start();
    if (const auto number = asked->toInteger()) {
        if (*number < 0)
            return invalidOffset(m_queue, QString::number(*number));
        return Start(quint64(*number));
    }
    const QByteArray text = asked->toText().value_or(QByteArray());
    if (text == "first")
        return Start(m_partition.logStart());
    if (text == "next")
        return Start(m_partition.highWatermark());
    if (text == "last")
        return Start(m_partition.chunks().empty() ? m_partition.highWatermark() : m_partition.chunks().back().base);
    if (streamAgeMs(text))
        return Start();
    return invalidOffset(m_queue, QString::fromUtf8(text));
}

void Stream::startAt(const Consumer &consumer, qint64 timestamp)
{
    m_partition.findTime(
        timestamp, [this, self = m_self, id = consumer.id](const Result<std::optional<Partition::Position>> &found) {
            if (!*self)
                return;
            for (const auto &cursor : m_cursors) {
                if (cursor->consumer->id == id)
                    cursor->next = found && *found ? (*found)->offset : m_partition.highWatermark();
            }
            m_queue.schedule();
        });
}

void Stream::remove(const Consumer &consumer)
{
    std::erase_if(m_cursors, [&](const auto &cursor) { return cursor->consumer == &consumer; });
    if (m_cursors.empty())
        m_windows.clear();
}

// ---- delivery

void Stream::pump()
{
    for (const auto &cursor : m_cursors)
        deliverTo(*cursor);
}

void Stream::deliverTo(Cursor &cursor)
{
    Consumer &consumer = *cursor.consumer;
    for (int sent = 0; consumer.hasCredit() && consumer.channel->canTake(); ++sent) {
        if (sent == maxPerTurn) {
            m_queue.schedule();
            return;
        }
        const StoredMessage *stored = messageFor(cursor);
        if (!stored)
            return;
        cursor.next = stored->offset + 1;
        ++cursor.index;
        m_queue.deliverFromStream(consumer, stored->offset, stored->message);
    }
}

/// The next one for this consumer, or null: there is none yet.
const StoredMessage *Stream::messageFor(Cursor &cursor)
{
    while (cursor.next && *cursor.next < m_partition.lastStable()) {
        if (!cursor.window || *cursor.next >= cursor.window->end || *cursor.next < cursor.window->base) {
            if (!findWindow(cursor))
                return nullptr;
        }
        const auto &messages = cursor.window->messages;
        while (cursor.index < messages.size() && messages[cursor.index].offset < *cursor.next)
            ++cursor.index;
        if (cursor.index < messages.size())
            return &messages[cursor.index];
        cursor.next = cursor.window->end; // markers and the like
    }
    return nullptr;
}

bool Stream::findWindow(Cursor &cursor)
{
    cursor.next = std::max(*cursor.next, m_partition.logStart());
    cursor.index = 0;
    for (const auto &window : m_windows) {
        if (*cursor.next >= window->base && *cursor.next < window->end) {
            cursor.window = window;
            return true;
        }
    }
    std::vector<Partition::Slice> slices;
    if (m_partition.read(*cursor.next, m_partition.lastStable(), windowBytes, slices) != Partition::ReadState::Data)
        return false;
    cursor.window = decode(slices, *cursor.next);
    m_windows.insert(m_windows.begin(), cursor.window);
    if (m_windows.size() > keptWindows)
        m_windows.pop_back();
    return true;
}

/// Batch by batch: one that cannot be read costs nothing but itself.
std::shared_ptr<const Stream::Window> Stream::decode(const std::vector<Partition::Slice> &slices, quint64 from) const
{
    const RecordFormat &format = m_broker.recordFormat();
    auto window = std::make_shared<Window>();
    window->base = window->end = from;
    for (const Partition::Slice &slice : slices) {
        QByteArrayView rest = slice.view();
        for (const Batch &batch : format.describe(rest)) {
            if (window->messages.size() >= maxDecoded)
                return window;
            const qsizetype size = format.find(rest, batch.end());
            if (!m_partition.producers().isAborted(batch))
                decodeInto(*window, rest.first(size));
            rest = rest.sliced(size);
            window->end = std::max(window->end, batch.end());
        }
    }
    return window;
}

void Stream::decodeInto(Window &window, QByteArrayView batch) const
{
    const auto messages = m_broker.recordFormat().decode(batch, window.base, std::numeric_limits<size_t>::max());
    if (!messages)
        return;
    for (const StoredMessage &stored : *messages)
        window.messages.push_back({stored.offset, false, withOffset(stored)});
}

/// As RabbitMQ delivers from a stream: with the offset in the header x-stream-offset.
MessagePtr Stream::withOffset(const StoredMessage &stored) const
{
    const PropertyEditor *editor = m_broker.propertyEditor();
    if (!editor)
        return stored.message;
    PropertyEditor::Edit edit{editor->headers(*stored.message), false};
    edit.headers.set(offsetHeader, FieldValue(qint64(stored.offset)));
    const auto properties = editor->edited(*stored.message, edit);
    if (!properties)
        return stored.message;
    auto *copy = new Message(*stored.message);
    copy->setProperties(*properties, PropertiesFormat::Amqp091);
    return MessagePtr(copy);
}

} // namespace engine::core
