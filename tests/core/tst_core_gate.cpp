// SPDX-License-Identifier: GPL-3.0-or-later
// The gate of the lifecycle stream: pass, change, drop, hold and release, with and without the publisher's channel; and what
// confirms do meanwhile.
#include "corefixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

namespace {

class TestGate : public Gate
{
public:
    Verdict admit(MessagePtr &message, const VirtualHost &, ChannelRef publisher) override
    {
        publishers.push_back(publisher);
        if (!newBody.isNull())
            message = changed(message, message->routingKey, newBody);
        return verdict;
    }
    void hold(HeldMessage &&message) override { held.push_back(std::move(message)); }

    static MessagePtr changed(const MessagePtr &message, const QByteArray &key, const QByteArray &body)
    {
        QExplicitlySharedDataPointer<Message> copy(new Message(*message));
        copy->routingKey = key;
        copy->payload = body;
        copy->propertiesSize = 0;
        return MessagePtr(copy.data());
    }
    HeldMessage take(size_t index = 0)
    {
        HeldMessage message = std::move(held[index]);
        held.erase(held.begin() + qptrdiff(index));
        return message;
    }

    Verdict verdict = Verdict::Pass;
    QByteArray newBody;
    std::vector<HeldMessage> held;
    std::vector<ChannelRef> publishers;
};

class Steps : public LifecycleObserver
{
public:
    void observe(const LifecycleEvent &event) override
    {
        seen.append(lifecycleStepName(event.step).toLatin1());
        bodies.append(event.message ? event.message->body().toByteArray() : QByteArray());
    }
    QByteArrayList take() { return std::exchange(seen, {}); }
    QByteArrayList seen;
    QByteArrayList bodies;
};

} // namespace

class TestGateOfChannels : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<Bench> m_bench;
    RecordingClient m_client;
    Channel *m_channel = nullptr;
    TestGate m_gate;
    Steps m_steps;

    PublishOutcome publish(const QByteArray &body, bool persistent = false, bool mandatory = false,
                           const QByteArray &key = "q")
    {
        const PublishOutcome outcome =
            m_channel->publish(**m_channel->publishTo(""), makeMessage(key, body, persistent), {nullptr, mandatory});
        m_bench->settle();
        return outcome;
    }
    void letGo(Gate::Verdict verdict, size_t index = 0)
    {
        release(m_bench->broker, m_gate.take(index), verdict);
        m_bench->settle();
    }
    Queue *queue() { return m_bench->host().queue("q"); }
    QByteArrayList inQueue()
    {
        QByteArrayList bodies;
        while (true) {
            const auto got = queue()->get(true);
            if (!std::holds_alternative<Got>(got))
                return bodies;
            bodies.append(std::get<Got>(got).message->body().toByteArray());
        }
    }
    QList<quint64> confirmed() const
    {
        QList<quint64> tags;
        for (const auto &confirm : m_client.confirms)
            tags.append(confirm.tag);
        return tags;
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_client = {};
        m_gate.held.clear();
        m_gate.publishers.clear();
        m_gate.newBody = QByteArray();
        m_gate.verdict = Gate::Verdict::Pass;
        m_bench = std::make_unique<Bench>(m_disk);
        m_bench->store.autoCommit = true;
        m_channel = &m_bench->channel(m_client);
        QVERIFY(m_channel->selectConfirms().ok());
        m_bench->declare("q");
        m_bench->settle();
        m_bench->broker.lifecycle().setGate(&m_gate);
        m_bench->broker.lifecycle().add(&m_steps);
        m_steps = {};
    }
    void cleanup()
    {
        m_bench->broker.lifecycle().remove(&m_steps);
        m_bench->broker.lifecycle().setGate(nullptr);
        m_bench.reset();
    }

    void passes()
    {
        publish("a");
        QCOMPARE(m_steps.take(), QByteArrayList({"published", "routed", "enqueued"}));
        QCOMPARE(m_gate.publishers.size(), size_t(1));
        QCOMPARE(m_gate.publishers.front(), m_channel->ref());
        QCOMPARE(confirmed(), QList<quint64>({1}));
        QCOMPARE(inQueue(), QByteArrayList({"a"}));
    }
    void changes()
    {
        m_gate.newBody = "changed";
        publish("a");
        QCOMPARE(m_steps.bodies, QByteArrayList({"a", "changed", "changed"}));
        QCOMPARE(inQueue(), QByteArrayList({"changed"}));
    }
    void drops()
    {
        m_gate.verdict = Gate::Verdict::Drop;
        const PublishOutcome outcome = publish("a", true, true);
        QCOMPARE(outcome.queues, quint32(0));
        QCOMPARE(m_steps.take(), QByteArrayList({"published", "dropped"}));
        QCOMPARE(confirmed(), QList<quint64>({1}));
        QVERIFY(m_client.returns.isEmpty());
        QCOMPARE(queue()->ready(), quint64(0));
    }
    void holdsUntilReleased()
    {
        m_gate.verdict = Gate::Verdict::Hold;
        const PublishOutcome outcome = publish("a", true);
        QVERIFY(outcome.held);
        QVERIFY(outcome.message.isValid());
        QCOMPARE(m_steps.take(), QByteArrayList({"published", "held"}));
        QVERIFY(m_client.confirms.empty());
        QCOMPARE(m_channel->unconfirmed(), quint64(1));
        QCOMPARE(m_gate.held.front().message->id, outcome.message);

        m_bench->clock.now += 60'000;
        m_bench->store.autoCommit = false;
        letGo(Gate::Verdict::Pass);
        QCOMPARE(m_steps.take(), QByteArrayList({"routed", "enqueued"}));
        QVERIFY(m_client.confirms.empty()); // persistent: it waits for the commit
        m_bench->store.commitAll();
        QCOMPARE(confirmed(), QList<quint64>({1}));
        QCOMPARE(m_channel->unconfirmed(), quint64(0));
        const auto got = queue()->get(true);
        QCOMPARE(std::get<Got>(got).message->id, outcome.message);
        QCOMPARE(std::get<Got>(got).message->publishedAtMs, m_bench->clock.now);
    }
    void releasesWhatWasChanged()
    {
        m_bench->declare("other");
        m_gate.verdict = Gate::Verdict::Hold;
        publish("a");
        m_gate.held.front().message = TestGate::changed(m_gate.held.front().message, "other", "b");
        letGo(Gate::Verdict::Pass);
        QCOMPARE(m_bench->host().queue("other")->ready(), quint64(1));
        QCOMPARE(queue()->ready(), quint64(0));
    }
    void dropsWhatWasHeld()
    {
        m_gate.verdict = Gate::Verdict::Hold;
        publish("a", true);
        m_steps.take();
        letGo(Gate::Verdict::Drop);
        QCOMPARE(m_steps.take(), QByteArrayList({"dropped"}));
        QCOMPARE(confirmed(), QList<quint64>({1}));
        QCOMPARE(queue()->ready(), quint64(0));
    }
    void releasedAfterTheChannelHasGone()
    {
        m_gate.verdict = Gate::Verdict::Hold;
        publish("a", true);
        publish("b", true);
        m_bench->channels.clear();
        m_steps.take();
        letGo(Gate::Verdict::Pass);
        QCOMPARE(m_steps.take(), QByteArrayList({"routed", "enqueued"}));
        letGo(Gate::Verdict::Drop);
        QCOMPARE(m_steps.take(), QByteArrayList({"dropped"}));
        QVERIFY(m_client.confirms.empty());
        QCOMPARE(inQueue(), QByteArrayList({"a"}));
    }
    void aNewChannelOfTheSameNumberIsNotConfused()
    {
        m_gate.verdict = Gate::Verdict::Hold;
        publish("a");
        m_bench->channels.clear();
        m_client = {};
        m_channel = &m_bench->channel(m_client);
        QVERIFY(m_channel->selectConfirms().ok());
        publish("b");
        letGo(Gate::Verdict::Pass);
        QVERIFY(m_client.confirms.empty());
        letGo(Gate::Verdict::Pass);
        QCOMPARE(confirmed(), QList<quint64>({1}));
    }
    void mandatoryIsJudgedAtTheRelease()
    {
        m_gate.verdict = Gate::Verdict::Hold;
        publish("a", false, true, "later");
        publish("b", false, true, "never");
        QVERIFY(m_client.returns.isEmpty());
        m_bench->declare("later");
        letGo(Gate::Verdict::Pass);
        letGo(Gate::Verdict::Pass);
        QCOMPARE(m_client.returns, QByteArrayList({"b"}));
        QCOMPARE(confirmed(), QList<quint64>({1, 2}));
    }
    void theExchangeMayBeGone()
    {
        QVERIFY(m_bench->host().declareExchange({"/", "e", ExchangeType::Fanout, false, false, false, {}}).ok());
        m_gate.verdict = Gate::Verdict::Hold;
        m_channel->publish(**m_channel->publishTo("e"), makeMessage("q", "a", false), {nullptr, true});
        QVERIFY(m_bench->host().deleteExchange("e", false).ok());
        m_steps.take();
        letGo(Gate::Verdict::Pass);
        QCOMPARE(m_steps.take(), QByteArrayList({"unroutable", "returned"}));
        QCOMPARE(m_client.returns, QByteArrayList({"a"}));
        QCOMPARE(confirmed(), QList<quint64>({1}));
    }
    void othersAreConfirmedMeanwhile()
    {
        publish("1");
        m_gate.verdict = Gate::Verdict::Hold;
        publish("2", true);
        m_gate.verdict = Gate::Verdict::Pass;
        publish("3");
        publish("4", true);
        for (const auto &confirm : m_client.confirms)
            QVERIFY(!confirm.multiple && confirm.ok);
        QCOMPARE(confirmed(), QList<quint64>({1, 3, 4}));
        QCOMPARE(m_channel->unconfirmed(), quint64(1));
        publish("5");
        letGo(Gate::Verdict::Pass);
        QCOMPARE(confirmed().mid(0, 4), QList<quint64>({1, 3, 4, 5}));
        QCOMPARE(confirmed().size(), 5);
        QCOMPARE(m_channel->unconfirmed(), quint64(0));
        publish("6");
        QCOMPARE(confirmed().last(), quint64(6));
        QCOMPARE(m_channel->counters().confirmed, quint64(6));
    }
    void aFailedCommitNacksWhatWasReleasedInIt()
    {
        m_gate.verdict = Gate::Verdict::Hold;
        publish("1", true);
        publish("2", true);
        m_gate.verdict = Gate::Verdict::Pass;
        m_bench->store.autoCommit = false;
        letGo(Gate::Verdict::Pass); // 1
        publish("3", true);
        m_bench->store.commit();
        QCOMPARE(confirmed(), QList<quint64>({1}));
        m_bench->store.fail(); // 3
        QCOMPARE(confirmed(), QList<quint64>({1, 3}));
        QVERIFY(m_client.confirms[0].ok);
        QVERIFY(!m_client.confirms[1].ok && !m_client.confirms[1].multiple);
        QCOMPARE(m_channel->unconfirmed(), quint64(1));
    }
};

SIGHTGLASS_TEST(TestGateOfChannels)
#include "tst_core_gate.moc"
