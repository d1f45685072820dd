// SPDX-License-Identifier: GPL-3.0-or-later
// RequestCollector: a request that is too large to be handled where it was read, gathered in a buffer of its size. Memory is
// taken as bytes arrive, not on the word of the length in front of them. Owner: Session. Thread: engine.
#pragma once

#include "protocol/bufferpool.h"
#include "protocol/kafka/limits.h"

#include <algorithm>

namespace engine::protocol::kafka {

class RequestCollector
{
public:
    bool isActive() const { return m_size > 0; }
    bool isWhole() const { return m_bytes.size() == m_size; }
    QByteArrayView bytes() const { return m_bytes.view(); }

    void start(qsizetype size, BufferPool &pool)
    {
        m_size = size;
        m_bytes = pool.take();
        m_bytes.clear();
        m_bytes.reserve(std::min(size, EagerRequestSize));
    }
    /// Answers how many bytes were taken.
    qsizetype add(QByteArrayView bytes)
    {
        const QByteArrayView mine = bytes.first(std::min(bytes.size(), m_size - m_bytes.size()));
        if (m_bytes.size() + mine.size() > m_bytes.capacity())
            m_bytes.reserve(std::min(m_size, std::max(2 * m_bytes.capacity(), m_bytes.size() + mine.size())));
        m_bytes.append(mine);
        return mine.size();
    }
    void finish(BufferPool &pool)
    {
        m_size = 0;
        pool.give(std::move(m_bytes));
        m_bytes = {};
    }

private:
    qsizetype m_size = 0; ///< 0: nothing is being collected
    wire::OutBuffer m_bytes;
};

} // namespace engine::protocol::kafka
