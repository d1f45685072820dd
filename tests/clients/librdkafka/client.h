// SPDX-License-Identifier: GPL-3.0-or-later
// librdkafka's C interface in short words: whatever fails ends the program with a line that says what.
// Thread: one.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using Settings = std::vector<std::pair<std::string, std::string>>;

[[noreturn]] void fail(const std::string &what);
/// Fails unless the two are the same.
void expect(const std::string &what, long long got, long long wanted);
void check(rd_kafka_resp_err_t error, const std::string &what);

struct Destroy
{
    void operator()(rd_kafka_t *handle) const { rd_kafka_destroy(handle); }
    void operator()(rd_kafka_message_t *message) const { rd_kafka_message_destroy(message); }
    void operator()(rd_kafka_topic_partition_list_t *list) const { rd_kafka_topic_partition_list_destroy(list); }
    void operator()(rd_kafka_queue_t *queue) const { rd_kafka_queue_destroy(queue); }
    void operator()(rd_kafka_event_t *event) const { rd_kafka_event_destroy(event); }
};
using Handle = std::unique_ptr<rd_kafka_t, Destroy>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroy>;
using Partitions = std::unique_ptr<rd_kafka_topic_partition_list_t, Destroy>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroy>;
using Event = std::unique_ptr<rd_kafka_event_t, Destroy>;

Handle makeProducer(const std::string &servers, const Settings &settings = {});
/// Reads from the beginning unless its group knows better.
Handle makeConsumer(const std::string &servers, const std::string &group, const Settings &settings = {});

/// Produces the values to partition 0 and waits until all of them are answered.
void produce(rd_kafka_t *producer, const std::string &topic, const std::vector<std::string> &values);
/// The next values of partition 0 from `offset` on.
std::vector<std::string> read(const std::string &servers, const std::string &topic, long long offset, size_t count);
Partitions onePartition(const std::string &topic, long long offset);

/// The answer to an administrative request, which `request` sends with the queue given to it.
template <typename Request>
Event administer(rd_kafka_t *handle, Request &&request)
{
    constexpr int Patience = 30000;
    const Queue queue(rd_kafka_queue_new(handle));
    request(queue.get());
    Event event(rd_kafka_queue_poll(queue.get(), Patience));
    if (!event)
        fail("no answer to an administrative request");
    check(rd_kafka_event_error(event.get()), "an administrative request");
    return event;
}
