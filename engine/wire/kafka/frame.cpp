// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/frame.h"

#include "wire/kafka/fields.h"
#include "wire/kafka/limits.h"

namespace engine::wire::kafka {
namespace {

// Never compact, although version 2 of the header is flexible: a broker must be able to read it in any version.
NullableBytes readClientId(ByteReader &reader)
{
    const qint16 size = reader.i16();
    if (size == -1)
        return {};
    return reader.bytes(size).toByteArray();
}

void writeClientId(ByteWriter &writer, const NullableBytes &clientId)
{
    Q_ASSERT(!clientId || clientId->size() <= MaxString);
    writer.i16(clientId ? qint16(clientId->size()) : qint16(-1));
    writer.bytes(clientId.value_or(QByteArray()));
}

} // namespace

DecodeResult<QByteArrayView> decodeFrame(QByteArrayView input, qint32 maxSize)
{
    if (input.size() < FramePrefixSize)
        return NeedMore{FramePrefixSize - input.size()};
    ByteReader reader(input);
    const qint32 size = reader.i32();
    if (size < 0)
        return Malformed{Fault::BadHeader, 0, "a request of negative length"};
    if (size > maxSize)
        return Malformed{Fault::TooLarge, 0, "a request longer than the limit"};
    if (reader.remaining() < size)
        return NeedMore{size - reader.remaining()};
    return Decoded<QByteArrayView>{reader.bytes(size), FramePrefixSize + size};
}

DecodeResult<RequestHeader> decodeRequestHeader(QByteArrayView payload)
{
    ByteReader reader(payload);
    RequestHeader header;
    header.apiKey = reader.i16();
    header.apiVersion = reader.i16();
    header.correlationId = reader.i32();
    if (const ApiInfo *api = header.supportedApi()) {
        header.clientId = readClientId(reader);
        if (api->requestHeaderVersion(header.apiVersion) == 2)
            skipTaggedFields(reader);
    }
    if (!reader.ok())
        return reader.error();
    const qsizetype consumed = reader.offset();
    return Decoded<RequestHeader>{std::move(header), consumed};
}

qsizetype beginRequest(ByteWriter &writer, const RequestHeader &header)
{
    const qsizetype begin = writer.placeholder(FramePrefixSize);
    writer.i16(header.apiKey);
    writer.i16(header.apiVersion);
    writer.i32(header.correlationId);
    writeClientId(writer, header.clientId);
    const ApiInfo *api = findApi(header.apiKey);
    if (api && api->requestHeaderVersion(header.apiVersion) == 2)
        writer.u8(0);
    return begin;
}

qsizetype beginResponse(ByteWriter &writer, ApiKey key, qint16 version, qint32 correlationId)
{
    const qsizetype begin = writer.placeholder(FramePrefixSize);
    writer.i32(correlationId);
    if (apiInfo(key).responseHeaderVersion(version) == 1)
        writer.u8(0);
    return begin;
}

DecodeResult<qint32> decodeResponseHeader(ApiKey key, qint16 version, QByteArrayView payload)
{
    ByteReader reader(payload);
    const qint32 correlationId = reader.i32();
    if (apiInfo(key).responseHeaderVersion(version) == 1)
        skipTaggedFields(reader);
    if (!reader.ok())
        return reader.error();
    return Decoded<qint32>{correlationId, reader.offset()};
}

void endFrame(ByteWriter &writer, qsizetype begin)
{
    writer.patchU32(begin, quint32(writer.position() - begin - FramePrefixSize));
}

} // namespace engine::wire::kafka
