// SPDX-License-Identifier: GPL-3.0-or-later
// ReadBuffer: the one buffer that all sockets are read into, so that an idle connection holds none. In front of the room for
// new bytes is room for what a connection had left over, so that both lie together. Owner: Server. Thread: engine.
#pragma once

#include <QByteArrayView>

#include <cstring>
#include <memory>

namespace engine::net {

class ReadBuffer
{
public:
    /// Read from one socket in one turn; the others get theirs before it is read again.
    static constexpr qsizetype Size = 256 * 1024;
    static constexpr qsizetype Headroom = 256 * 1024;

    ReadBuffer()
        : m_bytes(new char[Headroom + Size])
    {}

    char *data() { return m_bytes.get() + Headroom; }
    /// What was read, with `before` (at most Headroom) in front.
    QByteArrayView joined(QByteArrayView before, qsizetype size)
    {
        Q_ASSERT(before.size() <= Headroom && size <= Size);
        char *begin = data() - before.size();
        if (!before.isEmpty())
            std::memcpy(begin, before.data(), size_t(before.size()));
        return QByteArrayView(begin, before.size() + size);
    }

private:
    std::unique_ptr<char[]> m_bytes;
};

} // namespace engine::net
