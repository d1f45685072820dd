// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/amqp/frame.h"

#include "wire/bytereader.h"

#include <algorithm>

namespace engine::wire::amqp {

DecodeResult<FrameView> detail::incompleteFrame(QByteArrayView input, quint32 maxFrameSize)
{
    if (input.isEmpty())
        return NeedMore{FrameOverhead};
    ByteReader reader(input);
    if (!isFrameType(reader.u8()))
        return Malformed{Fault::BadFrameType, 0, "unknown frame type"};
    if (input.size() < FrameHeaderSize)
        return NeedMore{FrameOverhead - input.size()};
    reader.u16();
    const quint32 size = reader.u32();
    const quint32 limit = maxFrameSize != 0 ? std::min(maxFrameSize, HardFrameMax) : HardFrameMax;
    if (size > limit)
        return Malformed{Fault::TooLarge, 3, "frame larger than the negotiated maximum"};
    const qsizetype whole = qsizetype(size) + FrameOverhead;
    if (input.size() < whole)
        return NeedMore{whole - input.size()};
    return Malformed{Fault::BadFrameEnd, FrameHeaderSize + qsizetype(size), "frame end octet is not 0xCE"};
}

void appendFrame(OutBuffer &out, FrameType type, quint16 channel, QByteArrayView payload)
{
    RawWriter raw(out.reserveBack(payload.size() + FrameOverhead));
    raw.u8(quint8(type));
    raw.u16(channel);
    raw.u32(quint32(payload.size()));
    raw.bytes(payload);
    raw.u8(FrameEnd);
    out.commitBackTo(raw.at());
}

void appendHeartbeat(OutBuffer &out)
{
    appendFrame(out, FrameType::Heartbeat, 0, {});
}

qsizetype beginFrame(ByteWriter &writer, FrameType type, quint16 channel)
{
    const qsizetype begin = writer.position();
    writer.u8(quint8(type));
    writer.u16(channel);
    writer.placeholder(4);
    return begin;
}

void endFrame(ByteWriter &writer, qsizetype begin)
{
    writer.patchU32(begin + 3, quint32(writer.position() - begin - FrameHeaderSize));
    writer.u8(FrameEnd);
}

bool ProtocolHeader::isSupported() const
{
    return *this == ProtocolHeader{{0, 0, 9, 1}} || *this == ProtocolHeader{{1, 1, 0, 9}};
}

DecodeResult<ProtocolHeader> decodeProtocolHeader(QByteArrayView input)
{
    static constexpr char Name[] = {'A', 'M', 'Q', 'P'};
    const QByteArrayView name(Name, sizeof Name);
    const auto known = std::min(input.size(), name.size());
    if (input.first(known) != name.first(known))
        return Malformed{Fault::BadHeader, 0, "the connection does not start with AMQP"};
    if (input.size() < ProtocolHeaderSize)
        return NeedMore{ProtocolHeaderSize - input.size()};
    ByteReader reader(input.sliced(name.size()));
    ProtocolHeader header;
    for (quint8 &octet : header.version)
        octet = reader.u8();
    return Decoded<ProtocolHeader>{header, ProtocolHeaderSize};
}

void appendProtocolHeader(OutBuffer &out, const ProtocolHeader &header)
{
    ByteWriter writer(out);
    writer.bytes("AMQP");
    for (const quint8 octet : header.version)
        writer.u8(octet);
}

} // namespace engine::wire::amqp
