// SPDX-License-Identifier: GPL-3.0-or-later
// Kafka requests and responses as byte vectors. They were recorded from other people's clients on a loopback socket, or
// computed from Kafka's message schemas by a program of its own, never by our own encoder. Thread: any (values).
#pragma once

#include "wire/decoded.h"
#include "wire/kafka/apikey.h"

#include <QByteArray>
#include <QList>

namespace vectors {

/// A whole frame, and what describeRequest() makes of it. All come out of our encoder byte for byte alike.
struct KafkaRequestVector
{
    const char *name;
    const char *source;
    QByteArray bytes;
    QByteArray text;
};

/// The same for a response, whose bytes do not tell what they answer.
struct KafkaResponseVector
{
    const char *name;
    const char *source;
    engine::wire::kafka::ApiKey key;
    qint16 version;
    QByteArray bytes;
    QByteArray text;
};

/// What the bytes of a bad vector claim to be: a frame, or what is in one.
enum class KafkaLayer { Frame, Payload };

/// The longest frame that the tests let through.
inline constexpr qint32 KafkaFrameLimit = 0x100000;

struct BadKafkaRequest
{
    const char *name;
    KafkaLayer layer;
    QByteArray bytes;
    engine::wire::Fault fault;
};

/// The CRC-32C over request and response in every version from 0 to the table's last, one behind the other, without
/// headers, filled as kafkafiller.h fills them. Computed from the schemas.
struct KafkaDigest
{
    engine::wire::kafka::ApiKey key;
    quint32 crc;
};

QList<KafkaRequestVector> kafkaRequestVectors();
QList<KafkaResponseVector> kafkaResponseVectors();
QList<BadKafkaRequest> badKafkaRequests();
QList<KafkaDigest> kafkaDigests();

} // namespace vectors
