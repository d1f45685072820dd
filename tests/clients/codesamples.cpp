// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the programs that "Copy as code" makes of awkward messages, for test_publisher_code.py to run:
//   codesamples HOST AMQP_PORT KAFKA_ADDRESS OUTDIR
// For a shell there are two: the program, and what is copied to be pasted ("paste").
// Each sample goes to a queue "code-SAMPLE-LANGUAGE" and a topic "topic-SAMPLE-LANGUAGE"; expected.json says what has to arrive there.
#include "ui/publisher/codesnippets.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;
using namespace ui::publisher;

namespace {

struct Language
{
    CodeLanguage language;
    QString name, suffix;
};
const QString pasted = u"paste"_s;
const QList<Language> languages{
    {CodeLanguage::Python, u"python"_s, u"py"_s}, {CodeLanguage::Node, u"node"_s, u"mjs"_s},
    {CodeLanguage::Shell, u"shell"_s, u"sh"_s},   {CodeLanguage::Shell, pasted, u"sh"_s},
    {CodeLanguage::Java, u"java"_s, u"java"_s},   {CodeLanguage::Go, u"go"_s, u"go"_s},
    {CodeLanguage::CSharp, u"csharp"_s, u"cs"_s},
};

QByteArray programOf(const Language &language, const Outgoing &message, const CodeAddresses &addresses)
{
    return (language.name == pasted ? shellCommand(message, addresses) : codeFor(language.language, message, addresses))
        .toUtf8();
}

QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += char(i);
    return bytes;
}

const QByteArray awkward = QByteArray("it's \"quoted\", $HOME `id` \\n %s %d !\nsecond line\ttab\r\n"
                                      "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80 \xe2\x80\xa8 end");

const QList<std::pair<QString, QByteArray>> &bodies()
{
    static const QList<std::pair<QString, QByteArray>> all{
        {u"text"_s, awkward},
        {u"bytes"_s, everyByte()},
        {u"empty"_s, {}},
        {u"json"_s, "{\"id\": 17, \"name\": \"O'Brien\", \"path\": \"C:\\\\new\"}"},
        {u"long"_s, QByteArray("0123456789abcdef").repeated(4096)},
    };
    return all;
}

engine::PublishRequest request(const QString &target, const QByteArray &body)
{
    engine::PublishRequest request;
    request.routingKey = target;
    request.body = body;
    request.properties.contentType = u"text/it's; a=\"b\""_s;
    request.properties.deliveryMode = 2;
    request.properties.priority = 7;
    request.properties.correlationId = u"c-ä\\"_s;
    request.properties.messageId = u"m'1\""_s;
    request.properties.expiration = u"600000"_s;
    request.properties.timestamp = 1'700'000'000;
    request.properties.type = u"$type"_s;
    request.properties.appId = u"app"_s;
    engine::FieldTable &headers = request.properties.headers;
    headers.set("text", engine::FieldValue(QByteArray("va'l\"ue \xc3\xa4")));
    headers.set("number", engine::FieldValue(qint32(42)));
    headers.set("big", engine::FieldValue(qint64(1) << 40));
    headers.set("yes", engine::FieldValue(true));
    headers.set("nothing", engine::FieldValue());
    headers.set("list", engine::FieldValue(
                            engine::FieldArray{{engine::FieldValue(QByteArray("a")), engine::FieldValue(qint32(1))}}));
    engine::FieldTable inner;
    inner.set("k'", engine::FieldValue(QByteArray("v")));
    headers.set("table", engine::FieldValue(inner));
    // What a shell is not told must not become a command either.
    headers.set("end\nexit 9", engine::FieldValue(inner));
    headers.set("bell", engine::FieldValue(QByteArray("a\x07\x1b[0m'b")));
    return request;
}

engine::RecordRequest record(const QString &topic, const QByteArray &body)
{
    engine::RecordRequest record;
    record.topic = topic;
    record.key = QByteArray("k'e\"y \\ $x \xc3\xa4");
    record.value = body;
    record.headers = {
        {u"text"_s, QByteArray("va'l\"ue=1")}, {u"again"_s, QByteArray("1")}, {u"again"_s, QByteArray("2")}};
    record.headers.append({u"end\nexit 9"_s, QByteArray(1, '\0')});
    return record;
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5 || !QDir().mkpath(arguments.at(4))) {
        qWarning("usage: codesamples HOST AMQP_PORT KAFKA_ADDRESS OUTDIR");
        return 2;
    }
    const CodeAddresses addresses{arguments.at(1), quint16(arguments.at(2).toUInt()), arguments.at(3)};
    const QDir folder(arguments.at(4));
    QJsonArray samples;
    for (const auto &[name, body] : bodies()) {
        for (const Language &language : languages) {
            // Queues and topics share their names.
            const QString target = u"code-%1-%2"_s.arg(name, language.name);
            const QString topic = u"topic-%1-%2"_s.arg(name, language.name);
            const QString amqp = folder.filePath(u"amqp-"_s + target + u'.' + language.suffix);
            const QString kafka = folder.filePath(u"kafka-"_s + target + u'.' + language.suffix);
            if (!write(amqp, programOf(language, request(target, body), addresses)) ||
                !write(kafka, programOf(language, record(topic, body), addresses)))
                return 1;
            samples.append(QJsonObject{{u"sample"_s, name},
                                       {u"language"_s, language.name},
                                       {u"target"_s, target},
                                       {u"topic"_s, topic},
                                       {u"amqp"_s, amqp},
                                       {u"kafka"_s, kafka},
                                       {u"body"_s, QString::fromLatin1(body.toBase64())}});
        }
    }
    for (const Language &language : languages) {
        engine::RecordRequest tombstone = record(u"code-tombstone-"_s + language.name, {});
        tombstone.value.reset();
        tombstone.headers.clear();
        const QString path = folder.filePath(u"kafka-tombstone-"_s + language.name + u'.' + language.suffix);
        if (!write(path, programOf(language, tombstone, addresses)))
            return 1;
        samples.append(QJsonObject{{u"sample"_s, u"tombstone"_s},
                                   {u"language"_s, language.name},
                                   {u"topic"_s, tombstone.topic},
                                   {u"kafka"_s, path}});
    }
    return write(folder.filePath(u"expected.json"_s), QJsonDocument(samples).toJson()) ? 0 : 1;
}
