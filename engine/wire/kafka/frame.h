// SPDX-License-Identifier: GPL-3.0-or-later
// The outermost layer of Kafka's protocol: a length, then a header, then the message. Decoding borrows the input and
// copies nothing but the client's id. Thread: any.
#pragma once

#include "wire/bytereader.h"
#include "wire/bytewriter.h"
#include "wire/kafka/apikey.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

/// The length in front of every request and response; it does not count itself.
inline constexpr qsizetype FramePrefixSize = 4;

/// The first frame of `input`, without its length. Refused as soon as its length is negative or above `maxSize`.
DecodeResult<QByteArrayView> decodeFrame(QByteArrayView input, qint32 maxSize);

/// A request's header, in any of its versions.
struct RequestHeader
{
    qint16 apiKey = 0;
    qint16 apiVersion = 0;
    qint32 correlationId = 0;
    NullableBytes clientId; ///< not checked for UTF-8

    /// The table's entry for key and version; null when we do not speak it.
    const ApiInfo *supportedApi() const
    {
        const ApiInfo *api = findApi(apiKey);
        return api && api->supports(apiVersion) ? api : nullptr;
    }
    bool operator==(const RequestHeader &) const = default;
};

/// The header in front of a frame's payload; what follows consumed() is the request. Of an API or version that we do
/// not speak only the first three fields are read: the layout of the rest is unknown. ApiVersions is answered even then.
DecodeResult<RequestHeader> decodeRequestHeader(QByteArrayView payload);

/// The client's side of it, for tests. Answers the place to hand to endFrame().
qsizetype beginRequest(ByteWriter &writer, const RequestHeader &header);

/// Starts a response; its length is patched by endFrame(). Answers the place to hand to it.
qsizetype beginResponse(ByteWriter &writer, ApiKey key, qint16 version, qint32 correlationId);
/// The client's side of it: the correlation id; what follows consumed() is the response.
DecodeResult<qint32> decodeResponseHeader(ApiKey key, qint16 version, QByteArrayView payload);
void endFrame(ByteWriter &writer, qsizetype begin);

} // namespace engine::wire::kafka
