// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/amqp/properties.h"

#include "wire/amqp/fieldtable.h"
#include "wire/amqp/limits.h"

namespace engine::wire::amqp {
namespace {

// The one list of properties, in wire order, over a BasicProperties or a PropertyScan.
template <typename Self, typename Visitor>
void properties(Self &p, Visitor &v)
{
    v.text(HasContentType, "content-type", p.contentType);
    v.text(HasContentEncoding, "content-encoding", p.contentEncoding);
    v.table(HasHeaders, "headers", p.headers);
    v.octet(HasDeliveryMode, "delivery-mode", p.deliveryMode);
    v.octet(HasPriority, "priority", p.priority);
    v.text(HasCorrelationId, "correlation-id", p.correlationId);
    v.text(HasReplyTo, "reply-to", p.replyTo);
    v.text(HasExpiration, "expiration", p.expiration);
    v.text(HasMessageId, "message-id", p.messageId);
    v.longLong(HasTimestamp, "timestamp", p.timestamp);
    v.text(HasType, "type", p.type);
    v.text(HasUserId, "user-id", p.userId);
    v.text(HasAppId, "app-id", p.appId);
    v.text(HasClusterId, "cluster-id", p.clusterId);
}

// Bit 0 announces a second flag word, bit 1 has no property: class basic has neither, and RabbitMQ refuses both.
constexpr quint16 UnknownFlags = 0x3;

quint16 readFlags(ByteReader &reader)
{
    const quint16 flags = reader.u16();
    if (Q_UNLIKELY(flags & UnknownFlags))
        reader.fail(Fault::BadHeader, "unknown property flags");
    return flags;
}

struct Reader
{
    ByteReader &reader;
    quint16 flags;

    void text(PropertyFlag flag, const char *, std::optional<QByteArray> &v)
    {
        if (flags & flag)
            v = reader.bytes(reader.u8()).toByteArray();
    }
    void table(PropertyFlag flag, const char *, std::optional<FieldTable> &v)
    {
        if (flags & flag)
            v = readTable(reader);
    }
    void octet(PropertyFlag flag, const char *, std::optional<quint8> &v)
    {
        if (flags & flag)
            v = reader.u8();
    }
    void longLong(PropertyFlag flag, const char *, std::optional<quint64> &v)
    {
        if (flags & flag)
            v = reader.u64();
    }
};

struct Scanner
{
    ByteReader &reader;
    quint16 flags;

    void text(PropertyFlag flag, const char *, QByteArrayView &v)
    {
        if (flags & flag)
            v = reader.bytes(reader.u8());
    }
    void table(PropertyFlag flag, const char *, QByteArrayView &v)
    {
        if (!(flags & flag))
            return;
        reader.nested(reader.u32(), [&v](ByteReader &entries) {
            v = entries.peekRest();
            validateTableEntries(entries);
        });
    }
    void octet(PropertyFlag flag, const char *, quint8 &v)
    {
        if (flags & flag)
            v = reader.u8();
    }
    void longLong(PropertyFlag flag, const char *, quint64 &v)
    {
        if (flags & flag)
            v = reader.u64();
    }
};

struct Writer
{
    ByteWriter &writer;
    quint16 flags = 0;

    void text(PropertyFlag flag, const char *, const std::optional<QByteArray> &v)
    {
        if (!v)
            return;
        flags |= flag;
        Q_ASSERT(v->size() <= MaxShortString);
        const QByteArrayView text = QByteArrayView(*v).first(qMin(v->size(), qsizetype(MaxShortString)));
        writer.u8(quint8(text.size()));
        writer.bytes(text);
    }
    void table(PropertyFlag flag, const char *, const std::optional<FieldTable> &v)
    {
        if (!v)
            return;
        flags |= flag;
        writeTable(writer, *v);
    }
    void octet(PropertyFlag flag, const char *, std::optional<quint8> v)
    {
        if (!v)
            return;
        flags |= flag;
        writer.u8(*v);
    }
    void longLong(PropertyFlag flag, const char *, std::optional<quint64> v)
    {
        if (!v)
            return;
        flags |= flag;
        writer.u64(*v);
    }
};

struct Printer
{
    QByteArray lines;

    void text(PropertyFlag, const char *name, const std::optional<QByteArray> &v)
    {
        if (v)
            line(name, *v);
    }
    void table(PropertyFlag, const char *name, const std::optional<FieldTable> &v)
    {
        if (v)
            line(name, describe(*v));
    }
    template <typename T>
    void number(const char *name, std::optional<T> v)
    {
        if (v)
            line(name, QByteArray::number(quint64(*v)));
    }
    void octet(PropertyFlag, const char *name, std::optional<quint8> v) { number(name, v); }
    void longLong(PropertyFlag, const char *name, std::optional<quint64> v) { number(name, v); }
    void line(const char *name, const QByteArray &value)
    {
        lines += name;
        lines += '=';
        lines += value;
        lines += '\n';
    }
};

} // namespace

DecodeResult<BasicProperties> decodeProperties(QByteArrayView raw)
{
    ByteReader reader(raw);
    Reader visitor{reader, readFlags(reader)};
    BasicProperties decoded;
    properties(decoded, visitor);
    reader.expectEnd();
    if (!reader.ok())
        return reader.error();
    return Decoded<BasicProperties>{std::move(decoded), raw.size()};
}

DecodeResult<PropertyScan> scan(QByteArrayView raw)
{
    ByteReader reader(raw);
    PropertyScan found;
    found.flags = readFlags(reader);
    Scanner visitor{reader, found.flags};
    properties(found, visitor);
    reader.expectEnd();
    if (Q_UNLIKELY(!reader.ok()))
        return reader.error();
    return Decoded<PropertyScan>{found, raw.size()};
}

void writeProperties(ByteWriter &writer, const BasicProperties &values)
{
    const qsizetype at = writer.placeholder(2);
    Writer visitor{writer};
    properties(values, visitor);
    writer.patchU16(at, visitor.flags);
}

QByteArray encodeProperties(const BasicProperties &values)
{
    OutBuffer out;
    ByteWriter writer(out);
    writeProperties(writer, values);
    return out.toByteArray();
}

QByteArray describe(const BasicProperties &values)
{
    Printer visitor;
    properties(values, visitor);
    return visitor.lines;
}

} // namespace engine::wire::amqp
