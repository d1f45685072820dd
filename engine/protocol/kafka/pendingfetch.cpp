// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/pendingfetch.h"

#include "core/topic.h"
#include "protocol/kafka/leaderepoch.h"
#include "wire/kafka/messageset.h"
#include "wire/kafka/recordbatch.h"

#include <algorithm>
#include <utility>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

constexpr qint16 firstFetchWithTimes = 2, firstFetchWithBatches = 4; // versions of Fetch

/// The end of the last batch in consecutive ones.
quint64 endOf(QByteArrayView batches)
{
    quint64 end = 0;
    while (!batches.isEmpty()) {
        const auto info = peek(batches, Checksum::Trust);
        if (!info)
            break;
        end = quint64(info->lastOffset()) + 1;
        batches = batches.sliced(info.consumed());
    }
    return end;
}

/// The size of the slices behind the first so many, without a last one that is too much: a chunk gives its first batch even
/// then. One stays.
qint64 trimmedTo(qint64 budget, std::vector<core::Partition::Slice> &slices, size_t before)
{
    qint64 size = 0;
    for (size_t i = before; i < slices.size(); ++i)
        size += slices[i].size;
    for (; size > budget && slices.size() - before > 1; slices.pop_back())
        size -= slices.back().size;
    return size;
}

} // namespace

PendingFetch::PendingFetch(const Reply<FetchResponse> &reply, Plan plan)
    : m_broker(reply.session()->broker())
    , m_reply(reply)
    , m_plan(std::move(plan))
{}

PendingFetch::~PendingFetch()
{
    m_broker.agenda().cancel(m_timeout);
    if (m_isQueued)
        m_broker.forgetOutput(this);
    for (core::Partition *partition : m_watched)
        partition->removeReader(this);
}

// ---- when

bool PendingFetch::tryNow()
{
    if (!session().line().isFirst(m_reply.place()) || !session().hasRoom())
        return false; // turnCame() will be called
    Draft draft;
    draw(draft);
    const bool isTime = m_broker.nowMs() >= m_plan.deadlineMs;
    if (draft.isUrgent || draft.bytes >= m_plan.minBytes || (isTime && (draft.bytes > 0 || !draft.isLoading))) {
        send(draft);
        return true;
    }
    watch();
    return false;
}

void PendingFetch::turnCame()
{
    lookLater();
}

void PendingFetch::partitionAdvanced(core::Partition &)
{
    lookLater();
}

void PendingFetch::partitionLeaves(core::Partition &partition)
{
    std::erase(m_watched, &partition);
    lookLater();
}

void PendingFetch::lookLater()
{
    if (m_isQueued)
        return;
    m_isQueued = true;
    m_broker.flushLater(this);
}

void PendingFetch::flush()
{
    m_isQueued = false;
    tryNow();
}

/// Looks again when a partition has more, and when the time is over.
void PendingFetch::watch()
{
    if (m_isWatching)
        return;
    m_isWatching = true;
    for (const Target &target : m_plan.targets) {
        const core::Topic *topic = session().topics().find(target.key.first);
        if (core::Partition *partition = topic ? topic->partition(target.key.second) : nullptr) {
            partition->addReader(this);
            m_watched.push_back(partition);
        }
    }
    m_timeout = m_broker.agenda().at(m_plan.deadlineMs, [this] {
        m_timeout = {};
        lookLater();
    });
}

// ---- what

void PendingFetch::draw(Draft &draft)
{
    draft.response.sessionId = m_plan.sessionId;
    for (const Target &target : m_plan.targets)
        look(target, draft);
}

void PendingFetch::look(const Target &target, Draft &draft)
{
    PartitionData data;
    data.partitionIndex = target.key.second;
    const core::Topic *topic = session().topics().find(target.key.first);
    core::Partition *partition = topic ? topic->partition(target.key.second) : nullptr;
    data.highWatermark = -1;
    if (!session().allows(core::Permission::Read, target.key.first))
        data.errorCode = ErrorCode::TopicAuthorizationFailed;
    else if (!partition)
        data.errorCode = ErrorCode::UnknownTopicOrPartition;
    else
        data.errorCode = checkEpoch(target.what.leaderEpoch);
    if (data.errorCode == ErrorCode::None)
        read(*partition, target, data, draft);
    if (data.errorCode != ErrorCode::None)
        draft.isUrgent = true;
    if (!m_plan.onlyNew || isNews(target, data))
        add(draft, target.key.first, std::move(data));
}

void PendingFetch::read(core::Partition &partition, const Target &target, PartitionData &data, Draft &draft)
{
    using ReadState = core::Partition::ReadState;
    data.highWatermark = qint64(partition.highWatermark());
    data.lastStableOffset = qint64(partition.lastStable());
    data.logStartOffset = qint64(partition.logStart());
    if (m_plan.committedOnly)
        data.abortedTransactions.emplace();
    const qint64 left = m_plan.maxBytes - draft.bytes;
    const bool isFirst = draft.bytes == 0;
    const quint64 limit = m_plan.committedOnly ? partition.lastStable() : partition.highWatermark();
    const size_t before = draft.slices.size();
    const qint64 budget = qMin<qint64>(left, target.what.maxBytes);
    if (!isFirst && left <= 0) {
        if (!draft.cutOff)
            draft.cutOff = target.key;
        return;
    }
    const ReadState state = target.what.offset < 0
                                ? ReadState::OutOfRange
                                : partition.read(quint64(target.what.offset), limit, budget, draft.slices);
    if (state == ReadState::OutOfRange)
        data.errorCode = ErrorCode::OffsetOutOfRange;
    draft.isLoading = draft.isLoading || state == ReadState::Loading;
    if (state != ReadState::Data)
        return;
    const qint64 size = trimmedTo(budget, draft.slices, before);
    // The first batch of all comes whatever its size, so that every reader gets on; others come as far as there is room.
    if (!isFirst && size > left) {
        draft.slices.resize(before);
        if (!draft.cutOff)
            draft.cutOff = target.key;
        return;
    }
    draft.bytes += size;
    for (size_t i = before; i < draft.slices.size(); ++i)
        data.records.pieces.append(draft.slices[i].view());
    draft.shares.push_back({&partition, quint64(target.what.offset), before, draft.slices.size()});
    if (m_plan.committedOnly)
        tellAborted(partition, target, data, draft, before);
}

/// Which of the transactions that reach into these records were aborted; the client leaves their records out.
void PendingFetch::tellAborted(core::Partition &partition, const Target &target, PartitionData &data,
                               const Draft &draft, size_t firstSlice) const
{
    const quint64 from = quint64(target.what.offset);
    if (partition.producers().aborted(from, partition.lastStable()).empty())
        return;
    Q_ASSERT(firstSlice < draft.slices.size());
    for (const auto &aborted : partition.producers().aborted(from, endOf(draft.slices.back().view())))
        data.abortedTransactions->append({aborted.producer, qint64(aborted.first)});
}

bool PendingFetch::isNews(const Target &target, const PartitionData &data) const
{
    return data.errorCode != ErrorCode::None || !data.records.pieces.isEmpty() ||
           data.highWatermark != target.what.knownHighWatermark || data.logStartOffset != target.what.knownLogStart;
}

void PendingFetch::add(Draft &draft, const QByteArray &topic, PartitionData &&data) const
{
    auto &topics = draft.response.responses;
    // A walk that began in the middle of a topic ends in it.
    auto *to = !topics.isEmpty() && topics.last().topic == topic ? &topics.last() : nullptr;
    if (!to && !topics.isEmpty() && topics.first().topic == topic)
        to = &topics.first();
    if (!to)
        to = &topics.emplaceBack(FetchResponse::FetchableTopicResponse{topic, {}});
    to->partitions.append(std::move(data));
}

void PendingFetch::send(Draft &draft)
{
    if (m_plan.sessionId != 0)
        noteTold(draft.response);
    if (FetchSession *remembered = session().fetchSession().get(); remembered && draft.cutOff)
        remembered->startFrom(*draft.cutOff);
    noteDelivered(draft);
    if (m_reply.version() < firstFetchWithBatches)
        convert(draft);
    wire::OutBuffer &out = session().out();
    out.reserve(out.size() + draft.bytes + 4096);
    m_reply.send(draft.response);
}

/// The formats of the time, uncompressed.
void PendingFetch::convert(Draft &draft)
{
    draft.bytes = 0;
    for (auto &topic : draft.response.responses) {
        for (PartitionData &data : topic.partitions)
            convert(data, m_reply.version() < firstFetchWithTimes ? 0 : 1, draft);
    }
}

void PendingFetch::convert(PartitionData &data, qint8 magic, Draft &draft)
{
    wire::OutBuffer out;
    // Compressed ones may become many times as large: where that is too much the client asks again for the others.
    const auto hasRoom = [&] { return draft.bytes + out.size() == 0 || draft.bytes + out.size() < m_plan.maxBytes; };
    for (const QByteArrayView piece : std::as_const(data.records.pieces)) {
        for (QByteArrayView rest = piece; !rest.isEmpty() && hasRoom();) {
            const auto info = peek(rest, Checksum::Trust);
            if (!info || !downConvert(rest, *info, magic, session().environment().decompressor, out)) {
                data.errorCode = ErrorCode::CorruptMessage;
                data.records.pieces.clear();
                return;
            }
            rest = rest.sliced(info.consumed());
        }
    }
    data.records.pieces.clear();
    if (out.size() == 0)
        return;
    draft.converted.push_back(out.toByteArray());
    data.records.pieces.append(draft.converted.back());
    draft.bytes += out.size();
}

void PendingFetch::noteDelivered(const Draft &draft)
{
    quint64 records = 0;
    for (const Share &share : draft.shares)
        records += noteDelivered(draft, share);
    m_broker.counters().deliveredOrGot += records;
}

quint64 PendingFetch::noteDelivered(const Draft &draft, const Share &share)
{
    const core::LifecycleStream &lifecycle = m_broker.lifecycle();
    const bool isWatched = lifecycle.isWatched();
    quint64 records = 0, bytes = 0;
    for (size_t i = share.firstSlice; i < share.endSlice; ++i) {
        const core::Partition::Slice &slice = draft.slices[i];
        const quint64 count = share.partition->recordsIn(slice, share.from);
        records += count;
        bytes += quint64(slice.size);
        if (!isWatched) [[likely]]
            continue;
        lifecycle.emitRecords([&] {
            return core::RecordsEvent{LifecycleStep::Delivered,     share.partition, slice.view(), share.from, count,
                                      {session().connectionId(), 0}};
        });
    }
    share.partition->noteDelivered(records, bytes);
    if (records > 0)
        session().noteDelivered(share.partition->topic().name(), records);
    return records;
}

void PendingFetch::noteTold(const FetchResponse &response) const
{
    FetchSession *remembered = session().fetchSession().get();
    if (!remembered || remembered->id() != m_plan.sessionId)
        return;
    for (const auto &topic : response.responses) {
        for (const PartitionData &data : topic.partitions) {
            const auto found = remembered->targets().find({topic.topic, data.partitionIndex});
            if (found == remembered->targets().end())
                continue;
            // What was an error is told anew when it is none any more.
            const bool isError = data.errorCode != ErrorCode::None;
            found->second.knownHighWatermark = isError ? -1 : data.highWatermark;
            found->second.knownLogStart = isError ? -1 : data.logStartOffset;
        }
    }
}

} // namespace engine::protocol::kafka
