// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/features.h"

#include <QCoreApplication>

#include <cmath>

namespace ui::models {

using namespace Qt::StringLiterals;

namespace {

struct ArgumentBadge
{
    const char *argument;
    const char *badge;
    const char *meaning;
};

constexpr ArgumentBadge argumentBadges[] = {
    {"x-message-ttl", "TTL", QT_TRANSLATE_NOOP("ui::models", "messages expire after x-message-ttl milliseconds")},
    {"x-expires", "Exp",
     QT_TRANSLATE_NOOP("ui::models", "the queue is deleted after x-expires milliseconds without use")},
    {"x-max-length", "Lim", QT_TRANSLATE_NOOP("ui::models", "holds at most x-max-length messages")},
    {"x-max-length-bytes", "Lim B", QT_TRANSLATE_NOOP("ui::models", "holds at most x-max-length-bytes bytes")},
    {"x-overflow", "Ovfl", QT_TRANSLATE_NOOP("ui::models", "says what happens at the limit (x-overflow)")},
    {"x-dead-letter-exchange", "DLX", QT_TRANSLATE_NOOP("ui::models", "dead letters go to an exchange")},
    {"x-dead-letter-routing-key", "DLK",
     QT_TRANSLATE_NOOP("ui::models", "dead letters get a routing key of their own")},
    {"x-max-priority", "Pri", QT_TRANSLATE_NOOP("ui::models", "orders by priority")},
    {"x-single-active-consumer", "SAC", QT_TRANSLATE_NOOP("ui::models", "one consumer at a time")},
    {"x-delivery-limit", "DlL",
     QT_TRANSLATE_NOOP("ui::models", "gives a message up after x-delivery-limit deliveries")},
    {"alternate-exchange", "AE", QT_TRANSLATE_NOOP("ui::models", "what is not routed goes to an alternate exchange")},
};

/// In the order of the table, however a client wrote them: the same features look the same.
void addArgumentBadges(const engine::FieldTable &arguments, QStringList &badges)
{
    qsizetype known = arguments.contains("x-queue-type") ? 1 : 0;
    for (const ArgumentBadge &badge : argumentBadges) {
        if (arguments.contains(badge.argument)) {
            badges << QString::fromLatin1(badge.badge);
            ++known;
        }
    }
    if (arguments.entries.size() > known)
        badges << u"Args"_s;
}

QString tableText(const engine::FieldTable &table)
{
    QStringList parts;
    for (const engine::FieldEntry &entry : table.entries)
        parts << QString::fromUtf8(entry.name) + u": "_s + fieldText(entry.value);
    return parts.join(u", "_s);
}

struct TextOf
{
    QString operator()(std::monostate) const { return u"null"_s; }
    QString operator()(bool v) const { return v ? u"true"_s : u"false"_s; }
    template <typename T>
    requires std::is_arithmetic_v<T> QString operator()(T v) const
    {
        if constexpr (std::is_floating_point_v<T>)
            return QString::number(double(v), 'g', 17);
        else if constexpr (std::is_signed_v<T>)
            return QString::number(qint64(v));
        else
            return QString::number(quint64(v));
    }
    QString operator()(const engine::FieldDecimal &v) const
    {
        return QString::number(v.value / std::pow(10.0, v.scale), 'f', v.scale);
    }
    QString operator()(const QByteArray &v) const { return QString::fromUtf8(v); }
    QString operator()(const engine::FieldBytes &v) const { return u"0x"_s + QString::fromLatin1(v.bytes.toHex()); }
    QString operator()(const engine::FieldTimestamp &v) const
    {
        return QDateTime::fromSecsSinceEpoch(qint64(v.seconds), Qt::UTC).toString(Qt::ISODate);
    }
    QString operator()(const engine::FieldArray &v) const
    {
        QStringList parts;
        for (const engine::FieldValue &item : v.items)
            parts << fieldText(item);
        return u'[' + parts.join(u", "_s) + u']';
    }
    QString operator()(const engine::FieldTable &v) const { return u'{' + tableText(v) + u'}'; }
};

} // namespace

QStringList featuresOf(const engine::ExchangeSpec &spec)
{
    QStringList badges;
    if (spec.durable)
        badges << u"D"_s;
    if (spec.autoDelete)
        badges << u"AD"_s;
    if (spec.internal)
        badges << u"I"_s;
    addArgumentBadges(spec.arguments, badges);
    return badges;
}

QStringList featuresOf(const engine::QueueSpec &spec)
{
    QStringList badges;
    if (spec.durable)
        badges << u"D"_s;
    if (spec.autoDelete)
        badges << u"AD"_s;
    if (spec.exclusive)
        badges << u"Excl"_s;
    addArgumentBadges(spec.arguments, badges);
    return badges;
}

namespace {

template <typename Snapshot>
QStringList withPolicy(const Snapshot &snapshot)
{
    QStringList badges = featuresOf(snapshot.spec);
    if (!snapshot.policy.isEmpty())
        badges << u"Pol"_s;
    return badges;
}

template <typename Snapshot>
QString badgeLines(const Snapshot &snapshot)
{
    QStringList lines;
    for (const QString &badge : featuresOf(snapshot))
        lines << badge + u" – "_s + featureMeaning(badge);
    if (!snapshot.spec.arguments.isEmpty())
        lines << argumentsText(snapshot.spec.arguments);
    if (!snapshot.policy.isEmpty())
        lines << QCoreApplication::translate("ui::models", "policy %1: %2")
                     .arg(policyText(snapshot.policy), argumentsText(snapshot.policy.effective));
    return lines.join(u'\n');
}

} // namespace

QStringList featuresOf(const engine::ExchangeSnapshot &exchange)
{
    return withPolicy(exchange);
}

QStringList featuresOf(const engine::QueueSnapshot &queue)
{
    QStringList badges = withPolicy(queue);
    if (queue.state == engine::QueueSnapshot::State::Paused)
        badges.prepend(u"Paused"_s);
    return badges;
}

QString featuresText(const engine::ExchangeSnapshot &exchange)
{
    return badgeLines(exchange);
}

QString featuresText(const engine::QueueSnapshot &queue)
{
    return badgeLines(queue);
}

QString policyText(const engine::AppliedPolicy &policy)
{
    QStringList names;
    for (const QString &name : {policy.policy, policy.operatorPolicy}) {
        if (!name.isEmpty())
            names << name;
    }
    return names.join(u" + "_s);
}

QString featureMeaning(const QString &badge)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ui::models", text); };
    if (badge == u"D")
        return tr("durable: survives a restart of the broker");
    if (badge == u"AD")
        return tr("auto-delete: goes when nothing uses it any more");
    if (badge == u"Excl")
        return tr("exclusive: belongs to one connection and goes with it");
    if (badge == u"I")
        return tr("internal: only other exchanges may publish to it");
    if (badge == u"Paused")
        return tr("nothing is delivered until the queue is resumed");
    if (badge == u"Pol")
        return tr("a policy applies");
    for (const ArgumentBadge &known : argumentBadges) {
        if (badge == QLatin1StringView(known.badge))
            return tr(known.meaning);
    }
    return tr("has further arguments");
}

QString fieldText(const engine::FieldValue &value)
{
    return std::visit(TextOf{}, value.value);
}

QString argumentsText(const engine::FieldTable &arguments)
{
    return tableText(arguments);
}

QString addressInstead(const engine::ListenerSnapshot &listener)
{
    if (listener.state != engine::ListenerSnapshot::State::Failed || !listener.suggestedPort)
        return {};
    const qsizetype colon = listener.address.lastIndexOf(u':');
    const QString host = colon > 0 ? listener.address.left(colon) : u"127.0.0.1"_s;
    return host + u':' + QString::number(listener.suggestedPort);
}

QString queueLabel(const QString &virtualHost, const QString &name)
{
    return virtualHost.isEmpty() || virtualHost == u"/"_s ? name : QString(name + u" · "_s + virtualHost);
}

QString exchangeLabel(const QString &name)
{
    return name.isEmpty() ? u"(AMQP default)"_s : name;
}

} // namespace ui::models
