// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets share: a check that ends the run, and small decisions drawn from the input.
// Thread: any.
#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <cstdlib>

namespace fuzz {

/// A broken promise of ours: ends the process, so that libFuzzer keeps the input.
inline void require(bool promise)
{
    if (!promise)
        std::abort();
}

class Input
{
public:
    Input(const uint8_t *data, size_t size)
        : m_rest(reinterpret_cast<const char *>(data), qsizetype(size))
    {}

    /// The first byte of what is left; 0 at the end.
    quint8 byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const quint8 value = quint8(m_rest.front());
        m_rest = m_rest.sliced(1);
        return value;
    }
    QByteArrayView take(qsizetype n)
    {
        const QByteArrayView part = m_rest.first(qMin(n, m_rest.size()));
        m_rest = m_rest.sliced(part.size());
        return part;
    }
    bool atEnd() const { return m_rest.isEmpty(); }
    QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

} // namespace fuzz
