// SPDX-License-Identifier: GPL-3.0-or-later
#include "faketopics.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace engine;

namespace tests {

namespace {

constexpr quint64 clicksId = 31;
constexpr int looked = 400; // messages of a partition that can be looked at

PartitionSnapshot partition(quint64 log, quint32 number, quint64 first, quint64 next, double rate)
{
    PartitionSnapshot p;
    p.log = {log};
    p.number = number;
    p.firstOffset = first;
    p.nextOffset = next;
    p.records = next - first;
    p.bytes = p.records * 540;
    p.inRate = rate;
    p.newestMs = QDateTime::currentMSecsSinceEpoch();
    return p;
}

TopicSnapshot topic(quint64 id, const QString &name, const QList<PartitionSnapshot> &partitions, quint32 groups)
{
    TopicSnapshot t;
    t.id = {id};
    t.spec.name = name;
    t.spec.partitions = quint32(partitions.size());
    t.partitions = partitions;
    t.groups = groups;
    t.retention.ms = 7 * 86'400'000ll;
    t.maxMessageBytes = 1'048'588;
    for (const PartitionSnapshot &p : partitions) {
        t.records += p.records;
        t.bytes += p.bytes;
        t.inRate += p.inRate;
    }
    return t;
}

GroupOffsetSnapshot offset(const TopicSnapshot &topic, quint32 number, qint64 lag, qint64 lagMs)
{
    const PartitionSnapshot &p = topic.partitions.at(qsizetype(number));
    const qint64 end = qint64(p.nextOffset);
    return {{topic.spec.name, number}, end - lag, qint64(p.firstOffset), end, lag, lagMs};
}

GroupSnapshot group(const QString &name, const QList<GroupOffsetSnapshot> &offsets, int members)
{
    GroupSnapshot g;
    g.virtualHost = u"/"_s;
    g.name = name;
    g.offsets = offsets;
    g.lagMs = 0;
    for (const GroupOffsetSnapshot &o : offsets) {
        g.lag = g.lag.value_or(0) + o.lag.value_or(0);
        g.lagMs = qMax(*g.lagMs, o.lagMs.value_or(0));
    }
    if (members == 0)
        return g;
    g.state = GroupSnapshot::State::Stable;
    g.protocolType = u"consumer"_s;
    g.protocol = u"range"_s;
    for (int i = 0; i < members; ++i) {
        GroupMemberSnapshot m{u"%1-%2-7d1c"_s.arg(name).arg(i), {}, u"%1-%2"_s.arg(name).arg(i), u"127.0.0.1"_s, {}};
        for (qsizetype o = i; o < offsets.size(); o += members)
            m.assignment << offsets.at(o).partition;
        g.members << m;
    }
    return g;
}

void addMessages(FakeSession &session, const PartitionSnapshot &partition)
{
    const QDateTime now = QDateTime::currentDateTime();
    for (int i = 0; i < looked; ++i) {
        MessageDetails m;
        m.summary.ref = {partition.log, partition.firstOffset + quint64(i)};
        m.summary.id = {quint64(9000 + i)};
        m.summary.persistent = true;
        m.summary.publishedAt = now.addMSecs((i - looked) * 200 + int(partition.number) * 67);
        m.summary.routingKey = u"user-%1"_s.arg(i * 37 % 1300);
        m.body = QByteArray("{\"page\":\"/item/") + QByteArray::number(i % 91) +
                 "\",\"ms\":" + QByteArray::number(9 + i % 40) + "}";
        m.summary.size = quint64(m.body.size());
        m.summary.preview = m.body;
        m.virtualHost = u"/"_s;
        m.queue = u"clicks-%1"_s.arg(partition.number);
        session.messages << m;
    }
}

/// A group that keeps up, stops for some minutes and catches up again.
void fillLag(FakeSession &session)
{
    constexpr int seconds = 2500;
    engine::HistorySeries lags{engine::HistoryFigure::Lag, {}};
    engine::HistorySeries behind{engine::HistoryFigure::LagMs, {}};
    qint64 lag = 300;
    for (int i = 0; i < seconds; ++i) {
        lag = i > 1200 && i < 1650 ? lag + 390 : qMax<qint64>(250 + i / 5 * 37 % 190, lag - 520);
        lags.values << double(lag);
        behind.values << double(lag * 1000 / 390);
    }
    session.recorded.firstMs = QDateTime::currentMSecsSinceEpoch() / 1000 * 1000 - seconds * 1000;
    session.recorded.series = {lags, behind};
}

} // namespace

QList<ReplayProgress> fakeReplays()
{
    ReplayProgress running;
    running.id = {3};
    running.spec.source.name = u"clicks"_s;
    running.spec.target.name = u"orders.retry"_s;
    running.spec.speed = 10;
    running.total = 120'400;
    running.looked = 77'003;
    running.sent = 76'110;
    running.skipped = 891;
    ReplayProgress waiting = running;
    waiting.id = {2};
    waiting.spec.source = {ReplaySource::Kind::Queue, u"/"_s, u"orders.dead"_s, {}};
    waiting.spec.target = {ReplayTarget::Kind::Exchange, u"/"_s, u"orders"_s, {}};
    waiting.spec.speed.reset();
    waiting.state = ReplayProgress::State::Waiting;
    waiting.text = u"the target is full"_s;
    waiting.total = 1204;
    waiting.looked = waiting.sent = 312;
    waiting.skipped = 0;
    ReplayProgress failed = running;
    failed.id = {1};
    failed.spec.target.name = u"sandbox"_s;
    failed.state = ReplayProgress::State::Failed;
    failed.text = u"the queue 'sandbox' was deleted"_s;
    failed.endedMs = QDateTime::currentMSecsSinceEpoch();
    return {running, waiting, failed};
}

void openFakeTopics(FakeSession &session)
{
    TopicSnapshot clicks = topic(clicksId, u"clicks"_s,
                                 {partition(310, 0, 45'000, 712'044, 131), partition(311, 1, 28'000, 698'311, 128),
                                  partition(312, 2, 61'000, 704'920, 131)},
                                 3);
    clicks.retention.bytes = 5'000'000'000;
    TopicSnapshot prices = topic(32, u"prices"_s, {partition(320, 0, 0, 84'120, 0)}, 1);
    prices.retention.compacts = true;
    prices.retention.deletes = false;
    const TopicSnapshot empty = topic(33, u"refunds"_s, {partition(330, 0, 0, 0, 0)}, 0);
    session.topics = {clicks, prices, empty};
    session.groups = {
        group(u"analytics"_s,
              {offset(clicks, 0, 290'612, 38'000), offset(clicks, 1, 309, 900), offset(clicks, 2, 109, 700)}, 2),
        group(u"archive"_s,
              {offset(clicks, 0, 9, 60), offset(clicks, 1, 52'000, 6'000), offset(clicks, 2, 70'120, 7'000)}, 0),
        group(u"fraud-check"_s,
              {offset(clicks, 0, 0, 0), offset(clicks, 1, 0, 0), offset(clicks, 2, 2, 20), offset(prices, 0, 0, 0)}, 1),
    };
    session.plan.clear();
    for (const GroupOffsetSnapshot &o : session.groups.front().offsets) {
        OffsetResetStep step{o.partition, o.committed, o.first, o.lag, o.end - o.first, OffsetResetStep::Note::None};
        session.plan << step;
    }
    session.overview.topics = quint32(session.topics.size());
    session.overview.groups = quint32(session.groups.size());
    for (const PartitionSnapshot &p : std::as_const(clicks.partitions))
        addMessages(session, p);
    fillLag(session);
}

} // namespace tests
