// SPDX-License-Identifier: GPL-3.0-or-later
// KeyOffsets: where each key was seen last, for compaction: a hash of 128 bits and an offset for each, no key is kept. As
// Kafka's cleaner does it, so the hash is cryptographic: keys of one hash would be taken for one key. It grows up to a bound.
// Thread: any (not shared).
#pragma once

#include <QByteArrayView>
#include <QCryptographicHash>

#include <optional>
#include <vector>

namespace engine::core {

class KeyOffsets
{
public:
    /// Keys that it takes, in 24 MiB.
    static constexpr size_t most = 900'000;

    /// `limit` is at most `most`.
    explicit KeyOffsets(size_t limit = most)
        : m_limit(limit)
    {}

    size_t size() const { return m_size; }
    bool hasRoomFor(size_t keys) const { return m_size + keys <= m_limit; }
    /// Offsets of a key come in ascending order. False: it is full, and this is a new key.
    bool put(QByteArrayView key, quint64 offset);
    std::optional<quint64> find(QByteArrayView key);

private:
    struct Slot
    {
        quint64 high = 0, low = 0; ///< the hash
        quint64 offset = free;
    };
    static constexpr quint64 free = ~quint64(0);

    Slot hashed(QByteArrayView key);
    Slot &place(const Slot &wanted);
    void grow();

    const size_t m_limit;
    size_t m_size = 0;
    std::vector<Slot> m_slots; ///< a power of two, or none yet
    QCryptographicHash m_hash{QCryptographicHash::Md5};
};

} // namespace engine::core
