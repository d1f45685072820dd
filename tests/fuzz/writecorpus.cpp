// SPDX-License-Identifier: GPL-3.0-or-later
// writecorpus KIND DIRECTORY: makes the first corpus of a fuzz target of the byte vectors. Kinds: amqp, recordbatch,
// produced, kafka, store, definitions, bodies, connection and kafkasession (what a client sends from the first byte on). The leading
// bytes are those that the targets choose by.
#include "fuzz/kafkaseeds.h"
#include "vectors/amqpvectors.h"
#include "vectors/compressionvectors.h"
#include "vectors/kafkafiller.h"
#include "vectors/kafkavectors.h"
#include "vectors/recordbatchvectors.h"
#include "wire/amqp/content.h"
#include "wire/kafka/apis.h"
#include "wire/kafka/consumerprotocol.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using engine::FieldArray;
using engine::FieldTable;
using namespace engine::wire;
using namespace engine::wire::amqp;

namespace {

// The byte by which fuzz_amqp_codec takes the rest for this layer.
char chooser(vectors::Layer layer)
{
    switch (layer) {
    case vectors::Layer::Method:
        return 0;
    case vectors::Layer::Properties:
        return 1;
    case vectors::Layer::Value:
        return 2;
    case vectors::Layer::ContentHeader:
        return 3;
    case vectors::Layer::ProtocolHeader:
        return 4;
    case vectors::Layer::Frame:
        break;
    }
    return 5;
}

QList<QByteArray> amqpSeeds()
{
    QList<QByteArray> seeds;
    for (const auto &vector : vectors::methodVectors()) {
        seeds.append('\5' + vector.bytes);
        seeds.append(QByteArray(1, '\0') + vector.bytes.sliced(FrameHeaderSize).chopped(1));
    }
    for (const auto &vector : vectors::propertiesVectors())
        seeds.append('\1' + vector.bytes);
    for (const auto &vector : vectors::valueVectors())
        seeds.append('\2' + vector.bytes);
    for (const auto &vector : vectors::badVectors())
        seeds.append(QByteArray(1, chooser(vector.layer)) + vector.bytes);
    return seeds;
}

QList<QByteArray> recordBatchSeeds()
{
    QList<QByteArray> seeds{QByteArray("\0\1\0\1\2\3key\5value", 15)};
    for (const auto &vector : vectors::batchVectors())
        seeds.append('\1' + vector.bytes);
    for (const auto &vector : vectors::badBatches())
        seeds.append('\1' + vector.bytes);
    return seeds;
}

QList<QByteArray> producedSeeds()
{
    // The first byte: a compression, 5 a message set, 6 a batch.
    QList<QByteArray> seeds;
    for (const auto &text : vectors::compressedTexts())
        seeds.append(char(text.codec) + text.bytes);
    for (const auto &set : vectors::messageSets())
        seeds.append('\5' + set.bytes);
    for (const auto &vector : vectors::compressedBatches())
        seeds.append('\6' + vector.bytes);
    for (const auto &vector : vectors::batchVectors())
        seeds.append('\6' + vector.bytes);
    return seeds;
}

// Every request in its first and last version, every field filled.
QList<QByteArray> filledKafkaSeeds()
{
    QList<QByteArray> seeds;
    kafka::forEachRequest([&]<typename R>(std::type_identity<R>) {
        const kafka::ApiInfo &api = kafka::apiInfo(R::Key);
        for (const qint16 version : {api.minVersion, api.maxVersion}) {
            vectors::KafkaFiller filler(version);
            R request;
            R::fields(request, filler);
            OutBuffer out;
            kafka::appendRequest(out, {qint16(R::Key), version, 1, "c"}, request);
            seeds.append('\3' + out.toByteArray().sliced(kafka::FramePrefixSize));
        }
    });
    return seeds;
}

QList<QByteArray> kafkaSeeds()
{
    kafka::ConsumerProtocolSubscription subscription;
    subscription.topics = {"orders"};
    subscription.ownedPartitions = {{"orders", {0, 1}}};
    QList<QByteArray> seeds = filledKafkaSeeds();
    seeds.append(QByteArray(1, '\0') + kafka::encodeSubscription(subscription));
    seeds.append(QByteArray(1, '\0') + kafka::encodeAssignment({{{"orders", {0}}}, {}}));
    for (const auto &vector : vectors::kafkaRequestVectors()) {
        seeds.append('\1' + vector.bytes);
        seeds.append('\3' + vector.bytes.sliced(kafka::FramePrefixSize));
    }
    for (const auto &vector : vectors::kafkaResponseVectors()) {
        const auto header = kafka::decodeResponseHeader(vector.key, vector.version,
                                                        QByteArrayView(vector.bytes).sliced(kafka::FramePrefixSize));
        const kafka::ApiInfo *api = kafka::findApi(qint16(vector.key));
        const char chooser = char(2 + 4 * (vector.version - api->minVersion));
        const QByteArray body = vector.bytes.sliced(kafka::FramePrefixSize + header.consumed());
        seeds.append(QByteArray(1, chooser) + char(api - kafka::Apis.data()) + body);
    }
    for (const auto &vector : vectors::badKafkaRequests())
        seeds.append((vector.layer == vectors::KafkaLayer::Frame ? '\1' : '\3') + vector.bytes);
    return seeds;
}

QList<QByteArray> storeSeeds()
{
    QList<QByteArray> seeds{QByteArray("\2\5\1\0\1\2\x90\x4e", 8), QByteArray("\3\0\0\0\0", 5)};
    for (const auto &vector : vectors::batchVectors())
        seeds.append(QByteArray(1, '\0') + vector.bytes);
    for (const auto &vector : vectors::valueVectors())
        seeds.append('\3' + vector.bytes);
    return seeds;
}

// A whole file, and each of its sections alone.
QList<QByteArray> definitionsSeeds()
{
    QFile file(QStringLiteral(SIGHTGLASS_DEFINITIONS));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray whole = file.readAll();
    QList<QByteArray> seeds;
    for (const char choice : {'\0', '\1', '\2', '\3'})
        seeds.append(choice + whole);
    const QJsonObject sections = QJsonDocument::fromJson(whole).object();
    for (auto it = sections.begin(); it != sections.end(); ++it) {
        const QJsonObject alone{{QStringLiteral("vhosts"), sections.value(QStringLiteral("vhosts"))},
                                {it.key(), it.value()}};
        seeds.append('\2' + QJsonDocument(alone).toJson(QJsonDocument::Compact));
    }
    return seeds;
}

// Messages whose headers hold a history, true or made up, where they die of everything there is to die of.
QByteArray deaths()
{
    FieldTable entry{{{"queue", QByteArray("short")},
                      {"reason", QByteArray("expired")},
                      {"count", qint64(3)},
                      {"exchange", QByteArray("")},
                      {"time", engine::FieldTimestamp{1}},
                      {"routing-keys", FieldArray{{QByteArray("full")}}}}};
    BasicProperties properties;
    properties.headers = FieldTable{{{"x-death", FieldArray{{entry, qint64(7)}}},
                                     {"CC", FieldArray{{QByteArray("full")}}},
                                     {"BCC", FieldArray{{QByteArray("again")}}},
                                     {"x-delay", qint64(20)}}};
    properties.expiration = QByteArray("1");
    properties.deliveryMode = quint8(2);
    OutBuffer out;
    appendMethod(out, 1, ConfirmSelect{});
    for (const char *queue : {"full", "short", "again", "full", "full"})
        appendPublish(out, 1, {"", queue, true, false}, {encodeProperties(properties), "body", DefaultFrameMax});
    appendPublish(out, 1, {"later", "k", false, false}, {encodeProperties(properties), "body", DefaultFrameMax});
    for (const char *queue : {"refuses", "refuses", "buries", "buries", "careless", "careless"})
        appendPublish(out, 1, {"", queue, true, false}, {encodeProperties(properties), "body", DefaultFrameMax});
    for (const char *exchange : {"ring", "chance", "strict", "ring", "chance"})
        appendPublish(out, 1, {exchange, "k", false, false}, {encodeProperties(properties), "body", DefaultFrameMax});
    appendMethod(out, 1, BasicConsume{"again", "c", false, false, false, false, {}});
    appendMethod(out, 1, BasicGet{"full", false});
    appendMethod(out, 1, BasicNack{1, false, false});
    appendMethod(out, 1, BasicNack{0, true, true});
    return out.toByteArray();
}

QByteArray login(const QByteArray &mechanism, const QByteArray &response)
{
    OutBuffer out;
    appendProtocolHeader(out);
    appendMethod(out, 0, ConnectionStartOk{{}, mechanism, response, "en_US"});
    return out.toByteArray();
}

// A client's way through the handshake, then one method more.
QByteArray handshake()
{
    OutBuffer out;
    appendProtocolHeader(out);
    ConnectionStartOk startOk;
    startOk.mechanism = "PLAIN";
    startOk.response = QByteArray("\0guest\0guest", 12);
    startOk.locale = "en_US";
    appendMethod(out, 0, startOk);
    appendMethod(out, 0, ConnectionTuneOk{2047, DefaultFrameMax, 60});
    appendMethod(out, 0, ConnectionOpen{"/"});
    appendMethod(out, 1, ChannelOpen{});
    return out.toByteArray();
}

// Channels in the modes beside the plain one: a transaction that is rolled back and one that is committed, replies past any
// queue, everything delivered again.
QByteArray modes()
{
    BasicProperties request;
    request.replyTo = QByteArray("amq.rabbitmq.reply-to");
    request.deliveryMode = quint8(2);
    OutBuffer out;
    appendMethod(out, 1, QueueDeclare{"d", false, true, false, false, false, {}});
    appendMethod(out, 1, TxSelect{});
    appendMethod(out, 1, BasicConsume{"d", "c", false, false, false, false, {}});
    appendMethod(out, 1, BasicConsume{"amq.rabbitmq.reply-to", "r", false, true, false, false, {}});
    for (const bool commits : {true, false, true}) {
        appendPublish(out, 1, {"", "d", true, false}, {encodeProperties(request), "body", DefaultFrameMax});
        appendPublish(out, 1, {"", "nowhere", true, false}, {encodeProperties({}), "body", DefaultFrameMax});
        if (commits)
            appendMethod(out, 1, TxCommit{});
        appendMethod(out, 1, BasicNack{0, true, true});
        appendMethod(out, 1, TxRollback{});
    }
    appendMethod(out, 1, BasicRecover{true});
    appendMethod(out, 1, BasicCancel{"r", false});
    appendMethod(out, 1, ChannelFlow{true});
    appendMethod(out, 1, ConfirmSelect{});
    return out.toByteArray();
}

QList<QByteArray> connectionSeeds()
{
    // The first byte: 1, a handshake goes before; 2, the client does not read; 4, in pieces of 1 + the rest of its bits.
    QList<QByteArray> seeds{QByteArray(1, '\0') + handshake(), '\4' + handshake()};
    for (const auto &vector : vectors::methodVectors()) {
        seeds.append('\1' + vector.bytes);
        seeds.append('\0' + handshake() + vector.bytes);
    }
    OutBuffer out;
    appendMethod(out, 1, QueueDeclare{"q", false, true, false, false, false, {}});
    appendMethod(out, 1, BasicConsume{"q", "c", false, false, false, false, {}});
    appendMethod(out, 1, ConfirmSelect{});
    for (const auto &vector : vectors::propertiesVectors())
        appendPublish(out, 1, {"", "q", true, false}, {vector.bytes, "body", DefaultFrameMax});
    appendAck(out, 1, 1, false);
    appendMethod(out, 1, BasicReject{2, true});
    appendMethod(out, 1, ChannelClose{200, "done", 0, 0});
    for (const char how : {'\1', '\3', '\5', '\x3f'}) {
        seeds.append(how + out.toByteArray());
        seeds.append(how + modes());
        seeds.append(how + deaths());
    }
    const FieldTable credentials{{{"LOGIN", QByteArray("guest")}, {"PASSWORD", QByteArray("guest")}}};
    seeds.append(QByteArray(1, '\0') + login("AMQPLAIN", encodeTableEntries(credentials)));
    seeds.append(QByteArray(1, '\0') + login("EXTERNAL", ""));
    seeds.append(QByteArray(1, '\0') + login("PLAIN", QByteArray("guest\0guest\0wrong", 17)));
    return seeds;
}

/// The first byte is the one that fuzz_decoding chooses the format by.
QList<QByteArray> bodySeeds()
{
    const auto hex = [](char choice, const char *digits) -> QByteArray { return choice + QByteArray::fromHex(digits); };
    const QByteArray json = R"({"a":{"b":1,"c":[true,null,"x\u00e9"]},"lines":[{"b":-2.5e3},{"b":"1"}]})";
    const QByteArray xml = "<?xml version=\"1.0\"?><a b=\"1\"><!-- c --><d>x &amp; y</d><e/><![CDATA[<z>]]></a>";
    return {hex('\0', "bf6346756ef563416d7421ff"),
            hex('\0', "a26161c11a514b67b061629f0102f93e00ff"),
            hex('\1', "82a7636f6d70616374c3a6736368656d6100"),
            hex('\1', "93d6ff00000000c403010203cb3ff199999999999a"),
            hex('\2', "089601120774657374696e671a030896010d0000c03f"),
            hex('\2', "0b08960110010c3206038e029ea705"),
            '\3' + json,
            '\4' + xml,
            hex('\5', "1f8b08000000000002034b4c4a06000241c2350300000000"), // gzip of "abc"
            hex('\x0d', "789c4b4c4a060002 4d0127"),                        // zlib of the same
            hex('\x1d', "28b52ffd0458190000616263 f3a1bd99"),
            '\x35' + QByteArray("eyJpZCI6MTcsInRvdGFsIjo5Ni41fQ=="),
            '\6' + json,
            '\7' + QByteArray("Gr\xfc\xdf"
                              "e, \xe4\xf6\xfc")};
}

int fail(const char *message, const QString &what)
{
    std::fprintf(stderr, "writecorpus: %s %s\n", message, qPrintable(what));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return fail(
            "usage: writecorpus amqp|recordbatch|produced|kafka|store|definitions|bodies|connection|kafkasession",
            QStringLiteral("DIRECTORY"));
    const QByteArrayView kind(argv[1]);
    const QList<QByteArray> seeds = kind == QByteArrayView("amqp")           ? amqpSeeds()
                                    : kind == QByteArrayView("recordbatch")  ? recordBatchSeeds()
                                    : kind == QByteArrayView("produced")     ? producedSeeds()
                                    : kind == QByteArrayView("kafka")        ? kafkaSeeds()
                                    : kind == QByteArrayView("store")        ? storeSeeds()
                                    : kind == QByteArrayView("definitions")  ? definitionsSeeds()
                                    : kind == QByteArrayView("bodies")       ? bodySeeds()
                                    : kind == QByteArrayView("connection")   ? connectionSeeds()
                                    : kind == QByteArrayView("kafkasession") ? kafkaSessionSeeds()
                                                                             : QList<QByteArray>();
    const QDir folder(QFile::decodeName(argv[2]));
    if (seeds.isEmpty() || !folder.mkpath(QStringLiteral(".")))
        return fail("unknown kind, or no directory", folder.path());
    for (qsizetype i = 0; i < seeds.size(); ++i) {
        QFile file(folder.filePath(QStringLiteral("seed-%1").arg(i, 3, 10, QLatin1Char('0'))));
        if (!file.open(QIODevice::WriteOnly) || file.write(seeds.at(i)) != seeds.at(i).size())
            return fail("can not write", file.fileName());
    }
    return 0;
}
