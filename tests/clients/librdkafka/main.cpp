// SPDX-License-Identifier: GPL-3.0-or-later
// librdkafka in C against a Kafka broker: librdkafka_client HOST:PORT NAME TOPIC. The topic is there, empty, with one
// partition. Ends with 0 when everything went as it should.
#include "client.h"

#include <cstdio>
#include <functional>
#include <map>

namespace {

using std::string;
using Values = std::vector<string>;

Values numbered(const string &name, int count)
{
    Values values;
    for (int i = 0; i < count; ++i)
        values.push_back(name + " " + std::to_string(i) + string(100, '.'));
    return values;
}

void append(Values &values, const Values &more)
{
    values.insert(values.end(), more.begin(), more.end());
}

void compressions(const string &servers, const string &topic)
{
    Values sent;
    for (const char *codec : {"none", "gzip", "snappy", "lz4", "zstd"}) {
        const Handle producer = makeProducer(servers, {{"compression.codec", codec}, {"linger.ms", "20"}});
        produce(producer.get(), topic, numbered(codec, 200));
        append(sent, numbered(codec, 200));
    }
    if (read(servers, topic, 0, sent.size()) != sent)
        fail("what was read is not what was sent");
}

void idempotent(const string &servers, const string &topic)
{
    const Handle producer = makeProducer(servers, {{"enable.idempotence", "true"}, {"batch.num.messages", "7"}});
    const Values sent = numbered("once", 1000);
    produce(producer.get(), topic, sent);
    if (read(servers, topic, 0, sent.size()) != sent)
        fail("what was read is not what was sent");
}

void watermarks(const string &servers, const string &topic, long long low, long long high)
{
    const Handle consumer = makeConsumer(servers, topic + ".watermarks");
    int64_t lowest = -1;
    int64_t highest = -1;
    check(rd_kafka_query_watermark_offsets(consumer.get(), topic.c_str(), 0, &lowest, &highest, 10000), "watermarks");
    expect("the first offset", lowest, low);
    expect("the next offset", highest, high);
}

void deleteRecords(const string &servers, const string &topic)
{
    const Handle producer = makeProducer(servers);
    produce(producer.get(), topic, numbered("r", 100));
    const Partitions before = onePartition(topic, 60);
    rd_kafka_DeleteRecords_t *request = rd_kafka_DeleteRecords_new(before.get());
    const Event event = administer(producer.get(), [&](rd_kafka_queue_t *queue) {
        rd_kafka_DeleteRecords(producer.get(), &request, 1, nullptr, queue);
    });
    rd_kafka_DeleteRecords_destroy(request);
    const auto *offsets = rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event.get()));
    check(offsets->elems[0].err, "deleting records");
    expect("the low watermark", offsets->elems[0].offset, 60);
    watermarks(servers, topic, 60, 100);
    expect("what is left", (long long)read(servers, topic, 0, 40).size(), 40);
}

long long committed(const string &servers, const string &group, const string &topic)
{
    const Handle consumer = makeConsumer(servers, group);
    const Partitions list = onePartition(topic, RD_KAFKA_OFFSET_INVALID);
    check(rd_kafka_committed(consumer.get(), list.get(), 10000), "committed offsets");
    return list->elems[0].offset;
}

void alterOffset(rd_kafka_t *handle, const string &group, const string &topic, long long offset)
{
    const Partitions list = onePartition(topic, offset);
    rd_kafka_AlterConsumerGroupOffsets_t *request = rd_kafka_AlterConsumerGroupOffsets_new(group.c_str(), list.get());
    administer(handle, [&](rd_kafka_queue_t *queue) {
        rd_kafka_AlterConsumerGroupOffsets(handle, &request, 1, nullptr, queue);
    });
    rd_kafka_AlterConsumerGroupOffsets_destroy(request);
}

void deleteOffset(rd_kafka_t *handle, const string &group, const string &topic)
{
    const Partitions list = onePartition(topic, RD_KAFKA_OFFSET_INVALID);
    rd_kafka_DeleteConsumerGroupOffsets_t *request = rd_kafka_DeleteConsumerGroupOffsets_new(group.c_str(), list.get());
    administer(handle, [&](rd_kafka_queue_t *queue) {
        rd_kafka_DeleteConsumerGroupOffsets(handle, &request, 1, nullptr, queue);
    });
    rd_kafka_DeleteConsumerGroupOffsets_destroy(request);
}

void groupOffsets(const string &servers, const string &topic)
{
    const Handle producer = makeProducer(servers);
    produce(producer.get(), topic, numbered("r", 10));
    const string group = topic + ".group";
    alterOffset(producer.get(), group, topic, 4);
    expect("the altered offset", committed(servers, group, topic), 4);
    alterOffset(producer.get(), group, topic, 7);
    expect("the offset altered again", committed(servers, group, topic), 7);
    deleteOffset(producer.get(), group, topic);
    expect("the deleted offset", committed(servers, group, topic), RD_KAFKA_OFFSET_INVALID);
}

void transactions(const string &servers, const string &topic)
{
    const Handle producer = makeProducer(servers, {{"transactional.id", topic}});
    const auto done = [](rd_kafka_error_t *error, const char *what) {
        if (error)
            fail(string(what) + ": " + rd_kafka_error_string(error));
    };
    done(rd_kafka_init_transactions(producer.get(), 30000), "init");
    for (int round = 0; round < 4; ++round) {
        done(rd_kafka_begin_transaction(producer.get()), "begin");
        produce(producer.get(), topic, numbered(std::to_string(round), 3));
        done(round % 2 ? rd_kafka_abort_transaction(producer.get(), 30000)
                       : rd_kafka_commit_transaction(producer.get(), 30000),
             "end");
    }
    Values kept = numbered("0", 3);
    append(kept, numbered("2", 3));
    if (read(servers, topic, 0, kept.size()) != kept)
        fail("what was read is not what was committed");
    // Three records and a marker each.
    watermarks(servers, topic, 0, 16);
}

} // namespace

int main(int argc, char **argv)
{
    const std::map<string, std::function<void(const string &, const string &)>> tests{
        {"compressions", compressions}, {"idempotent", idempotent},     {"deleteRecords", deleteRecords},
        {"groupOffsets", groupOffsets}, {"transactions", transactions},
    };
    const auto test = argc == 4 ? tests.find(argv[2]) : tests.end();
    if (test == tests.end())
        fail("usage: librdkafka_client HOST:PORT NAME TOPIC");
    test->second(argv[1], argv[3]);
    std::printf("ok %s\n", argv[2]);
    return 0;
}
