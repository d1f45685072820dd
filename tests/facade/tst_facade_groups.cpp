// SPDX-License-Identifier: GPL-3.0-or-later
// Consumer groups as the window commands them: the plan of a reset, the reset, with and without members, and deleting.
#include "facade/groupcommands.h"
#include "groupfixture.h"
#include "program/testprogram.h"

#include "core/topics.h"
#include "protocol/records/recordformat.h"

#include <QTest>

using namespace test;
using namespace facade;

class TestFacadeGroups : public QObject
{
    Q_OBJECT
private:
    qint64 m_secondAtMs = 0; ///< when the second half of the messages was written
    DiskImage m_disk;
    protocol::records::RecordFormat m_format;
    std::unique_ptr<GroupBench> m_bench;
    std::unique_ptr<GroupCommands> m_commands;

    GroupBench &bench() { return *m_bench; }
    static QString slash() { return QStringLiteral("/"); }
    static QString readers() { return QStringLiteral("readers"); }
    template <typename T>
    static BrokerError codeOf(const Result<T> &result)
    {
        return result.ok() ? BrokerError::None : result.error().code;
    }
    /// What the command answered; Cancelled: nothing yet.
    template <typename T, typename Command>
    Result<T> ask(Command command)
    {
        const auto answer = std::make_shared<Answer<T>>();
        command(answer);
        bench().turn();
        const auto future = answer->future();
        return future.isFinished() ? future.result() : Result<T>(Error{BrokerError::Cancelled, {}});
    }
    Result<QList<OffsetResetStep>> plan(OffsetResetRequest::To to, qint64 value = 0)
    {
        OffsetResetRequest request;
        request.group = readers();
        request.partitions = {{QStringLiteral("orders"), 0}, {QStringLiteral("orders"), 9}};
        request.to = to;
        request.value = value;
        return ask<QList<OffsetResetStep>>([&](const auto &answer) { m_commands->plan(request, answer); });
    }
    Result<void> reset(const QList<OffsetResetStep> &steps, WhenActive whenActive)
    {
        return ask<void>([&](const auto &answer) { m_commands->reset(slash(), readers(), steps, whenActive, answer); });
    }
    Result<void> remove()
    {
        return ask<void>([&](const auto &answer) { m_commands->deleteGroup(slash(), readers(), answer); });
    }
    void append(int count)
    {
        Partition &partition = *bench().host().topics().find(QByteArray("orders"))->partition(0);
        for (int i = 0; i < count; ++i) {
            const auto message = makeMessage("key", "body", true);
            message->publishedAtMs = bench().clock.now;
            (void)partition.append(MessagePtr(message.data()));
        }
        bench().turn();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<GroupBench>(m_disk);
        bench().broker.setRecordFormat(&m_format);
        QVERIFY(bench().host().topics().create({"orders", 1, {}, {}}).ok());
        append(10);
        m_secondAtMs = bench().clock.now += 60'000;
        append(10);
        m_commands = std::make_unique<GroupCommands>(bench().broker);
    }
    void cleanup()
    {
        m_commands.reset();
        m_bench.reset();
    }

    void planSaysBeforeAndAfter()
    {
        auto member = bench().member("billing");
        bench().form({member.get()});
        member->commit("orders", 15);
        bench().turn();
        using To = OffsetResetRequest::To;
        const auto earliest = plan(To::Earliest);
        QVERIFY(earliest.ok());
        QCOMPARE(earliest->size(), 1); // partition 9 is not there
        const OffsetResetStep &step = earliest->front();
        QCOMPARE(step.current, std::optional<qint64>(15));
        QCOMPARE(step.target, std::optional<qint64>(0));
        QCOMPARE(step.lagBefore, std::optional<qint64>(5));
        QCOMPARE(step.lagAfter, std::optional<qint64>(20));
        QCOMPARE(plan(To::Latest)->front().target, std::optional<qint64>(20));
        QCOMPARE(plan(To::Shift, -3)->front().target, std::optional<qint64>(12));
        QCOMPARE(plan(To::Timestamp, m_secondAtMs)->front().target, std::optional<qint64>(10));
        const auto beyond = plan(To::Offset, 99);
        QCOMPARE(beyond->front().target, std::optional<qint64>(20));
        QCOMPARE(beyond->front().note, OffsetResetStep::Note::Limited);
        QCOMPARE(bench().committed("orders"), 15); // nothing has changed
    }

    void resetWaitsForTheMembersOrFencesThem()
    {
        auto member = bench().member("billing");
        bench().form({member.get()});
        member->commit("orders", 15);
        bench().turn();
        const QList<OffsetResetStep> steps = *plan(OffsetResetRequest::To::Earliest);
        QCOMPARE(codeOf(reset(steps, WhenActive::Refuse)), BrokerError::PreconditionFailed);
        QCOMPARE(bench().committed("orders"), 15);
        QCOMPARE(codeOf(reset(steps, WhenActive::Fence)), BrokerError::None);
        QCOMPARE(bench().committed("orders"), 0);
        QCOMPARE(member->heartbeat(), CoordinationError::UnknownMemberId); // has to join anew
    }

    void aGroupThatIsNotThereIsMade()
    {
        const QString others = QStringLiteral("others");
        const auto resetOthers = [&](const QList<OffsetResetStep> &steps) {
            return ask<void>(
                [&](const auto &answer) { m_commands->reset(slash(), others, steps, WhenActive::Refuse, answer); });
        };
        const auto planned = plan(OffsetResetRequest::To::Offset, 7);
        QVERIFY(planned.ok());
        QVERIFY(!planned->front().current);
        QCOMPARE(codeOf(reset(*planned, WhenActive::Refuse)), BrokerError::None);
        QCOMPARE(bench().committed("orders"), 7);
        // Another one where this one is, in all partitions that it has.
        OffsetResetRequest copy;
        copy.group = others;
        copy.to = OffsetResetRequest::To::Copy;
        copy.copyFrom = QStringLiteral("nobody");
        const auto planCopy = [&] {
            return ask<QList<OffsetResetStep>>([&](const auto &answer) { m_commands->plan(copy, answer); });
        };
        QCOMPARE(codeOf(planCopy()), BrokerError::NotFound);
        copy.copyFrom = readers();
        const auto steps = planCopy();
        QVERIFY(steps.ok());
        QCOMPARE(steps->size(), 1);
        QCOMPARE(steps->front().target, std::optional<qint64>(7));
        QCOMPARE(codeOf(resetOthers({})), BrokerError::NotFound); // nothing to make it for
        QCOMPARE(codeOf(resetOthers(*steps)), BrokerError::None);
        const ConsumerGroup *made = bench().groups().find({"/", "others"});
        QVERIFY(made);
        QCOMPARE(made->offset({"orders", 0})->offset, 7);
    }

    void deletesWhatHasNoMembers()
    {
        QCOMPARE(codeOf(remove()), BrokerError::NotFound);
        auto member = bench().member("billing");
        bench().form({member.get()});
        member->commit("orders", 15);
        bench().turn();
        QCOMPARE(codeOf(remove()), BrokerError::PreconditionFailed);
        QCOMPARE(member->leave(), CoordinationError::None);
        bench().turn();
        QCOMPARE(codeOf(remove()), BrokerError::None);
        QVERIFY(!bench().groups().find(bench().key));
    }
};

SIGHTGLASS_TEST(TestFacadeGroups)
#include "tst_facade_groups.moc"
