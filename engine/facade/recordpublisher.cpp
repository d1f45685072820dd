// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/recordpublisher.h"

#include "core/broker.h"
#include "protocol/records/recordformat.h"
#include "wire/kafka/partitioner.h"
#include "wire/kafka/recordbatch.h"

#include <map>
#include <memory>
#include <vector>

namespace engine::facade {

using namespace Qt::StringLiterals;
using wire::kafka::RecordBatchBuilder;

namespace {

constexpr qsizetype batchBytes = 256 * 1024; // of more than one record
constexpr qsizetype mostTopicsRemembered = 1000;

/// A record's parts as the views that a batch is built from.
struct Parts
{
    explicit Parts(const RecordRequest &request)
        : key(request.key ? viewOf(*request.key) : QByteArrayView())
        , value(request.value ? viewOf(*request.value) : QByteArrayView())
    {
        names.reserve(size_t(request.headers.size()));
        for (const RecordHeader &header : request.headers)
            names.push_back(header.name.toUtf8());
        for (qsizetype i = 0; i < request.headers.size(); ++i) {
            const std::optional<QByteArray> &content = request.headers.at(i).value;
            headers.push_back({viewOf(names[size_t(i)]), content ? viewOf(*content) : QByteArrayView()});
        }
    }
    /// Empty is not null here.
    static QByteArrayView viewOf(const QByteArray &bytes) { return QByteArrayView(bytes.constData(), bytes.size()); }

    QByteArrayView key, value;
    std::vector<QByteArray> names;
    std::vector<wire::kafka::RecordHeader> headers;
};

/// What a partition is to get, until it is appended.
struct Building
{
    explicit Building(core::Partition &to)
        : partition(to)
        , builder(out, 0)
    {}

    core::Partition &partition;
    wire::OutBuffer out;
    RecordBatchBuilder builder;
};

} // namespace

/// The records of one call on their way into batches.
class RecordPublisher::Gathering
{
public:
    Gathering(core::Broker &broker, ChannelRef by)
        : m_broker(broker)
        , m_by(by)
    {}

    void add(core::Partition &partition, const RecordRequest &request)
    {
        const Parts parts(request);
        const qsizetype bound = RecordBatchBuilder::recordBound(parts.key, parts.value, parts.headers);
        if (bound > wire::kafka::MaxRecordBatchSize)
            return fail(1, {BrokerError::MessageTooLarge, u"the record is larger than 160 MiB"_s});
        std::unique_ptr<Building> &building = m_building[&partition];
        const qsizetype most = qMin<qsizetype>(batchBytes, partition.topic().settings().maxMessageBytes);
        if (building && building->builder.size() + bound > most)
            flush(building);
        if (!building)
            building = std::make_unique<Building>(partition);
        RecordBatchBuilder &builder = building->builder;
        builder.append(builder.recordCount(), request.timestampMs.value_or(m_broker.nowMs()), parts.key, parts.value,
                       parts.headers);
        m_lastPartition = &partition;
    }
    void fail(quint64 records, const Error &problem)
    {
        m_appended.failed += records;
        if (!m_appended.problem)
            m_appended.problem = problem;
    }
    Appended finish()
    {
        // The last record's batch comes last, so that its place is the one that is told.
        std::unique_ptr<Building> last;
        for (auto &[partition, building] : m_building) {
            if (partition == m_lastPartition)
                last = std::move(building);
            else
                flush(building);
        }
        flush(last);
        return m_appended;
    }

private:
    void flush(std::unique_ptr<Building> &building)
    {
        const std::unique_ptr<Building> done = std::exchange(building, nullptr);
        if (!done || done->builder.isEmpty())
            return;
        const quint64 count = quint64(done->builder.recordCount());
        const QByteArrayView bytes = done->builder.finish();
        const auto info = wire::kafka::peek(bytes, wire::kafka::Checksum::Trust);
        if (!info)
            return fail(count, {BrokerError::InvalidArgument, u"the record cannot be written as a record batch"_s});
        const Result<core::Partition::Appended> appended =
            done->partition.append(protocol::records::batchOf(*info, bytes.toByteArray()), m_by);
        if (!appended)
            return fail(count, appended.error());
        m_broker.counters().published += count;
        m_appended.records += count;
        m_appended.last = RecordReceipt{done->partition.number(), appended->base + count - 1};
    }

    core::Broker &m_broker;
    const ChannelRef m_by;
    std::map<core::Partition *, std::unique_ptr<Building>> m_building;
    core::Partition *m_lastPartition = nullptr;
    Appended m_appended;
};

RecordPublisher::Appended RecordPublisher::append(std::span<const RecordRequest> requests)
{
    Gathering gathering(m_broker, m_by);
    for (const RecordRequest &request : requests) {
        if (const Result<core::Partition *> place = placeOf(request))
            gathering.add(**place, request);
        else
            gathering.fail(1, place.error());
    }
    return gathering.finish();
}

Result<core::Partition *> RecordPublisher::placeOf(const RecordRequest &request)
{
    core::VirtualHost *host = m_broker.virtualHost(request.virtualHost.toUtf8());
    if (!host)
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(request.virtualHost)};
    const core::Topic *topic = host->topics().find(request.topic.toUtf8());
    if (!topic) {
        return Error{BrokerError::NotFound,
                     u"there is no topic '%1' in vhost '%2'"_s.arg(request.topic, request.virtualHost)};
    }
    if (topic->settings().compacts && !request.key) {
        return Error{BrokerError::InvalidArgument,
                     u"topic '%1' is compacted: its records need a key"_s.arg(request.topic)};
    }
    const quint32 partitions = quint32(topic->partitions().size());
    quint32 number = 0;
    if (request.partition && (request.isPartitionBinding || *request.partition < partitions))
        number = *request.partition;
    else if (request.key)
        number = wire::kafka::partitionForKey(*request.key, partitions);
    else
        number = nextOf(*topic);
    if (core::Partition *partition = topic->partition(number))
        return partition;
    return Error{BrokerError::NotFound, u"topic '%1' has no partition %2"_s.arg(request.topic).arg(number)};
}

quint32 RecordPublisher::nextOf(const core::Topic &topic)
{
    if (m_next.size() > mostTopicsRemembered)
        m_next.clear();
    quint32 &next = m_next[topic.id().v];
    const quint32 now = next % quint32(topic.partitions().size());
    next = now + 1;
    return now;
}

} // namespace engine::facade
