// SPDX-License-Identifier: GPL-3.0-or-later
// A whole AMQP connection under arbitrary bytes, on an in-memory transport in front of a broker that keeps nothing. The first
// byte chooses: a valid handshake first or not, how the rest is cut into pieces, whether the client reads what it is sent.
// The handshake leaves queues whose dead letters go in a circle. Beyond not crashing: input is taken or waited for, never spun on; output is made of whole frames and stays bounded; the
// broker keeps no channel of a connection that has gone.
#include "fuzz/fuzzinput.h"
#include "fuzz/fuzzworld.h"
#include "protocol/amqp/connection.h"
#include "protocol/amqp/propertyeditor.h"
#include "wire/amqp/method.h"

#include <QLoggingCategory>

using namespace engine;
using namespace engine::wire::amqp;
using fuzz::require;

namespace {

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
    const protocol::PeerInfo m_peer{.address = QStringLiteral("127.0.0.1:1"), .server = QStringLiteral("127.0.0.1:2")};
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
    // Dead letters in a circle: "full" pushes out, "short" lets expire, "again" counts and delays what comes back.
    const FieldValue here(QByteArray(""));
    const auto number = [](qint64 value) { return FieldValue(value); };
    const auto to = [](const char *queue) { return FieldValue(QByteArray(queue)); };
    const FieldTable full{
        {{"x-max-length", number(2)}, {"x-dead-letter-exchange", here}, {"x-dead-letter-routing-key", to("short")}}};
    const FieldTable brief{{{"x-message-ttl", number(5)},
                            {"x-dead-letter-exchange", here},
                            {"x-dead-letter-routing-key", to("again")},
                            {"x-max-priority", number(3)}}};
    const FieldTable again{{{"x-queue-type", to("quorum")},
                            {"x-delivery-limit", number(1)},
                            {"x-delayed-retry-type", to("all")},
                            {"x-delayed-retry-min", number(5)},
                            {"x-dead-letter-exchange", here},
                            {"x-dead-letter-routing-key", to("full")}}};
    appendMethod(out, 1, QueueDeclare{"full", false, true, false, false, false, full});
    appendMethod(out, 1, QueueDeclare{"short", false, true, false, false, false, brief});
    appendMethod(out, 1, QueueDeclare{"again", false, true, false, false, false, again});
    const FieldTable delays{{{"x-delayed-type", to("topic")}}};
    appendMethod(out, 1, ExchangeDeclare{"later", "x-delayed-message", false, true, false, false, false, delays});
    appendMethod(out, 1, QueueBind{"again", "later", "#", false, {}});
    // Queues that refuse, with and without an exchange for dead letters; exchanges that choose.
    const FieldTable refuses{{{"x-max-length", number(1)}, {"x-overflow", to("reject-publish")}}};
    const FieldTable buries{{{"x-max-length", number(1)},
                             {"x-overflow", to("reject-publish-dlx")},
                             {"x-dead-letter-exchange", to("chance")}}};
    const FieldTable careless{{{"x-max-length", number(1)}, {"x-overflow", to("reject-publish-dlx")}}};
    appendMethod(out, 1, QueueDeclare{"refuses", false, true, false, false, false, refuses});
    appendMethod(out, 1, QueueDeclare{"buries", false, true, false, false, false, buries});
    appendMethod(out, 1, QueueDeclare{"careless", false, true, false, false, false, careless});
    const FieldTable otherwise{{{"alternate-exchange", to("chance")}}};
    appendMethod(out, 1, ExchangeDeclare{"ring", "x-consistent-hash", false, true, false, false, false, {}});
    appendMethod(out, 1, ExchangeDeclare{"chance", "x-random", false, true, false, false, false, {}});
    appendMethod(out, 1, ExchangeDeclare{"strict", "direct", false, true, false, false, false, otherwise});
    for (const char *queue : {"refuses", "buries", "careless", "full"}) {
        appendMethod(out, 1, QueueBind{queue, "ring", "2", false, {}});
        appendMethod(out, 1, QueueBind{queue, "chance", "", false, {}});
    }
    return out.toByteArray();
}

struct World : fuzz::World
{
    protocol::amqp::PropertyEditor propertyEditor;
    protocol::SessionRegistry registry;
    protocol::LocalAuthenticator authenticator;
    protocol::amqp::Environment environment{broker, registry, authenticator, "0"};
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
    world.broker.setPropertyEditor(&world.propertyEditor);
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
        for (const qint64 milliseconds : {1, 10, 100'000})
            world.pass(milliseconds);
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
