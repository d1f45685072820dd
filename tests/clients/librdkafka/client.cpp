// SPDX-License-Identifier: GPL-3.0-or-later
#include "client.h"

#include <cstdio>
#include <cstdlib>

namespace {

constexpr int Patience = 30000;

int unanswered = 0;

void answered(rd_kafka_t *, const rd_kafka_message_t *message, void *)
{
    check(message->err, "a record");
    --unanswered;
}

Handle make(rd_kafka_type_t type, const Settings &settings)
{
    char text[512];
    rd_kafka_conf_t *configuration = rd_kafka_conf_new();
    for (const auto &[name, value] : settings) {
        if (rd_kafka_conf_set(configuration, name.c_str(), value.c_str(), text, sizeof text) != RD_KAFKA_CONF_OK)
            fail(text);
    }
    if (type == RD_KAFKA_PRODUCER)
        rd_kafka_conf_set_dr_msg_cb(configuration, answered);
    rd_kafka_t *handle = rd_kafka_new(type, configuration, text, sizeof text);
    if (!handle)
        fail(text);
    return Handle(handle);
}

Settings together(Settings settings, const Settings &more)
{
    settings.insert(settings.end(), more.begin(), more.end());
    return settings;
}

} // namespace

void fail(const std::string &what)
{
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

void expect(const std::string &what, long long got, long long wanted)
{
    if (got != wanted)
        fail(what + ": " + std::to_string(got) + " instead of " + std::to_string(wanted));
}

void check(rd_kafka_resp_err_t error, const std::string &what)
{
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail(what + ": " + rd_kafka_err2str(error));
}

Handle makeProducer(const std::string &servers, const Settings &settings)
{
    return make(RD_KAFKA_PRODUCER, together({{"bootstrap.servers", servers}}, settings));
}

Handle makeConsumer(const std::string &servers, const std::string &group, const Settings &settings)
{
    Handle consumer = make(RD_KAFKA_CONSUMER, together({{"bootstrap.servers", servers},
                                                        {"group.id", group},
                                                        {"session.timeout.ms", "6000"},
                                                        {"enable.auto.commit", "false"},
                                                        {"auto.offset.reset", "earliest"}},
                                                       settings));
    check(rd_kafka_poll_set_consumer(consumer.get()), "the consumer's queue");
    return consumer;
}

void produce(rd_kafka_t *producer, const std::string &topic, const std::vector<std::string> &values)
{
    unanswered = int(values.size());
    for (const std::string &value : values) {
        check(rd_kafka_producev(producer, RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_PARTITION(0),
                                RD_KAFKA_V_VALUE(const_cast<char *>(value.data()), value.size()),
                                RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END),
              "producing");
    }
    check(rd_kafka_flush(producer, Patience), "the answers");
    expect("records without an answer", unanswered, 0);
}

std::vector<std::string> read(const std::string &servers, const std::string &topic, long long offset, size_t count)
{
    const Handle consumer = makeConsumer(servers, topic + ".reader");
    check(rd_kafka_assign(consumer.get(), onePartition(topic, offset).get()), "assigning");
    std::vector<std::string> values;
    while (values.size() < count) {
        const Message message(rd_kafka_consumer_poll(consumer.get(), Patience));
        if (!message)
            fail("no message within the time");
        check(message->err, "consuming");
        values.emplace_back(static_cast<const char *>(message->payload), message->len);
    }
    check(rd_kafka_consumer_close(consumer.get()), "closing");
    return values;
}

Partitions onePartition(const std::string &topic, long long offset)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, topic.c_str(), 0)->offset = offset;
    return Partitions(list);
}
