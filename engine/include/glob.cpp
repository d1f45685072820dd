// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/glob.h>

#include <algorithm>
#include <cstring>

namespace engine {

namespace {

QByteArray folded(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    for (char &c : bytes)
        c = foldAscii(c);
    return bytes;
}

/// Where one whole UTF-8 character ends: '?' stands for a character, not for a byte.
const char *nextCharacter(const char *at, const char *end)
{
    for (++at; at != end && (quint8(*at) & 0xC0) == 0x80; ++at) {
    }
    return at;
}

} // namespace

Glob::Glob(const QString &pattern)
    : m_pattern(folded(pattern))
{
    if (m_pattern == "*")
        m_pattern.clear();
}

bool Glob::matches(QByteArrayView name) const
{
    if (m_pattern.isEmpty())
        return true;
    const char *p = m_pattern.constData();
    const char *const patternEnd = p + m_pattern.size();
    const char *n = name.data();
    const char *const nameEnd = n + name.size();
    const char *star = nullptr; // after the last * met, and how far the name has been given to it
    const char *given = nullptr;
    while (n != nameEnd) {
        if (p != patternEnd && *p == '*') {
            star = ++p;
            given = n;
        } else if (p != patternEnd && *p == '?') {
            ++p;
            n = nextCharacter(n, nameEnd);
        } else if (p != patternEnd && *p == foldAscii(*n)) {
            ++p;
            ++n;
        } else if (star) {
            p = star;
            n = ++given;
        } else {
            return false;
        }
    }
    while (p != patternEnd && *p == '*')
        ++p;
    return p == patternEnd;
}

NameFilter::NameFilter(const QString &wanted, const QStringList &unwanted)
    : m_wanted(wanted)
    , m_unwanted(unwanted.cbegin(), unwanted.cend())
{}

bool NameFilter::matches(QByteArrayView name) const
{
    return m_wanted.matches(name) && std::none_of(m_unwanted.begin(), m_unwanted.end(),
                                                  [name](const Glob &pattern) { return pattern.matches(name); });
}

Needle::Needle(const QString &text)
    : m_text(folded(text))
{}

bool Needle::isIn(QByteArrayView bytes) const
{
    const qsizetype length = m_text.size();
    if (length == 0)
        return true;
    if (bytes.size() < length)
        return false;
    // memchr goes through the bytes many at a time; both cases of the first letter are candidates.
    const char lower = m_text[0];
    const char upper = lower >= 'a' && lower <= 'z' ? char(lower - ('a' - 'A')) : lower;
    const char *const last = bytes.data() + (bytes.size() - length);
    const auto next = [last](const char *from, char c) {
        const void *found = from <= last ? std::memchr(from, c, size_t(last - from) + 1) : nullptr;
        return found ? static_cast<const char *>(found) : last + 1;
    };
    const char *atLower = next(bytes.data(), lower);
    const char *atUpper = upper == lower ? last + 1 : next(bytes.data(), upper);
    while (atLower <= last || atUpper <= last) {
        const bool isLower = atLower < atUpper;
        const char *at = isLower ? atLower : atUpper;
        if (startsHere(at))
            return true;
        (isLower ? atLower : atUpper) = next(at + 1, isLower ? lower : upper);
    }
    return false;
}

bool Needle::startsHere(const char *at) const
{
    qsizetype i = 1;
    while (i < m_text.size() && foldAscii(at[i]) == m_text[i])
        ++i;
    return i == m_text.size();
}

} // namespace engine
