// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/walfile.h"

#include <QtEndian>

namespace engine::store {
namespace {

constexpr qsizetype HeaderSize = 32;
constexpr qsizetype FrameHeaderSize = 24;
constexpr quint32 Magic = 0x377f0682; // the lowest bit set: checksums over big-endian words

struct Sum
{
    quint32 a = 0;
    quint32 b = 0;
    bool operator==(const Sum &) const = default;
};

quint32 u32(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

Sum sumAt(QByteArrayView bytes, qsizetype at)
{
    return {u32(bytes, at), u32(bytes, at + 4)};
}

Sum addTo(Sum sum, QByteArrayView bytes, bool bigEndian)
{
    for (qsizetype i = 0; i + 8 <= bytes.size(); i += 8) {
        const char *at = bytes.data() + i;
        sum.a += (bigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at)) + sum.b;
        sum.b += (bigEndian ? qFromBigEndian<quint32>(at + 4) : qFromLittleEndian<quint32>(at + 4)) + sum.a;
    }
    return sum;
}

} // namespace

WalFile readWal(QByteArrayView bytes, quint32 pageSize)
{
    WalFile wal;
    const qsizetype frameSize = FrameHeaderSize + pageSize;
    if (bytes.size() < HeaderSize + frameSize)
        return wal;
    const quint32 magic = u32(bytes, 0);
    const bool knownMagic = (magic & ~1u) == Magic;
    const bool bigEndian = knownMagic ? (magic & 1) : Q_BYTE_ORDER == Q_BIG_ENDIAN;
    const Sum computed = addTo({}, bytes.first(HeaderSize - 8), bigEndian);
    const Sum stored = sumAt(bytes, HeaderSize - 8);
    const bool headerGood = knownMagic && computed == stored && u32(bytes, 8) == pageSize;
    const Sum salts = sumAt(bytes, headerGood ? 16 : HeaderSize + 8);

    bool unbroken = headerGood;
    Sum previous = stored;
    for (qsizetype at = HeaderSize; at + frameSize <= bytes.size(); at += frameSize) {
        const bool ours = sumAt(bytes, at + 8) == salts;
        const Sum own = sumAt(bytes, at + 16);
        const QByteArrayView start = bytes.sliced(at, 8);
        const QByteArrayView content = bytes.sliced(at + FrameHeaderSize, pageSize);
        const auto follows = [&](Sum from) { return addTo(addTo(from, start, bigEndian), content, bigEndian) == own; };
        WalFrame frame{u32(bytes, at), u32(bytes, at + 4), at + FrameHeaderSize, false};
        frame.good = ours && frame.page != 0 && (follows(previous) || (at == HeaderSize && follows(computed)));
        // Two strangers in a row: the rest is of an older generation. One may be a frame whose own salt was hit.
        if (!ours && !wal.frames.empty() && !wal.frames.back().good)
            break;
        wal.frames.push_back(frame);
        unbroken = unbroken && frame.good;
        if (frame.good && frame.databaseSize) {
            wal.salvageable = wal.frames.size();
            if (unbroken)
                wal.committed = wal.frames.size();
        }
        previous = own;
    }
    return wal;
}

} // namespace engine::store
