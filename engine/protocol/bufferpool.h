// SPDX-License-Identifier: GPL-3.0-or-later
// BufferPool: buffers lent to connections for a turn or for a request, so that an idle connection holds none and a busy one
// never grows its own from nothing. Owner: a protocol's environment. Thread: engine.
#pragma once

#include "wire/outbuffer.h"

#include <vector>

namespace engine::protocol {

class BufferPool
{
public:
    BufferPool() = default;
    /// Keeps so many buffers, none larger than that.
    BufferPool(size_t maxBuffers, qsizetype maxCapacity)
        : m_maxBuffers(maxBuffers)
        , m_maxCapacity(maxCapacity)
    {}

    wire::OutBuffer take()
    {
        if (m_buffers.empty())
            return {};
        wire::OutBuffer buffer = std::move(m_buffers.back());
        m_buffers.pop_back();
        return buffer;
    }
    void give(wire::OutBuffer &&buffer)
    {
        wire::OutBuffer returned = std::move(buffer);
        if (m_buffers.size() >= m_maxBuffers || returned.capacity() == 0 || returned.capacity() > m_maxCapacity)
            return;
        returned.clear();
        m_buffers.push_back(std::move(returned));
    }

private:
    const size_t m_maxBuffers = 16;
    const qsizetype m_maxCapacity = 256 * 1024;

    std::vector<wire::OutBuffer> m_buffers;
};

} // namespace engine::protocol
