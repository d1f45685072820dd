// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/outbuffer.h"

namespace engine::wire {

void OutBuffer::moveToFront()
{
    if (m_head == 0)
        return;
    if (m_tail > m_head)
        std::memmove(m_data, m_data + m_head, size_t(m_tail - m_head));
    m_tail -= m_head;
    m_head = 0;
}

void OutBuffer::grow(qsizetype n)
{
    Q_ASSERT(n >= 0);
    // Half of the buffer sent already: moving the rest costs no more than sending it did.
    if (m_head >= m_capacity / 2)
        moveToFront();
    if (m_capacity - m_tail >= n)
        return;
    moveToFront();
    const qsizetype needed = m_tail + n;
    const qsizetype capacity = qMax(needed, qMax(m_capacity + m_capacity / 2, qsizetype(256)));
    char *data = static_cast<char *>(std::realloc(m_data, size_t(capacity)));
    Q_CHECK_PTR(data);
    m_data = data;
    m_capacity = capacity;
}

void OutBuffer::shrink(qsizetype keep)
{
    const qsizetype wanted = qMax(size(), keep);
    if (m_capacity <= wanted)
        return;
    moveToFront();
    if (wanted == 0) {
        std::free(m_data);
        m_data = nullptr;
        m_capacity = 0;
        return;
    }
    if (char *data = static_cast<char *>(std::realloc(m_data, size_t(wanted)))) {
        m_data = data;
        m_capacity = wanted;
    }
}

} // namespace engine::wire
