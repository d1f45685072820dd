// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keyoffsets.h"

#include <cstring>
#include <utility>

namespace engine::core {

namespace {

constexpr size_t firstSlots = 1024;
constexpr size_t fullness = 90; // percent

} // namespace

KeyOffsets::Slot KeyOffsets::hashed(QByteArrayView key)
{
    m_hash.reset();
    m_hash.addData(key);
    const QByteArrayView hash = m_hash.resultView();
    Slot slot;
    std::memcpy(&slot.high, hash.data(), sizeof slot.high);
    std::memcpy(&slot.low, hash.data() + sizeof slot.high, sizeof slot.low);
    return slot;
}

/// The slot of this hash, or the free one where it would stand.
KeyOffsets::Slot &KeyOffsets::place(const Slot &wanted)
{
    const size_t mask = m_slots.size() - 1;
    size_t at = size_t(wanted.low) & mask;
    while (m_slots[at].offset != free && (m_slots[at].high != wanted.high || m_slots[at].low != wanted.low))
        at = (at + 1) & mask;
    return m_slots[at];
}

bool KeyOffsets::put(QByteArrayView key, quint64 offset)
{
    Slot slot = hashed(key);
    slot.offset = offset;
    if (m_slots.empty())
        m_slots.resize(firstSlots);
    Slot *there = &place(slot);
    if (there->offset == free) {
        if (m_size >= m_limit)
            return false;
        if ((m_size + 1) * 100 > m_slots.size() * fullness) {
            grow();
            there = &place(slot);
        }
        ++m_size;
    }
    *there = slot;
    return true;
}

std::optional<quint64> KeyOffsets::find(QByteArrayView key)
{
    if (m_size == 0)
        return std::nullopt;
    const Slot &there = place(hashed(key));
    return there.offset == free ? std::nullopt : std::optional(there.offset);
}

void KeyOffsets::grow()
{
    const std::vector<Slot> before = std::exchange(m_slots, std::vector<Slot>(m_slots.size() * 2));
    for (const Slot &slot : before) {
        if (slot.offset != free)
            place(slot) = slot;
    }
}

} // namespace engine::core
