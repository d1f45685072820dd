// SPDX-License-Identifier: GPL-3.0-or-later
// ChunkCache: chunks of partitions in memory, those that were used last, within a budget. What was appended last is read from
// here by everybody who follows the log; who reads the past brings it in again.
// Owner: Broker. Thread: engine.
#pragma once

#include "core/messagestore.h"

#include <QByteArray>
#include <QHash>

#include <list>
#include <memory>

namespace engine::core {

class ChunkCache
{
public:
    static constexpr quint64 unlimited = ~quint64(0);

    /// Bytes of chunks it keeps; unlimited where there is no store to read them from again.
    explicit ChunkCache(quint64 budget)
        : m_budget(budget)
    {}

    /// Null: it is not here.
    QByteArray find(ChunkId chunk);
    /// The same, without counting as a use.
    QByteArray look(ChunkId chunk) const;
    bool contains(ChunkId chunk) const { return m_entries.contains(chunk.v); }
    /// How many bytes here are of one owner. Outlived by the entries that were inserted for it.
    using Share = std::shared_ptr<quint64>;
    /// The newest one stays, whatever its size.
    void insert(ChunkId chunk, const QByteArray &data, const Share &share = nullptr);
    void remove(ChunkId chunk);
    quint64 bytes() const { return m_bytes; }

private:
    struct Entry
    {
        quint64 chunk;
        QByteArray data;
        Share share; ///< may be null
    };

    const quint64 m_budget;
    std::list<Entry> m_order; ///< used last first
    QHash<quint64, std::list<Entry>::iterator> m_entries;
    quint64 m_bytes = 0;
};

} // namespace engine::core
