// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlitestore.h"

#include <QFileInfo>

#include <future>
#include <type_traits>

namespace engine::store {

using namespace Qt::StringLiterals;
using core::ChunkId;
using core::StoreContents;
using core::StoreTransaction;

namespace {

template <typename Work>
void post(QObject *target, Work work)
{
    QMetaObject::invokeMethod(target, std::move(work), Qt::QueuedConnection);
}

/// Runs the work on the target's thread and waits for it: for opening and closing only.
template <typename Work>
auto await(QObject *target, Work work)
{
    using Answer = std::invoke_result_t<Work>;
    auto task = std::make_shared<std::packaged_task<Answer()>>(std::move(work));
    auto answer = task->get_future();
    post(target, [task] { (*task)(); });
    return answer.get();
}

Error notOpen()
{
    return {BrokerError::Unavailable, u"the store is not open"_s};
}

} // namespace

SqliteStore::SqliteStore(SqliteStoreOptions options)
    : m_options(std::move(options))
    , m_directory(m_options.directory)
{
    m_writerThread.setObjectName(u"store"_s);
    m_readerThread.setObjectName(u"store-reader"_s);
}

SqliteStore::~SqliteStore()
{
    close();
}

Result<StoreContents> SqliteStore::open()
{
    Q_ASSERT(!m_open);
    if (auto acquired = m_directory.acquire(); !acquired)
        return acquired.error();
    auto contents = openWriter();
    if (contents) {
        if (auto reader = openReader(); !reader)
            contents = reader.error();
    }
    m_open = true;
    if (!contents)
        close();
    return contents;
}

Result<StoreContents> SqliteStore::openWriter()
{
    m_writer = std::make_unique<Writer>(
        WriterOptions{m_directory.databasePath(), m_options.syncCommits, m_options.walLimit},
        [this](const QString &notice) { post(&m_context, [this, notice] { notify(notice); }); });
    m_writer->moveToThread(&m_writerThread);
    m_writerThread.start();
    return await(m_writer.get(), [writer = m_writer.get()] { return writer->open(); });
}

Result<void> SqliteStore::openReader()
{
    Writer *writer = m_writer.get();
    m_reader = std::make_unique<Reader>(Reader::Reports{
        [writer](ChunkId chunk, const QString &why) { post(writer, [=] { writer->setAside(chunk, why); }); },
        [writer](const QString &what) { post(writer, [=] { writer->reportStructureDamage(what); }); },
    });
    m_reader->moveToThread(&m_readerThread);
    m_readerThread.start(QThread::LowPriority);
    Reader *reader = m_reader.get();
    auto opened = await(reader, [reader, path = m_directory.databasePath()] { return reader->open(path); });
    if (opened && !m_writer->wasClean())
        post(reader, [reader] { reader->verifyAll(); });
    return opened;
}

void SqliteStore::submit(StoreTransaction &&transaction, Committed done)
{
    const quint64 number = ++m_lastJob;
    Commit &job = m_commits.emplace(number, Commit{std::move(transaction), std::move(done), {}}).first->second;
    if (!m_open) {
        job.result = notOpen();
        post(&m_context, [this, number] { answerCommit(number); });
        return;
    }
    post(m_writer.get(), [this, writer = m_writer.get(), number, &job] {
        job.result = writer->commit(job.transaction);
        post(&m_context, [this, number] { answerCommit(number); });
    });
}

void SqliteStore::answerCommit(quint64 number)
{
    Commit job = std::move(m_commits.extract(number).mapped());
    job.done(std::move(job.transaction), job.result);
}

template <typename Content>
void SqliteStore::startLoad(Loads<Content> &loads, std::function<void(Result<Content>)> loaded,
                            std::function<Result<Content>()> work)
{
    const quint64 number = ++m_lastJob;
    Load<Content> &job = loads.emplace(number, Load<Content>{std::move(loaded), notOpen()}).first->second;
    const auto answer = [&loads, number] {
        Load<Content> done = std::move(loads.extract(number).mapped());
        done.loaded(std::move(done.content));
    };
    if (!m_open) {
        post(&m_context, answer);
        return;
    }
    post(m_reader.get(), [this, answer, work = std::move(work), &job] {
        job.content = work();
        post(&m_context, answer);
    });
}

void SqliteStore::load(ChunkId chunk, Loaded loaded)
{
    startLoad<std::vector<core::StoredMessage>>(m_loads, std::move(loaded),
                                                [reader = m_reader.get(), chunk] { return reader->load(chunk); });
}

void SqliteStore::loadBatches(ChunkId chunk, BatchesLoaded loaded)
{
    startLoad<QByteArray>(m_batchLoads, std::move(loaded),
                          [reader = m_reader.get(), chunk] { return reader->loadBatches(chunk); });
}

quint64 SqliteStore::diskBytes() const
{
    quint64 sum = 0;
    const QString path = m_directory.databasePath();
    for (const QString &name : {path, QString(path % u"-wal"_s)})
        sum += quint64(QFileInfo(name).size());
    return sum;
}

void SqliteStore::close()
{
    if (!m_open)
        return;
    m_open = false;
    // The reader first: SQLite removes the write-ahead log when the last connection goes.
    if (m_readerThread.isRunning()) {
        await(m_reader.get(), [reader = m_reader.get()] { reader->close(); });
        m_readerThread.quit();
        m_readerThread.wait();
    }
    if (m_writerThread.isRunning()) {
        await(m_writer.get(), [writer = m_writer.get()] { writer->close(); });
        m_writerThread.quit();
        m_writerThread.wait();
    }
    m_reader.reset();
    m_writer.reset();
    m_directory.release();
}

void SqliteStore::notify(const QString &notice)
{
    if (m_noticeHandler)
        m_noticeHandler(notice);
}

} // namespace engine::store
