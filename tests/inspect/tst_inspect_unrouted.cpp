// SPDX-License-Identifier: GPL-3.0-or-later
// What matches nothing is kept, within limits, and what is routed does not even pass by.
#include "corefixture.h"

#include "inspect/unroutedkeeper.h"
#include "program/testprogram.h"

#include <QTest>

using namespace test;
using namespace Qt::StringLiterals;
using inspect::UnroutedKeeper;
using inspect::UnroutedLimits;
using Origin = UnroutedMessage::Origin;

class TestUnrouted : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    RecordingClient m_client;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<UnroutedKeeper> m_keeper;
    Channel *m_channel = nullptr;

    void makeKeeper(const UnroutedLimits &limits = {})
    {
        m_keeper.reset();
        m_keeper = std::make_unique<UnroutedKeeper>(
            m_bench->broker,
            [](ConnectionId id) {
                return inspect::ClientFacts{u"client-%1"_s.arg(id.v), u"guest"_s, u"AMQP 0-9-1"_s};
            },
            limits);
    }
    PublishOutcome publish(const QByteArray &exchange, const QByteArray &key, const QByteArray &body,
                           bool mandatory = false)
    {
        return m_channel->publish(**m_channel->publishTo(exchange), makeMessage(key, body, false),
                                  {nullptr, mandatory});
    }
    Queue *declare(const QByteArray &name, std::initializer_list<FieldEntry> arguments)
    {
        QueueDefinition definition;
        definition.virtualHost = "/";
        definition.name = name;
        definition.arguments.entries = arguments;
        return *m_bench->host().declareQueue(definition, ConnectionId{1});
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(m_client);
        QVERIFY(m_bench->declare("q"));
        makeKeeper();
    }
    void cleanup()
    {
        m_keeper.reset();
        m_bench.reset();
        m_client = {};
    }

    void keepsWhatMatchedNothing()
    {
        m_bench->publish(*m_channel, "q", "routed");
        QCOMPARE(m_keeper->count(), 0u);
        const PublishOutcome lost = publish("amq.direct", "nobody", "lost");
        QVERIFY(!m_bench->broker.lifecycle().isWatched()); // it listens beside the stream
        const UnroutedTray tray = m_keeper->tray();
        QCOMPARE(tray.messages.size(), 1);
        const UnroutedMessage &kept = tray.messages.first();
        QCOMPARE(kept.message, lost.message);
        QCOMPARE(kept.exchange, u"amq.direct"_s);
        QCOMPARE(kept.routingKey, u"nobody"_s);
        QCOMPARE(kept.virtualHost, u"/"_s);
        QCOMPARE(kept.client, u"client-1"_s);
        QCOMPARE(kept.user, u"guest"_s);
        QCOMPARE(kept.preview, QByteArray("lost"));
        QCOMPARE(kept.atMs, m_bench->clock.now);
        QCOMPARE(kept.origin, Origin::Published);
        QVERIFY(!kept.wasReturned);
        QVERIFY(!kept.topologyChanged);
        QVERIFY(m_bench->declare("other"));
        QVERIFY(m_keeper->tray().messages.first().topologyChanged);
    }

    void mandatoryOnesWereReturned()
    {
        publish("amq.direct", "nobody", "lost", true);
        QCOMPARE(m_client.returns.size(), 1);
        QVERIFY(m_keeper->tray().messages.first().wasReturned);
    }

    void deadLettersGoAstrayToo()
    {
        Queue *queue = declare("mortal", {{"x-dead-letter-exchange", FieldValue(QByteArray("amq.direct"))},
                                          {"x-dead-letter-routing-key", FieldValue(QByteArray("grave"))},
                                          {"x-max-length", FieldValue(qint32(1))}});
        QVERIFY(queue);
        m_bench->publish(*m_channel, "mortal", "first");
        m_bench->publish(*m_channel, "mortal", "second");
        m_bench->settle();
        UnroutedMessage kept = m_keeper->tray().messages.value(0);
        QCOMPARE(kept.origin, Origin::DeadLetter);
        QCOMPARE(kept.diedIn, u"mortal"_s);
        QCOMPARE(kept.exchange, u"amq.direct"_s);
        QCOMPARE(kept.routingKey, u"grave"_s);
        QVERIFY(kept.client.isEmpty());
        QVERIFY(!kept.exchangeMissing);

        QVERIFY(declare("doomed", {{"x-dead-letter-exchange", FieldValue(QByteArray("nowhere"))},
                                   {"x-max-length", FieldValue(qint32(1))}}));
        m_bench->publish(*m_channel, "doomed", "first");
        m_bench->publish(*m_channel, "doomed", "second");
        m_bench->settle();
        kept = m_keeper->tray().messages.value(0);
        QVERIFY(kept.exchangeMissing);
        QCOMPARE(kept.exchange, u"nowhere"_s);
        QCOMPARE(kept.routingKey, u"doomed"_s);
    }

    void oldestGoByNumber()
    {
        makeKeeper({.messages = 3, .bytes = 1024 * 1024, .bytesOfOne = 1024 * 1024});
        for (int i = 0; i < 5; ++i)
            publish("amq.direct", QByteArray::number(i), "x");
        const UnroutedTray tray = m_keeper->tray();
        QCOMPARE(tray.messages.size(), 3);
        QCOMPARE(tray.messages.first().routingKey, u"4"_s); // the newest first
        QCOMPARE(tray.messages.last().routingKey, u"2"_s);
        QCOMPARE(tray.forgotten, 2u);
    }

    void oldestGoByBytes()
    {
        makeKeeper({.messages = 1000, .bytes = 10'000, .bytesOfOne = 9'000});
        for (int i = 0; i < 10; ++i) {
            publish("amq.direct", QByteArray::number(i), QByteArray(3000, 'x'));
            QVERIFY(m_keeper->tray().bytes <= 10'000);
        }
        QCOMPARE(m_keeper->tray().messages.size(), 3);
        QCOMPARE(m_keeper->tray().forgotten, 7u);
    }

    void largeOnesAreKeptWithoutTheirBody()
    {
        makeKeeper({.messages = 1000, .bytes = 10'000, .bytesOfOne = 2000});
        publish("amq.direct", "large", QByteArray(5000, 'x'));
        const UnroutedMessage kept = m_keeper->tray().messages.first();
        QVERIFY(!kept.hasBody);
        QCOMPARE(kept.size, 5000u);
        QCOMPARE(kept.preview.size(), 256);
        QVERIFY(m_keeper->tray().bytes < 2000);
        QCOMPARE(m_keeper->republish(kept.id, {{}, u"q"_s}).error().code, BrokerError::PreconditionFailed);
    }

    void isRepublishedAsItWas()
    {
        publish("amq.direct", "nobody", "lost");
        const UnroutedId id = m_keeper->tray().messages.first().id;
        const Result<PublishRequest> request = m_keeper->republish(id, {u"amq.fanout"_s, u"other"_s});
        QVERIFY(request.ok());
        QCOMPARE(request->exchange, u"amq.fanout"_s);
        QCOMPARE(request->routingKey, u"other"_s);
        QCOMPARE(request->body, QByteArray("lost"));
        QCOMPARE(m_keeper->message(id)->body, QByteArray("lost"));
        QCOMPARE(m_keeper->message(id)->summary.routingKey, u"nobody"_s);
    }

    void forgetsOneOrAll()
    {
        for (int i = 0; i < 4; ++i)
            publish("amq.direct", QByteArray::number(i), "x");
        const QList<UnroutedMessage> messages = m_keeper->tray().messages;
        QCOMPARE(m_keeper->forget({messages[1].id}), 1u);
        QCOMPARE(m_keeper->forget({messages[1].id}), 0u);
        QCOMPARE(m_keeper->message(messages[1].id).error().code, BrokerError::NotFound);
        m_keeper->forgetMessage(messages[0].message);
        QCOMPARE(m_keeper->count(), 2u);
        QCOMPARE(m_keeper->tray().messages.first().id, messages[2].id);
        QCOMPARE(m_keeper->forget({}), 2u);
        QCOMPARE(m_keeper->tray().bytes, 0u);
    }
};

SIGHTGLASS_TEST(TestUnrouted)
#include "tst_inspect_unrouted.moc"
