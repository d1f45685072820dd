// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/groupprogress.h"

#include "core/broker.h"
#include "core/partition.h"
#include "core/topics.h"
#include "core/virtualhost.h"

#include <algorithm>

namespace engine::core {

namespace {

Partition *find(const Broker &broker, const QByteArray &virtualHost, const TopicPartition &wanted)
{
    VirtualHost *host = broker.virtualHost(virtualHost);
    Topic *topic = host ? host->topics().find(wanted.topic) : nullptr;
    return topic ? topic->partition(wanted.partition) : nullptr;
}

/// Answers when the last one that holds it has let go: a partition that is deleted meanwhile lets go without a word.
class LookUp
{
public:
    explicit LookUp(PendingAnswer<std::vector<PartitionFacts>> answer)
        : m_answer(std::move(answer))
    {}
    ~LookUp()
    {
        AnswerQueue queue;
        m_answer.answer(queue, std::move(m_facts));
        queue.send();
    }
    LookUp(const LookUp &) = delete;
    LookUp &operator=(const LookUp &) = delete;

    void add(PartitionFacts facts)
    {
        const auto place = std::upper_bound(
            m_facts.begin(), m_facts.end(), facts,
            [](const PartitionFacts &a, const PartitionFacts &b) { return a.partition < b.partition; });
        m_facts.insert(place, std::move(facts));
    }

private:
    PendingAnswer<std::vector<PartitionFacts>> m_answer;
    std::vector<PartitionFacts> m_facts;
};

void addByTime(const std::shared_ptr<LookUp> &lookUp, Partition &partition, qint64 timestamp, PartitionFacts facts)
{
    partition.findTime(timestamp, [lookUp, facts](const auto &found) mutable {
        if (!found)
            return; // it cannot be read: no plan is better than a wrong one
        if (*found)
            facts.atTimestamp = qint64((**found).offset);
        lookUp->add(std::move(facts));
    });
}

std::optional<qint64> committedIn(const ConsumerGroup *group, const TopicPartition &partition)
{
    const GroupOffset *offset = group ? group->offset(partition) : nullptr;
    return offset ? std::optional(offset->offset) : std::nullopt;
}

} // namespace

std::vector<PartitionProgress> progressOf(const Broker &broker, const ConsumerGroup &group)
{
    std::vector<PartitionProgress> all;
    all.reserve(group.offsets().size());
    for (const auto &[place, offset] : group.offsets()) {
        PartitionProgress &progress = all.emplace_back();
        progress.committed = offset;
        const Partition *partition = find(broker, group.key().virtualHost, place);
        if (!partition)
            continue;
        progress.isThere = true;
        progress.start = qint64(partition->logStart());
        progress.end = qint64(partition->highWatermark());
        progress.lag = lagOf(offset.offset, progress.start, progress.end);
        const quint64 unread = quint64(std::max(offset.offset, progress.start));
        progress.lagMs = lagMsOf(*progress.lag, *progress.lag > 0 ? partition->timeNear(unread) : 0, broker.nowMs());
    }
    return all;
}

AnswerTicket lookUp(Broker &broker, const GroupKey &group, const ResetTarget &target, const QByteArray &copyFrom,
                    const std::vector<TopicPartition> &partitions,
                    PendingAnswer<std::vector<PartitionFacts>>::Callback callback)
{
    AnswerTicket ticket;
    const auto gathering =
        std::make_shared<LookUp>(PendingAnswer<std::vector<PartitionFacts>>(std::move(callback), ticket));
    const ConsumerGroup *own = broker.groups().find(group);
    const ConsumerGroup *other = broker.groups().find({group.virtualHost, copyFrom});
    for (const TopicPartition &place : partitions) {
        Partition *partition = find(broker, group.virtualHost, place);
        if (!partition)
            continue;
        PartitionFacts facts;
        facts.partition = place;
        facts.committed = committedIn(own, place);
        facts.other = committedIn(other, place);
        facts.start = qint64(partition->logStart());
        facts.end = qint64(partition->highWatermark());
        if (target.kind == ResetTarget::Kind::Timestamp)
            addByTime(gathering, *partition, target.value, std::move(facts));
        else
            gathering->add(std::move(facts));
    }
    return ticket;
}

} // namespace engine::core
