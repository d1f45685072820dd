// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/codeliterals.h"
#include "ui/publisher/codesnippets.h"
#include "ui/widgets/plaintext.h"

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

using engine::RecordRequest;

QString bytesOrNull(const CodeDialect &dialect, const std::optional<QByteArray> &bytes)
{
    return bytes ? dialect.bytes(*bytes) : dialect.null;
}

// ---- Python: confluent-kafka

QString kafkaPythonCode(const RecordRequest &r, const CodeAddresses &to)
{
    const CodeDialect &py = pythonDialect();
    QStringList lines;
    // librdkafka's own partitioner is another one than the Java client's.
    lines << u"from confluent_kafka import Producer"_s << QString()
          << u"producer = Producer({'bootstrap.servers': "_s + py.text(to.kafka) +
                 u", 'partitioner': 'murmur2_random'})"_s
          << QString() << QString() << u"def delivered(error, message):"_s << u"    if error:"_s
          << u"        raise SystemExit(str(error))"_s << QString() << QString() << u"producer.produce("_s
          << u"    "_s + py.text(r.topic) + u',' << u"    key="_s + bytesOrNull(py, r.key) + u','
          << u"    value="_s + bytesOrNull(py, r.value) + u',';
    if (r.partition)
        lines << u"    partition="_s + QString::number(*r.partition) + u',';
    if (r.timestampMs)
        lines << u"    timestamp="_s + QString::number(*r.timestampMs) + u',';
    if (!r.headers.isEmpty()) {
        QStringList headers;
        for (const engine::RecordHeader &header : r.headers)
            headers << u'(' + py.text(header.name) + u", "_s + bytesOrNull(py, header.value) + u')';
        lines << u"    headers=["_s + headers.join(u", "_s) + u"],"_s;
    }
    lines << u"    on_delivery=delivered)"_s << u"producer.flush()"_s;
    return programText(lines);
}

// ---- Node: kafkajs

/// A name with several values has them in a list.
QString nodeHeaders(const RecordRequest &r, const CodeDialect &js)
{
    QStringList names;
    QHash<QString, QStringList> values;
    for (const engine::RecordHeader &header : r.headers) {
        if (!values.contains(header.name))
            names << header.name;
        values[header.name] << bytesOrNull(js, header.value);
    }
    QStringList pairs;
    for (const QString &name : names) {
        const QStringList all = values.value(name);
        pairs << js.text(name) + u": "_s + (all.size() == 1 ? all.first() : js.list(all));
    }
    return u"{ "_s + pairs.join(u", "_s) + u" }"_s;
}

QString kafkaNodeCode(const RecordRequest &r, const CodeAddresses &to)
{
    const CodeDialect &js = nodeDialect();
    QStringList message;
    message << u"    key: "_s + bytesOrNull(js, r.key) + u',' << u"    value: "_s + bytesOrNull(js, r.value) + u',';
    if (r.partition)
        message << u"    partition: "_s + QString::number(*r.partition) + u',';
    if (r.timestampMs)
        message << u"    timestamp: '"_s + QString::number(*r.timestampMs) + u"',"_s;
    if (!r.headers.isEmpty())
        message << u"    headers: "_s + nodeHeaders(r, js) + u',';
    QStringList lines;
    lines << u"import kafkajs from 'kafkajs';"_s << QString()
          << u"const kafka = new kafkajs.Kafka({ brokers: ["_s + js.text(to.kafka) + u"] });"_s
          << u"const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });"_s
          << u"await producer.connect();"_s << u"await producer.send({"_s << u"  topic: "_s + js.text(r.topic) + u','
          << u"  messages: [{"_s << message << u"  }],"_s << u"});"_s << u"await producer.disconnect();"_s;
    return programText(lines);
}

// ---- Java: kafka-clients

QString kafkaJavaCode(const RecordRequest &r, const CodeAddresses &to)
{
    const CodeDialect &java = javaDialect();
    const QString partition = r.partition ? QString::number(*r.partition) : u"null"_s;
    const QString time = r.timestampMs ? java.integer(*r.timestampMs) : u"null"_s;
    QStringList lines;
    lines
        << u"import java.nio.charset.StandardCharsets;"_s << u"import java.util.*;"_s
        << u"import org.apache.kafka.clients.producer.*;"_s
        << u"import org.apache.kafka.common.serialization.ByteArraySerializer;"_s << QString()
        << u"public class Produce {"_s << u"    public static void main(String[] args) throws Exception {"_s
        << u"        Properties settings = new Properties();"_s
        << u"        settings.put(\"bootstrap.servers\", "_s + java.text(to.kafka) + u");"_s
        << u"        try (Producer<byte[], byte[]> producer ="_s
        << u"                 new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {"_s
        << u"            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("_s + java.text(r.topic) +
               u", "_s + partition + u", "_s + time + u','
        << u"                "_s + bytesOrNull(java, r.key) + u','
        << u"                "_s + bytesOrNull(java, r.value) + u");"_s;
    for (const engine::RecordHeader &header : r.headers)
        lines << u"            record.headers().add("_s + java.text(header.name) + u", "_s +
                     bytesOrNull(java, header.value) + u");"_s;
    lines << u"            producer.send(record).get();"_s << u"        }"_s << u"    }"_s << u"}"_s;
    return programText(lines);
}

// ---- C#: Confluent.Kafka

QString kafkaCsharpCode(const RecordRequest &r, const CodeAddresses &to)
{
    const CodeDialect &cs = csharpDialect();
    QStringList message;
    message << u"    Key = "_s + bytesOrNull(cs, r.key) + u',' << u"    Value = "_s + bytesOrNull(cs, r.value) + u',';
    if (r.timestampMs)
        message << u"    Timestamp = new Timestamp("_s + cs.integer(*r.timestampMs) + u", TimestampType.CreateTime),"_s;
    if (!r.headers.isEmpty()) {
        QStringList headers;
        for (const engine::RecordHeader &header : r.headers)
            headers << u"{ "_s + cs.text(header.name) + u", "_s + bytesOrNull(cs, header.value) + u" }"_s;
        message << u"    Headers = new Headers { "_s + headers.join(u", "_s) + u" },"_s;
    }
    const QString partition =
        r.partition ? u"new Partition("_s + QString::number(*r.partition) + u')' : u"Partition.Any"_s;
    QStringList lines;
    lines << u"using System.Text;"_s << u"using Confluent.Kafka;"_s << QString()
          << u"var settings = new ProducerConfig { BootstrapServers = "_s + cs.text(to.kafka) +
                 u", Partitioner = Partitioner.Murmur2Random };"_s
          << u"using var producer = new ProducerBuilder<byte[]?, byte[]?>(settings).Build();"_s
          << u"await producer.ProduceAsync(new TopicPartition("_s + cs.text(r.topic) + u", "_s + partition +
                 u"), new Message<byte[]?, byte[]?>"_s
          << u"{"_s << message << u"});"_s;
    return programText(lines);
}

// ---- Go: franz-go

QString kafkaGoCode(const RecordRequest &r, const CodeAddresses &to)
{
    const CodeDialect &go = goDialect();
    QStringList fields;
    fields << u"\t\tTopic: "_s + go.text(r.topic) + u',';
    if (r.partition)
        fields << u"\t\tPartition: "_s + QString::number(*r.partition) + u',';
    fields << u"\t\tKey: "_s + bytesOrNull(go, r.key) + u',' << u"\t\tValue: "_s + bytesOrNull(go, r.value) + u',';
    if (r.timestampMs)
        fields << u"\t\tTimestamp: time.UnixMilli("_s + QString::number(*r.timestampMs) + u"),"_s;
    if (!r.headers.isEmpty()) {
        QStringList headers;
        for (const engine::RecordHeader &header : r.headers)
            headers << u"{Key: "_s + go.text(header.name) + u", Value: "_s + bytesOrNull(go, header.value) + u'}';
        fields << u"\t\tHeaders: []kgo.RecordHeader{"_s + headers.join(u", "_s) + u"},"_s;
    }
    const QString manual = r.partition ? u", kgo.RecordPartitioner(kgo.ManualPartitioner())"_s : QString();
    QStringList lines;
    lines << u"package main"_s << QString() << u"import ("_s << u"\t\"context\""_s << u"\t\"log\""_s;
    if (r.timestampMs)
        lines << u"\t\"time\""_s;
    lines << QString() << u"\t\"github.com/twmb/franz-go/pkg/kgo\""_s << u")"_s << QString() << u"func main() {"_s
          << u"\tclient, err := kgo.NewClient(kgo.SeedBrokers("_s + go.text(to.kafka) + u')' + manual + u')'
          << u"\tif err != nil {"_s << u"\t\tlog.Fatal(err)"_s << u"\t}"_s << u"\tdefer client.Close()"_s
          << u"\trecord := &kgo.Record{"_s << fields << u"\t}"_s
          << u"\tif err := client.ProduceSync(context.Background(), record).FirstErr(); err != nil {"_s
          << u"\t\tlog.Fatal(err)"_s << u"\t}"_s << u"}"_s;
    return programText(lines);
}

// ---- the shell: kcat

/// kcat takes keys and header values as arguments, which end at the first NUL; a mark of byte order would get lost on the way.
bool fitsArgument(const QByteArray &bytes)
{
    return widgets::isPlainText(bytes);
}

/// What cannot be said to kcat.
QStringList kafkaUnsent(const RecordRequest &r)
{
    QStringList what;
    if (r.key && !fitsArgument(*r.key))
        what << u"this key"_s;
    for (const engine::RecordHeader &header : r.headers) {
        if (header.value && !fitsArgument(*header.value))
            what << u"the header "_s + remarkWords(header.name);
    }
    if (r.timestampMs)
        what << u"a timestamp"_s;
    return what;
}

/// kcat with what goes before the body.
QString kcatCommand(const RecordRequest &r, const CodeAddresses &to)
{
    QString command = u"kcat -P -b "_s + to.kafka + u" -t "_s + shellWord(r.topic.toUtf8()) +
                      u" -X topic.partitioner=murmur2_random"_s;
    if (r.partition)
        command += u" -p "_s + QString::number(*r.partition);
    for (const engine::RecordHeader &header : r.headers) {
        if (!header.value)
            command += u" \\\n  -H "_s + shellWord(header.name.toUtf8());
        else if (fitsArgument(*header.value))
            command += u" \\\n  -H "_s + shellWord(header.name.toUtf8() + '=' + *header.value);
    }
    return command;
}

/// kcat leaves out a record that is empty, unless it begins with a key that it cuts off itself.
void addWithoutBody(ShellProgram &program, const RecordRequest &r, const QString &command)
{
    if (!r.key || r.key->contains('\1') || r.key->contains('\2')) {
        program.remarks << u"kcat sends no record without a body."_s;
        program.commands << u"false"_s;
        return;
    }
    const QString null = r.value ? QString() : u" -Z"_s;
    program.commands << shellOutput(*r.key + "\1\2") + u" | "_s + command + u" -K '\\x01' -D '\\x02'"_s + null;
}

} // namespace

ShellProgram kafkaShellProgram(const RecordRequest &r, const CodeAddresses &to)
{
    QString command = kcatCommand(r, to);
    ShellProgram program;
    if (const QStringList what = kafkaUnsent(r); !what.isEmpty())
        program.remarks << u"kcat cannot be told "_s + what.join(u", "_s) + u'.';
    if (!r.value || r.value->isEmpty()) {
        addWithoutBody(program, r, command);
        return program;
    }
    if (r.key && fitsArgument(*r.key))
        command += u" \\\n  -k "_s + shellWord(*r.key);
    // A file is one message, whatever lines it has; kcat takes none from a pipe.
    program.commands << u"body=$(mktemp)"_s << u"trap 'rm -f \"$body\"' EXIT"_s
                     << shellOutput(*r.value) + u" > \"$body\""_s << command + u" \"$body\""_s;
    return program;
}

QString kafkaCode(CodeLanguage language, const RecordRequest &request, const CodeAddresses &addresses)
{
    switch (language) {
    case CodeLanguage::Python:
        return kafkaPythonCode(request, addresses);
    case CodeLanguage::Node:
        return kafkaNodeCode(request, addresses);
    case CodeLanguage::Java:
        return kafkaJavaCode(request, addresses);
    case CodeLanguage::CSharp:
        return kafkaCsharpCode(request, addresses);
    case CodeLanguage::Go:
        return kafkaGoCode(request, addresses);
    case CodeLanguage::Shell:
        return programText(kafkaShellProgram(request, addresses));
    }
    Q_UNREACHABLE();
}

} // namespace ui::publisher
