// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/commandline.h"

#include "ui/widgets/plaintext.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace ui::transfer {

using namespace Qt::StringLiterals;
using engine::ListenerSnapshot;
using engine::MessageDetails;

namespace {

QString addressOf(const QList<ListenerSnapshot> &listeners, const QString &protocol, const QString &fallback)
{
    const auto found = std::find_if(listeners.begin(), listeners.end(), [&](const ListenerSnapshot &listener) {
        return listener.protocol == protocol && listener.state == ListenerSnapshot::State::Listening;
    });
    return found == listeners.end() ? fallback : found->address;
}

/// What writes these bytes to standard output.
QString writerOf(const QByteArray &bytes)
{
    if (widgets::isPlainText(bytes))
        return u"printf %s "_s + shellWord(QString::fromUtf8(bytes));
    return u"printf %s "_s + QString::fromLatin1(bytes.toBase64()) + u" | base64 -d"_s;
}

/// A header as both tools take it; nothing for what they can not carry.
std::optional<QString> headerText(const engine::FieldValue &value)
{
    if (const std::optional<QByteArray> text = value.toText())
        return widgets::isPlainText(*text) && !text->contains('\n') ? std::optional(QString::fromUtf8(*text))
                                                                    : std::nullopt;
    if (const std::optional<qint64> number = value.toInteger())
        return QString::number(*number);
    if (const std::optional<bool> truth = value.toBool())
        return *truth ? u"true"_s : u"false"_s;
    return std::nullopt;
}

QString withRemarks(const QString &line, const QStringList &missing)
{
    return missing.isEmpty() ? line : line + u"  # without "_s + missing.join(u", "_s);
}

} // namespace

QString shellWord(const QString &text)
{
    static const QRegularExpression harmless(u"\\A[A-Za-z0-9_./:=@%+,-]+\\z"_s);
    if (harmless.match(text).hasMatch())
        return text;
    QString quoted = text;
    return u'\'' + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString amqpPublishLine(const MessageDetails &message, const QList<ListenerSnapshot> &listeners)
{
    const QString host = QString::fromLatin1(QUrl::toPercentEncoding(message.virtualHost));
    const QString url = u"amqp://guest:guest@%1/%2"_s.arg(addressOf(listeners, u"amqp"_s, u"127.0.0.1:5672"_s), host);
    QStringList words{u"amqp-publish"_s, u"--url="_s + url};
    const auto option = [&words](const QString &name, const QString &value) {
        words << name + (name.startsWith(u"--") ? u"="_s : u" "_s) + shellWord(value);
    };
    if (!message.summary.exchange.isEmpty())
        option(u"-e"_s, message.summary.exchange);
    option(u"-r"_s, message.summary.routingKey);
    const engine::MessageProperties &p = message.properties;
    if (p.deliveryMode == quint8(2))
        words << u"-p"_s;
    if (p.contentType)
        option(u"-C"_s, *p.contentType);
    if (p.contentEncoding)
        option(u"-E"_s, *p.contentEncoding);
    if (p.replyTo)
        option(u"-t"_s, *p.replyTo);
    QStringList missing;
    for (const engine::FieldEntry &entry : p.headers.entries) {
        const QString name = QString::fromUtf8(entry.name);
        if (const std::optional<QString> text = headerText(entry.value))
            option(u"-H"_s, name + u": "_s + *text);
        else
            missing << name;
    }
    const std::pair<bool, QString> others[] = {
        {p.priority.has_value(), u"priority"_s},     {p.correlationId.has_value(), u"correlation_id"_s},
        {p.expiration.has_value(), u"expiration"_s}, {p.messageId.has_value(), u"message_id"_s},
        {p.timestamp.has_value(), u"timestamp"_s},   {p.type.has_value(), u"type"_s},
        {p.userId.has_value(), u"user_id"_s},        {p.appId.has_value(), u"app_id"_s},
        {p.clusterId.has_value(), u"cluster_id"_s},
    };
    for (const auto &[isSet, name] : others) {
        if (isSet)
            missing << name;
    }
    // Without -b it reads the body from standard input, byte for byte.
    return withRemarks(writerOf(message.body) + u" | "_s + words.join(u' '), missing);
}

QString kcatLine(const MessageDetails &message, const QString &topic, quint32 partition,
                 const QList<ListenerSnapshot> &listeners)
{
    QStringList words{u"kcat -P"_s, u"-b "_s + addressOf(listeners, u"kafka"_s, u"127.0.0.1:9092"_s),
                      u"-t "_s + shellWord(topic), u"-p %1"_s.arg(partition)};
    QStringList missing;
    for (const engine::FieldEntry &entry : message.properties.headers.entries) {
        const QString name = QString::fromUtf8(entry.name);
        const std::optional<QString> text = headerText(entry.value);
        if (name == u"x-kafka-key" && text)
            words << u"-k "_s + shellWord(*text);
        else if (name == u"x-kafka-key")
            missing << name;
        else if (name.startsWith(u"x-kafka-"))
            continue; // what a record says otherwise
        else if (text)
            words << u"-H "_s + shellWord(name + u'=' + *text);
        else
            missing << name;
    }
    // A file is one message, whatever lines are in it.
    words << u"/dev/stdin"_s;
    return withRemarks(writerOf(message.body) + u" | "_s + words.join(u' '), missing);
}

} // namespace ui::transfer
