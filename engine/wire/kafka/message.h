// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and responses, of whichever API, from bytes and to bytes, driven by each message's field list.
// A handler needs decodeRequestAs<R>() and appendResponse(); everything about all APIs at once is in apis.h.
// Thread: any.
#pragma once

#include "wire/kafka/fieldprinter.h"
#include "wire/kafka/fields.h"
#include "wire/kafka/frame.h"

namespace engine::wire::kafka {

/// Decodes the body of a request or response whose key is M's. Records are views into `body`. Bytes that are left over
/// are not looked at, as in Kafka; consumed() tells.
template <typename M>
DecodeResult<M> decodeMessage(QByteArrayView body, qint16 version)
{
    ByteReader reader(body);
    FieldDecoder decoder(reader, version, apiInfo(M::Key).isFlexible(version));
    M message;
    decoder.read(message);
    if (Q_UNLIKELY(!reader.ok()))
        return reader.error();
    return Decoded<M>{std::move(message), reader.offset()};
}

template <typename M>
void writeMessage(ByteWriter &writer, const M &message, qint16 version)
{
    FieldEncoder encoder(writer, version, apiInfo(M::Key).isFlexible(version));
    encoder.write(message);
}

/// Appends a whole response, ready to send. `version` is the request's.
template <typename Response>
void appendResponse(OutBuffer &out, qint16 version, qint32 correlationId, const Response &response)
{
    ByteWriter writer(out);
    const qsizetype begin = beginResponse(writer, Response::Key, version, correlationId);
    writeMessage(writer, response, version);
    endFrame(writer, begin);
}

/// The client's side of it, for tests. The header's key is the request's.
template <typename Request>
void appendRequest(OutBuffer &out, const RequestHeader &header, const Request &request)
{
    ByteWriter writer(out);
    const qsizetype begin = beginRequest(writer, header);
    writeMessage(writer, request, header.apiVersion);
    endFrame(writer, begin);
}

/// The fields by name, for the inspector.
template <typename M>
QList<PrintedField> printedFields(const M &message, qint16 version)
{
    FieldPrinter printer(version);
    M::fields(message, printer);
    return printer.takeFields();
}

} // namespace engine::wire::kafka
