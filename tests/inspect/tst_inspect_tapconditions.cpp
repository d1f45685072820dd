// SPDX-License-Identifier: GPL-3.0-or-later
// What a tap leaves out because it is not wanted, and what it finds in bodies, as far as it looks: the rest is counted.
#include "topicfixture.h"

#include "inspect/tap.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using namespace Qt::StringLiterals;
using inspect::Tap;
using Op = BodyCondition::Op;

class TestTapConditions : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<RecordingClient> m_client;
    std::unique_ptr<TopicBench> m_bench;
    Channel *m_channel = nullptr;

    std::unique_ptr<Tap> open(const LiveFilter &filter)
    {
        return std::make_unique<Tap>(
            m_bench->broker, [](ConnectionId id) { return u"client-%1"_s.arg(id.v); }, filter);
    }
    void publish(const QByteArray &queue, const QByteArray &body) { m_bench->publish(*m_channel, queue, body, false); }
    void append(const QByteArrayList &values, const QByteArray &key = {})
    {
        if (!m_bench->topic())
            m_bench->create(2);
        QVERIFY(m_bench->partition(1).append(batchOfValues(values, 1000, {}, key), {ConnectionId{3}, 0}).ok());
        m_bench->settle();
    }
    static LiveFilter enqueued()
    {
        LiveFilter filter;
        filter.steps = 1u << int(LifecycleStep::Enqueued);
        return filter;
    }
    static LiveFilter withTotalAbove(const QString &total)
    {
        LiveFilter filter = enqueued();
        filter.body = {{u"total"_s, Op::Greater, total, false}};
        return filter;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = std::make_unique<RecordingClient>();
        m_bench = std::make_unique<TopicBench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(*m_client);
        m_bench->declare("q", false);
        m_bench->declare("other", false);
        m_bench->settle();
    }
    void cleanup() { m_bench.reset(); }

    void leavesOutWhatIsNotWanted()
    {
        const auto seen = [this](LiveExclusion::What what, const QString &pattern) {
            LiveFilter filter = enqueued();
            filter.exclusions = {{what, pattern}};
            const auto tap = open(filter);
            publish("q", "hello");
            publish("other", "world");
            append({"record"}, "eu-1");
            return tap->take(100).seen;
        };
        QCOMPARE(seen(LiveExclusion::What::Queue, u"q"_s), quint64(2));
        QCOMPARE(seen(LiveExclusion::What::RoutingKey, u"o*"_s), quint64(2));
        QCOMPARE(seen(LiveExclusion::What::RoutingKey, u"eu-*"_s), quint64(2));
        QCOMPARE(seen(LiveExclusion::What::Topic, u"*"_s), quint64(2));
        QCOMPARE(seen(LiveExclusion::What::Client, u"client-3"_s), quint64(2));
        QCOMPARE(seen(LiveExclusion::What::VirtualHost, u"/"_s), quint64(0));
        QCOMPARE(seen(LiveExclusion::What::Text, u"world"_s), quint64(2));
        QCOMPARE(seen(LiveExclusion::What::Text, u"nowhere"_s), quint64(3));
    }

    void sizesHaveTwoEnds()
    {
        LiveFilter filter = enqueued();
        filter.minSize = 3;
        filter.maxSize = 5;
        const auto tap = open(filter);
        for (const char *body : {"12", "123", "12345", "123456"})
            publish("q", body);
        append({"1", "1234", "1234567"});
        QCOMPARE(tap->take(100).seen, quint64(3));
    }

    void findsValuesInBodies()
    {
        const auto tap = open(withTotalAbove(u"100"_s));
        publish("q", "{\"total\":99}");
        publish("q", "{\"total\":101,\"rest\":\"" + QByteArray(1000, 'x') + "\"}");
        publish("q", "{\"rest\":\"" + QByteArray(1000, 'x') + "\",\"total\":250}"); // behind the preview
        publish("q", "total 500");
        append({"{\"total\":5}", "{\"total\":500}"});
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(3));
        QCOMPARE(batch.unexamined, quint64(0));
        QCOMPARE(batch.events.last().topic.isEmpty(), false);
    }

    void eventsKeepTheTagOfTheirFilter()
    {
        LiveFilter filter = enqueued();
        filter.tag = 7;
        const auto tap = open(filter);
        publish("q", "a");
        filter.tag = 8;
        tap->setFilter(filter);
        publish("q", "b");
        append({"c"});
        const LiveBatch batch = tap->take(100);
        QCOMPARE(batch.events.size(), 3);
        QCOMPARE(batch.events[0].filterTag, 7u);
        QCOMPARE(batch.events[1].filterTag, 8u);
        QCOMPARE(batch.events[2].filterTag, 8u);
    }

    void looksIntoSoManyBytesAndCountsTheRest()
    {
        const auto tap = open(withTotalAbove(u"100"_s));
        const QByteArray large = "{\"total\":101,\"rest\":\"" + QByteArray(Tap::longestBody, 'x') + "\"}";
        publish("q", large);
        append({large});
        LiveBatch batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(0));
        QCOMPARE(batch.unexamined, quint64(2));
        const QByteArray half = "{\"total\":101,\"rest\":\"" + QByteArray(Tap::longestBody / 2, 'x') + "\"}";
        const int affordable = int(Tap::bodyBytesPerTake / half.size());
        for (int i = 0; i < affordable + 5; ++i)
            publish("q", half);
        batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(affordable));
        QCOMPARE(batch.unexamined, quint64(5));
        publish("q", half); // and on it goes
        QCOMPARE(tap->take(100).seen, quint64(1));
        tap->setPaused(true);
        publish("q", half);
        batch = tap->take(100);
        QCOMPARE(batch.seen, quint64(0));
        QCOMPARE(batch.unexamined, quint64(1));
    }
};

SIGHTGLASS_TEST(TestTapConditions)
#include "tst_inspect_tapconditions.moc"
