// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of confirms against a simple model: whatever waits, is held, refused, fails or is released in whatever order,
// every publish is answered once, with the right answer, and no multiple answer covers one whose time has not come.
#include "core/confirmledger.h"
#include "program/testprogram.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace engine::core;
using Waits = ConfirmLedger::Waits;

namespace {

/// What a client sees: which of its publishes are answered, and how.
struct Client
{
    std::map<quint64, int> outstanding; ///< expected: 1 ok, 0 nack, -1 not to be answered yet
    quint64 answers = 0;
    bool wrong = false;

    ConfirmLedger::Answer answer()
    {
        return [this](quint64 tag, bool multiple, bool ok) {
            ++answers;
            const auto to = outstanding.upper_bound(tag);
            auto it = multiple ? outstanding.begin() : outstanding.find(tag);
            if (it == outstanding.end())
                wrong = true; // answered twice
            while (it != outstanding.end() && it != to) {
                wrong = wrong || it->second != int(ok);
                it = outstanding.erase(it);
            }
        };
    }
};

} // namespace

class TestConfirmLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inOrderItIsOneAnswer()
    {
        ConfirmLedger ledger;
        Client client;
        for (int i = 0; i < 100; ++i)
            client.outstanding[ledger.note(i % 2 ? Waits::ForCommit : Waits::ForNothing, 7)] = 1;
        QVERIFY(ledger.waitsForCommit());
        QCOMPARE(ledger.send(7, client.answer()), quint64(100));
        QCOMPARE(client.answers, quint64(1));
        QVERIFY(client.outstanding.empty() && !client.wrong);
        QVERIFY(!ledger.waitsForCommit());
    }
    void anyOrder()
    {
        QRandomGenerator random(4711);
        for (int round = 0; round < 300; ++round) {
            ConfirmLedger ledger;
            Client client;
            quint64 gathering = 1, confirmed = 0, nacked = 0;
            std::map<quint64, std::vector<quint64>> bySequence;
            std::vector<quint64> held;
            quint64 published = 0;
            const auto place = [&](quint64 tag, Waits waits) {
                client.outstanding[tag] = waits == Waits::ForNothing ? 1 : waits == Waits::Refused ? 0 : -1;
                nacked += waits == Waits::Refused ? 1 : 0;
                if (waits == Waits::ForCommit)
                    bySequence[gathering].push_back(tag);
            };
            const auto settle = [&](quint64 sequence, bool ok) {
                for (const quint64 tag : bySequence[sequence])
                    client.outstanding[tag] = ok ? 1 : 0;
                nacked += ok ? 0 : bySequence[sequence].size();
                bySequence.erase(sequence);
            };
            for (int step = 0; step < 120; ++step) {
                const quint32 choice = random.bounded(12u);
                if (choice < 7) {
                    const Waits waits = choice < 3   ? Waits::ForCommit
                                        : choice < 5 ? Waits::ForNothing
                                        : choice < 6 ? Waits::Held
                                                     : Waits::Refused;
                    const quint64 tag = ledger.note(waits, gathering);
                    ++published;
                    QCOMPARE(tag, published);
                    place(tag, waits);
                    if (waits == Waits::Held)
                        held.push_back(tag);
                } else if (choice < 9 && !held.empty()) {
                    const size_t which = random.bounded(quint32(held.size()));
                    const Waits waits = random.bounded(2u) ? Waits::ForCommit : Waits::ForNothing;
                    place(held[which], waits);
                    ledger.resolve(held[which], waits, gathering);
                    held.erase(held.begin() + qptrdiff(which));
                } else if (choice == 9) {
                    settle(gathering, false);
                    ledger.fail(gathering++, client.answer());
                } else {
                    if (choice == 10)
                        settle(gathering++, true);
                    confirmed += ledger.send(gathering - 1, client.answer());
                }
                QVERIFY2(!client.wrong, qPrintable(QStringLiteral("round %1 step %2").arg(round).arg(step)));
                QCOMPARE(ledger.unanswered(), quint64(client.outstanding.size()));
            }
            for (const quint64 tag : held) {
                place(tag, Waits::ForNothing);
                ledger.resolve(tag, Waits::ForNothing, 0);
            }
            settle(gathering, true);
            ledger.send(gathering, client.answer());
            QVERIFY(client.outstanding.empty() && !client.wrong);
            QCOMPARE(ledger.unanswered(), quint64(0));
        }
    }
};

SIGHTGLASS_TEST(TestConfirmLedger)
#include "tst_core_confirmledger.moc"
