// SPDX-License-Identifier: GPL-3.0-or-later
// A whole Kafka session under arbitrary bytes, on an in-memory transport in front of a broker whose store commits when asked to.
// The first byte chooses: commits come at once or only between pieces, whether the client reads what it is sent, how the bytes
// are cut into pieces. Beyond not crashing: input is taken or waited for, never spun on; output is made of whole frames and stays
// bounded; nothing is left of a session that has gone.
#include "core/broker.h"
#include "fuzz/fuzzinput.h"
#include "protocol/kafka/session.h"
#include "protocol/records/recordformat.h"
#include "wire/kafka/frame.h"

#include <QLoggingCategory>

using namespace engine;
using fuzz::require;

namespace {

/// Keeps chunks in memory, and commits when asked to, so that a run needs no event loop.
class LoopStore : public core::MessageStore
{
public:
    Result<core::StoreContents> open() override { return core::StoreContents{}; }
    void submit(core::StoreTransaction &&transaction, Committed done) override
    {
        m_transaction = std::move(transaction);
        m_done = std::move(done);
    }
    void load(core::ChunkId, Loaded loaded) override { loaded(Error{BrokerError::NotFound, {}}); }
    void loadBatches(core::ChunkId, BatchesLoaded loaded) override { m_loads.push_back(std::move(loaded)); }
    quint64 diskBytes() const override { return 0; }
    bool isDurable() const override { return true; } // so that answers wait

    void commitAll()
    {
        while (m_done || !m_loads.empty()) {
            for (const BatchesLoaded &loaded : std::exchange(m_loads, {}))
                loaded(Error{BrokerError::NotFound, {}}); // the cache has what there is; all else is lost
            if (m_done)
                std::exchange(m_done, nullptr)(std::move(m_transaction), {});
        }
    }

private:
    core::StoreTransaction m_transaction;
    Committed m_done;
    std::vector<BatchesLoaded> m_loads;
};

class MovedClock : public core::Clock
{
public:
    qint64 nowMs() const override { return now; }
    qint64 now = 1'000'000;
};

class MemoryTransport : public protocol::Transport
{
public:
    explicit MemoryTransport(bool stuck)
        : m_stuck(stuck)
    {}

    const protocol::PeerInfo &peer() const override { return m_peer; }
    void write(QByteArrayView bytes) override
    {
        require(!closed);
        if (m_stuck)
            m_pending += bytes.size();
        m_sent.append(bytes);
        while (const auto frame = wire::kafka::decodeFrame(m_sent, 0x7fffffff))
            m_sent.remove(0, frame.consumed());
    }
    qint64 pendingBytes() const override { return m_pending; }
    void setReading(bool on) override { reading = on; }
    void close() override { closed = true; }
    void abort() override { closed = true; }

    void takeAll() { m_pending = 0; }
    bool isWhole() const { return m_sent.isEmpty(); }

    bool reading = true;
    bool closed = false;

private:
    const protocol::PeerInfo m_peer{.address = QStringLiteral("127.0.0.1:1"), .server = QStringLiteral("127.0.0.1:2")};
    const bool m_stuck;
    qint64 m_pending = 0;
    QByteArray m_sent; ///< the frame under way
};

struct World
{
    LoopStore store;
    MovedClock clock;
    core::Broker broker{store, clock, {1 << 20, 1 << 20, 1 << 20}};
    protocol::SessionRegistry registry;
    protocol::LocalAuthenticator authenticator;
    protocol::records::RecordFormat format;
    protocol::kafka::Environment environment{broker, registry, authenticator};

    World() { broker.setRecordFormat(&format); }
    void settle(bool commits)
    {
        broker.settle();
        if (commits)
            store.commitAll();
    }
    void pass(qint64 milliseconds)
    {
        clock.now += milliseconds;
        broker.wake();
        settle(true);
    }
};

void feed(World &world, MemoryTransport &transport, protocol::kafka::Session &session, QByteArray bytes,
          qsizetype piece, bool commitsAtOnce)
{
    QByteArray kept;
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin(piece, bytes.size());
        kept += bytes.first(size);
        bytes.remove(0, size);
        for (bool again = true; again;) {
            qsizetype taken = 0;
            if (transport.reading && !kept.isEmpty()) {
                taken = session.consume(kept);
                require(taken >= 0 && taken <= kept.size());
                kept.remove(0, taken);
            }
            world.settle(commitsAtOnce);
            again = taken > 0 && !kept.isEmpty();
        }
        require(transport.isWhole());
        require(transport.pendingBytes() < (64 << 20));
        world.settle(true);
    }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 choice = input.byte();
    World world;
    require(world.broker.start().ok());
    world.settle(true);
    {
        MemoryTransport transport(choice & 2);
        protocol::kafka::Session session(world.environment, transport);
        const qsizetype piece = choice & 4 ? 1 + choice / 8 : 1 << 20;
        feed(world, transport, session, input.rest().toByteArray(), piece, choice & 1);
        transport.takeAll();
        session.written();
        session.tick(1000);
        world.pass(1000);
        world.pass(1'000'000);
        require(transport.isWhole());
        (void)session.snapshot();
        session.disconnected();
    }
    world.pass(10'000'000);
    require(world.registry.connections().empty());
    return 0;
}
