// SPDX-License-Identifier: GPL-3.0-or-later
#include "handle.h"

namespace bench::kafka {

namespace {

rd_kafka_conf_t *configuration(const Settings &settings)
{
    char text[512];
    rd_kafka_conf_t *made = rd_kafka_conf_new();
    for (const auto &[name, value] : settings) {
        if (rd_kafka_conf_set(made, name.c_str(), value.c_str(), text, sizeof text) != RD_KAFKA_CONF_OK)
            fail(text);
    }
    return made;
}

Handle make(rd_kafka_type_t type, rd_kafka_conf_t *made)
{
    char text[512];
    rd_kafka_t *handle = rd_kafka_new(type, made, text, sizeof text);
    if (!handle)
        fail(text);
    return Handle(handle);
}

} // namespace

void check(rd_kafka_resp_err_t error, const std::string &what)
{
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail(what + ": " + rd_kafka_err2str(error));
}

Handle makeProducer(const Settings &settings, Delivered delivered, void *opaque)
{
    rd_kafka_conf_t *made = configuration(settings);
    rd_kafka_conf_set_opaque(made, opaque);
    if (delivered)
        rd_kafka_conf_set_dr_msg_cb(made, delivered);
    return make(RD_KAFKA_PRODUCER, made);
}

Handle makeConsumer(const Settings &settings)
{
    Handle handle = make(RD_KAFKA_CONSUMER, configuration(settings));
    check(rd_kafka_poll_set_consumer(handle.get()), "the consumer's queue");
    return handle;
}

} // namespace bench::kafka
