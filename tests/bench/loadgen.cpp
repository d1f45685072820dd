// SPDX-License-Identifier: GPL-3.0-or-later
// loadgen: puts one load on an AMQP broker and prints what came of it as one line of JSON. See README.md for the modes.
#include "loads.h"
#include "sink.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

constexpr const char *Usage = R"(usage: loadgen through|publish|drain|connections|queues|sink [OPTIONS]
  --host HOST  --port PORT  --socket PATH   where the broker is
  --queue NAME      durable queue to use (default bench)
  --size BYTES      body (default 256)
  --transient       delivery mode 1 instead of 2
  --stream          the queue is a stream, read from its end (through)
  --window N        unconfirmed messages at most, 0 for no confirms (default 500)
  --prefetch N      (default 500)
  --ack-every N     acknowledge every Nth delivery with multiple (default 1)
  --seconds S       how long to publish (default 5)
  --messages N      how many to publish instead, or connections to open, or queues to declare
  --each N          persistent messages put into each of those queues (default 0)
  --rate N          messages a second; measures the latency of each
  --threads N       that open connections or declare queues (default 4)
)";

struct Options
{
    bench::Load load;
    int threads = 4;
    int each = 0;
};

void readOption(Options &options, const std::string &name, const char *value)
{
    bench::Load &load = options.load;
    if (name == "--host")
        load.address.host = value;
    else if (name == "--port")
        load.address.port = std::atoi(value);
    else if (name == "--socket")
        load.address.path = value;
    else if (name == "--queue")
        load.queue = value;
    else if (name == "--size")
        load.size = std::strtoull(value, nullptr, 10);
    else if (name == "--window")
        load.window = std::strtoull(value, nullptr, 10);
    else if (name == "--prefetch")
        load.prefetch = static_cast<std::uint16_t>(std::atoi(value));
    else if (name == "--ack-every")
        load.ackEvery = std::strtoull(value, nullptr, 10);
    else if (name == "--seconds")
        load.seconds = std::atof(value);
    else if (name == "--messages")
        load.messages = std::strtoull(value, nullptr, 10);
    else if (name == "--rate")
        load.rate = std::atof(value);
    else if (name == "--threads")
        options.threads = std::atoi(value);
    else if (name == "--each")
        options.each = std::atoi(value);
    else
        bench::fail("unknown option " + name);
}

Options readOptions(int argc, char **argv)
{
    Options options;
    for (int index = 2; index < argc; ++index) {
        const std::string name = argv[index];
        if (name == "--transient") {
            options.load.persistent = false;
            continue;
        }
        if (name == "--stream") {
            options.load.stream = true;
            continue;
        }
        if (index + 1 == argc)
            bench::fail(name + " needs a value");
        readOption(options, name, argv[++index]);
    }
    if (options.load.ackEvery == 0 || options.load.ackEvery > options.load.prefetch)
        bench::fail("--ack-every must lie between 1 and the prefetch");
    return options;
}

/// The connections stay open until standard input ends, so that somebody can look at the broker meanwhile.
void printAndHold(const bench::Outcome &outcome)
{
    bench::print(outcome);
    while (std::getchar() != EOF) {
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "sink")
        return bench::runSink();
    const Options options = argc > 1 ? readOptions(argc, argv) : Options();
    if (mode == "through")
        bench::print(bench::runThrough(options.load));
    else if (mode == "publish")
        bench::print(bench::runPublish(options.load));
    else if (mode == "drain")
        bench::print(bench::runDrain(options.load));
    else if (mode == "connections")
        bench::runConnections(options.load, options.threads, printAndHold);
    else if (mode == "queues")
        bench::print(bench::runQueues(options.load, options.threads, options.each));
    else {
        std::fputs(Usage, stderr);
        return 2;
    }
    return 0;
}
