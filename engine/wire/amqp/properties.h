// SPDX-License-Identifier: GPL-3.0-or-later
// The content header of a message: its body size and its 14 properties (specification 4.2.6.1 and class basic).
// A broker keeps a message's property bytes as they came and sends them on verbatim: scan() checks them and finds the
// few that matter, without allocating. BasicProperties is the whole of them as values, for windows, rewriting and
// tests. Thread: any.
#pragma once

#include "wire/bytereader.h"
#include "wire/bytewriter.h"

#include <engine/fieldvalue.h>

#include <optional>

namespace engine::wire::amqp {

enum PropertyFlag : quint16 {
    HasContentType = 1 << 15,
    HasContentEncoding = 1 << 14,
    HasHeaders = 1 << 13,
    HasDeliveryMode = 1 << 12,
    HasPriority = 1 << 11,
    HasCorrelationId = 1 << 10,
    HasReplyTo = 1 << 9,
    HasExpiration = 1 << 8,
    HasMessageId = 1 << 7,
    HasTimestamp = 1 << 6,
    HasType = 1 << 5,
    HasUserId = 1 << 4,
    HasAppId = 1 << 3,
    HasClusterId = 1 << 2,
};

/// All properties, absent ones empty. Names and order are the specification's.
struct BasicProperties
{
    std::optional<QByteArray> contentType;
    std::optional<QByteArray> contentEncoding;
    std::optional<FieldTable> headers;
    std::optional<quint8> deliveryMode;
    std::optional<quint8> priority;
    std::optional<QByteArray> correlationId;
    std::optional<QByteArray> replyTo;
    std::optional<QByteArray> expiration;
    std::optional<QByteArray> messageId;
    std::optional<quint64> timestamp;
    std::optional<QByteArray> type;
    std::optional<QByteArray> userId;
    std::optional<QByteArray> appId;
    std::optional<QByteArray> clusterId;

    bool operator==(const BasicProperties &) const = default;
};

/// Raw properties: the flag word and the values present, as they stand behind the body size in a content header.
/// "\0\0" is a message without any.
DecodeResult<BasicProperties> decodeProperties(QByteArrayView raw);
void writeProperties(ByteWriter &writer, const BasicProperties &properties);
QByteArray encodeProperties(const BasicProperties &properties);

/// The payload of a header frame.
struct ContentHeaderView
{
    quint16 classId = 0;
    quint16 weight = 0;
    quint64 bodySize = 0;
    QByteArrayView properties;
};

/// Checks the fixed part only: weight must be 0, flags must be there; scan() checks the rest.
inline DecodeResult<ContentHeaderView> decodeContentHeader(QByteArrayView payload)
{
    ByteReader reader(payload);
    ContentHeaderView header;
    header.classId = reader.u16();
    header.weight = reader.u16();
    header.bodySize = reader.u64();
    header.properties = reader.rest();
    if (Q_UNLIKELY(!reader.ok()))
        return reader.error();
    if (Q_UNLIKELY(header.properties.size() < 2))
        return Malformed{Fault::Truncated, reader.offset(), "a content header without property flags"};
    // Specification 4.2.6.1: "The weight field is unused and must be zero."
    if (Q_UNLIKELY(header.weight != 0))
        return Malformed{Fault::BadHeader, 2, "the weight of a content header is not zero"};
    return Decoded<ContentHeaderView>{header, payload.size()};
}

/// What a broker looks at in the raw properties of a message. Views point into them; absent ones are null.
struct PropertyScan
{
    quint16 flags = 0;
    quint8 deliveryMode = 0; ///< 2 is persistent
    quint8 priority = 0;
    quint64 timestamp = 0;
    QByteArrayView contentType;
    QByteArrayView contentEncoding;
    QByteArrayView headers; ///< the table's entries, without its length: for findInTable(), decodeTableEntries()
    QByteArrayView correlationId;
    QByteArrayView replyTo;
    QByteArrayView expiration;
    QByteArrayView messageId;
    QByteArrayView type;
    QByteArrayView userId;
    QByteArrayView appId;
    QByteArrayView clusterId;

    bool has(PropertyFlag flag) const { return flags & flag; }
    bool isPersistent() const { return deliveryMode == 2; }
};

/// Checks raw properties in full, headers table included, and finds their parts. Allocates nothing.
DecodeResult<PropertyScan> scan(QByteArrayView raw);

/// `name=value` lines for the frame inspector, the present ones in the specification's order.
QByteArray describe(const BasicProperties &properties);

} // namespace engine::wire::amqp
