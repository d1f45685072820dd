// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/partition.h"

#include "core/broker.h"
#include "core/keyoffsets.h"
#include "core/recordformat.h"
#include "core/topic.h"

#include <algorithm>
#include <limits>

namespace engine::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 retryMs = 1000; // of a reading that failed
// Kafka's producer.id.expiration.ms.
constexpr qint64 producerKeptMs = 24 * 3600 * 1000ll;

// Messages of other protocols make batches of this size: what a reader in the middle of one has to pass over is small.
constexpr quint64 sealedBytes = 64 * 1024;

/// Of a batch or a chunk whose records came one after the other; records without a time have their chunk's.
template <typename Records>
qint64 timeWithin(const Records &records, quint64 offset)
{
    if (records.firstTimestamp < 0)
        return records.maxTimestamp;
    if (offset <= records.base || records.span < 2)
        return records.firstTimestamp;
    const double part = double(offset - records.base) / (records.span - 1);
    return records.firstTimestamp + qint64(part * double(records.maxTimestamp - records.firstTimestamp));
}

/// Offsets of a chunk that hold neither a record nor a marker: compaction has been there.
bool hasHoles(const BatchChunk &chunk)
{
    const auto isMarker = [](const ProducerRun &run) { return run.kind != BatchKind::Data; };
    const auto markers = std::count_if(chunk.producers.begin(), chunk.producers.end(), isMarker);
    return chunk.count + quint64(markers) < chunk.span;
}

} // namespace

Partition::Partition(Topic &topic, quint32 number, QueueId log)
    : m_broker(topic.broker())
    , m_topic(topic)
    , m_number(number)
    , m_log(log)
    , m_chunks(m_broker.chunkCache())
    , m_rewriter(m_broker, m_chunks, log)
    , m_self(std::make_shared<Partition *>(this))
{
    m_broker.partitionAdded(this);
}

Partition::~Partition()
{
    *m_self = nullptr;
    for (PartitionReader *reader : std::exchange(m_readers, {}))
        reader->partitionLeaves(*this);
    m_broker.memoryUse().uncommitted -= m_uncommittedBytes;
    m_broker.partitionRemoved(this);
}

void Partition::restore(StoredPartition &&stored)
{
    m_logStart = stored.state.lowWater;
    // The store has raised deliveredHigh where it set a damaged chunk aside: its offsets are not given out again.
    m_end = std::max(m_logStart, stored.state.deliveredHigh);
    for (const BatchChunk &chunk : stored.chunks) {
        m_chunks.append({chunk.chunk, chunk.base, chunk.span, chunk.count, chunk.bytes, chunk.firstTimestamp,
                         timeForRetention(chunk.maxTimestamp)});
        for (const ProducerRun &run : chunk.producers)
            m_producers.note(run, m_broker.nowMs()); // not by the records' times, which are their producer's
        // Compaction goes from the start on: where it has left holes it has been everywhere before. Of a chunk with more keys
        // than it knows at a time it may have come to the middle.
        if (hasHoles(chunk))
            noteClean(chunk.span <= KeyOffsets::most ? chunk.base + chunk.span : chunk.base);
    }
    if (!m_chunks.isEmpty())
        m_end = std::max(m_end, m_chunks.all().back().end());
    m_highWatermark = m_end;
    m_producers.forgetAborted(m_logStart);
    m_producers.noteCommitted(m_highWatermark);
    countDeleted();
    notifyReaders();
}

// ---- what there is

quint64 Partition::lastStable() const
{
    return std::clamp(m_producers.firstOpen(m_highWatermark).value_or(m_highWatermark), m_logStart, m_highWatermark);
}

qint64 Partition::newestTimestamp() const
{
    return m_chunks.isEmpty() ? 0 : chunks().back().maxTimestamp;
}

qint64 Partition::oldestTimestamp() const
{
    return m_chunks.isEmpty() ? 0 : chunks().front().firstTimestamp;
}

qint64 Partition::timeNear(quint64 offset) const
{
    const size_t index = m_chunks.at(offset);
    if (index == chunks().size())
        return 0;
    const Chunk &chunk = chunks()[index];
    const QByteArray here = m_broker.chunkCache().look(chunk.id);
    const RecordFormat &format = m_broker.recordFormat();
    const QByteArrayView rest = QByteArrayView(here).sliced(here.isEmpty() ? 0 : format.find(here, offset));
    if (rest.isEmpty())
        return timeWithin(chunk, offset);
    const std::vector<Batch> batch = format.describe(rest.first(format.prefix(rest, 1, chunk.end())));
    const bool hasTimes = !batch.empty() && batch.front().maxTimestamp >= 0;
    return hasTimes ? timeWithin(batch.front(), offset) : timeWithin(chunk, offset);
}

// ---- in

Result<Partition::Appended> Partition::append(Batch batch, ChannelRef by)
{
    const TopicSettings &settings = m_topic.settings();
    if (batch.bytes.size() > settings.maxMessageBytes) {
        return Error{BrokerError::MessageTooLarge,
                     u"a batch of %1 bytes is larger than max.message.bytes, %2"_s.arg(batch.bytes.size())
                         .arg(settings.maxMessageBytes)};
    }
    if (batch.producer.isSet()) {
        const PartitionProducers::Check check = m_producers.check(batch);
        switch (check.verdict) {
        case PartitionProducers::Verdict::Fresh:
            break;
        case PartitionProducers::Verdict::Duplicate:
            return Appended{check.base, -1, true};
        case PartitionProducers::Verdict::Fenced:
            return Error{BrokerError::ProducerFenced,
                         u"producer %1 has a newer epoch than %2"_s.arg(batch.producer.id).arg(batch.producer.epoch)};
        case PartitionProducers::Verdict::OutOfOrder:
            return Error{BrokerError::OutOfOrderSequence,
                         u"sequence %1 of producer %2 does not follow its last batch"_s.arg(batch.producer.sequence)
                             .arg(batch.producer.id)};
        }
    }
    seal();
    Appended appended{m_end, -1, false};
    if (settings.logAppendTime) {
        appended.appendTimeMs = m_broker.nowMs();
        m_broker.recordFormat().stamp(batch, appended.appendTimeMs);
    }
    gather(std::move(batch));
    if (m_broker.lifecycle().isWatched()) [[unlikely]]
        tellAppended(by);
    return appended;
}

void Partition::tellAppended(ChannelRef by) const
{
    const Batch &batch = m_gathered.back();
    for (const LifecycleStep step : {LifecycleStep::Published, LifecycleStep::Enqueued}) {
        m_broker.lifecycle().emitRecords(
            [&] { return RecordsEvent{step, this, batch.bytes, batch.base, batch.count, by}; });
    }
}

Result<void> Partition::appendMarker(BatchKind kind, const ProducerStamp &producer)
{
    Batch marker = m_broker.recordFormat().marker(kind, producer, m_broker.nowMs());
    if (m_producers.check(marker).verdict == PartitionProducers::Verdict::Fenced)
        return Error{BrokerError::ProducerFenced, u"producer %1 has a newer epoch"_s.arg(producer.id)};
    seal();
    gather(std::move(marker));
    return {};
}

quint64 Partition::append(const MessagePtr &message)
{
    m_messages.push_back(message);
    m_messageBytes += message->footprint();
    const quint64 offset = m_end++;
    if (m_messageBytes >= qMin(sealedBytes, quint64(m_topic.settings().maxMessageBytes)))
        seal();
    else
        markDirty();
    return offset;
}

/// Makes one batch of the messages that other protocols have appended: they have their offsets already.
void Partition::seal()
{
    if (m_messages.empty())
        return;
    const std::vector<MessagePtr> messages = std::exchange(m_messages, {});
    m_messageBytes = 0;
    m_end -= messages.size();
    Batch batch = encoded(messages);
    if (batch.bytes.size() <= m_topic.settings().maxMessageBytes) {
        gather(std::move(batch));
        return;
    }
    for (const MessagePtr &message : messages)
        gather(encoded({&message, 1}));
}

/// They come now, whatever time their publisher gave them.
Batch Partition::encoded(std::span<const MessagePtr> messages) const
{
    const RecordFormat &format = m_broker.recordFormat();
    Batch batch = format.encode(messages, m_end, m_broker.nowMs());
    if (m_topic.settings().logAppendTime)
        format.stamp(batch, m_broker.nowMs());
    return batch;
}

bool Partition::hasRoomFor(const Message &message) const
{
    const qsizetype most = m_topic.settings().maxMessageBytes;
    // Headers are in a record twice, once of them as text.
    const qsizetype bound = message.payload.size() + 16 * qsizetype(message.propertiesSize) +
                            4 * (message.exchange.size() + message.routingKey.size()) + 1024;
    if (bound <= most)
        return true;
    const MessagePtr alone(new Message(message));
    return m_broker.recordFormat().encode({&alone, 1}, 0, m_broker.nowMs()).bytes.size() <= most;
}

/// Messages of Kafka's oldest format have no time: they are as old as their stay here, as Kafka goes by the file then. Their
/// chunk's first time tells that they have none.
qint64 Partition::timeForRetention(qint64 maxTimestamp) const
{
    return maxTimestamp >= 0 ? maxTimestamp : m_broker.nowMs();
}

void Partition::gather(Batch &&batch)
{
    batch.maxTimestamp = timeForRetention(batch.maxTimestamp);
    m_broker.recordFormat().place(batch, m_end);
    m_end = batch.end();
    if (batch.producer.isSet())
        m_producers.note(runOf(batch), m_broker.nowMs());
    if (batch.kind == BatchKind::Data) {
        m_appended += batch.count;
        m_appendedBytes += quint64(batch.bytes.size());
    }
    m_uncommittedBytes += quint64(batch.bytes.size());
    m_broker.memoryUse().uncommitted += quint64(batch.bytes.size());
    m_gathered.push_back(std::move(batch));
    markDirty();
}

void Partition::markDirty()
{
    m_broker.markDirty(this);
}

// ---- to the store

BatchAppend Partition::newChunk() const
{
    BatchAppend chunk;
    chunk.log = m_log;
    return chunk;
}

/// Chunks of what has gathered, behind those that wait already.
void Partition::buildChunks()
{
    if (m_gathered.empty())
        return;
    BatchAppend chunk = newChunk();
    for (const Batch &batch : m_gathered) {
        if (!chunk.data.isEmpty() && chunk.data.size() + batch.bytes.size() > chunkBytes)
            m_waiting.push_back(std::exchange(chunk, newChunk()));
        addBatch(chunk, batch);
    }
    m_waiting.push_back(std::move(chunk));
    m_gathered.clear();
}

void Partition::collect(StoreTransaction &transaction, quint64 &nextChunk)
{
    seal();
    buildChunks();
    if (!m_broker.store().isDurable()) {
        commitInMemory(nextChunk);
        return;
    }
    for (BatchAppend &chunk : m_waiting) {
        chunk.chunk = ChunkId{++nextChunk};
        transaction.batches.push_back(chunk);
    }
    m_submitted = m_waiting.size();
    if (m_rewriter.collect(transaction, nextChunk))
        m_startMoved = true; // the state tells where the end is
    transaction.removals.insert(transaction.removals.end(), m_removals.begin(), m_removals.end());
    m_removals.clear();
    if (std::exchange(m_startMoved, false))
        collectState(transaction);
}

/// With where the log ends: the chunks do not tell where the last records are compacted away.
void Partition::collectState(StoreTransaction &transaction) const
{
    transaction.states.push_back({m_log, m_logStart, m_end});
}

/// A store that keeps nothing: what is appended stays in the cache.
void Partition::commitInMemory(quint64 &nextChunk)
{
    StoreTransaction nowhere;
    m_rewriter.collect(nowhere, nextChunk);
    for (const BatchAppend &append : nowhere.batches)
        committed(append, true);
    m_removals.clear();
    m_startMoved = false;
    m_submitted = m_waiting.size();
    while (!m_waiting.empty()) {
        m_waiting.front().chunk = ChunkId{++nextChunk};
        const BatchAppend append = m_waiting.front();
        committed(append, true);
    }
}

void Partition::committed(const BatchAppend &append, bool ok)
{
    if (m_rewriter.isMine(append)) {
        if (const auto behind = m_rewriter.committed(append, ok))
            considerMerging(*behind);
        dropDeleted();
        countDeleted();
        return;
    }
    if (m_submitted == 0)
        return;
    --m_submitted;
    if (!ok) {
        markDirty(); // it stays at the front of what waits, and goes again with the next transaction
        return;
    }
    Q_ASSERT(m_waiting.front().base == append.base);
    m_waiting.pop_front();
    m_uncommittedBytes -= quint64(append.data.size());
    m_broker.memoryUse().uncommitted -= quint64(append.data.size());
    addChunk(append);
    publish();
}

void Partition::addChunk(const BatchAppend &append)
{
    m_chunks.append(PartitionChunks::chunkOf(append));
    m_chunks.keepInMemory(append.chunk, append.data);
    m_highWatermark = chunks().back().end();
    m_producers.noteCommitted(m_highWatermark);
    considerMerging(chunks().size());
}

/// What has been committed may be read.
void Partition::publish()
{
    const TopicSettings &settings = m_topic.settings();
    const bool isTooMuch = settings.retentionBytes >= 0 && bytes() > quint64(settings.retentionBytes);
    const bool areTooMany = settings.retentionMessages >= 0 && records() > quint64(settings.retentionMessages);
    if (isTooMuch || areTooMany)
        enforceRetention(m_broker.nowMs());
    notifyReaders();
}

void Partition::notifyReaders()
{
    for (PartitionReader *reader : m_readers)
        reader->partitionAdvanced(*this);
}

void Partition::considerMerging(size_t last)
{
    if (m_rewriter.considerMerging(last, m_logStart, m_cleanBelow))
        markDirty();
}

quint64 Partition::replace(PartitionRewriter::Replacement &&replacement)
{
    const quint64 number = m_rewriter.replace(std::move(replacement));
    if (number != 0)
        markDirty();
    return number;
}

// ---- out

Partition::ReadState Partition::read(quint64 from, quint64 limit, qsizetype most, std::vector<Slice> &out)
{
    if (from < m_logStart || from > m_end)
        return ReadState::OutOfRange;
    const size_t before = out.size();
    qsizetype left = most;
    for (size_t i = m_chunks.at(from); i < chunks().size() && chunks()[i].base < limit; ++i) {
        const Chunk &chunk = chunks()[i];
        const bool isFirst = out.size() == before;
        if (!isFirst && left <= 0)
            break;
        if (from >= chunk.nothingFrom)
            continue;
        const QByteArray data = m_broker.chunkCache().find(chunk.id);
        if (data.isNull()) {
            startLoading(chunk.id);
            return isFirst ? ReadState::Loading : ReadState::Data;
        }
        if (from > chunk.base && m_broker.recordFormat().find(data, from) == data.size()) {
            m_chunks.noteNothingFrom(i, from);
            continue;
        }
        if (!sliceOf(chunk, data, from, limit, isFirst ? std::max<qsizetype>(left, 1) : left, out))
            break;
        left -= out.back().size;
    }
    return out.size() > before ? ReadState::Data : ReadState::AtEnd;
}

/// False: nothing of this chunk is within the limits, or not all of it.
bool Partition::sliceOf(const Chunk &chunk, const QByteArray &data, quint64 from, quint64 limit, qsizetype most,
                        std::vector<Slice> &out) const
{
    const RecordFormat &format = m_broker.recordFormat();
    const bool isWhole = from <= chunk.base;
    const qsizetype position = isWhole ? 0 : format.find(data, from);
    qsizetype size = data.size() - position;
    if (size > most || chunk.end() > limit)
        size = format.prefix(QByteArrayView(data).sliced(position), most, limit);
    if (size > 0)
        out.push_back(
            {data, position, size, isWhole && size == data.size() ? std::optional(chunk.count) : std::nullopt});
    return size == data.size() - position; // or the chunks behind it would be read over what is left of it
}

quint64 Partition::recordsIn(const Slice &slice, quint64 from) const
{
    return slice.records ? *slice.records : m_broker.recordFormat().count(slice.view(), from);
}

/// For readers: partitionAdvanced() follows.
void Partition::startLoading(ChunkId chunk)
{
    const auto isThis = [chunk](const Loading &loading) { return loading.chunk == chunk && !loading.done; };
    if (std::any_of(m_loading.begin(), m_loading.end(), isThis))
        return;
    askStore(chunk);
    m_loading.push_back({chunk, nullptr, Keep::InCache});
}

void Partition::load(ChunkId chunk, std::function<void(Result<QByteArray>)> loaded, Keep keep)
{
    const QByteArray here = m_broker.chunkCache().find(chunk);
    if (!here.isNull()) {
        loaded(here);
        return;
    }
    askStore(chunk);
    m_loading.push_back({chunk, std::move(loaded), keep});
}

/// Once for all who wait for it.
void Partition::askStore(ChunkId chunk)
{
    const auto isThis = [chunk](const Loading &loading) { return loading.chunk == chunk; };
    if (std::any_of(m_loading.begin(), m_loading.end(), isThis))
        return;
    m_broker.store().loadBatches(chunk, [self = m_self, chunk](const Result<QByteArray> &batches) {
        if (*self)
            (*self)->loaded(chunk, batches);
    });
}

void Partition::loaded(ChunkId chunk, const Result<QByteArray> &batches)
{
    std::vector<Loading> done;
    std::erase_if(m_loading, [&](Loading &loading) {
        if (loading.chunk != chunk)
            return false;
        done.push_back(std::move(loading));
        return true;
    });
    const bool isLost =
        !batches && (batches.error().code == BrokerError::NotFound || batches.error().code == BrokerError::Damaged);
    const bool isKept =
        std::any_of(done.begin(), done.end(), [](const Loading &loading) { return loading.keep == Keep::InCache; });
    const bool readersWait =
        std::any_of(done.begin(), done.end(), [](const Loading &loading) { return !loading.done; });
    if (batches && isKept && uses(chunk))
        m_chunks.keepInMemory(chunk, *batches);
    else if (isLost)
        forgetUnreadable(chunk);
    Broker &broker = m_broker;
    const std::shared_ptr<Partition *> self = m_self;
    for (const Loading &loading : done) {
        if (loading.done && *self)
            loading.done(batches);
    }
    if (*self && (isLost || (batches && readersWait)))
        notifyReaders();
    else if (*self && readersWait)
        notifyLater();
    broker.settle();
}

/// The store could not read just now: readers try again, but do not spin.
void Partition::notifyLater()
{
    m_broker.agenda().at(m_broker.nowMs() + retryMs, [self = m_self] {
        if (*self)
            (*self)->notifyReaders();
    });
}

/// The store has set it aside: readers go on behind it.
void Partition::forgetUnreadable(ChunkId chunk)
{
    const Chunk *found = m_chunks.find(chunk);
    if (found && !m_rewriter.isReplacing(*found)) // or the commit that has replaced it is about to be noted
        m_chunks.remove(chunk);
}

// ---- by time

void Partition::findTime(qint64 timestamp, std::function<void(Result<std::optional<Position>>)> found)
{
    findTimeIn(m_chunks.at(m_logStart), timestamp, found);
}

void Partition::findTimeIn(size_t index, qint64 timestamp,
                           const std::function<void(Result<std::optional<Position>>)> &found)
{
    // A loop while chunks are at hand, so that its depth is not theirs.
    for (; index < chunks().size(); ++index) {
        const Chunk &chunk = chunks()[index];
        if (chunk.maxTimestamp < timestamp)
            continue;
        const QByteArray here = m_broker.chunkCache().find(chunk.id);
        if (here.isNull()) {
            load(chunk.id, [this, timestamp, found, end = chunk.end()](const Result<QByteArray> &batches) {
                const auto position = batches ? positionIn(*batches, timestamp) : std::optional<Position>();
                if (position)
                    found(position);
                else
                    findTimeIn(m_chunks.at(end), timestamp, found);
            });
            return;
        }
        if (const auto position = positionIn(here, timestamp)) {
            found(position);
            return;
        }
    }
    found(std::optional<Position>());
}

/// Records that cannot be read are passed over.
std::optional<Partition::Position> Partition::positionIn(const QByteArray &batches, qint64 timestamp) const
{
    std::optional<Position> position;
    (void)m_broker.recordFormat().walk(batches, [&](const RecordFormat::RecordKey &record) {
        if (record.timestamp < timestamp || record.offset < m_logStart)
            return true;
        position = Position{record.offset, record.timestamp};
        return false;
    });
    return position;
}

// ---- deleting

Result<void> Partition::deleteBelow(quint64 offset)
{
    if (offset > m_highWatermark) {
        return Error{BrokerError::OffsetOutOfRange,
                     u"offset %1 is above the high watermark, %2"_s.arg(offset).arg(m_highWatermark)};
    }
    moveStart(offset);
    return {};
}

void Partition::moveStart(quint64 offset)
{
    if (offset <= m_logStart)
        return;
    m_logStart = offset;
    dropDeleted();
    countDeleted();
    m_producers.forgetAborted(m_logStart);
    m_startMoved = true;
    markDirty();
    notifyReaders();
}

/// Chunks with nothing left; those that are being rewritten wait for that.
void Partition::dropDeleted()
{
    const quint64 below = std::min(m_logStart, m_rewriter.underWayFrom().value_or(m_logStart));
    while (!m_chunks.isEmpty() && chunks().front().end() <= below) {
        m_removals.push_back(chunks().front().id);
        m_chunks.removeFirst();
        markDirty();
    }
}

/// Of chunks that are still there.
quint64 Partition::deletedRecords() const
{
    quint64 deleted = 0;
    for (const Chunk &chunk : chunks()) {
        if (chunk.base >= m_logStart)
            break;
        const bool isCounted = m_partlyDeleted.chunk == chunk.id && m_partlyDeleted.start == m_logStart;
        if (isCounted && chunk.end() > m_logStart)
            deleted += m_partlyDeleted.records;
        else
            deleted += std::min<quint64>(m_logStart - chunk.base, chunk.count);
    }
    return deleted;
}

/// Where the start lies within a chunk and not every offset of that is a record's, they are counted one by one.
void Partition::countDeleted()
{
    const size_t index = m_chunks.at(m_logStart);
    if (index == chunks().size())
        return;
    const Chunk &chunk = chunks()[index];
    const bool isCounted = m_partlyDeleted.chunk == chunk.id && m_partlyDeleted.start == m_logStart;
    if (chunk.base >= m_logStart || chunk.count == chunk.span || isCounted)
        return;
    const auto count = [this, start = m_logStart, id = chunk.id](const Result<QByteArray> &batches) {
        if (!batches || m_logStart != start)
            return;
        m_partlyDeleted = {id, start, 0};
        (void)m_broker.recordFormat().walk(*batches, [&](const RecordFormat::RecordKey &record) {
            m_partlyDeleted.records += record.offset < start ? 1 : 0;
            return record.offset < start;
        });
        notifyReaders();
    };
    load(chunk.id, count, Keep::No);
}

void Partition::enforceRetention(qint64 nowMs)
{
    const TopicSettings &settings = m_topic.settings();
    m_producers.forgetIdle(nowMs - producerKeptMs);
    if (!settings.deletes)
        return;
    quint64 bytes = m_chunks.bytes(), records = m_chunks.records(), start = m_logStart; // chunks go as a whole
    for (const Chunk &chunk : chunks()) {
        const bool isTooOld = settings.retentionMs >= 0 && chunk.maxTimestamp < nowMs - settings.retentionMs;
        const bool isTooMuch = settings.retentionBytes >= 0 && bytes - chunk.bytes >= quint64(settings.retentionBytes);
        const bool areTooMany =
            settings.retentionMessages >= 0 && records - chunk.count >= quint64(settings.retentionMessages);
        if (!isTooOld && !isTooMuch && !areTooMany)
            break;
        bytes -= chunk.bytes;
        records -= chunk.count;
        start = chunk.end();
    }
    moveStart(start);
}

} // namespace engine::core
