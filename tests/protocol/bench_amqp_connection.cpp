// SPDX-License-Identifier: GPL-3.0-or-later
// How many messages one core carries through an AMQP connection and the broker, with no socket and no store in the way:
// processor time of this thread for each message published, delivered and acknowledged. Not a test: run it by hand.
#include "core/broker.h"
#include "protocol/amqp/connection.h"
#include "wire/amqp/content.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <cstdio>
#include <ctime>

using namespace engine;
using namespace engine::wire::amqp;

namespace {

class NoStore : public core::MessageStore
{
public:
    Result<core::StoreContents> open() override { return core::StoreContents{}; }
    void submit(core::StoreTransaction &&, Committed) override {}
    void load(core::ChunkId, Loaded) override {}
    void loadBatches(core::ChunkId, BatchesLoaded) override {}
    quint64 diskBytes() const override { return 0; }
    bool isDurable() const override { return false; }
};

class CountingTransport : public protocol::Transport
{
public:
    const protocol::PeerInfo &peer() const override { return m_peer; }
    void write(QByteArrayView bytes) override { sent += quint64(bytes.size()); }
    qint64 pendingBytes() const override { return 0; }
    void setReading(bool) override {}
    void close() override {}
    void abort() override {}
    quint64 sent = 0;

private:
    const protocol::PeerInfo m_peer{.address = QStringLiteral("bench"), .server = QStringLiteral("bench")};
};

double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

QByteArray opening()
{
    wire::OutBuffer out;
    appendProtocolHeader(out);
    appendMethod(out, 0, ConnectionStartOk{{}, "PLAIN", QByteArray("\0guest\0guest", 12), "en_US"});
    appendMethod(out, 0, ConnectionTuneOk{2047, 131072, 0});
    appendMethod(out, 0, ConnectionOpen{"/"});
    appendMethod(out, 1, ChannelOpen{});
    appendMethod(out, 1, QueueDeclare{"q", false, false, false, false, false, {}});
    return out.toByteArray();
}

/// Rounds of `batch` messages: publishes in one read, acknowledgements in the next.
void measure(const char *what, bool confirms, bool acknowledges)
{
    constexpr int batch = 500, rounds = 2000;
    NoStore store;
    core::SystemClock clock;
    core::Broker broker(store, clock);
    if (!broker.start())
        return;
    protocol::SessionRegistry registry;
    protocol::LocalAuthenticator authenticator;
    protocol::amqp::Environment environment{broker, registry, authenticator, "0"};
    CountingTransport toPublisher, toConsumer;
    protocol::amqp::Connection publisher(environment, toPublisher), consumer(environment, toConsumer);

    wire::OutBuffer publishes, consume, select;
    BasicProperties properties;
    properties.deliveryMode = 2;
    const QByteArray raw = encodeProperties(properties), body(256, 'x');
    for (int i = 0; i < batch; ++i)
        appendPublish(publishes, 1, {{}, "q", false, false}, {raw, body, 131072});
    appendMethod(select, 1, ConfirmSelect{});
    appendMethod(consume, 1, BasicConsume{"q", "c", false, !acknowledges, false, false, {}});
    publisher.consume(opening());
    consumer.consume(opening());
    if (confirms)
        publisher.consume(select.view());
    consumer.consume(consume.view());
    broker.settle();

    quint64 tag = 0;
    const double before = threadSeconds();
    for (int round = 0; round < rounds; ++round) {
        publisher.consume(publishes.view());
        broker.settle();
        if (!acknowledges)
            continue;
        wire::OutBuffer acks;
        for (int i = 0; i < batch; ++i)
            appendAck(acks, 1, ++tag, false);
        consumer.consume(acks.view());
        broker.settle();
    }
    const double seconds = threadSeconds() - before;
    std::printf("%-28s %8.0f ns a message, %9.0f messages/s, %.0f bytes out each\n", what,
                seconds / batch / rounds * 1e9, batch * rounds / seconds, double(toConsumer.sent) / batch / rounds);
}

} // namespace

int main()
{
    measure("publish, deliver", false, false);
    measure("publish, deliver, ack", false, true);
    measure("with confirms", true, true);
    return 0;
}
