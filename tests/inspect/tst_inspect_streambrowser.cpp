// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at logs: a row for each offset, whether there is a record or not.
#include "inspect/browser.h"
#include "program/testprogram.h"
#include "topicfixture.h"

#include <QTest>

using namespace test;
using inspect::Browser;

class TestStreamBrowser : public QObject
{
    Q_OBJECT
private:
    DiskImage m_disk;
    std::unique_ptr<TopicBench> m_bench;
    std::unique_ptr<Browser> m_browser;

    MessagePage browse(quint64 first, quint32 count)
    {
        std::optional<MessagePage> page;
        m_browser->browse(m_bench->partition().log(), first, count,
                          [&](const Result<MessagePage> &result) { page = *result; });
        while (!page && m_bench->store.hasLoads())
            m_bench->store.answerLoads();
        return page.value_or(MessagePage());
    }
    /// Bodies; "-" where there is no record.
    static QByteArrayList bodies(const MessagePage &page)
    {
        QByteArrayList all;
        for (const MessageSummary &row : page.messages)
            all.append(row.state == MessageState::Gone ? QByteArray("-") : row.preview);
        return all;
    }
    void replaceByNothing(quint64 offset)
    {
        const auto &chunks = m_bench->partition().chunks();
        const auto found = std::find_if(chunks.begin(), chunks.end(), [&](const auto &c) { return c.base == offset; });
        QVERIFY(found != chunks.end());
        QVERIFY(m_bench->partition().replace({found->base, found->end(), {}, {}, 0}) != 0);
        m_bench->broker.settle();
        m_bench->store.commitAll();
    }

private Q_SLOTS:
    void init()
    {
        m_disk = {};
        m_bench = std::make_unique<TopicBench>(m_disk);
        m_bench->broker.wake();
        m_bench->store.commitAll();
        m_bench->create();
        m_browser = std::make_unique<Browser>(m_bench->broker, [](ConnectionId) { return QString(); });
    }
    void cleanup()
    {
        m_browser.reset();
        m_bench.reset();
    }

    void holesHaveRows()
    {
        for (const char *value : {"0", "1", "2", "3", "4"})
            m_bench->append({value});
        replaceByNothing(1);
        replaceByNothing(2);
        replaceByNothing(4);
        QCOMPARE(bodies(browse(0, 100)), (QByteArrayList{"0", "-", "-", "3", "-"}));
        QCOMPARE(bodies(browse(1, 2)), (QByteArrayList{"-", "-"}));
        QCOMPARE(bodies(browse(2, 2)), (QByteArrayList{"-", "3"}));
        QCOMPARE(bodies(browse(4, 9)), QByteArrayList{"-"});
        QCOMPARE(bodies(browse(5, 9)), QByteArrayList());
        const MessagePage page = browse(0, 100);
        QCOMPARE(page.total, 5u);
        for (qsizetype i = 0; i < page.messages.size(); ++i)
            QCOMPARE(page.messages[i].ref.offset, quint64(i));
        Result<MessageDetails> details = MessageDetails();
        m_browser->message({m_bench->partition().log(), 1}, [&](const auto &result) { details = result; });
        QCOMPARE(details.error().code, BrokerError::NotFound);
    }

    void tellsWhetherARecordIsStillThereWithoutReadingItAgain()
    {
        BrokerLimits limits;
        limits.topicCacheBytes = 1;
        cleanup();
        m_bench = std::make_unique<TopicBench>(m_disk, limits);
        m_bench->broker.wake();
        m_browser = std::make_unique<Browser>(m_bench->broker, [](ConnectionId) { return QString(); });
        for (int i = 0; i < 3; ++i)
            m_bench->append({QByteArray(Partition::chunkBytes, 'x')});
        const MessageRef ref{m_bench->partition().log(), 1};
        const auto ask = [&](MessageRef asked) {
            std::optional<Result<MessageStatus>> status;
            m_browser->status(asked, [&status](const auto &answer) { status = answer; });
            while (!status && m_bench->store.hasLoads())
                m_bench->store.answerLoads();
            return status.value_or(Error{});
        };
        QVERIFY(ask(ref).ok()); // not read yet: it may have been compacted away
        QVERIFY(m_bench->store.loads > 0);
        browse(0, 1); // which takes its chunk out of the memory for chunks
        const int loads = m_bench->store.loads;
        QVERIFY(ask(ref).ok());
        QCOMPARE(m_bench->store.loads, loads);
        replaceByNothing(1);
        QCOMPARE(ask(ref).error().code, BrokerError::NotFound);
        QVERIFY(ask({ref.queue, 2}).ok());
        QVERIFY(m_bench->partition().deleteBelow(3).ok());
        QCOMPARE(ask({ref.queue, 2}).error().code, BrokerError::NotFound);
    }

    void endsOfTransactionsHaveRows()
    {
        m_bench->append({"a"}, {7, 0, 0, true});
        QVERIFY(m_bench->partition().appendMarker(BatchKind::Commit, {7, 0, -1}).ok());
        m_bench->append({"b"});
        QCOMPARE(bodies(browse(0, 10)), (QByteArrayList{"a", "-", "b"}));
        QVERIFY(m_bench->partition().deleteBelow(1).ok());
        QCOMPARE(bodies(browse(0, 10)), (QByteArrayList{"-", "b"}));
    }

    void whatCannotBeReadHasRows()
    {
        const QByteArray large(Partition::chunkBytes, 'x');
        BrokerLimits limits;
        limits.topicCacheBytes = 1;
        cleanup();
        m_bench = std::make_unique<TopicBench>(m_disk, limits);
        m_bench->broker.wake();
        m_browser = std::make_unique<Browser>(m_bench->broker, [](ConnectionId) { return QString(); });
        for (int i = 0; i < 3; ++i)
            m_bench->append({large});
        m_disk.batches.erase(std::next(m_disk.batches.begin()));
        const MessagePage page = browse(0, 10);
        QCOMPARE(page.messages.size(), 3);
        QCOMPARE(page.messages[1].state, MessageState::Gone);
        QCOMPARE(page.messages[2].size, quint64(large.size()));
    }
};

SIGHTGLASS_TEST(TestStreamBrowser)
#include "tst_inspect_streambrowser.moc"
