// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/consumerprotocol.h"

#include "wire/kafka/fields.h"

namespace engine::wire::kafka {
namespace {

template <typename M>
DecodeResult<M> decodeAs(ByteReader reader, qint16 version)
{
    M value;
    FieldDecoder decoder(reader, version, false);
    decoder.read(value);
    if (!reader.ok())
        return reader.error();
    return Decoded<M>{std::move(value), reader.offset()};
}

template <typename M>
DecodeResult<M> decodeVersioned(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    const qint16 version = reader.i16();
    if (reader.ok() && version < 0)
        reader.fail(Fault::BadHeader, "a negative version");
    if (!reader.ok())
        return reader.error();
    const qint16 known = qMin(version, M::HighestVersion);
    const auto result = decodeAs<M>(reader, known);
    if (result || result.error().fault != Fault::Truncated)
        return result;
    for (qint16 older = known - 1; older >= 0; --older) {
        auto shorter = decodeAs<M>(reader, older);
        if (shorter && shorter.consumed() == bytes.size())
            return shorter;
    }
    return result;
}

template <typename M>
QByteArray encodeVersioned(const M &value, qint16 version)
{
    OutBuffer out;
    ByteWriter writer(out);
    writer.i16(version);
    FieldEncoder encoder(writer, version, false);
    encoder.write(value);
    return out.toByteArray();
}

} // namespace

DecodeResult<ConsumerProtocolSubscription> decodeSubscription(QByteArrayView metadata)
{
    return decodeVersioned<ConsumerProtocolSubscription>(metadata);
}

DecodeResult<ConsumerProtocolAssignment> decodeAssignment(QByteArrayView assignment)
{
    return decodeVersioned<ConsumerProtocolAssignment>(assignment);
}

QByteArray encodeSubscription(const ConsumerProtocolSubscription &subscription, qint16 version)
{
    return encodeVersioned(subscription, version);
}

QByteArray encodeAssignment(const ConsumerProtocolAssignment &assignment, qint16 version)
{
    return encodeVersioned(assignment, version);
}

} // namespace engine::wire::kafka
