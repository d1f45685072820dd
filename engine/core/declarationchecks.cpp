// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/declarationchecks.h"

#include "core/queuesettings.h"

namespace engine::core {

/// By FieldValue::typeCode().
QString fieldTypeName(char code)
{
    switch (code) {
    case 'V':
        return QStringLiteral("void");
    case 't':
        return QStringLiteral("bool");
    case 'b':
        return QStringLiteral("byte");
    case 'B':
        return QStringLiteral("unsignedbyte");
    case 's':
        return QStringLiteral("short");
    case 'u':
        return QStringLiteral("unsignedshort");
    case 'I':
        return QStringLiteral("signedint");
    case 'i':
        return QStringLiteral("unsignedint");
    case 'l':
    case 'L':
        return QStringLiteral("long");
    case 'f':
        return QStringLiteral("float");
    case 'd':
        return QStringLiteral("double");
    case 'D':
        return QStringLiteral("decimal");
    case 'S':
        return QStringLiteral("longstr");
    case 'x':
        return QStringLiteral("binary");
    case 'T':
        return QStringLiteral("timestamp");
    case 'A':
        return QStringLiteral("array");
    default:
        return QStringLiteral("table");
    }
}

namespace {

QString printed(const FieldValue &value)
{
    if (const auto integer = value.toInteger())
        return QString::number(*integer);
    if (const auto text = value.toText())
        return QString::fromUtf8(*text);
    if (const auto flag = value.toBool())
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *number = std::get_if<double>(&value.value))
        return QString::number(*number);
    return QStringLiteral("…");
}

QString valueAndType(const FieldValue *value)
{
    if (!value)
        return QStringLiteral("none");
    return QStringLiteral("the value '%1' of type '%2'").arg(printed(*value), fieldTypeName(value->typeCode()));
}

Error inequivalent(const QString &argument, const QString &what, const QString &received, const QString &current)
{
    return {BrokerError::PreconditionFailed,
            QStringLiteral("inequivalent arg '%1' for %2: received %3 but current is %4")
                .arg(argument, what, received, current)};
}

QString quoted(const QString &text)
{
    return u'\'' % text % u'\'';
}

QString quoted(bool flag)
{
    return flag ? QStringLiteral("'true'") : QStringLiteral("'false'");
}

Result<void> checkFlag(const char *argument, const QString &what, bool current, bool asked)
{
    if (current == asked)
        return {};
    return inequivalent(QString::fromLatin1(argument), what, quoted(asked), quoted(current));
}

Result<void> checkArgument(const QByteArray &name, const QString &what, const FieldTable &current,
                           const FieldTable &asked)
{
    const FieldValue *a = asked.find(name);
    const FieldValue *c = current.find(name);
    if (!a && !c)
        return {};
    // A classic queue may say so or not.
    if (name == "x-queue-type" && (!a || !c) && (a ? a : c)->toText() == "classic")
        return {};
    // RabbitMQ names the types only where one side has no value at all.
    if (a && c && !a->equivalentTo(*c))
        return inequivalent(QString::fromUtf8(name), what, quoted(printed(*a)), quoted(printed(*c)));
    if (!a || !c)
        return inequivalent(QString::fromUtf8(name), what, valueAndType(a), valueAndType(c));
    return {};
}

/// The first argument that differs, of those that a queue may have. RabbitMQ, too, passes over what it does not know: one
/// program gives an argument of a plugin's, another one does not.
Result<void> checkTables(const QString &what, const FieldTable &current, const FieldTable &asked)
{
    for (const FieldTable *table : {&asked, &current}) {
        for (const FieldEntry &entry : table->entries) {
            if (!isKnownArgument(entry.name))
                continue;
            if (auto same = checkArgument(entry.name, what, current, asked); !same)
                return same;
        }
    }
    return {};
}

} // namespace

QString describe(const char *kind, const QByteArray &name, const QByteArray &virtualHost)
{
    return QStringLiteral("%1 '%2' in vhost '%3'")
        .arg(QString::fromLatin1(kind), QString::fromUtf8(name), QString::fromUtf8(virtualHost));
}

Error lockedQueue(const QByteArray &name, const QByteArray &virtualHost)
{
    return {
        BrokerError::ResourceLocked,
        QStringLiteral("cannot obtain exclusive access to locked %1. It could be originally declared on another "
                       "connection or the exclusive property value does not match that of the original declaration.")
            .arg(describe("queue", name, virtualHost))};
}

Error notByHand(const QByteArray &name, const QByteArray &virtualHost)
{
    return {BrokerError::ResourceLocked,
            QStringLiteral("cannot obtain access to locked %1. basic.get operations are not supported by quorum queues "
                           "with single active consumer")
                .arg(describe("queue", name, virtualHost))};
}

Error reservedName(const char *kind, const QByteArray &name)
{
    return {BrokerError::AccessRefused, QStringLiteral("%1 name '%2' contains reserved prefix 'amq.*'")
                                            .arg(QString::fromLatin1(kind), QString::fromUtf8(name))};
}

Error preconditionFailed(const char *why)
{
    return {BrokerError::PreconditionFailed, QString::fromLatin1(why)};
}

Error systemExchange(const QByteArray &name, const QByteArray &virtualHost)
{
    return {BrokerError::AccessRefused,
            QStringLiteral("deletion of system %1 not allowed").arg(describe("exchange", name, virtualHost))};
}

Result<void> checkEquivalent(const ExchangeDefinition &current, const ExchangeDefinition &asked)
{
    const QString what = describe("exchange", current.name, current.virtualHost);
    if (current.type != asked.type) {
        return inequivalent(QStringLiteral("type"), what, quoted(exchangeTypeName(asked.type)),
                            quoted(exchangeTypeName(current.type)));
    }
    if (auto same = checkFlag("durable", what, current.durable, asked.durable); !same)
        return same;
    if (auto same = checkFlag("auto_delete", what, current.autoDelete, asked.autoDelete); !same)
        return same;
    if (auto same = checkFlag("internal", what, current.internal, asked.internal); !same)
        return same;
    // Of an exchange's arguments RabbitMQ compares this one only.
    return checkArgument("alternate-exchange", what, current.arguments, asked.arguments);
}

Result<void> checkEquivalent(const QueueDefinition &current, const QueueDefinition &asked)
{
    const QString what = describe("queue", current.name, current.virtualHost);
    if (auto same = checkFlag("durable", what, current.durable, asked.durable); !same)
        return same;
    if (auto same = checkFlag("auto_delete", what, current.autoDelete, asked.autoDelete); !same)
        return same;
    return checkTables(what, current.arguments, asked.arguments);
}

} // namespace engine::core
