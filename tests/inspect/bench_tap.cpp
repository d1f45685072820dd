// SPDX-License-Identifier: GPL-3.0-or-later
// What an open live view adds to the cost of a message: processor time of this thread for each message published, delivered
// and acknowledged through AMQP connections and the broker, with no socket and no store in the way, in short turns with and
// without the tap, so that other work on the machine falls on all alike. With sockets and a store the share is smaller still.
// Not a test: run it by hand.
#include "core/broker.h"
#include "inspect/journeyrecorder.h"
#include "inspect/tap.h"
#include "protocol/amqp/connection.h"
#include "wire/amqp/content.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

using namespace engine;
using namespace engine::wire::amqp;

namespace {

constexpr int batch = 500;
constexpr int rounds = 400;

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

class SwallowingTransport : public protocol::Transport
{
public:
    const protocol::PeerInfo &peer() const override { return m_peer; }
    void write(QByteArrayView) override {}
    qint64 pendingBytes() const override { return 0; }
    void setReading(bool) override {}
    void close() override {}
    void abort() override {}

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

/// A publisher and a consumer that acknowledges each message by itself.
class Traffic
{
public:
    Traffic()
        : m_broker(m_store, m_clock)
    {
        (void)m_broker.start();
        m_publisher.emplace(m_environment, m_toPublisher);
        m_consumer.emplace(m_environment, m_toConsumer);
        BasicProperties properties;
        properties.deliveryMode = 1;
        const QByteArray raw = encodeProperties(properties), body(256, 'x');
        for (int i = 0; i < batch; ++i)
            appendPublish(m_publishes, 1, {{}, "q", false, false}, {raw, body, 131072});
        wire::OutBuffer consume;
        appendMethod(consume, 1, BasicConsume{"q", "c", false, false, false, false, {}});
        m_publisher->consume(opening());
        m_consumer->consume(opening());
        m_consumer->consume(consume.view());
        m_broker.settle();
    }
    core::Broker &broker() { return m_broker; }
    /// Processor time of one batch.
    double turn()
    {
        wire::OutBuffer acks;
        for (int i = 0; i < batch; ++i)
            appendAck(acks, 1, ++m_tag, false);
        const double before = threadSeconds();
        m_publisher->consume(m_publishes.view());
        m_broker.settle();
        m_consumer->consume(acks.view());
        m_broker.settle();
        return threadSeconds() - before;
    }

private:
    NoStore m_store;
    core::SystemClock m_clock;
    core::Broker m_broker;
    protocol::SessionRegistry m_registry;
    protocol::LocalAuthenticator m_authenticator;
    protocol::amqp::Environment m_environment{m_broker, m_registry, m_authenticator, "0"};
    SwallowingTransport m_toPublisher, m_toConsumer;
    std::optional<protocol::amqp::Connection> m_publisher, m_consumer;
    wire::OutBuffer m_publishes;
    quint64 m_tag = 0;
};

struct Variant
{
    const char *name;
    bool isOpen;
    LiveFilter filter;
    std::vector<double> seconds;
    bool records = false; ///< journeys
};

} // namespace

int main()
{
    LiveFilter queue, text;
    queue.queue = QStringLiteral("q*");
    text.text = QStringLiteral("nowhere");
    std::array<Variant, 7> variants = {{{"no live view", false, {}, {}},
                                        {"live view", true, {}, {}},
                                        {"filter by queue", true, queue, {}},
                                        {"filter by text", true, text, {}},
                                        {"frozen", true, {}, {}},
                                        {"journeys", false, {}, {}, true},
                                        {"view and journeys", true, {}, {}, true}}};
    Traffic traffic;
    const auto noName = [](ConnectionId) { return QStringLiteral("bench"); };
    for (int i = 0; i < 20; ++i)
        traffic.turn();
    // A batch stands for two milliseconds of full load (250,000 messages a second): every fiftieth the view takes its share.
    std::array<std::unique_ptr<inspect::Tap>, 7> taps;
    inspect::JourneyRecorder recorder(traffic.broker(), [](ConnectionId) { return inspect::ClientFacts(); });
    traffic.broker().lifecycle().remove(&recorder);
    for (int round = 0; round < rounds; ++round) {
        for (size_t v = 0; v < variants.size(); ++v) {
            if (!taps[v] && variants[v].isOpen)
                taps[v] = std::make_unique<inspect::Tap>(traffic.broker(), noName, variants[v].filter);
            // Each watches in its own turn only.
            if (taps[v])
                traffic.broker().lifecycle().remove(taps[v].get());
            if (taps[v]) {
                traffic.broker().lifecycle().add(taps[v].get());
                taps[v]->setPaused(v == 4);
                if (round % 50 == 0)
                    (void)taps[v]->take(100);
            }
            if (variants[v].records)
                traffic.broker().lifecycle().add(&recorder);
            variants[v].seconds.push_back(traffic.turn());
            if (variants[v].records)
                traffic.broker().lifecycle().remove(&recorder);
            if (taps[v])
                traffic.broker().lifecycle().remove(taps[v].get());
        }
    }
    double base = 0;
    for (Variant &variant : variants) {
        double sum = 0;
        // The slowest tenth is other work's.
        std::sort(variant.seconds.begin(), variant.seconds.end());
        const size_t counted = variant.seconds.size() * 9 / 10;
        for (size_t i = 0; i < counted; ++i)
            sum += variant.seconds[i];
        const double ns = sum / double(counted) / batch * 1e9;
        base = base > 0 ? base : ns;
        std::printf("%-18s %6.0f ns a message (%+.1f %%)\n", variant.name, ns, 100 * (ns / base - 1));
    }
    taps = {};
    return 0;
}
