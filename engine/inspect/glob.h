// SPDX-License-Identifier: GPL-3.0-or-later
// Glob: a pattern of * and ? over the bytes of a name, without regard to the case of ASCII letters. Compiled once, matched
// for every message that passes a tap, so it allocates nothing.
// Thread: any.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace engine::inspect {

/// Lower-cases ASCII; other bytes are left alone.
constexpr char foldAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

class Glob
{
public:
    Glob() = default;
    /// An empty pattern matches everything; one without * and ? must match the whole name.
    explicit Glob(const QString &pattern);

    bool matchesAll() const { return m_pattern.isEmpty(); }
    bool matches(QByteArrayView name) const;

private:
    QByteArray m_pattern; ///< folded; empty: everything
};

/// A text found anywhere in bytes, without regard to the case of ASCII letters.
class Needle
{
public:
    Needle() = default;
    explicit Needle(const QString &text);

    bool isEmpty() const { return m_text.isEmpty(); }
    bool isIn(QByteArrayView bytes) const;

private:
    bool startsHere(const char *at) const;

    QByteArray m_text; ///< folded
};

} // namespace engine::inspect
