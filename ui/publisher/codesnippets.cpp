// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/codesnippets.h"

#include "ui/widgets/plaintext.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

using Properties = engine::MessageProperties;

/// "name: value" for each property that is set; the names are the language's own.
struct PropertyNames
{
    QString contentType, contentEncoding, deliveryMode, priority, correlationId, replyTo, expiration, messageId,
        timestamp, type, userId, appId, clusterId;
};

CodePairs propertiesOf(const Properties &p, const CodeDialect &dialect, const PropertyNames &names)
{
    CodePairs pairs;
    const auto add = [&](const QString &name, const QString &value) {
        if (!name.isEmpty())
            pairs.append({name, value});
    };
    const auto addText = [&](const QString &name, const std::optional<QString> &value) {
        if (value)
            add(name, dialect.text(*value));
    };
    addText(names.contentType, p.contentType);
    addText(names.contentEncoding, p.contentEncoding);
    if (p.deliveryMode)
        add(names.deliveryMode, QString::number(*p.deliveryMode));
    if (p.priority)
        add(names.priority, QString::number(*p.priority));
    addText(names.correlationId, p.correlationId);
    addText(names.replyTo, p.replyTo);
    addText(names.expiration, p.expiration);
    addText(names.messageId, p.messageId);
    if (p.timestamp)
        add(names.timestamp, QString::number(*p.timestamp));
    addText(names.type, p.type);
    addText(names.userId, p.userId);
    addText(names.appId, p.appId);
    addText(names.clusterId, p.clusterId);
    return pairs;
}

// ---- Python: pika

QString amqpPythonCode(const engine::PublishRequest &r, const CodeAddresses &to)
{
    const CodeDialect &py = pythonDialect();
    const PropertyNames names{
        u"content_type"_s, u"content_encoding"_s, u"delivery_mode"_s, u"priority"_s,  u"correlation_id"_s,
        u"reply_to"_s,     u"expiration"_s,       u"message_id"_s,    u"timestamp"_s, u"type"_s,
        u"user_id"_s,      u"app_id"_s,           u"cluster_id"_s};
    QStringList properties;
    for (const auto &[name, value] : propertiesOf(r.properties, py, names))
        properties << u"        "_s + name + u'=' + value + u',';
    const QString headers = literal(py, r.properties.headers);
    if (!r.properties.headers.isEmpty())
        properties << u"        headers="_s + headers + u',';
    QStringList lines;
    if (headers.contains(u"datetime."))
        lines << u"import datetime"_s << QString();
    lines << u"import pika"_s << QString() << u"connection = pika.BlockingConnection(pika.ConnectionParameters("_s
          << u"    host="_s + py.text(to.host) + u", port="_s + QString::number(to.amqpPort) + u", virtual_host="_s +
                 py.text(r.virtualHost) + u"))"_s
          << u"channel = connection.channel()"_s << u"channel.confirm_delivery()"_s << u"channel.basic_publish("_s
          << u"    exchange="_s + py.text(r.exchange) + u',' << u"    routing_key="_s + py.text(r.routingKey) + u',';
    lines << u"    properties=pika.BasicProperties("_s << properties << u"    ),"_s;
    lines << u"    body="_s + py.bytes(r.body) + u')' << u"connection.close()"_s;
    return programText(lines);
}

// ---- Node: amqplib

QString amqpNodeCode(const engine::PublishRequest &r, const CodeAddresses &to)
{
    const CodeDialect &js = nodeDialect();
    // amqplib has no name for cluster_id.
    const PropertyNames names{u"contentType"_s,
                              u"contentEncoding"_s,
                              u"deliveryMode"_s,
                              u"priority"_s,
                              u"correlationId"_s,
                              u"replyTo"_s,
                              u"expiration"_s,
                              u"messageId"_s,
                              u"timestamp"_s,
                              u"type"_s,
                              u"userId"_s,
                              u"appId"_s,
                              {}};
    QStringList options;
    for (const auto &[name, value] : propertiesOf(r.properties, js, names))
        options << u"  "_s + name + u": "_s + value + u',';
    if (!r.properties.headers.isEmpty())
        options << u"  headers: "_s + literal(js, r.properties.headers) + u',';
    QStringList lines;
    lines << u"import amqp from 'amqplib';"_s << QString()
          << u"const connection = await amqp.connect({ hostname: "_s + js.text(to.host) + u", port: "_s +
                 QString::number(to.amqpPort) + u", vhost: "_s + js.text(r.virtualHost) + u" });"_s
          << u"const channel = await connection.createConfirmChannel();"_s
          << u"channel.publish("_s + js.text(r.exchange) + u", "_s + js.text(r.routingKey) + u", "_s +
                 js.bytes(r.body) + u", {"_s
          << options << u"});"_s << u"await channel.waitForConfirms();"_s << u"await connection.close();"_s;
    return programText(lines);
}

// ---- Java: amqp-client

QString amqpJavaCode(const engine::PublishRequest &r, const CodeAddresses &to)
{
    const CodeDialect &java = javaDialect();
    PropertyNames names{u"contentType"_s, u"contentEncoding"_s, u"deliveryMode"_s,
                        u"priority"_s,    u"correlationId"_s,   u"replyTo"_s,
                        u"expiration"_s,  u"messageId"_s,       {},
                        u"type"_s,        u"userId"_s,          u"appId"_s,
                        u"clusterId"_s};
    QStringList builder;
    for (const auto &[name, value] : propertiesOf(r.properties, java, names))
        builder << u"                ."_s + name + u'(' + value + u')';
    if (r.properties.timestamp)
        builder << u"                .timestamp("_s + java.timestamp(*r.properties.timestamp) + u')';
    if (!r.properties.headers.isEmpty())
        builder << u"                .headers("_s + literal(java, r.properties.headers) + u')';
    QStringList lines;
    lines
        << u"import com.rabbitmq.client.*;"_s << u"import java.nio.charset.StandardCharsets;"_s
        << u"import java.util.*;"_s << QString() << u"public class Publish {"_s
        << u"    public static void main(String[] args) throws Exception {"_s
        << u"        ConnectionFactory factory = new ConnectionFactory();"_s
        << u"        factory.setHost("_s + java.text(to.host) + u");"_s
        << u"        factory.setPort("_s + QString::number(to.amqpPort) + u");"_s
        << u"        factory.setVirtualHost("_s + java.text(r.virtualHost) + u");"_s
        << u"        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {"_s
        << u"            channel.confirmSelect();"_s
        << u"            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()"_s << builder
        << u"                .build();"_s
        << u"            channel.basicPublish("_s + java.text(r.exchange) + u", "_s + java.text(r.routingKey) +
               u", properties,"_s
        << u"                "_s + java.bytes(r.body) + u");"_s << u"            channel.waitForConfirmsOrDie(5000);"_s
        << u"        }"_s << u"    }"_s << u"}"_s;
    return programText(lines);
}

// ---- C#: RabbitMQ.Client 7

QString amqpCsharpCode(const engine::PublishRequest &r, const CodeAddresses &to)
{
    const CodeDialect &cs = csharpDialect();
    const PropertyNames names{
        u"ContentType"_s, u"ContentEncoding"_s, {}, u"Priority"_s, u"CorrelationId"_s, u"ReplyTo"_s,
        u"Expiration"_s,  u"MessageId"_s,       {}, u"Type"_s,     u"UserId"_s,        u"AppId"_s,
        u"ClusterId"_s};
    QStringList properties;
    for (const auto &[name, value] : propertiesOf(r.properties, cs, names))
        properties << u"    "_s + name + u" = "_s + value + u',';
    if (r.properties.deliveryMode)
        properties << u"    DeliveryMode = DeliveryModes."_s +
                          (*r.properties.deliveryMode == 2 ? u"Persistent,"_s : u"Transient,"_s);
    if (r.properties.timestamp)
        properties << u"    Timestamp = "_s + cs.timestamp(*r.properties.timestamp) + u',';
    if (!r.properties.headers.isEmpty())
        properties << u"    Headers = "_s + literal(cs, r.properties.headers) + u',';
    QStringList lines;
    lines << u"using System.Text;"_s << u"using RabbitMQ.Client;"_s << QString()
          << u"var factory = new ConnectionFactory { HostName = "_s + cs.text(to.host) + u", Port = "_s +
                 QString::number(to.amqpPort) + u", VirtualHost = "_s + cs.text(r.virtualHost) + u" };"_s
          << u"await using var connection = await factory.CreateConnectionAsync();"_s
          << u"await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));"_s
          << u"var properties = new BasicProperties"_s << u"{"_s << properties << u"};"_s
          << u"await channel.BasicPublishAsync("_s + cs.text(r.exchange) + u", "_s + cs.text(r.routingKey) +
                 u", mandatory: false, properties,"_s
          << u"    "_s + cs.bytes(r.body) + u");"_s;
    return programText(lines);
}

// ---- Go: amqp091-go

QString amqpGoCode(const engine::PublishRequest &r, const CodeAddresses &to)
{
    const CodeDialect &go = goDialect();
    const PropertyNames names{u"ContentType"_s,
                              u"ContentEncoding"_s,
                              u"DeliveryMode"_s,
                              u"Priority"_s,
                              u"CorrelationId"_s,
                              u"ReplyTo"_s,
                              u"Expiration"_s,
                              u"MessageId"_s,
                              {},
                              u"Type"_s,
                              u"UserId"_s,
                              u"AppId"_s,
                              {}};
    QStringList fields;
    for (const auto &[name, value] : propertiesOf(r.properties, go, names))
        fields << u"\t\t"_s + name + u": "_s + value + u',';
    if (r.properties.timestamp)
        fields << u"\t\tTimestamp: "_s + go.timestamp(*r.properties.timestamp) + u',';
    const QString headers = literal(go, r.properties.headers);
    if (!r.properties.headers.isEmpty())
        fields << u"\t\tHeaders: "_s + headers + u',';
    fields << u"\t\tBody: "_s + go.bytes(r.body) + u',';
    const bool needsTime = r.properties.timestamp || headers.contains(u"time.Unix("_s);
    QStringList lines;
    lines << u"package main"_s << QString() << u"import ("_s << u"\t\"context\""_s << u"\t\"log\""_s;
    if (needsTime)
        lines << u"\t\"time\""_s;
    lines << QString() << u"\tamqp \"github.com/rabbitmq/amqp091-go\""_s << u")"_s << QString() << u"func main() {"_s
          << u"\tconnection, err := amqp.DialConfig("_s +
                 go.text(u"amqp://guest:guest@"_s + to.host + u':' + QString::number(to.amqpPort)) +
                 u", amqp.Config{Vhost: "_s + go.text(r.virtualHost) + u"})"_s
          << u"\tif err != nil {"_s << u"\t\tlog.Fatal(err)"_s << u"\t}"_s << u"\tdefer connection.Close()"_s
          << u"\tchannel, err := connection.Channel()"_s << u"\tif err != nil {"_s << u"\t\tlog.Fatal(err)"_s
          << u"\t}"_s << u"\tif err := channel.Confirm(false); err != nil {"_s << u"\t\tlog.Fatal(err)"_s << u"\t}"_s
          << u"\tconfirmation, err := channel.PublishWithDeferredConfirmWithContext(context.Background(), "_s +
                 go.text(r.exchange) + u", "_s + go.text(r.routingKey) + u", false, false, amqp.Publishing{"_s
          << fields << u"\t})"_s << u"\tif err != nil {"_s << u"\t\tlog.Fatal(err)"_s << u"\t}"_s
          << u"\tif !confirmation.Wait() {"_s << u"\t\tlog.Fatal(\"the broker could not keep the message\")"_s
          << u"\t}"_s << u"}"_s;
    return programText(lines);
}

// ---- the shell: amqp-publish, of amqp-tools

/// What amqp-publish has no option for.
/// amqp-publish takes "name: value" as an argument.
bool fitsHeader(const engine::FieldEntry &header)
{
    const std::optional<QByteArray> value = header.value.toText();
    return value && widgets::isPlainText(*value) && widgets::isPlainText(header.name) && !header.name.contains(':');
}

QStringList amqpUnsent(const engine::PublishRequest &r)
{
    QStringList names;
    const Properties &p = r.properties;
    if (p.priority)
        names << u"priority"_s;
    if (p.correlationId)
        names << u"correlation_id"_s;
    if (p.expiration)
        names << u"expiration"_s;
    if (p.messageId)
        names << u"message_id"_s;
    if (p.timestamp)
        names << u"timestamp"_s;
    if (p.type)
        names << u"type"_s;
    if (p.userId)
        names << u"user_id"_s;
    if (p.appId)
        names << u"app_id"_s;
    if (p.clusterId)
        names << u"cluster_id"_s;
    for (const engine::FieldEntry &header : p.headers.entries) {
        if (!fitsHeader(header))
            names << remarkWords(QString::fromUtf8(header.name));
    }
    return names;
}

} // namespace

ShellProgram amqpShellProgram(const engine::PublishRequest &r, const CodeAddresses &to)
{
    const QString host = QString::fromLatin1(QUrl::toPercentEncoding(r.virtualHost));
    QString command = shellOutput(r.body) + u" | amqp-publish --url=amqp://guest:guest@"_s + to.host + u':' +
                      QString::number(to.amqpPort) + u'/' + host;
    const auto add = [&command](const QString &option, const QString &value) {
        command += u" \\\n  "_s + option + shellWord(value.toUtf8());
    };
    add(u"--exchange="_s, r.exchange);
    add(u"--routing-key="_s, r.routingKey);
    if (r.properties.contentType)
        add(u"--content-type="_s, *r.properties.contentType);
    if (r.properties.contentEncoding)
        add(u"--content-encoding="_s, *r.properties.contentEncoding);
    if (r.properties.replyTo)
        add(u"--reply-to="_s, *r.properties.replyTo);
    if (r.properties.deliveryMode == quint8(2))
        command += u" \\\n  --persistent"_s;
    for (const engine::FieldEntry &header : r.properties.headers.entries) {
        if (fitsHeader(header))
            add(u"--header="_s, QString::fromUtf8(header.name + ": " + *header.value.toText()));
    }
    ShellProgram program{{u"amqp-publish is in the package amqp-tools."_s}, {command}};
    if (const QStringList names = amqpUnsent(r); !names.isEmpty())
        program.remarks << u"It has no option for: "_s + names.join(u", "_s) + u'.';
    return program;
}

const QList<CodeLanguageName> &codeLanguages()
{
    static const QList<CodeLanguageName> names{
        {CodeLanguage::Python, u"Python (pika)"_s, u"Python (confluent-kafka)"_s},
        {CodeLanguage::Node, u"Node.js (amqplib)"_s, u"Node.js (kafkajs)"_s},
        {CodeLanguage::Java, u"Java (amqp-client)"_s, u"Java (kafka-clients)"_s},
        {CodeLanguage::CSharp, u"C# (RabbitMQ.Client 7)"_s, u"C# (Confluent.Kafka)"_s},
        {CodeLanguage::Go, u"Go (amqp091-go)"_s, u"Go (franz-go)"_s},
        {CodeLanguage::Shell, u"Shell (amqp-publish)"_s, u"Shell (kcat)"_s},
    };
    return names;
}

QString amqpCode(CodeLanguage language, const engine::PublishRequest &request, const CodeAddresses &addresses)
{
    switch (language) {
    case CodeLanguage::Python:
        return amqpPythonCode(request, addresses);
    case CodeLanguage::Node:
        return amqpNodeCode(request, addresses);
    case CodeLanguage::Java:
        return amqpJavaCode(request, addresses);
    case CodeLanguage::CSharp:
        return amqpCsharpCode(request, addresses);
    case CodeLanguage::Go:
        return amqpGoCode(request, addresses);
    case CodeLanguage::Shell:
        return programText(amqpShellProgram(request, addresses));
    }
    Q_UNREACHABLE();
}

CodeAddresses addressesOf(const QList<engine::ListenerSnapshot> &listeners)
{
    CodeAddresses to;
    for (const engine::ListenerSnapshot &listener : listeners) {
        if (listener.state != engine::ListenerSnapshot::State::Listening)
            continue;
        QString host = listener.address.section(u':', 0, -2);
        const QString port = listener.address.section(u':', -1);
        if (host.isEmpty() || host == u"0.0.0.0" || host == u"[::]" || host == u"::")
            host = u"127.0.0.1"_s;
        if (listener.protocol == u"amqp") {
            to.host = host;
            to.amqpPort = quint16(port.toUInt());
        } else if (listener.protocol == u"kafka") {
            to.kafka = host + u':' + port;
        }
    }
    return to;
}

QString codeFor(CodeLanguage language, const Outgoing &message, const CodeAddresses &addresses)
{
    if (const auto *request = std::get_if<engine::PublishRequest>(&message))
        return amqpCode(language, *request, addresses);
    return kafkaCode(language, std::get<engine::RecordRequest>(message), addresses);
}

QString shellCommand(const Outgoing &message, const CodeAddresses &addresses)
{
    if (const auto *request = std::get_if<engine::PublishRequest>(&message))
        return pasteText(amqpShellProgram(*request, addresses));
    return pasteText(kafkaShellProgram(std::get<engine::RecordRequest>(message), addresses));
}

} // namespace ui::publisher
