// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/walfile.h"

#include "store/bigendian.h"

#include <QtEndian>

#include <optional>

namespace engine::store {
namespace {

constexpr qsizetype WalHeaderSize = 32;
constexpr qsizetype FrameHeaderSize = 24;
constexpr qsizetype SummedHeaderSize = 8; // page number and database size; salts and checksums are not summed
constexpr quint32 Magic = 0x377f0682;     // the lowest bit set: checksums over big-endian words

/// The running checksum, also a pair of salts: two words either way.
struct Pair
{
    quint32 a = 0;
    quint32 b = 0;
    bool operator==(const Pair &) const = default;
};

Pair pairAt(QByteArrayView bytes, qsizetype at)
{
    return {u32(bytes, at), u32(bytes, at + 4)};
}

/// How many of the bytes differ.
int differingBytes(quint64 difference)
{
    int count = 0;
    for (; difference; difference >>= 8)
        count += (difference & 0xff) != 0;
    return count;
}

bool differsInOneByte(Pair x, Pair y)
{
    return differingBytes(quint64(x.a ^ y.a) << 32 | (x.b ^ y.b)) == 1;
}

/// The inverse of an odd number modulo 2^32: each step doubles the bits that are right.
quint32 inverse(quint32 odd)
{
    quint32 x = odd;
    for (int i = 0; i < 5; ++i)
        x *= 2 - odd * x;
    return x;
}

/// What a sum of words is short of, if one word alone explains it: a change d of a word changes the sum by d times a pair of
/// neighbouring Fibonacci numbers, at least one of which is odd.
std::optional<quint32> explainedBy(Pair effect, Pair missing)
{
    const quint32 d = effect.a & 1 ? missing.a * inverse(effect.a) : missing.b * inverse(effect.b);
    return effect.a * d == missing.a && effect.b * d == missing.b ? std::optional(d) : std::nullopt;
}

class Frames
{
public:
    Frames(QByteArrayView bytes, quint32 pageSize, bool bigEndian)
        : m_bytes(bytes)
        , m_pageSize(pageSize)
        , m_bigEndian(bigEndian)
    {}

    quint32 word(const char *at) const
    {
        return m_bigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at);
    }
    Pair sum(Pair sum, QByteArrayView bytes) const
    {
        for (qsizetype i = 0; i + 8 <= bytes.size(); i += 8) {
            sum.a += word(bytes.data() + i) + sum.b;
            sum.b += word(bytes.data() + i + 4) + sum.a;
        }
        return sum;
    }
    Pair sumOfFrame(Pair from, qsizetype at) const
    {
        return sum(sum(from, m_bytes.sliced(at, SummedHeaderSize)), m_bytes.sliced(at + FrameHeaderSize, m_pageSize));
    }
    /// The frame at this place; `before` is the sum it follows, and then the one that the next frame follows.
    WalFrame judge(qsizetype at, Pair salts, bool repairable, Pair &before) const;

private:
    /// Puts the one wrong byte of a frame right, if there is one that explains the sum.
    bool repair(WalFrame &frame, qsizetype at, Pair computed, Pair expected) const;

    struct Correction
    {
        qsizetype place; // of the word among the summed ones
        quint32 right;
    };
    std::optional<Correction> correction(qsizetype at, qsizetype place, Pair effect, Pair missing) const;
    void apply(const Correction &correction, WalFrame &frame) const;
    qsizetype inFile(qsizetype at, qsizetype place) const
    {
        return at + place + (place < SummedHeaderSize ? 0 : FrameHeaderSize - SummedHeaderSize);
    }

    QByteArrayView m_bytes;
    qsizetype m_pageSize;
    bool m_bigEndian;
};

WalFrame Frames::judge(qsizetype at, Pair salts, bool repairable, Pair &before) const
{
    WalFrame frame{u32(m_bytes, at), u32(m_bytes, at + 4), at + FrameHeaderSize};
    const Pair own = pairAt(m_bytes, at + 8);
    const Pair stored = pairAt(m_bytes, at + 16);
    const Pair computed = sumOfFrame(before, at);
    before = stored;
    if (own == salts && computed == stored) {
        frame.good = true;
    } else if (computed == stored) {
        frame.good = frame.repaired = differsInOneByte(own, salts);
    } else if (own == salts && differsInOneByte(computed, stored)) {
        frame.good = frame.repaired = true;
        before = computed;
    } else if (own == salts && repairable) {
        frame.good = repair(frame, at, computed, stored);
    }
    frame.good = frame.good && frame.page != 0;
    return frame;
}

bool Frames::repair(WalFrame &frame, qsizetype at, Pair computed, Pair expected) const
{
    const Pair missing{expected.a - computed.a, expected.b - computed.b};
    Pair first{1, 1};  // effect of the first word of a pair on the sum after the last pair
    Pair second{0, 1}; // of the second
    const auto earlier = [](Pair p) { return Pair{p.a + p.b, p.a + 2 * p.b}; };
    std::optional<Correction> found;
    for (qsizetype place = SummedHeaderSize + m_pageSize - 8; place >= 0; place -= 8) {
        for (const auto &[offset, effect] : {std::pair(4, second), std::pair(0, first)}) {
            const auto candidate = correction(at, place + offset, effect, missing);
            // The highest byte of a word shows in the sum's highest bytes only, and several words may explain it.
            frame.ambiguous = frame.ambiguous || (candidate && found);
            if (candidate)
                found = candidate;
        }
        first = earlier(first);
        second = earlier(second);
    }
    frame.repaired = found.has_value();
    if (found && !frame.ambiguous)
        apply(*found, frame);
    return frame.repaired;
}

std::optional<Frames::Correction> Frames::correction(qsizetype at, qsizetype place, Pair effect, Pair missing) const
{
    const auto d = explainedBy(effect, missing);
    if (!d)
        return std::nullopt;
    const quint32 wrong = word(m_bytes.data() + inFile(at, place));
    const quint32 right = wrong + *d;
    return differingBytes(wrong ^ right) == 1 ? std::optional(Correction{place, right}) : std::nullopt;
}

void Frames::apply(const Correction &correction, WalFrame &frame) const
{
    char bytes[4];
    if (m_bigEndian)
        qToBigEndian(correction.right, bytes);
    else
        qToLittleEndian(correction.right, bytes);
    if (correction.place < SummedHeaderSize) {
        (correction.place == 0 ? frame.page : frame.databaseSize) = qFromBigEndian<quint32>(bytes);
        return;
    }
    const qsizetype inPage = correction.place - SummedHeaderSize;
    for (qsizetype i = 0; i < 4; ++i) {
        if (bytes[i] != m_bytes.at(frame.content + inPage + i)) {
            frame.wrongByte = inPage + i;
            frame.rightByte = bytes[i];
        }
    }
}

} // namespace

WalFile readWal(QByteArrayView bytes, quint32 pageSize)
{
    WalFile wal;
    const qsizetype frameSize = FrameHeaderSize + pageSize;
    if (bytes.size() < WalHeaderSize + frameSize)
        return wal;
    const quint32 magic = u32(bytes, 0);
    const bool knownMagic = (magic & ~1u) == Magic;
    const Frames frames(bytes, pageSize, knownMagic ? magic & 1 : Q_BYTE_ORDER == Q_BIG_ENDIAN);
    const Pair computedStart = frames.sum({}, bytes.first(WalHeaderSize - 8));
    const Pair storedStart = pairAt(bytes, WalHeaderSize - 8);
    const bool headerGood = knownMagic && computedStart == storedStart && u32(bytes, 8) == pageSize;
    const Pair salts = pairAt(bytes, headerGood ? 16 : WalHeaderSize + 8);

    bool unbroken = headerGood;
    size_t broken = 0;
    Pair before = storedStart;
    for (qsizetype at = WalHeaderSize; at + frameSize <= bytes.size(); at += frameSize) {
        // A broken header leaves open which of its two sums is the right one.
        if (at == WalHeaderSize && !headerGood && frames.sumOfFrame(before, at) != pairAt(bytes, at + 16))
            before = computedStart;
        const bool repairable = wal.frames.empty() || wal.frames.back().good;
        const WalFrame frame = frames.judge(at, salts, repairable, before);
        // Two that do not fit in a row: the rest is of an older generation.
        if (!frame.good && !repairable && pairAt(bytes, at + 8) != salts)
            break;
        wal.frames.push_back(frame);
        broken += !frame.good;
        unbroken = unbroken && frame.good && !frame.repaired;
        if (frame.good && frame.databaseSize) {
            wal.salvageable = wal.frames.size();
            wal.broken = broken;
            wal.committed = unbroken ? wal.frames.size() : wal.committed;
        }
    }
    return wal;
}

} // namespace engine::store
