// SPDX-License-Identifier: GPL-3.0-or-later
// Frames and the protocol header: the outermost layer of AMQP 0-9-1 (specification 4.2.2, 4.2.3).
// Decoding borrows the input and copies nothing; a frame is refused as soon as its first bytes show that it is bad.
// Thread: any.
#pragma once

#include "wire/amqp/limits.h"
#include "wire/bytewriter.h"
#include "wire/decoded.h"

#include <QByteArrayView>
#include <QtEndian>

namespace engine::wire::amqp {

enum class FrameType : quint8 { Method = 1, Header = 2, Body = 3, Heartbeat = 8 };

struct FrameView
{
    FrameType type = FrameType::Method;
    quint16 channel = 0;
    QByteArrayView payload;
};

namespace detail {
/// Tells an incomplete frame from a bad one; the complete good frame never comes here.
DecodeResult<FrameView> incompleteFrame(QByteArrayView input, quint32 maxFrameSize);
inline bool isFrameType(quint8 type)
{
    return type == 1 || type == 2 || type == 3 || type == 8;
}
} // namespace detail

/// The first frame of `input`. `maxFrameSize` is the negotiated frame-max, 0 for none (HardFrameMax then applies).
/// Like RabbitMQ it allows a payload of frame-max bytes, since clients disagree on what the number includes.
inline DecodeResult<FrameView> decodeFrame(QByteArrayView input, quint32 maxFrameSize)
{
    if (Q_UNLIKELY(input.size() < FrameOverhead))
        return detail::incompleteFrame(input, maxFrameSize);
    const char *p = input.data();
    const quint8 type = quint8(p[0]);
    const quint32 size = qFromBigEndian<quint32>(p + 3);
    const quint32 limit = maxFrameSize != 0 && maxFrameSize < HardFrameMax ? maxFrameSize : HardFrameMax;
    if (Q_UNLIKELY(!detail::isFrameType(type) || size > limit || input.size() - FrameOverhead < qsizetype(size) ||
                   quint8(p[FrameHeaderSize + size]) != FrameEnd))
        return detail::incompleteFrame(input, maxFrameSize);
    return Decoded<FrameView>{
        {FrameType(type), qFromBigEndian<quint16>(p + 1), QByteArrayView(p + FrameHeaderSize, qsizetype(size))},
        qsizetype(size) + FrameOverhead};
}

/// A whole frame around a payload that exists already. `payload` must respect the peer's frame-max.
void appendFrame(OutBuffer &out, FrameType type, quint16 channel, QByteArrayView payload);
/// Eight bytes: a heartbeat frame on channel 0 (specification 4.2.7).
void appendHeartbeat(OutBuffer &out);

/// Writes the header of a frame whose size is patched by endFrame(). Answers the place to hand to it.
qsizetype beginFrame(ByteWriter &writer, FrameType type, quint16 channel);
void endFrame(ByteWriter &writer, qsizetype begin);

/// "AMQP" and four octets, the first bytes of a client (specification 4.2.2).
struct ProtocolHeader
{
    quint8 version[4] = {0, 0, 9, 1};

    /// 0-9-1, or 1-1-0-9, which clients of 0-9 send and RabbitMQ takes for the same.
    bool isSupported() const;
    bool operator==(const ProtocolHeader &) const = default;
};

inline constexpr int ProtocolHeaderSize = 8;

/// Malformed as soon as the bytes can not be "AMQP"; the version is the caller's to judge.
DecodeResult<ProtocolHeader> decodeProtocolHeader(QByteArrayView input);
/// What we send to a client of another version before closing: AMQP 0 0 9 1.
void appendProtocolHeader(OutBuffer &out, const ProtocolHeader &header = {});

} // namespace engine::wire::amqp
