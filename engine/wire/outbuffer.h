// SPDX-License-Identifier: GPL-3.0-or-later
// OutBuffer: bytes on their way out, appended at the back and consumed at the front. Growth never fills with zeros,
// clearing keeps the memory, shrink() gives it back. Owned by whoever sends or stores the bytes (a connection, a
// chunk). Thread: any (not shared).
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace engine::wire {

class OutBuffer
{
public:
    OutBuffer() = default;
    explicit OutBuffer(qsizetype capacity) { reserve(capacity); }
    ~OutBuffer() { std::free(m_data); }
    OutBuffer(OutBuffer &&other) noexcept { swap(other); }
    OutBuffer &operator=(OutBuffer &&other) noexcept
    {
        OutBuffer(std::move(other)).swap(*this);
        return *this;
    }
    Q_DISABLE_COPY(OutBuffer)

    void swap(OutBuffer &other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_head, other.m_head);
        std::swap(m_tail, other.m_tail);
        std::swap(m_capacity, other.m_capacity);
    }

    const char *data() const { return m_data + m_head; }
    char *data() { return m_data + m_head; }
    qsizetype size() const { return m_tail - m_head; }
    bool isEmpty() const { return m_tail == m_head; }
    qsizetype capacity() const { return m_capacity; }
    QByteArrayView view() const { return QByteArrayView(data(), size()); }
    QByteArray toByteArray() const { return QByteArray(data(), size()); }

    /// Room for n bytes behind the end, contents undefined; the pointer is good until the next call that may grow.
    char *reserveBack(qsizetype n)
    {
        if (Q_UNLIKELY(m_capacity - m_tail < n))
            grow(n);
        return m_data + m_tail;
    }
    /// Makes n bytes written behind the end part of the contents.
    void commitBack(qsizetype n)
    {
        Q_ASSERT(n >= 0 && n <= m_capacity - m_tail);
        m_tail += n;
    }
    /// The same, told by the pointer one past the last byte written.
    void commitBackTo(const char *end) { commitBack(end - (m_data + m_tail)); }

    void append(QByteArrayView bytes)
    {
        if (bytes.isEmpty())
            return;
        std::memcpy(reserveBack(bytes.size()), bytes.data(), size_t(bytes.size()));
        m_tail += bytes.size();
    }

    /// Drops n bytes at the front (they were sent).
    void consume(qsizetype n)
    {
        Q_ASSERT(n >= 0 && n <= size());
        m_head += n;
        if (m_head == m_tail)
            m_head = m_tail = 0;
    }
    /// Drops everything behind the first n bytes.
    void truncate(qsizetype n)
    {
        Q_ASSERT(n >= 0 && n <= size());
        m_tail = m_head + n;
    }
    void clear() { m_head = m_tail = 0; }

    void reserve(qsizetype n)
    {
        if (n > size())
            reserveBack(n - size());
    }
    /// Gives memory back until at most max(size(), keep) bytes are held.
    void shrink(qsizetype keep = 0);

private:
    void grow(qsizetype n);
    void moveToFront();

    char *m_data = nullptr;
    qsizetype m_head = 0;
    qsizetype m_tail = 0;
    qsizetype m_capacity = 0;
};

} // namespace engine::wire
