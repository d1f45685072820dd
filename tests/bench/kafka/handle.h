// SPDX-License-Identifier: GPL-3.0-or-later
// librdkafka's C interface, reduced to what the loads need; whatever fails ends the program.
// Thread: any; a handle is librdkafka's to synchronise.
#pragma once

#include "outcome.h"

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bench::kafka {

using Settings = std::vector<std::pair<std::string, std::string>>;

struct Destroy
{
    void operator()(rd_kafka_t *handle) const { rd_kafka_destroy(handle); }
    void operator()(rd_kafka_message_t *message) const { rd_kafka_message_destroy(message); }
    void operator()(rd_kafka_topic_t *topic) const { rd_kafka_topic_destroy(topic); }
    void operator()(rd_kafka_queue_t *queue) const { rd_kafka_queue_destroy(queue); }
    void operator()(rd_kafka_event_t *event) const { rd_kafka_event_destroy(event); }
    void operator()(rd_kafka_topic_partition_list_t *list) const { rd_kafka_topic_partition_list_destroy(list); }
};
using Handle = std::unique_ptr<rd_kafka_t, Destroy>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroy>;
using TopicHandle = std::unique_ptr<rd_kafka_topic_t, Destroy>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroy>;
using Event = std::unique_ptr<rd_kafka_event_t, Destroy>;
using Partitions = std::unique_ptr<rd_kafka_topic_partition_list_t, Destroy>;

void check(rd_kafka_resp_err_t error, const std::string &what);

using Delivered = void (*)(rd_kafka_t *, const rd_kafka_message_t *, void *);
/// `opaque` goes to `delivered`.
Handle makeProducer(const Settings &settings, Delivered delivered, void *opaque);
/// Its messages arrive in rd_kafka_queue_get_consumer().
Handle makeConsumer(const Settings &settings);

} // namespace bench::kafka
