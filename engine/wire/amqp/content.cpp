// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/amqp/content.h"

#include "wire/amqp/frame.h"
#include "wire/amqp/limits.h"

namespace engine::wire::amqp {
namespace {

// Class, weight and body size in front of the properties (specification 4.2.6.1).
constexpr qsizetype ContentHeaderFixed = 12;

qsizetype bodyLimit(const ContentView &content)
{
    if (content.frameMax <= quint32(FrameOverhead))
        return HardFrameMax - FrameOverhead;
    return qsizetype(content.frameMax) - FrameOverhead;
}

void frameHeader(RawWriter &raw, FrameType type, quint16 channel, qsizetype size)
{
    raw.u8(quint8(type));
    raw.u16(channel);
    raw.u32(quint32(size));
}

void shortString(RawWriter &raw, QByteArrayView text)
{
    Q_ASSERT(text.size() <= MaxShortString);
    text = text.first(qMin(text.size(), qsizetype(MaxShortString)));
    raw.u8(quint8(text.size()));
    raw.bytes(text);
}

void writeContent(RawWriter &raw, quint16 channel, const ContentView &content)
{
    frameHeader(raw, FrameType::Header, channel, ContentHeaderFixed + content.properties.size());
    raw.u16(quint16(ClassId::Basic));
    raw.u16(0);
    raw.u64(quint64(content.body.size()));
    raw.bytes(content.properties);
    raw.u8(FrameEnd);
    const qsizetype limit = bodyLimit(content);
    for (QByteArrayView rest = content.body; !rest.isEmpty();) {
        const QByteArrayView part = rest.first(qMin(rest.size(), limit));
        frameHeader(raw, FrameType::Body, channel, part.size());
        raw.bytes(part);
        raw.u8(FrameEnd);
        rest = rest.sliced(part.size());
    }
}

// `argumentsBound` is at least what writeArguments writes. The frame's size is filled in once that is known.
template <typename Arguments>
void append(OutBuffer &out, quint16 channel, MethodId id, const ContentView &content, qsizetype argumentsBound,
            Arguments &&writeArguments)
{
    RawWriter raw(out.reserveBack(FrameOverhead + MethodIdSize + argumentsBound + contentSize(content)));
    RawWriter header(raw.at());
    frameHeader(raw, FrameType::Method, channel, 0);
    const char *payload = raw.at();
    raw.u16(id.classId);
    raw.u16(id.methodId);
    writeArguments(raw);
    frameHeader(header, FrameType::Method, channel, raw.at() - payload);
    raw.u8(FrameEnd);
    writeContent(raw, channel, content);
    out.commitBackTo(raw.at());
}

// Numbers, bits and the lengths of up to three short strings.
constexpr qsizetype FixedArguments = 24;

} // namespace

qsizetype contentSize(const ContentView &content)
{
    const qsizetype limit = bodyLimit(content);
    const qsizetype bodyFrames = (content.body.size() + limit - 1) / limit;
    return FrameOverhead + ContentHeaderFixed + content.properties.size() + content.body.size() +
           bodyFrames * FrameOverhead;
}

void appendDeliver(OutBuffer &out, quint16 channel, const BasicDeliverView &method, const ContentView &content)
{
    const qsizetype strings = method.consumerTag.size() + method.exchange.size() + method.routingKey.size();
    append(out, channel, method.Id, content, FixedArguments + strings, [&](RawWriter &raw) {
        shortString(raw, method.consumerTag);
        raw.u64(method.deliveryTag);
        raw.u8(method.redelivered);
        shortString(raw, method.exchange);
        shortString(raw, method.routingKey);
    });
}

void appendGetOk(OutBuffer &out, quint16 channel, const BasicGetOkView &method, const ContentView &content)
{
    const qsizetype strings = method.exchange.size() + method.routingKey.size();
    append(out, channel, method.Id, content, FixedArguments + strings, [&](RawWriter &raw) {
        raw.u64(method.deliveryTag);
        raw.u8(method.redelivered);
        shortString(raw, method.exchange);
        shortString(raw, method.routingKey);
        raw.u32(method.messageCount);
    });
}

void appendReturn(OutBuffer &out, quint16 channel, const BasicReturnView &method, const ContentView &content)
{
    const qsizetype strings = method.replyText.size() + method.exchange.size() + method.routingKey.size();
    append(out, channel, method.Id, content, FixedArguments + strings, [&](RawWriter &raw) {
        raw.u16(method.replyCode);
        shortString(raw, method.replyText);
        shortString(raw, method.exchange);
        shortString(raw, method.routingKey);
    });
}

void appendPublish(OutBuffer &out, quint16 channel, const BasicPublishView &method, const ContentView &content)
{
    const qsizetype strings = method.exchange.size() + method.routingKey.size();
    append(out, channel, method.Id, content, FixedArguments + strings, [&](RawWriter &raw) {
        raw.u16(0);
        shortString(raw, method.exchange);
        shortString(raw, method.routingKey);
        raw.u8(quint8(method.mandatory | method.immediate << 1));
    });
}

namespace {

constexpr qsizetype AckPayload = MethodIdSize + 9;

void appendAcknowledgement(OutBuffer &out, quint16 channel, MethodId id, quint64 deliveryTag, quint8 bits)
{
    RawWriter raw(out.reserveBack(AckPayload + FrameOverhead));
    frameHeader(raw, FrameType::Method, channel, AckPayload);
    raw.u16(id.classId);
    raw.u16(id.methodId);
    raw.u64(deliveryTag);
    raw.u8(bits);
    raw.u8(FrameEnd);
    out.commitBackTo(raw.at());
}

} // namespace

void appendAck(OutBuffer &out, quint16 channel, quint64 deliveryTag, bool multiple)
{
    appendAcknowledgement(out, channel, BasicAck::Id, deliveryTag, multiple);
}

void appendNack(OutBuffer &out, quint16 channel, quint64 deliveryTag, bool multiple, bool requeue)
{
    appendAcknowledgement(out, channel, BasicNack::Id, deliveryTag, quint8(multiple | requeue << 1));
}

} // namespace engine::wire::amqp
