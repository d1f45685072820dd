// SPDX-License-Identifier: GPL-3.0-or-later
// A whole AMQP connection under arbitrary bytes, on an in-memory transport in front of a broker that keeps nothing. The first
// byte chooses: a valid handshake first or not, how the rest is cut into pieces, whether the client reads what it is sent.
// Beyond not crashing: input is taken or waited for, never spun on; output is made of whole frames and stays bounded; the
// broker keeps no channel of a connection that has gone.
#include "core/broker.h"
#include "fuzz/fuzzinput.h"
#include "protocol/amqp/connection.h"
#include "wire/amqp/method.h"

#include <QLoggingCategory>

using namespace engine;
using namespace engine::wire::amqp;
using fuzz::require;

namespace {

/// Commits when asked to, so that a run needs no event loop.
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
    quint64 diskBytes() const override { return 0; }
    bool isDurable() const override { return true; } // so that declarations wait

    void commitAll()
    {
        while (m_done)
            std::exchange(m_done, nullptr)(std::move(m_transaction), {});
    }

private:
    core::StoreTransaction m_transaction;
    Committed m_done;
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
        while (const auto frame = decodeFrame(m_sent, 0))
            m_sent.remove(0, frame.consumed());
        if (m_sent == QByteArrayView("AMQP\0\0\x09\x01", 8))
            m_sent.clear();
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
    const protocol::PeerInfo m_peer{QStringLiteral("127.0.0.1:1"), QStringLiteral("127.0.0.1:2"), false, true, false};
    const bool m_stuck;
    qint64 m_pending = 0;
    QByteArray m_sent; ///< the frame under way
};

QByteArray handshake()
{
    wire::OutBuffer out;
    appendProtocolHeader(out);
    appendMethod(out, 0, ConnectionStartOk{{}, "PLAIN", QByteArray("\0guest\0guest", 12), "en_US"});
    appendMethod(out, 0, ConnectionTuneOk{16, 4096, 10});
    appendMethod(out, 0, ConnectionOpen{"/"});
    appendMethod(out, 1, ChannelOpen{});
    appendMethod(out, 1, QueueDeclare{"q", false, false, false, false, false, {}});
    return out.toByteArray();
}

struct World
{
    LoopStore store;
    core::SystemClock clock;
    core::Broker broker{store, clock, {1 << 20, 1 << 20, 1 << 20}};
    protocol::SessionRegistry registry;
    protocol::amqp::LocalAuthenticator authenticator;
    protocol::amqp::Environment environment{broker, registry, authenticator, "0"};

    void settle()
    {
        broker.settle();
        store.commitAll();
    }
};

void feed(World &world, MemoryTransport &transport, protocol::amqp::Connection &connection, QByteArray bytes,
          qsizetype piece)
{
    QByteArray kept;
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin(piece, bytes.size());
        kept += bytes.first(size);
        bytes.remove(0, size);
        for (bool again = true; again;) {
            again = false;
            if (transport.reading) {
                const qsizetype taken = connection.consume(kept);
                require(taken >= 0 && taken <= kept.size());
                kept.remove(0, taken);
                again = taken > 0 && !kept.isEmpty();
            }
            const bool wasReading = transport.reading;
            world.settle();
            again = again || (!wasReading && transport.reading && !kept.isEmpty());
        }
        require(transport.isWhole());
        // The largest message there can be, and the bounds on top of it.
        require(transport.pendingBytes() < (8 << 20));
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
    world.settle();
    {
        MemoryTransport transport(choice & 2);
        protocol::amqp::Connection connection(world.environment, transport);
        const qsizetype piece = choice & 4 ? 1 + choice / 8 : 1 << 20;
        if (choice & 1)
            feed(world, transport, connection, handshake(), 1 << 20);
        feed(world, transport, connection, input.rest().toByteArray(), piece);
        transport.takeAll();
        connection.written();
        connection.tick(1000);
        connection.tick(100'000);
        world.settle();
        (void)connection.snapshot();
        connection.disconnected();
    }
    world.settle();
    require(world.broker.channels().empty() && world.registry.connections().empty());
    return 0;
}
