// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/serverproperties.h"

#include <QSysInfo>

namespace engine::protocol::amqp {

namespace {

constexpr const char *capabilities[] = {
    "publisher_confirms",           "exchange_exchange_bindings", "basic.nack",
    "consumer_cancel_notify",       "consumer_priorities",        "connection.blocked",
    "authentication_failure_close", "per_consumer_qos",           "direct_reply_to",
};

// Clients go by these two: kombu, and Celery with it, takes basic.qos in RabbitMQ's sense only of what is called so and has 3.3
// at least (a worker that goes by the specification's raises its prefetch where it has no effect, and stalls); NServiceBus wants
// 3.10. So we say whose behaviour they find here; who we are is in the other properties.
constexpr char rabbitMqProduct[] = "RabbitMQ";
constexpr char rabbitMqVersion[] = "4.0.0";

bool hasCapability(const FieldTable &table, QByteArrayView name)
{
    const FieldValue *value = table.find(name);
    return value && value->toBool().value_or(false);
}

} // namespace

FieldTable serverProperties(const QByteArray &version)
{
    FieldTable offered;
    for (const char *name : capabilities)
        offered.set(name, true);
    FieldTable properties;
    properties.set("capabilities", offered);
    properties.set("cluster_name", "sightglass@" + QSysInfo::machineHostName().toUtf8());
    properties.set("product", QByteArray(rabbitMqProduct));
    properties.set("version", QByteArray(rabbitMqVersion));
    properties.set("sightglass_version", version);
    properties.set("platform", QByteArray("Qt ") + qVersion());
    properties.set("copyright", QByteArrayLiteral("Copyright (c) the Sightglass developers"));
    properties.set("information", QByteArrayLiteral("Sightglass. Licensed under the GPL 3.0 or later"));
    return properties;
}

ClientCapabilities clientCapabilities(const FieldTable &clientProperties)
{
    ClientCapabilities result;
    const FieldValue *value = clientProperties.find("capabilities");
    const FieldTable *table = value ? std::get_if<FieldTable>(&value->value) : nullptr;
    if (table) {
        result.consumerCancelNotify = hasCapability(*table, "consumer_cancel_notify");
        result.connectionBlocked = hasCapability(*table, "connection.blocked");
        result.authenticationFailureClose = hasCapability(*table, "authentication_failure_close");
    }
    return result;
}

} // namespace engine::protocol::amqp
