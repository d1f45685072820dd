// SPDX-License-Identifier: GPL-3.0-or-later
// Glob: a pattern of * and ? over the bytes of a name, without regard to the case of ASCII letters. Compiled once, matched
// for every message that passes a tap, so it allocates nothing.
// Thread: any.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <vector>

namespace engine {

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

/// A name that one pattern has to match, and some others must not.
class NameFilter
{
public:
    NameFilter() = default;
    /// An empty `wanted` matches everything.
    explicit NameFilter(const QString &wanted, const QStringList &unwanted = {});

    bool matchesAll() const { return m_wanted.matchesAll() && m_unwanted.empty(); }
    bool matches(QByteArrayView name) const;
    /// The answer where there is no name.
    bool matchesNone() const { return m_wanted.matchesAll(); }

private:
    Glob m_wanted;
    std::vector<Glob> m_unwanted;
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

} // namespace engine
