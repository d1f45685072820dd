// SPDX-License-Identifier: GPL-3.0-or-later
// What the field lists of Kafka's messages are written with: version ranges, topic ids, and the pieces that a fetched
// partition's records are sent from. Thread: any (values).
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace engine::wire::kafka {

/// The versions of an API, both included, that a field exists in. A field without one exists in all.
struct Versions
{
    qint16 first = 0;
    qint16 last = 0x7fff;

    constexpr bool contain(qint16 version) const { return version >= first && version <= last; }
};

constexpr Versions since(int first)
{
    return {qint16(first), 0x7fff};
}
constexpr Versions until(int last)
{
    return {0, qint16(last)};
}
constexpr Versions between(int first, int last)
{
    return {qint16(first), qint16(last)};
}
constexpr Versions only(int version)
{
    return between(version, version);
}

/// The first version in which a nullable field may be null; before it a null is written as empty.
struct NullSince
{
    qint16 version = 0;
};

/// A nullable string or byte field. Kafka's null is no value, and differs from empty.
using NullableBytes = std::optional<QByteArray>;

/// A topic's id.
struct Uuid
{
    quint64 high = 0;
    quint64 low = 0;

    constexpr bool isZero() const { return high == 0 && low == 0; }
    /// As Kafka's tools print it: base64 with the URL alphabet, without padding.
    QByteArray toText() const;
    constexpr bool operator==(const Uuid &) const = default;
};

/// Records on their way out: stored batches that are copied once, straight behind each other into the response. The
/// pieces are borrowed until then. Decoding gives one piece, or none.
struct RecordPieces
{
    QList<QByteArrayView> pieces;

    qsizetype size() const
    {
        qsizetype sum = 0;
        for (const QByteArrayView piece : pieces)
            sum += piece.size();
        return sum;
    }
    bool operator==(const RecordPieces &other) const { return joined() == other.joined(); }
    QByteArray joined() const;
};

/// What a message says when it does not report which operations are authorised (KIP-430).
inline constexpr qint32 OperationsOmitted = -2147483647 - 1;

} // namespace engine::wire::kafka
