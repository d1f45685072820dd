// SPDX-License-Identifier: GPL-3.0-or-later
// kafkagen: puts one load on a Kafka broker and prints what came of it as one line of JSON. See README.md for the modes.
#include "kafka/kafkaloads.h"
#include "kafka/mock.h"

#include <cstdio>
#include <cstdlib>

namespace {

constexpr const char *Usage = R"(usage: kafkagen produce|consume|through|create|mock [OPTIONS]
  --servers HOST:PORT
  --topic NAME      (default bench)
  --partitions N    of the topic (default 1)
  --size BYTES      of a value (default 256)
  --codec NAME      none, gzip, snappy, lz4, zstd (default none)
  --linger MS       (default 5)
  --seconds S       how long to produce (default 5)
  --messages N      how many to produce instead
  --rate N          messages a second (through; default 5000)
)";

using bench::kafka::Load;

void readOption(Load &load, const std::string &name, const char *value)
{
    if (name == "--servers")
        load.servers = value;
    else if (name == "--topic")
        load.topic = value;
    else if (name == "--partitions")
        load.partitions = std::atoi(value);
    else if (name == "--size")
        load.size = std::strtoull(value, nullptr, 10);
    else if (name == "--codec")
        load.codec = value;
    else if (name == "--linger")
        load.lingerMs = std::atoi(value);
    else if (name == "--seconds")
        load.seconds = std::atof(value);
    else if (name == "--messages")
        load.messages = std::strtoull(value, nullptr, 10);
    else if (name == "--rate")
        load.rate = std::atof(value);
    else
        bench::fail("unknown option " + name);
}

Load readOptions(int argc, char **argv)
{
    Load load;
    for (int index = 2; index < argc; index += 2) {
        if (index + 1 == argc)
            bench::fail(std::string(argv[index]) + " needs a value");
        readOption(load, argv[index], argv[index + 1]);
    }
    if (load.partitions < 1 || load.rate <= 0)
        bench::fail("--partitions and --rate must be positive");
    return load;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string mode = argc > 1 ? argv[1] : "";
    const Load load = argc > 1 ? readOptions(argc, argv) : Load();
    if (mode == "mock")
        return bench::kafka::runMock(load.topic, load.partitions);
    if (mode == "produce")
        bench::print(bench::kafka::runProduce(load));
    else if (mode == "consume")
        bench::print(bench::kafka::runConsume(load));
    else if (mode == "through")
        bench::print(bench::kafka::runThrough(load));
    else if (mode == "create")
        bench::kafka::createTopic(load);
    else {
        std::fputs(Usage, stderr);
        return 2;
    }
    return 0;
}
