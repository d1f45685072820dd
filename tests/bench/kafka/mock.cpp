// SPDX-License-Identifier: GPL-3.0-or-later
#include "mock.h"

#include "kafka/handle.h"

#include <librdkafka/rdkafka_mock.h>

#include <unistd.h>

#include <cstdio>

namespace bench::kafka {

int runMock(const std::string &topic, int partitions)
{
    const Handle handle = makeProducer({}, nullptr, nullptr);
    rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(handle.get(), 1);
    if (!cluster)
        fail("no mock cluster");
    check(rd_kafka_mock_topic_create(cluster, topic.c_str(), partitions, 1), "the mock's topic");
    std::printf("listening %s\n", rd_kafka_mock_cluster_bootstraps(cluster));
    std::fflush(stdout);
    for (;;)
        ::pause();
}

} // namespace bench::kafka
