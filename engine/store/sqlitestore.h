// SPDX-License-Identifier: GPL-3.0-or-later
// SqliteStore: the broker's messages and definitions in one SQLite file. Lives on the engine thread and owns two others:
// "store" commits (Writer), "store-reader" loads (Reader). Work goes over as queued calls; answers come back the same way.
// Owner: whoever builds the broker; it outlives the broker. Thread: engine.
#pragma once

#include "core/messagestore.h"
#include "store/datadirectory.h"
#include "store/reader.h"
#include "store/writer.h"

#include <QThread>

#include <functional>
#include <map>
#include <memory>

namespace engine::store {

struct SqliteStoreOptions
{
    QString directory;
    bool syncCommits = true; ///< false: faster, and a power failure may take what was confirmed last
    qint64 walLimit = 16 * 1024 * 1024;
};

class SqliteStore : public core::MessageStore
{
public:
    using NoticeHandler = std::function<void(QString notice)>;

    explicit SqliteStore(SqliteStoreOptions options);
    ~SqliteStore() override;

    /// What a user must be told while it runs (damage that was found). On the engine thread. Set it before open().
    void setNoticeHandler(NoticeHandler handler) { m_noticeHandler = std::move(handler); }

    Result<core::StoreContents> open() override;
    void submit(core::StoreTransaction &&transaction, Committed done) override;
    void load(core::ChunkId chunk, Loaded loaded) override;
    void loadBatches(core::ChunkId chunk, BatchesLoaded loaded) override;
    quint64 diskBytes() const override;
    bool isDurable() const override { return true; }

    /// Finishes the commit that is under way, moves the log into the file and ends the threads. Answers that have not been
    /// delivered by then are dropped. Called by the destructor.
    void close();

private:
    struct Commit
    {
        core::StoreTransaction transaction;
        Committed done;
        Result<void> result;
    };
    template <typename Content>
    struct Load
    {
        std::function<void(Result<Content>)> loaded;
        Result<Content> content;
    };
    template <typename Content>
    using Loads = std::map<quint64, Load<Content>>;

    Result<core::StoreContents> openWriter();
    Result<void> openReader();
    void answerCommit(quint64 number);
    template <typename Content>
    void startLoad(Loads<Content> &loads, std::function<void(Result<Content>)> loaded,
                   std::function<Result<Content>()> work);
    void notify(const QString &notice);

    const SqliteStoreOptions m_options;
    DataDirectory m_directory;
    NoticeHandler m_noticeHandler;
    QObject m_context; ///< receives the answers
    QThread m_writerThread;
    QThread m_readerThread;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<Reader> m_reader;
    // Work under way. It stays here while another thread works on it, so that messages and callbacks end on this thread.
    std::map<quint64, Commit> m_commits;
    Loads<std::vector<core::StoredMessage>> m_loads;
    Loads<QByteArray> m_batchLoads;
    quint64 m_lastJob = 0;
    bool m_open = false;
};

} // namespace engine::store
