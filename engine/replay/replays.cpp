// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/replays.h"

#include "core/stream.h"
#include "replay/queuereader.h"
#include "replay/topicreader.h"

#include <algorithm>
#include <cmath>

namespace engine::replay {

using namespace Qt::StringLiterals;

namespace {

constexpr double slowest = 0.001, fastest = 1'000'000;
constexpr quint16 firstChannel = 2; // 1 is the one that publishes by hand

Error invalid(const QString &what)
{
    return {BrokerError::InvalidArgument, what};
}

Result<void> check(const ReplaySpec &spec)
{
    const ReplayRange &range = spec.range;
    if (range.firstOffset && range.lastOffset && *range.firstOffset > *range.lastOffset)
        return invalid(u"the range ends at offset %1, before it begins"_s.arg(*range.lastOffset));
    if (range.fromMs && range.beforeMs && *range.fromMs >= *range.beforeMs)
        return invalid(u"the range ends before it begins"_s);
    if (spec.speed && !(*spec.speed >= slowest && *spec.speed <= fastest))
        return invalid(u"the pace is between 0.001 and 1,000,000 times the original one"_s);
    if (spec.filter.header.isEmpty() && !spec.filter.headerValue.isEmpty())
        return invalid(u"the filter has a value and no header"_s);
    return {};
}

/// A stream is a topic to a replay, and so are its marks.
ReplaySpec withSource(const ReplaySpec &spec, const core::Topic *topic, const std::optional<quint32> &partition)
{
    ReplaySpec named = spec;
    if (topic) {
        named.source.kind = ReplaySource::Kind::Topic;
        named.source.name = QString::fromUtf8(topic->name());
        named.source.partition = partition;
    }
    return named;
}

} // namespace

Replays::Replays(core::Broker &broker, ConnectionId by, core::ReaderOf readerOf)
    : m_broker(broker)
    , m_by(by)
    , m_readerOf(readerOf)
{
    m_broker.addLeavingObserver(this);
}

Replays::~Replays()
{
    m_broker.removeLeavingObserver(this);
}

Result<Replays::Source> Replays::find(const ReplaySource &source) const
{
    core::VirtualHost *host = m_broker.virtualHost(source.virtualHost.toUtf8());
    if (!host)
        return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(source.virtualHost)};
    if (source.kind == ReplaySource::Kind::Queue) {
        const Result<core::Queue *> queue = host->accessQueue(source.name.toUtf8(), m_by);
        if (!queue)
            return queue.error();
        if (const core::Stream *stream = (*queue)->stream())
            return Source{&stream->partition().topic(), stream->partition().number(), nullptr};
        return Source{nullptr, {}, *queue};
    }
    core::Topic *topic = host->topics().find(source.name.toUtf8());
    if (!topic)
        return Error{BrokerError::NotFound, u"no topic '%1' in vhost '%2'"_s.arg(source.name, source.virtualHost)};
    if (source.partition && !topic->partition(*source.partition))
        return Error{BrokerError::NotFound,
                     u"topic '%1' has no partition %2"_s.arg(source.name).arg(*source.partition)};
    return Source{topic, source.partition, nullptr};
}

Result<ReplayEstimate> Replays::estimate(const ReplaySpec &spec) const
{
    if (const Result<void> possible = check(spec); !possible)
        return possible.error();
    const Result<Source> source = find(spec.source);
    if (!source)
        return source.error();
    return source->topic ? TopicReader::estimate(*source->topic, source->partition, spec.range)
                         : QueueReader::estimate(*source->queue, spec.range);
}

Result<ReplayId> Replays::start(const ReplaySpec &spec)
{
    if (const Result<void> possible = check(spec); !possible)
        return possible.error();
    const Result<Source> source = find(spec.source);
    if (!source)
        return source.error();
    const Result<Destination> destination = Destination::find(m_broker, spec.target);
    if (!destination)
        return destination.error();
    const auto running =
        std::count_if(m_replays.begin(), m_replays.end(), [](const auto &replay) { return !replay->isOver(); });
    if (size_t(running) >= mostUnderWay)
        return Error{BrokerError::ResourceExhausted, u"%1 replays are under way already"_s.arg(mostUnderWay)};
    const auto makeReader = [&](const Reader::Ring &ring) -> std::unique_ptr<Reader> {
        using Headers = TopicReader::Headers;
        if (source->topic)
            return std::make_unique<TopicReader>(m_broker, *source->topic, source->partition, spec.range,
                                                 destination->isLog() ? Headers::All : Headers::ThatFit, ring);
        return std::make_unique<QueueReader>(m_broker, *source->queue, spec.range, ring);
    };
    const ReplayId id{++m_lastId};
    const ChannelRef ref{m_by, quint16(firstChannel + id.v % 1000)};
    m_replays.push_front(std::make_unique<Replay>(m_broker, id, withSource(spec, source->topic, source->partition),
                                                  makeReader, Replay::Publishing{*destination, ref, m_readerOf}));
    forgetOld();
    return id;
}

void Replays::forgetOld()
{
    size_t over = 0;
    std::erase_if(m_replays, [&over](const auto &replay) { return replay->isOver() && ++over > keptOver; });
}

Replay *Replays::underWay(ReplayId id) const
{
    const auto found = std::find_if(m_replays.begin(), m_replays.end(), [id](const auto &replay) {
        return replay->progress().id == id && !replay->isOver();
    });
    return found == m_replays.end() ? nullptr : found->get();
}

Result<void> Replays::change(ReplayId id, void (Replay::*what)())
{
    Replay *replay = underWay(id);
    if (!replay)
        return Error{BrokerError::NotFound, u"this replay is over"_s};
    (replay->*what)();
    return {};
}

Result<void> Replays::pause(ReplayId id)
{
    return change(id, &Replay::pause);
}

Result<void> Replays::resume(ReplayId id)
{
    return change(id, &Replay::resume);
}

Result<void> Replays::cancel(ReplayId id)
{
    return change(id, &Replay::cancel);
}

QList<ReplayProgress> Replays::list() const
{
    QList<ReplayProgress> all;
    all.reserve(qsizetype(m_replays.size()));
    for (const auto &replay : m_replays)
        all.append(replay->progress());
    return all;
}

void Replays::virtualHostLeaves(core::VirtualHost &host, const QString &reason)
{
    const QString name = QString::fromUtf8(host.name());
    for (const auto &replay : m_replays) {
        const ReplaySpec &spec = replay->progress().spec;
        if (spec.source.virtualHost == name || spec.target.virtualHost == name)
            replay->abandon(reason);
    }
}

} // namespace engine::replay
