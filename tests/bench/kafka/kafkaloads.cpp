// SPDX-License-Identifier: GPL-3.0-or-later
#include "kafkaloads.h"

#include "kafka/bodies.h"
#include "kafka/handle.h"

#include <sys/prctl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

namespace bench::kafka {

namespace {

constexpr int StallMs = 60000;
constexpr int LookMs = 20;
/// Records that go to one partition before the next one's turn.
constexpr std::uint64_t Run = 1000;
constexpr std::size_t BatchSize = 1000;
constexpr int BatchMs = 1000;

void answered(rd_kafka_t *, const rd_kafka_message_t *message, void *opaque)
{
    check(message->err, "a record");
    ++*static_cast<std::uint64_t *>(opaque);
}

Settings connection(const Load &load)
{
    return {{"bootstrap.servers", load.servers}, {"client.id", "bench"}};
}

/// A producer and its topic.
class Producer
{
public:
    explicit Producer(const Load &load)
    {
        Settings settings = connection(load);
        settings.insert(
            settings.end(),
            {{"acks", "all"}, {"compression.codec", load.codec}, {"linger.ms", std::to_string(load.lingerMs)}});
        m_handle = makeProducer(settings, answered, &m_answered);
        m_topic.reset(rd_kafka_topic_new(m_handle.get(), load.topic.c_str(), nullptr));
        if (!m_topic)
            fail("no topic");
    }

    /// The body stays the caller's, until it is answered, unless `flags` say that it is to be copied.
    void produce(int partition, const char *body, std::size_t size, int flags = 0)
    {
        while (rd_kafka_produce(m_topic.get(), partition, flags, const_cast<char *>(body), size, nullptr, 0, nullptr) !=
               0) {
            if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL)
                check(rd_kafka_last_error(), "producing");
            poll(100);
        }
        ++m_produced;
    }
    void poll(int timeoutMs) { rd_kafka_poll(m_handle.get(), timeoutMs); }
    /// Returns when everything has been answered.
    void flush()
    {
        check(rd_kafka_flush(m_handle.get(), StallMs), "the answers");
        if (m_answered != m_produced)
            fail("records without an answer");
    }

private:
    std::uint64_t m_produced = 0, m_answered = 0;
    Handle m_handle;
    TopicHandle m_topic;
};

Handle makeReader(const Load &load)
{
    Settings settings = connection(load);
    settings.insert(settings.end(), {{"group.id", "bench"}, {"enable.auto.commit", "false"}});
    return makeConsumer(settings);
}

struct Range
{
    std::int64_t first = 0, end = 0;
};

Range rangeOf(rd_kafka_t *handle, const Load &load, int partition)
{
    Range range;
    check(rd_kafka_query_watermark_offsets(handle, load.topic.c_str(), partition, &range.first, &range.end, StallMs),
          "watermarks");
    return range;
}

void assignFrom(rd_kafka_t *handle, const Load &load, const std::vector<std::int64_t> &offsets)
{
    const Partitions list(rd_kafka_topic_partition_list_new(load.partitions));
    for (int partition = 0; partition < load.partitions; ++partition)
        rd_kafka_topic_partition_list_add(list.get(), load.topic.c_str(), partition)->offset =
            offsets[std::size_t(partition)];
    check(rd_kafka_assign(handle, list.get()), "assigning");
}

/// Takes as many as that, or what has arrived within the time: librdkafka waits for a whole batch.
template <typename Take>
void consumeSome(rd_kafka_queue_t *queue, std::size_t most, Take &&take)
{
    static thread_local std::vector<rd_kafka_message_t *> messages(BatchSize);
    const ssize_t count =
        rd_kafka_consume_batch_queue(queue, BatchMs, messages.data(), std::min(most, messages.size()));
    for (ssize_t index = 0; index < count; ++index) {
        rd_kafka_message_t *message = messages[std::size_t(index)];
        check(message->err, "consuming");
        take(*message);
        rd_kafka_message_destroy(message);
    }
}

std::uint64_t stampOf(const rd_kafka_message_t &message)
{
    std::uint64_t stamp = 0;
    if (message.len >= sizeof stamp)
        std::memcpy(&stamp, message.payload, sizeof stamp);
    return stamp;
}

/// Where the reader of runThrough() and its producer meet.
struct Meeting
{
    std::atomic<bool> isReading = false;
    std::atomic<std::uint64_t> total = UINT64_MAX;
};

/// A message without a stamp only says that the reader reads; those after it are measured.
std::vector<std::uint64_t> takeLatencies(rd_kafka_t *handle, const Load &load, Meeting &meeting)
{
    std::vector<std::uint64_t> latencies;
    assignFrom(handle, load, {rangeOf(handle, load, 0).end});
    std::uint64_t last = now();
    while (!meeting.isReading || latencies.size() < meeting.total) {
        const Message message(rd_kafka_consumer_poll(handle, LookMs));
        const std::uint64_t at = now();
        if (!message && at - last > StallMs * 1'000'000ULL)
            fail("no message within a minute");
        if (!message)
            continue;
        check(message->err, "consuming");
        last = at;
        if (const std::uint64_t stamp = stampOf(*message))
            latencies.push_back(at - stamp);
        else
            meeting.isReading = true;
    }
    return latencies;
}

std::uint64_t producePaced(Producer &producer, const Load &load, std::uint64_t start)
{
    std::vector<char> body(std::max(load.size, sizeof(std::uint64_t)), 'x');
    const std::uint64_t end = start + std::uint64_t(load.seconds * double(Second));
    std::uint64_t count = 0;
    for (;; ++count) {
        // The time it should have left, not the time it did: a broker that stalls the producer pays for it.
        const std::uint64_t due = start + std::uint64_t(double(count) * double(Second) / load.rate);
        sleepUntil(due);
        if (due >= end)
            return count;
        std::memcpy(body.data(), &due, sizeof due);
        producer.produce(0, body.data(), body.size(), RD_KAFKA_MSG_F_COPY);
        producer.poll(0);
    }
}

} // namespace

Outcome runProduce(const Load &load)
{
    const Bodies bodies(load.size);
    Producer producer(load);
    // The connection, and what the client has to know of the topic, are there before the clock starts.
    producer.produce(0, bodies.at(0), load.size);
    producer.flush();

    const std::uint64_t start = now();
    const std::uint64_t end = start + std::uint64_t(load.seconds * double(Second));
    std::uint64_t count = 0;
    for (; load.messages ? count + 1 < load.messages : true; ++count) {
        if (count % 256 == 0) {
            producer.poll(0);
            if (!load.messages && now() >= end)
                break;
        }
        const int partition = load.partitions == 1 ? 0 : int(count / Run % std::uint64_t(load.partitions));
        producer.produce(partition, bodies.at(count), load.size);
    }
    producer.flush();
    Outcome outcome;
    outcome.messages = count + 1;
    outcome.seconds = secondsBetween(start, now());
    outcome.perSecond = outcome.publishedPerSecond = double(count) / outcome.seconds;
    return outcome;
}

Outcome runConsume(const Load &load)
{
    const Handle handle = makeReader(load);
    std::vector<std::int64_t> next;
    std::uint64_t expected = 0;
    for (int partition = 0; partition < load.partitions; ++partition) {
        const Range range = rangeOf(handle.get(), load, partition);
        next.push_back(range.first);
        expected += std::uint64_t(range.end - range.first);
    }
    const Queue queue(rd_kafka_queue_get_consumer(handle.get()));
    const std::uint64_t start = now();
    assignFrom(handle.get(), load, next);
    std::uint64_t count = 0, last = start;
    while (count < expected) {
        const std::uint64_t before = count;
        consumeSome(queue.get(), std::size_t(expected - count), [&](const rd_kafka_message_t &message) {
            if (message.offset != next[std::size_t(message.partition)]++)
                fail("an offset that does not follow the one before");
            ++count;
        });
        const std::uint64_t at = now();
        if (count > before)
            last = at;
        else if (at - last > StallMs * 1'000'000ULL)
            fail("no message within a minute");
    }
    Outcome outcome;
    outcome.messages = count;
    outcome.seconds = secondsBetween(start, last);
    outcome.perSecond = double(count) / outcome.seconds;
    return outcome;
}

Outcome runThrough(const Load &load)
{
    ::prctl(PR_SET_TIMERSLACK, 1000UL);
    const Handle reader = makeReader(load);
    Producer producer(load);
    Meeting meeting;
    std::vector<std::uint64_t> latencies;
    std::thread reading([&] { latencies = takeLatencies(reader.get(), load, meeting); });
    const std::vector<char> knock(sizeof(std::uint64_t), 0);
    // Until one comes through: the reader starts at the end, wherever that is by then.
    while (!meeting.isReading) {
        producer.produce(0, knock.data(), knock.size());
        producer.flush();
    }
    const std::uint64_t start = now();
    const std::uint64_t count = producePaced(producer, load, start);
    producer.flush();
    meeting.total = count;
    reading.join();
    Outcome outcome;
    outcome.messages = count;
    outcome.seconds = secondsBetween(start, now());
    outcome.perSecond = outcome.publishedPerSecond = double(count) / outcome.seconds;
    summarise(outcome, latencies);
    return outcome;
}

void createTopic(const Load &load)
{
    const Handle handle = makeProducer(connection(load), nullptr, nullptr);
    const Queue queue(rd_kafka_queue_new(handle.get()));
    char text[512];
    rd_kafka_NewTopic_t *topic = rd_kafka_NewTopic_new(load.topic.c_str(), load.partitions, 1, text, sizeof text);
    if (!topic)
        fail(text);
    rd_kafka_CreateTopics(handle.get(), &topic, 1, nullptr, queue.get());
    rd_kafka_NewTopic_destroy(topic);
    const Event event(rd_kafka_queue_poll(queue.get(), StallMs));
    if (!event)
        fail("no answer to CreateTopics");
    check(rd_kafka_event_error(event.get()), "CreateTopics");
    std::size_t count = 0;
    const auto *topics = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    for (std::size_t index = 0; index < count; ++index)
        check(rd_kafka_topic_result_error(topics[index]), "the topic");
}

} // namespace bench::kafka
