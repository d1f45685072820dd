// SPDX-License-Identifier: GPL-3.0-or-later
// writecorpus KIND DIRECTORY: makes the first corpus of a fuzz target of the byte vectors. Kinds: amqp, recordbatch,
// connection (what a client sends from the first byte on). The leading bytes are those that the targets choose by.
#include "vectors/amqpvectors.h"
#include "vectors/recordbatchvectors.h"
#include "wire/amqp/content.h"

#include <QDir>
#include <QFile>

#include <cstdio>

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
    }
    return seeds;
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
        return fail("usage: writecorpus amqp|recordbatch|connection", QStringLiteral("DIRECTORY"));
    const QByteArrayView kind(argv[1]);
    const QList<QByteArray> seeds = kind == QByteArrayView("amqp")          ? amqpSeeds()
                                    : kind == QByteArrayView("recordbatch") ? recordBatchSeeds()
                                    : kind == QByteArrayView("connection")  ? connectionSeeds()
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
