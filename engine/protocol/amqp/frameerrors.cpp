// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/frameerrors.h"

#include "wire/amqp/method.h"

#include <algorithm>

namespace engine::protocol::amqp {

using namespace wire::amqp;

namespace {

constexpr qsizetype snippetSize = 16;

QByteArray describeFrame(quint8 type, QByteArrayView payload)
{
    const bool all = payload.size() <= snippetSize;
    return "type " + QByteArray::number(type) + ", " + (all ? "all" : "first 16") +
           " octets = " + octets(all ? payload : payload.first(snippetSize));
}

} // namespace

QByteArray octets(QByteArrayView bytes)
{
    const bool printable = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (printable && !bytes.isEmpty())
        return "<<\"" + bytes.toByteArray() + "\">>";
    QByteArray numbers;
    for (const char c : bytes) {
        if (!numbers.isEmpty())
            numbers += ',';
        numbers += QByteArray::number(quint8(c));
    }
    return "<<" + numbers + ">>";
}

Failure unexpectedFrame(const FrameView &frame)
{
    return {ReplyCode::UnexpectedFrame, describeFrame(quint8(frame.type), frame.payload), {}};
}

Failure unknownFrame(quint8 type, QByteArrayView payload)
{
    return {ReplyCode::FrameError, describeFrame(type, payload) + ": unknown_frame", {}};
}

Failure brokenFrame(QByteArrayView input, quint32 frameMax, const wire::Malformed &error)
{
    wire::ByteReader reader(input);
    const quint8 type = reader.u8();
    reader.u16();
    const quint32 size = reader.u32();
    if (!reader.ok() || error.fault == wire::Fault::BadFrameType)
        return unknownFrame(type, reader.peekRest().first(qMin(qint64(size), qint64(reader.remaining()))));
    if (error.fault == wire::Fault::TooLarge) {
        return {ReplyCode::FrameError,
                describeFrame(type, {}) + ": {frame_too_large," + QByteArray::number(size) + "," +
                    QByteArray::number(frameMax - FrameOverhead) + "}",
                {}};
    }
    const QByteArrayView payload = reader.bytes(size);
    const quint8 end = reader.u8();
    return {ReplyCode::FrameError,
            describeFrame(type, payload) + ": {invalid_frame_end_marker," + QByteArray::number(end) + "}",
            {}};
}

Failure undecodable(MethodId method, const wire::Malformed &error)
{
    const char *name = methodName(method);
    return {ReplyCode::FrameError,
            QByteArray("cannot decode ") + (name ? name : "method") + ": " + error.what + " (octet " +
                QByteArray::number(error.offset) + ")",
            method};
}

Failure unknownMethod(MethodId method)
{
    if (methodName(method))
        return {ReplyCode::CommandInvalid, "unimplemented method", method};
    return {ReplyCode::CommandInvalid,
            "unknown method id {" + QByteArray::number(method.classId) + "," + QByteArray::number(method.methodId) +
                "}",
            method};
}

} // namespace engine::protocol::amqp
