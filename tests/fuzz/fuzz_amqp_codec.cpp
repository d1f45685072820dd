// SPDX-License-Identifier: GPL-3.0-or-later
// The AMQP codec under arbitrary bytes. The first byte chooses what the rest is taken for. Beyond not crashing:
// whatever decodes is encoded, decoded and encoded again to the same bytes; a prefix never fails where the whole does
// not; the scanner that allocates nothing accepts just what the full decoder accepts.
#include "fuzz/fuzzinput.h"
#include "wire/amqp/fieldtable.h"
#include "wire/amqp/method.h"
#include "wire/amqp/properties.h"

using namespace engine;
using namespace engine::wire;
using namespace engine::wire::amqp;
using fuzz::require;

namespace {

QByteArray encoded(const Method &method)
{
    OutBuffer out;
    appendMethod(out, 1, method);
    return out.toByteArray();
}

void methodPayload(QByteArrayView payload)
{
    const auto method = decodeMethod(payload);
    if (!method) {
        require(method.isMalformed() && method.error().offset <= payload.size());
        return;
    }
    const QByteArray once = encoded(*method);
    const auto frame = decodeFrame(once, 0);
    require(frame.ok() && frame.consumed() == once.size());
    const auto again = decodeMethod(frame->payload);
    require(again.ok() && encoded(*again) == once);
    require(!describe(*method).isEmpty());
    if (methodId(*method) == BasicPublish::Id)
        require(decodeMethodAs<BasicPublishView>(payload).ok());
}

void properties(QByteArrayView raw)
{
    const auto decoded = decodeProperties(raw);
    const auto found = scan(raw);
    require(decoded.ok() == found.ok());
    if (!decoded) {
        require(decoded.error().fault == found.error().fault);
        return;
    }
    const QByteArray once = encodeProperties(*decoded);
    const auto again = decodeProperties(once);
    require(again.ok() && encodeProperties(*again) == once);
    require(scan(once).ok());
    describe(*decoded);
    if (decoded->headers) {
        for (const FieldEntry &entry : decoded->headers->entries)
            require(findInTable(found->headers, entry.name).has_value());
    }
}

void value(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    const FieldValue decoded = readValue(reader);
    if (!reader.ok())
        return;
    OutBuffer out;
    ByteWriter writer(out);
    writeValue(writer, decoded);
    require(out.size() == reader.offset());
    describe(decoded);
    FieldTable table{{{"k", decoded}}};
    equivalent(table, table);
}

void contentHeader(QByteArrayView payload)
{
    if (const auto header = decodeContentHeader(payload))
        properties(header->properties);
}

void onePrefix(QByteArrayView stream, quint32 frameMax, quint8 salt)
{
    const auto whole = decodeFrame(stream, frameMax);
    const auto part = decodeFrame(stream.first(qMin(stream.size(), qsizetype(salt))), frameMax);
    if (whole.ok())
        require(part.needsMore() || (part.ok() && part.consumed() == whole.consumed()));
    if (whole.needsMore())
        require(part.needsMore() && whole.missing() > 0);
    if (part.isMalformed())
        require(whole.isMalformed() && whole.error().fault == part.error().fault);
}

void stream(QByteArrayView bytes, quint8 salt)
{
    const quint32 frameMax = salt & 1 ? FrameMinSize : 0;
    while (true) {
        onePrefix(bytes, frameMax, salt);
        const auto frame = decodeFrame(bytes, frameMax);
        if (!frame)
            return;
        if (frame->type == FrameType::Method)
            methodPayload(frame->payload);
        else if (frame->type == FrameType::Header)
            contentHeader(frame->payload);
        bytes = bytes.sliced(frame.consumed());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 kind = input.byte();
    switch (kind % 8) {
    case 0:
        methodPayload(input.rest());
        break;
    case 1:
        properties(input.rest());
        break;
    case 2:
        value(input.rest());
        break;
    case 3:
        contentHeader(input.rest());
        break;
    case 4:
        (void)decodeProtocolHeader(input.rest());
        break;
    default:
        stream(input.rest(), kind / 8);
        break;
    }
    return 0;
}
