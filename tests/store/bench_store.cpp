// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the store in a directory given: commits per second, bytes per second, time to open. Prints one line a case.
#include "storesupport.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace storetest;
using namespace engine::store;

namespace {

struct Case
{
    const char *name;
    quint32 messages; ///< in each commit
    qsizetype bodySize;
    int commits;
    bool sync;
    quint64 lag; ///< chunks kept before they are removed; 0: all are kept
    bool topic = false;
};

struct Run
{
    Run(SqliteStore &where, const Case &which)
        : store(where)
        , what(which)
    {}

    SqliteStore &store;
    const Case &what;
    QEventLoop loop;
    quint64 next = 1;
    QElapsedTimer since;
    std::vector<qint64> latencies;

    void submit()
    {
        StoreTransaction t;
        t.sync = what.sync;
        if (what.topic)
            t.batches.push_back(makeBatches(next, 2, next * what.messages, 1, int(what.messages), what.bodySize));
        else
            t.appends.push_back(makeChunk(next, 1, next * what.messages, what.messages, what.bodySize));
        if (what.lag && next > what.lag) {
            t.removals = {{next - what.lag}};
            t.states = {{{what.topic ? 2u : 1u}, (next - what.lag + 1) * what.messages, next * what.messages}};
        }
        ++next;
        since.start();
        store.submit(std::move(t), [this](StoreTransaction &&, const Result<void> &result) {
            latencies.push_back(since.nsecsElapsed());
            if (!result)
                qFatal("%s", qPrintable(result.error().detail));
            if (next <= quint64(what.commits))
                submit();
            else
                loop.quit();
        });
    }
};

/// Of all threads; tells more than the clock does on a busy machine.
double processorMs()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

qint64 residentKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).replace("kB", "").trimmed().toLongLong();
    }
    return 0;
}

void run(const QString &directory, const Case &what)
{
    QDir(directory).removeRecursively();
    SqliteStore store({directory});
    if (!store.open())
        qFatal("can not open %s", qPrintable(directory));
    StoreTransaction first;
    first.definitions = {put(makeQueue(1)), put(makeTopic(3, {{2}}))};
    (void)commit(store, first);
    Run r(store, what);
    const double processor = processorMs();
    QElapsedTimer total;
    total.start();
    r.submit();
    r.loop.exec();
    // Making the messages is not the store's work: only the time between submit and answer counts.
    qint64 busy = 0;
    for (const qint64 latency : r.latencies)
        busy += latency;
    std::sort(r.latencies.begin(), r.latencies.end());
    const double seconds = double(busy) / 1e9;
    const double bytes = double(what.commits) * what.messages * double(what.bodySize);
    std::printf("%-34s %8.0f commits/s %9.0f messages/s %7.1f MB/s  p50 %6.0f us  p99 %6.0f us  max %7.0f us  "
                "processor %.1f us/commit\n",
                what.name, what.commits / seconds, what.commits * double(what.messages) / seconds,
                bytes / seconds / 1e6, double(r.latencies[r.latencies.size() / 2]) / 1e3,
                double(r.latencies[r.latencies.size() * 99 / 100]) / 1e3, double(r.latencies.back()) / 1e3,
                (processorMs() - processor) * 1e3 / what.commits);
    std::fflush(stdout);
}

void openTime(const QString &directory, const char *name)
{
    const qint64 before = residentKiB();
    QElapsedTimer elapsed;
    elapsed.start();
    const double processor = processorMs();
    SqliteStore store({directory});
    const auto contents = store.open();
    const double ms = double(elapsed.nsecsElapsed()) / 1e6;
    const double processorUsed = processorMs() - processor;
    if (!contents)
        qFatal("%s", qPrintable(contents.error().detail));
    quint64 messages = 0;
    for (const ChunkInfo &chunk : contents->logs.front().chunks)
        messages += chunk.span - quint64(chunk.gone.count(true));
    for (const BatchChunk &chunk : contents->partitions.front().chunks)
        messages += chunk.count;
    const size_t chunks = contents->logs.front().chunks.size() + contents->partitions.front().chunks.size();
    std::printf("%-34s %8.0f ms (processor %.0f ms) for %llu messages in %zu chunks, %lld MiB more resident\n", name,
                ms, processorUsed, static_cast<unsigned long long>(messages), chunks,
                static_cast<long long>((residentKiB() - before) / 1024));
    for (const QString &notice : contents->notices)
        std::printf("  %s\n", qPrintable(notice));
    elapsed.restart();
    store.close();
    std::printf("%-34s %8.0f ms\n", "  close", double(elapsed.nsecsElapsed()) / 1e6);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_store DIRECTORY [CASE]\n");
        return 2;
    }
    const QString directory = QString::fromLocal8Bit(argv[1]) + QStringLiteral("/bench-store");
    const QByteArrayView only(argc > 2 ? argv[2] : "");
    const Case cases[] = {
        {"lone 256 B, synced", 1, 256, 12000, true, 0},
        {"lone 256 B, synced, removed", 1, 256, 12000, true, 2},
        {"lone 256 B, not synced", 1, 256, 40000, false, 0},
        {"64 KiB chunks, kept", 200, 256, 4000, true, 0},
        {"64 KiB chunks, removed", 200, 256, 4000, true, 20},
        {"256 KiB chunks, kept", 800, 256, 1250, true, 0},
        {"256 KiB chunks, removed", 800, 256, 1250, true, 8},
        {"64 KiB bodies x 4, removed", 4, 65536, 1500, true, 8},
        {"topic 256 KiB chunks, kept", 800, 256, 1250, true, 0, true},
        {"topic 256 KiB chunks, removed", 800, 256, 1250, true, 8, true},
        {"1,000,000 in lone chunks", 1, 256, 1000000, false, 0},
        {"topic 1,000,000 in lone chunks", 1, 256, 1000000, false, 0, true},
    };
    for (const Case &what : cases) {
        if (!only.isEmpty() && !QByteArray(what.name).contains(only))
            continue;
        run(directory, what);
        if (what.lag == 0 && quint64(what.messages) * quint64(what.commits) >= 1000000)
            openTime(directory, "  open");
    }
    QDir(directory).removeRecursively();
    return 0;
}
