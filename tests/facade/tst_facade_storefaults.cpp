// SPDX-License-Identifier: GPL-3.0-or-later
// The whole broker over a disk that fails: the publisher is told by a nack and the user by a notice, it goes on or stops cleanly,
// and what was confirmed is there after a restart, whichever write or sync it was that failed.
#include "confirmingclient.h"
#include "facadefixture.h"
#include "faultvfs.h"

#include "program/testprogram.h"

#include <QElapsedTimer>

using namespace test;
using namespace Qt::StringLiterals;
namespace faults = storetest::faults;

namespace {

const QByteArray queueName = "orders";
// A commit is three calls at least (a frame's head, its page, the sync): several commits.
constexpr int lastCall = 25;
constexpr int lastCallOfAFullDisk = 12; // each is a restart
// A store that has nothing to do moves its log into the file after 300 ms: then that call fails, which no publisher notices.
constexpr qint64 idleMs = 250;

/// A broker that says what it notices, on a directory that stays while it is stopped and started.
class FaultyBroker
{
public:
    FaultyBroker()
    {
        m_broker.config.kafkaAddress.reset();
        m_broker.config.socketPath.reset();
        // How much the machine has left is not the subject.
        m_broker.config.memoryLimitBytes = 0;
        m_broker.config.freeDiskLimitBytes = 0;
    }
    bool start()
    {
        m_notices.clear();
        m_broker.session = std::make_unique<EmbeddedSession>(m_broker.config);
        QObject::connect(m_broker.session.get(), &BrokerSession::noticed, m_broker.session.get(),
                         [this](const QString &notice) { m_notices += notice; });
        m_broker.session->start();
        (void)QTest::qWaitFor([this] { return state() == State::Running || state() == State::Failed; }, patienceMs);
        return state() == State::Running;
    }
    bool stop() { return m_broker.stop(); }

    State state() const { return m_broker.session->state(); }
    QString problem() const { return m_broker.session->problem(); }
    quint16 port() const
    {
        const QList<ListenerSnapshot> listeners = m_broker.session->listeners();
        return listeners.isEmpty() ? quint16(0) : listeners.first().address.section(u':', -1).toUShort();
    }
    /// All since the start. What was told before somebody could connect is among them.
    QStringList notices() const
    {
        QCoreApplication::processEvents();
        return m_notices;
    }
    bool hasNoticed(const QString &beginning) const
    {
        const QStringList all = notices();
        return std::any_of(all.begin(), all.end(), [&](const QString &notice) { return notice.startsWith(beginning); });
    }

private:
    Engine m_broker;
    QStringList m_notices;
};

/// What was published, in order, and what of it was confirmed.
struct Ledger
{
    QByteArrayList published;
    QByteArrayList confirmed;

    std::optional<bool> publish(ConfirmingClient &client)
    {
        published += "message " + QByteArray::number(published.size());
        const auto answer = client.answerTo(client.publish({}, queueName, published.last()));
        if (answer == true)
            confirmed += published.last();
        return answer;
    }
    /// What is wrong with this content of the queue; empty when nothing is. A message that was refused may be there.
    QString complaint(const QByteArrayList &found) const
    {
        qsizetype at = 0;
        for (const QByteArray &body : found) {
            at = published.indexOf(body, at) + 1;
            if (at == 0)
                return u"'%1' is twice there, in the wrong place, or not whole"_s.arg(QString::fromUtf8(body));
        }
        for (const QByteArray &body : confirmed) {
            if (!found.contains(body))
                return u"'%1' was confirmed and is not there"_s.arg(QString::fromUtf8(body));
        }
        return {};
    }
};

} // namespace

class TestFacadeStoreFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { faults::install(); }
    void cleanup() { faults::failAt(0, false); }

    void oneFailedCallIsOneNack();
    void aFullDiskTakesNothingThatWasConfirmed();
    void theUserIsTold();
    void aStartOnAFullDiskSaysSo_data();
    void aStartOnAFullDiskSaysSo();
};

void TestFacadeStoreFaults::oneFailedCallIsOneNack()
{
    FaultyBroker bench;
    QVERIFY(bench.start());
    ConfirmingClient client;
    QVERIFY(client.open(bench.port()));
    QVERIFY(client.declareQueue(queueName));
    Ledger ledger;
    for (int n = 1; n <= lastCall; ++n) {
        const QByteArray where = "call " + QByteArray::number(n);
        // Confirmed, so nothing is on its way to the disk when the fault is set.
        QVERIFY2(ledger.publish(client) == true, where.constData());
        QElapsedTimer sinceAnswer;
        sinceAnswer.start();
        bool wasIdle = false;
        int nacks = 0;
        faults::failAt(n, false);
        for (int i = 0; i <= n && !faults::wasHit(); ++i) {
            const auto answer = ledger.publish(client);
            QVERIFY2(answer, where.constData());
            nacks += !*answer;
            wasIdle = wasIdle || sinceAnswer.restart() >= idleMs;
        }
        QVERIFY2(faults::wasHit(), where.constData());
        QVERIFY2(nacks == 1 || (nacks == 0 && wasIdle), where.constData());
        // It goes on.
        QVERIFY2(ledger.publish(client) == true, where.constData());
    }
    client.close();
    QVERIFY(bench.stop());

    QVERIFY(bench.start());
    ConfirmingClient later;
    QVERIFY(later.open(bench.port()));
    QCOMPARE(bench.notices(), QStringList());
    const QString complaint = ledger.complaint(later.takeAll(queueName));
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
    later.close();
    QVERIFY(bench.stop());
}

void TestFacadeStoreFaults::aFullDiskTakesNothingThatWasConfirmed()
{
    FaultyBroker bench;
    Ledger ledger;
    for (int n = 1; n <= lastCallOfAFullDisk; ++n) {
        const QByteArray where = "call " + QByteArray::number(n);
        QVERIFY2(bench.start(), qPrintable(bench.problem()));
        ConfirmingClient client;
        QVERIFY(client.open(bench.port()));
        QCOMPARE(bench.notices(), QStringList()); // no damage
        QVERIFY(client.declareQueue(queueName));
        // What the round before has left. What is taken here may be back in the next one: that it went, the disk may not know.
        const QString complaint = ledger.complaint(client.takeAll(queueName));
        QVERIFY2(complaint.isEmpty(), qPrintable(QString::fromLatin1(where) + u": "_s + complaint));
        ledger.confirmed.clear();

        QVERIFY2(ledger.publish(client) == true, where.constData());
        faults::failAt(n, true);
        std::optional<bool> answer = true;
        for (int i = 0; i <= n && answer == true; ++i)
            answer = ledger.publish(client);
        QVERIFY2(answer == false, where.constData());
        // From then on nothing is confirmed any more, and it can be stopped.
        QVERIFY2(ledger.publish(client) == false, where.constData());
        client.close();
        QVERIFY2(bench.stop(), where.constData());
        QVERIFY2(bench.hasNoticed(u"The last changes could not be stored: "_s), where.constData());
        faults::failAt(0, false);
    }
    QVERIFY(bench.start());
    ConfirmingClient client;
    QVERIFY(client.open(bench.port()));
    const QString complaint = ledger.complaint(client.takeAll(queueName));
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
    client.close();
    QVERIFY(bench.stop());
}

void TestFacadeStoreFaults::theUserIsTold()
{
    FaultyBroker bench;
    QVERIFY(bench.start());
    ConfirmingClient client;
    QVERIFY(client.open(bench.port()));
    QVERIFY(client.declareQueue(queueName));
    Ledger ledger;
    QVERIFY(ledger.publish(client) == true);
    faults::failAt(1, true);
    QVERIFY(ledger.publish(client) == false);
    QTRY_VERIFY_WITH_TIMEOUT(bench.hasNoticed(u"Messages can not be stored: "_s), patienceMs);
    QVERIFY(ledger.publish(client) == false);
    QVERIFY(!bench.hasNoticed(u"Messages are being stored again."_s));
    faults::failAt(0, false);
    QVERIFY(ledger.publish(client) == true);
    QTRY_VERIFY_WITH_TIMEOUT(bench.hasNoticed(u"Messages are being stored again."_s), patienceMs);
    QCOMPARE(bench.notices().size(), 2); // once each, however often it fails
    const QString complaint = ledger.complaint(client.takeAll(queueName));
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
    client.close();
    QVERIFY(bench.stop());
}

void TestFacadeStoreFaults::aStartOnAFullDiskSaysSo_data()
{
    QTest::addColumn<int>("call");
    for (const int call : {1, 2, 5, 12, 30, 70, 150})
        QTest::addRow("call %d", call) << call;
}

void TestFacadeStoreFaults::aStartOnAFullDiskSaysSo()
{
    QFETCH(int, call);
    FaultyBroker bench;
    faults::failAt(call, true);
    // Where the file could be made, what is put into it at first may wait in memory.
    const bool runs = bench.start();
    QVERIFY(runs || (bench.state() == State::Failed && !bench.problem().isEmpty()));
    QVERIFY(bench.stop());
    faults::failAt(0, false);

    QVERIFY2(bench.start(), qPrintable(bench.problem()));
    ConfirmingClient client;
    QVERIFY(client.open(bench.port()));
    QCOMPARE(bench.notices(), QStringList());
    QVERIFY(client.declareQueue(queueName));
    Ledger ledger;
    QVERIFY(ledger.publish(client) == true);
    QCOMPARE(client.takeAll(queueName), ledger.published);
    client.close();
    QVERIFY(bench.stop());
}

SIGHTGLASS_TEST(TestFacadeStoreFaults)
#include "tst_facade_storefaults.moc"
