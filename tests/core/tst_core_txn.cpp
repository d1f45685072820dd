// SPDX-License-Identifier: GPL-3.0-or-later
// Producer ids, epochs and transactions: how they begin and end, who is fenced, what a restart finds, what goes by itself.
#include "groupfixture.h"

#include "program/testprogram.h"

#include <QTest>

using namespace test;

namespace {

using Phase = TransactionState::Phase;

struct Marker
{
    QueueId log;
    BatchKind kind;
    qint64 producer;
    qint16 epoch;
    quint64 sequence; ///< of the store's transaction that it gathers for
    bool operator==(const Marker &) const = default;
};

constexpr QueueId left{71}, right{72};

} // namespace

class TestTxn : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<GroupBench> m_bench;
    std::vector<Marker> m_markers;
    std::vector<AnswerTicket> m_tickets;

    GroupBench &bench() { return *m_bench; }
    Transactions &transactions() { return m_bench->broker.transactions(); }
    void start()
    {
        m_tickets.clear();
        m_bench.reset();
        m_bench = std::make_unique<GroupBench>(m_disk);
        transactions().setMarkerWriter([this](QueueId log, BatchKind kind, const ProducerStamp &producer) {
            m_markers.push_back({log, kind, producer.id, producer.epoch, m_bench->broker.gatheringSequence()});
        });
    }
    /// Asks, and lets the store answer.
    template <typename Answer, typename Ask>
    Answer answerTo(const Ask &ask)
    {
        std::optional<Answer> answer;
        m_tickets.push_back(ask([&answer](const Answer &a) { answer = a; }));
        bench().settle();
        Q_ASSERT(answer);
        return *answer;
    }
    Transactions::InitAnswer init(const QByteArray &id, ProducerEpoch current = {}, qint32 timeoutMs = 60'000)
    {
        return answerTo<Transactions::InitAnswer>([&](auto callback) {
            return transactions().initProducer({id, timeoutMs, current}, callback);
        });
    }
    CoordinationError add(const QByteArray &id, ProducerEpoch producer, const std::vector<QueueId> &logs)
    {
        return answerTo<CoordinationError>(
            [&](auto callback) { return transactions().addPartitions(id, producer, logs, callback); });
    }
    CoordinationError end(const QByteArray &id, ProducerEpoch producer, bool commit)
    {
        return answerTo<CoordinationError>(
            [&](auto callback) { return transactions().end(id, producer, commit, callback); });
    }
    std::vector<CoordinationError> commitOffset(const QByteArray &id, ProducerEpoch producer, qint64 offset,
                                                const MemberIdentity &identity = {})
    {
        return answerTo<ConsumerGroups::CommitAnswer>([&](auto callback) {
            return transactions().commitOffsets(id, producer, bench().key, identity, {{"orders", 0, offset, -1, {}}},
                                                callback);
        });
    }
    CoordinationError addOffsets(const QByteArray &id, ProducerEpoch producer)
    {
        return answerTo<CoordinationError>(
            [&](auto callback) { return transactions().addOffsets(id, producer, callback); });
    }
    Phase phase(const QByteArray &id) { return transactions().find(id)->phase; }
    FetchedOffset fetch(bool stable)
    {
        const std::vector<TopicPartition> partitions{{"orders", 0}};
        return bench().groups().fetch(bench().key, partitions, stable).front();
    }
    /// As if what is on the disk had been written so long before.
    void makeOlder(qint64 ms)
    {
        for (Definition &definition : m_disk.definitions) {
            if (auto *state = std::get_if<TransactionState>(&definition))
                state->startedAtMs -= ms;
        }
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_markers.clear();
        start();
    }
    void cleanup()
    {
        m_tickets.clear();
        m_bench.reset();
    }

    // ---- ids and epochs

    void plainIdsAreNeverGivenTwice()
    {
        bench().store.autoCommit = false;
        bench().store.commitAll();
        std::vector<qint64> ids;
        const auto take = [&] {
            m_tickets.push_back(transactions().initProducer({}, [&](const Transactions::InitAnswer &answer) {
                QCOMPARE(answer.error, None);
                QCOMPARE(answer.producer.epoch, qint16(0));
                ids.push_back(answer.producer.id);
            }));
        };
        take();
        take();
        QVERIFY(ids.empty()); // the block is not reserved yet
        bench().settle();
        bench().store.commit();
        QCOMPARE(ids.size(), size_t(2));
        take();
        QCOMPARE(ids.size(), size_t(3)); // waits for nothing
        start();
        take();
        bench().settle();
        QCOMPARE(ids.size(), size_t(4));
        std::sort(ids.begin(), ids.end());
        QVERIFY(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    }

    void anIdWhoseBlockCouldNotBeStoredIsNotGivenOut()
    {
        bench().store.autoCommit = false;
        bench().store.commitAll();
        std::vector<CoordinationError> errors;
        const auto take = [&] {
            m_tickets.push_back(transactions().initProducer(
                {}, [&](const Transactions::InitAnswer &answer) { errors.push_back(answer.error); }));
        };
        take();
        bench().settle();
        bench().store.fail();
        take();
        QCOMPARE(errors, std::vector{CoordinatorNotAvailable});
        bench().settle();
        bench().store.commitAll();
        QCOMPARE(errors, (std::vector{CoordinatorNotAvailable, None}));
    }

    void eachStartGetsTheNextEpoch()
    {
        const auto first = init("t");
        QCOMPARE(first.error, None);
        QCOMPARE(first.producer.epoch, qint16(0));
        const auto second = init("t");
        QCOMPARE(second.producer, (ProducerEpoch{first.producer.id, 1}));
        QCOMPARE(add("t", first.producer, {left}), ProducerFenced);
        QCOMPARE(end("t", first.producer, true), ProducerFenced);
        start();
        QCOMPARE(init("t").producer, (ProducerEpoch{first.producer.id, 2}));
        QVERIFY(init("other").producer.id != first.producer.id);
    }

    void anEpochIsAnsweredWhenItIsStored()
    {
        bench().store.autoCommit = false;
        bench().store.commitAll();
        bool answered = false;
        m_tickets.push_back(transactions().initProducer({QByteArray("t"), 1'000, {}}, [&](auto) { answered = true; }));
        bench().settle();
        QVERIFY(!answered);
        bench().store.commit();
        QVERIFY(answered);
    }

    void refusesToInitialise()
    {
        QCOMPARE(init("").error, InvalidRequest);
        QCOMPARE(init("t", {}, 0).error, InvalidTransactionTimeout);
        QCOMPARE(init("t", {}, 900'001).error, InvalidTransactionTimeout);
        QCOMPARE(init("t", {}, 900'000).error, None);
    }

    void aProducerGoesOnAfterAnError()
    {
        const ProducerEpoch first = init("t").producer;
        const ProducerEpoch second = init("t", first).producer;
        QCOMPARE(second, (ProducerEpoch{first.id, 1}));
        // It asks again because the answer was lost.
        QCOMPARE(init("t", first).producer, second);
        // Somebody else has taken over: it is fenced.
        const ProducerEpoch third = init("t").producer;
        QCOMPARE(init("t", first).error, ProducerFenced);
        QCOMPARE(init("t", second).error, ProducerFenced);
        QCOMPARE(init("t", {first.id + 1, 2}).error, ProducerFenced);
        QCOMPARE(init("t", third).error, None);
    }

    void whenTheEpochsAreUsedUpThereIsANewId()
    {
        TransactionState state;
        state.transactionalId = "t";
        state.producer = 3;
        state.epoch = std::numeric_limits<qint16>::max() - 2;
        state.timeoutMs = 60'000;
        m_disk.definitions = {VirtualHostDefinition{"/"}, state, ProducerIdLimit{1'000}};
        start();
        const ProducerEpoch last = init("t").producer;
        QCOMPARE(last, (ProducerEpoch{3, std::numeric_limits<qint16>::max() - 1}));
        const ProducerEpoch fresh = init("t", last).producer;
        QCOMPARE(fresh.epoch, qint16(0));
        QVERIFY(fresh.id >= 1'000);
        QCOMPARE(init("t", last).producer, fresh); // asks again
        QCOMPARE(add("t", last, {left}), InvalidProducerIdMapping);
    }

    // ---- a transaction

    void commits()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(add("t", producer, {left}), None);
        QCOMPARE(add("t", producer, {left, right}), None);
        QCOMPARE(phase("t"), Phase::Ongoing);
        QCOMPARE(transactions().checkWrite("t", producer, right), None);
        QCOMPARE(transactions().checkWrite("t", producer, QueueId{73}), InvalidTxnState);
        QCOMPARE(addOffsets("t", producer), None);
        QCOMPARE(commitOffset("t", producer, 5), std::vector{None});
        QCOMPARE(commitOffset("t", producer, 6), std::vector{None});
        QCOMPARE(fetch(false).offset, -1);
        QCOMPARE(fetch(true).error, UnstableOffsetCommit);

        bench().store.autoCommit = false;
        std::optional<CoordinationError> answer;
        m_tickets.push_back(transactions().end("t", producer, true, [&](CoordinationError e) { answer = e; }));
        bench().settle();
        QVERIFY(!answer);
        // Markers, offset and state are one transaction of the store.
        QCOMPARE(m_markers.size(), size_t(2));
        for (const Marker &marker : m_markers)
            QCOMPARE(marker.sequence, bench().store.pending.sequence);
        QCOMPARE(m_markers[1], (Marker{right, BatchKind::Commit, producer.id, producer.epoch, m_markers[0].sequence}));
        const auto &written = bench().store.pending.definitions;
        QCOMPARE(written.size(), size_t(2));
        QCOMPARE(std::get<GroupOffset>(written[0].definition).offset, 6);
        QCOMPARE(std::get<TransactionState>(written[1].definition).phase, Phase::Committed);
        bench().store.commit();
        QCOMPARE(*answer, None);
        QCOMPARE(fetch(true).offset, 6);
        QCOMPARE(fetch(true).error, None);
        bench().store.autoCommit = true;

        QCOMPARE(end("t", producer, true), None); // asks again
        QCOMPARE(end("t", producer, false), InvalidTxnState);
        QCOMPARE(m_markers.size(), size_t(2));
        QCOMPARE(transactions().checkWrite("t", producer, right), InvalidTxnState);
    }

    void aborts()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(add("t", producer, {left}), None);
        QCOMPARE(commitOffset("t", producer, 5), std::vector{None});
        QCOMPARE(end("t", producer, false), None);
        QCOMPARE(m_markers.size(), size_t(1));
        QCOMPARE(m_markers[0].kind, BatchKind::Abort);
        QCOMPARE(fetch(true).offset, -1);
        QCOMPARE(fetch(true).error, None);
        QCOMPARE(end("t", producer, false), None);
        QCOMPARE(end("t", producer, true), InvalidTxnState);
        // The next one has nothing of this one.
        QCOMPARE(add("t", producer, {right}), None);
        QCOMPARE(end("t", producer, true), None);
        QCOMPARE(m_markers.size(), size_t(2));
        QCOMPARE(m_markers[1].log, right);
    }

    void refusesWhatDoesNotFit()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(add("", producer, {left}), InvalidRequest);
        QCOMPARE(add("unknown", producer, {left}), InvalidProducerIdMapping);
        QCOMPARE(add("t", {producer.id + 1, 0}, {left}), InvalidProducerIdMapping);
        QCOMPARE(add("t", {producer.id, 1}, {left}), ProducerFenced);
        QCOMPARE(end("t", producer, true), InvalidTxnState); // nothing has begun
        QCOMPARE(commitOffset("t", producer, 5), std::vector{InvalidTxnState});
        QCOMPARE(addOffsets("t", producer), None);
        QCOMPARE(commitOffset("t", {producer.id, 9}, 5), std::vector{InvalidProducerEpoch});
    }

    void aNewProducerAbortsWhatTheOldOneHasUnderWay()
    {
        const ProducerEpoch old = init("t").producer;
        QCOMPARE(add("t", old, {left}), None);
        const auto next = init("t");
        QCOMPARE(next.error, None);
        QCOMPARE(m_markers.size(), size_t(1));
        QCOMPARE(m_markers[0].kind, BatchKind::Abort);
        // Fenced in the partition, too, by an epoch that nobody has.
        QVERIFY(m_markers[0].epoch > old.epoch && m_markers[0].epoch < next.producer.epoch);
        QCOMPARE(end("t", old, true), ProducerFenced);
        QCOMPARE(commitOffset("t", old, 5), std::vector{InvalidProducerEpoch});
        QCOMPARE(phase("t"), Phase::Empty);
        // A zombie that wants to go on does not abort what its successor does.
        QCOMPARE(add("t", next.producer, {left}), None);
        QCOMPARE(init("t", old).error, ProducerFenced);
        QCOMPARE(phase("t"), Phase::Ongoing);
        QCOMPARE(end("t", next.producer, true), None);
    }

    void aTransactionThatTakesTooLongIsAborted()
    {
        const ProducerEpoch producer = init("t", {}, 5'000).producer;
        QCOMPARE(add("t", producer, {left}), None);
        bench().pass(4'000);
        QCOMPARE(add("t", producer, {right}), None); // does not prolong it
        QCOMPARE(phase("t"), Phase::Ongoing);
        bench().pass(1'000);
        QCOMPARE(phase("t"), Phase::Aborted);
        QCOMPARE(m_markers.size(), size_t(2));
        QVERIFY(m_markers[0].epoch > producer.epoch);
        QCOMPARE(end("t", producer, true), ProducerFenced);
        QCOMPARE(init("t", producer).error, ProducerFenced);
        QCOMPARE(init("t").error, None);
    }

    void aTransactionThatHasEndedDoesNotTimeOut()
    {
        const ProducerEpoch producer = init("t", {}, 5'000).producer;
        QCOMPARE(add("t", producer, {left}), None);
        QCOMPARE(end("t", producer, true), None);
        bench().pass(3'000);
        QCOMPARE(add("t", producer, {left}), None);
        bench().pass(3'000);
        QCOMPARE(phase("t"), Phase::Ongoing); // its own time
        QCOMPARE(end("t", producer, true), None);
        bench().pass(10'000);
        QCOMPARE(phase("t"), Phase::Committed);
        QCOMPARE(m_markers.size(), size_t(2));
    }

    // ---- restarts

    void goesOnAfterARestart()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(add("t", producer, {left}), None);
        QCOMPARE(commitOffset("t", producer, 5), std::vector{None});
        makeOlder(30'000);
        start();
        QCOMPARE(phase("t"), Phase::Ongoing);
        QCOMPARE(transactions().checkWrite("t", producer, left), None);
        QCOMPARE(fetch(true).error, UnstableOffsetCommit);
        QCOMPARE(add("t", producer, {right}), None);
        QCOMPARE(end("t", producer, true), None);
        QCOMPARE(m_markers.size(), size_t(2));
        // The group was known by what waits in the transaction only.
        QCOMPARE(fetch(true).offset, 5);
        start();
        QCOMPARE(phase("t"), Phase::Committed);
        QCOMPARE(end("t", producer, true), None);
        QCOMPARE(m_markers.size(), size_t(2));
        QCOMPARE(fetch(true).offset, 5);
    }

    void timesOutAfterARestart()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(add("t", producer, {left}), None);
        makeOlder(61'000);
        start();
        bench().turn();
        QCOMPARE(phase("t"), Phase::Aborted);
        QCOMPARE(m_markers.size(), size_t(1));
        QCOMPARE(end("t", producer, true), ProducerFenced);
    }

    // ---- groups

    void membersOfAnOldGenerationCommitNothing()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(addOffsets("t", producer), None);
        Member member(bench().groups(), bench().key, "a");
        bench().form({&member});
        MemberIdentity identity = member.identity();
        QCOMPARE(commitOffset("t", producer, 5, identity), std::vector{None});
        identity.generation -= 1;
        QCOMPARE(commitOffset("t", producer, 4, identity), std::vector{IllegalGeneration});
        QCOMPARE(commitOffset("t", producer, 4, {"stranger", {}, 1}), std::vector{UnknownMemberId});
        QCOMPARE(commitOffset("t", producer, 6), std::vector{None}); // clients of before say nothing about themselves
        QCOMPARE(end("t", producer, true), None);
        QCOMPARE(fetch(true).offset, 6);
    }

    void offsetsOfDeletedTopicsAndGroupsAreForgotten()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(addOffsets("t", producer), None);
        QCOMPARE(commitOffset("t", producer, 5), std::vector{None});
        bench().groups().topicDeleted("/", "orders");
        QCOMPARE(fetch(true).error, None);
        QCOMPARE(commitOffset("t", producer, 6), std::vector{None});
        QCOMPARE(
            answerTo<CoordinationError>([&](auto callback) { return bench().groups().remove(bench().key, callback); }),
            None);
        QCOMPARE(end("t", producer, true), None);
        QVERIFY(!bench().groups().find(bench().key));
        start();
        QVERIFY(!bench().groups().find(bench().key));
    }

    void deletedLogsGetNoMarker()
    {
        const ProducerEpoch producer = init("t").producer;
        QCOMPARE(add("t", producer, {left, right}), None);
        transactions().forgetLogs({left});
        bench().settle();
        start();
        m_markers.clear();
        QCOMPARE(end("t", producer, true), None);
        QCOMPARE(m_markers.size(), size_t(1));
        QCOMPARE(m_markers.front().log, right);
    }

    void aGroupThatATransactionWillCommitToIsNotCleanedUp()
    {
        const ProducerEpoch producer = init("t", {}, 900'000).producer;
        QCOMPARE(addOffsets("t", producer), None);
        QCOMPARE(commitOffset("t", producer, 5), std::vector{None});
        bench().pass(bench().groups().settings().offsetsRetentionCheckMs);
        QCOMPARE(end("t", producer, true), None);
        QCOMPARE(fetch(true).offset, 5);
    }

    // ---- administration

    void lists()
    {
        const ProducerEpoch a = init("a").producer;
        const ProducerEpoch b = init("b").producer;
        QCOMPARE(add("a", a, {left}), None);
        bench().pass(2'000);
        QCOMPARE(add("b", b, {left}), None);
        QCOMPARE(end("b", b, true), None);
        QCOMPARE(transactions().list({}).size(), size_t(2));
        QCOMPARE(transactions().list({{b.id}, {}, -1}).front().transactionalId, QByteArray("b"));
        QCOMPARE(transactions().list({{}, {Phase::Ongoing}, -1}).front().transactionalId, QByteArray("a"));
        QCOMPARE(transactions().list({{}, {Phase::Ongoing}, 2'000}).size(), size_t(0));
        QCOMPARE(transactions().list({{}, {Phase::Ongoing}, 1'999}).size(), size_t(1));
        QCOMPARE(transactions().find("a")->partitions, std::vector{left});
        QVERIFY(!transactions().find("c"));
    }

    void abortsByHand()
    {
        const ProducerEpoch producer = init("t").producer;
        const auto abort = [&](const QByteArray &id) {
            return answerTo<CoordinationError>([&](auto callback) { return transactions().abort(id, callback); });
        };
        QCOMPARE(abort("unknown"), TransactionalIdNotFound);
        QCOMPARE(abort("t"), InvalidTxnState);
        QCOMPARE(add("t", producer, {left}), None);
        QCOMPARE(abort("t"), None);
        QCOMPARE(phase("t"), Phase::Aborted);
        QCOMPARE(end("t", producer, true), ProducerFenced);
    }

    void idleIdsExpire()
    {
        const ProducerEpoch producer = init("t").producer;
        const TransactionSettings settings = transactions().settings();
        bench().pass(settings.idExpirationMs - settings.idExpirationCheckMs);
        QVERIFY(transactions().find("t"));
        bench().pass(2 * settings.idExpirationCheckMs);
        QVERIFY(!transactions().find("t"));
        QCOMPARE(add("t", producer, {left}), InvalidProducerIdMapping);
        start();
        QVERIFY(!transactions().find("t"));
        QVERIFY(init("t", producer).producer.id != producer.id);
    }
};

SIGHTGLASS_TEST(TestTxn)
#include "tst_core_txn.moc"
