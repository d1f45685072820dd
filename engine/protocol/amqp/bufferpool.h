// SPDX-License-Identifier: GPL-3.0-or-later
// BufferPool: output buffers lent to connections for a turn, so that an idle connection holds none and a busy one never grows
// its own from nothing. Owner: Environment. Thread: engine.
#pragma once

#include "wire/outbuffer.h"

#include <vector>

namespace engine::protocol::amqp {

class BufferPool
{
public:
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
        if (m_buffers.size() >= MaxBuffers || returned.capacity() == 0 || returned.capacity() > MaxCapacity)
            return;
        returned.clear();
        m_buffers.push_back(std::move(returned));
    }

private:
    static constexpr size_t MaxBuffers = 16;
    static constexpr qsizetype MaxCapacity = 256 * 1024;

    std::vector<wire::OutBuffer> m_buffers;
};

} // namespace engine::protocol::amqp
