// SPDX-License-Identifier: GPL-3.0-or-later
// The feature badges of exchanges and queues, with RabbitMQ's short codes: D durable, AD auto-delete, Excl exclusive,
// I internal, and one for each argument with a name of its own.
// Thread: any.
#pragma once

#include <engine/snapshots.h>

#include <QStringList>

namespace ui::models {

QStringList featuresOf(const engine::ExchangeSpec &spec);
QStringList featuresOf(const engine::QueueSpec &spec);
/// With Pol, where a policy applies, and Paused.
QStringList featuresOf(const engine::ExchangeSnapshot &exchange);
QStringList featuresOf(const engine::QueueSnapshot &queue);
/// The badges line by line with their meanings, then the arguments and the policy; for tooltips.
QString featuresText(const engine::ExchangeSnapshot &exchange);
QString featuresText(const engine::QueueSnapshot &queue);
/// "orders", "orders + limits"; empty: none applies.
QString policyText(const engine::AppliedPolicy &policy);
/// What a badge means, for its tooltip: "durable: survives a restart of the broker".
QString featureMeaning(const QString &badge);
/// One argument or header value as a person writes it: text plain, tables as {a: 1}, bytes as hex.
QString fieldText(const engine::FieldValue &value);
/// "x-match: all, format: pdf"; empty for an empty table.
QString argumentsText(const engine::FieldTable &arguments);
/// The name of an exchange as lists show it: the nameless one is "(AMQP default)".
QString exchangeLabel(const QString &name);

/// The name of a queue; with its virtual host, "orders · dev", unless that is "/".
QString queueLabel(const QString &virtualHost, const QString &name);
inline QString queueLabel(const engine::QueueSpec &queue)
{
    return queueLabel(queue.virtualHost, queue.name);
}

/// What SuffixRole says of a virtual host.
inline QString hostSuffix(const QString &virtualHost)
{
    return virtualHost == QLatin1String("/") ? QString() : virtualHost;
}

/// Where a listener that failed could listen; empty when it did not fail or no free port is known.
QString addressInstead(const engine::ListenerSnapshot &listener);

} // namespace ui::models
