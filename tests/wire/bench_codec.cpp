// SPDX-License-Identifier: GPL-3.0-or-later
// What the codecs cost for a message of 256 bytes: nanoseconds each, the best of several rounds.
#include "wire/amqp/content.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"
#include "wire/crc32c.h"
#include "wire/kafka/batchcheck.h"
#include "wire/kafka/recordbatch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace engine;
using namespace engine::wire;
using namespace engine::wire::amqp;

namespace {

constexpr int Rounds = 7;
constexpr int Messages = 20000;

// Keeps the optimiser from dropping what nobody reads.
volatile quint64 witness = 0;

template <typename Work>
double nanoseconds(int count, Work &&work)
{
    double best = 1e30;
    for (int round = 0; round < Rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        witness = witness + work();
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        best = std::min(best, taken.count() / count);
    }
    return best;
}

void report(const char *name, double value, const char *unit)
{
    std::printf("%-52s %9.1f %s\n", name, value, unit);
}

QByteArray plainProperties()
{
    BasicProperties properties;
    properties.deliveryMode = 2;
    return encodeProperties(properties);
}

QByteArray richProperties()
{
    BasicProperties properties;
    properties.contentType = "application/json";
    properties.deliveryMode = 2;
    properties.messageId = "0190163d-8694-739b-aea5-966c26f8ad91";
    properties.timestamp = 1700000000;
    properties.headers = FieldTable{{{"tenant", QByteArray("eu-1")},
                                     {"attempt", qint32(3)},
                                     {"trace", QByteArray("4bf92f3577b34da6a3ce929d0e0e4736")},
                                     {"sampled", true}}};
    return encodeProperties(properties);
}

// Walks a receive buffer as a session does: frames, publish as views, content header, property scan.
quint64 readPublishes(QByteArrayView bytes)
{
    quint64 seen = 0;
    while (const auto frame = decodeFrame(bytes, DefaultFrameMax)) {
        if (frame->type == FrameType::Method && peekMethodId(frame->payload) == BasicPublish::Id) {
            const auto publish = decodeMethodAs<BasicPublishView>(frame->payload);
            seen += quint64(publish->routingKey.size());
        } else if (frame->type == FrameType::Header) {
            const auto header = decodeContentHeader(frame->payload);
            seen += scan(header->properties)->deliveryMode;
        } else {
            seen += quint64(frame->payload.size());
        }
        bytes = bytes.sliced(frame.consumed());
    }
    return seen;
}

quint64 readAcks(QByteArrayView bytes)
{
    quint64 seen = 0;
    while (const auto frame = decodeFrame(bytes, DefaultFrameMax)) {
        seen += decodeMethodAs<BasicAck>(frame->payload)->deliveryTag;
        bytes = bytes.sliced(frame.consumed());
    }
    return seen;
}

void amqpOut(const QByteArray &body, const QByteArray &properties)
{
    OutBuffer out;
    report("amqp: encode deliver, 256 B",
           nanoseconds(Messages,
                       [&] {
                           out.clear();
                           for (int i = 0; i < Messages; ++i)
                               appendDeliver(out, 1, {"ctag-1", quint64(i), false, "orders", "eu.new"},
                                             {properties, body, DefaultFrameMax});
                           return quint64(out.size());
                       }),
           "ns");
    report("amqp: encode confirm (basic.ack)",
           nanoseconds(Messages,
                       [&] {
                           out.clear();
                           for (int i = 0; i < Messages; ++i)
                               appendAck(out, 1, quint64(i), false);
                           return quint64(out.size());
                       }),
           "ns");
}

void amqpIn(const char *name, const QByteArray &body, const QByteArray &properties)
{
    OutBuffer in;
    for (int i = 0; i < Messages; ++i)
        appendPublish(in, 1, {"orders", "eu.new", true, false}, {properties, body, DefaultFrameMax});
    report(name, nanoseconds(Messages, [&] { return readPublishes(in.view()); }), "ns");
}

void amqpAcksIn()
{
    OutBuffer in;
    for (int i = 0; i < Messages; ++i)
        appendAck(in, 1, quint64(i), false);
    report("amqp: decode basic.ack", nanoseconds(Messages, [&] { return readAcks(in.view()); }), "ns");
}

void recordBatches(const QByteArray &body, const QByteArray &properties)
{
    constexpr int PerBatch = 1000;
    OutBuffer out;
    const kafka::RecordHeader headers[] = {{"amqp", properties}};
    report("kafka: append a record, 256 B, checksum included",
           nanoseconds(PerBatch,
                       [&] {
                           out.clear();
                           kafka::RecordBatchBuilder builder(out, 0);
                           for (int i = 0; i < PerBatch; ++i)
                               builder.append(i, 1700000000000 + i, "eu.new", body, headers);
                           return quint64(builder.finish().size());
                       }),
           "ns");
    report("kafka: read a record, checksum included",
           nanoseconds(PerBatch,
                       [&] {
                           quint64 seen = 0;
                           const auto info = kafka::peek(out.view());
                           kafka::RecordReader reader(out.view(), *info);
                           for (kafka::RecordView record; reader.next(record);)
                               seen += quint64(record.value.size() + kafka::headerValue(record, "amqp").size());
                           return seen;
                       }),
           "ns");
}

// What a broker does with each batch that is produced: one of 1000 records, and of 10.
void producedBatches(const QByteArray &body)
{
    struct Kind
    {
        const char *name;
        kafka::Compression codec;
        int records;
    };
    constexpr Kind kinds[] = {
        {"kafka: check a produced record, 256 B", kafka::Compression::None, 1000},
        {"kafka: check a produced record, batches of 10", kafka::Compression::None, 10},
        {"kafka: check a produced record, gzip", kafka::Compression::Gzip, 1000},
        {"kafka: check a produced record, snappy", kafka::Compression::Snappy, 1000},
        {"kafka: check a produced record, lz4", kafka::Compression::Lz4, 1000},
        {"kafka: check a produced record, zstd", kafka::Compression::Zstd, 1000},
    };
    kafka::BatchCheck check;
    for (const Kind &kind : kinds) {
        OutBuffer plain;
        kafka::RecordBatchBuilder builder(plain, 0);
        for (int i = 0; i < kind.records; ++i)
            builder.append(i, 1700000000000 + i, QByteArray::number(i), body);
        builder.finish();
        OutBuffer packed;
        const QByteArrayView batch = kafka::compressed(plain.view(), *kafka::peek(plain.view()), kind.codec, packed);
        const auto work = [&] {
            for (int done = 0; done < Messages; done += kind.records)
                check.check(batch, {});
            return quint64(check.recordCount());
        };
        report(kind.name, nanoseconds(Messages, work), "ns");
    }
}

void checksums()
{
    const QByteArray bytes(1 << 20, 'x');
    const double fast = nanoseconds(1, [&] { return crc32c(bytes); });
    const double portable = nanoseconds(1, [&] { return crc32cPortable(bytes); });
    report("crc32c", double(bytes.size()) / fast, "GB/s");
    report("crc32c, portable", double(bytes.size()) / portable, "GB/s");
}

} // namespace

int main()
{
    const QByteArray body(256, 'b');
    amqpOut(body, plainProperties());
    amqpIn("amqp: decode publish, 256 B", body, plainProperties());
    amqpIn("amqp: decode publish, 256 B, five properties", body, richProperties());
    amqpAcksIn();
    recordBatches(body, plainProperties());
    producedBatches(body);
    checksums();
    return 0;
}
