// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/glob.h"

#include <cstring>

namespace engine::inspect {

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

Glob::Glob(const QString &pattern) : m_pattern(folded(pattern))
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

Needle::Needle(const QString &text) : m_text(folded(text)) {}

bool Needle::isIn(QByteArrayView bytes) const
{
    const qsizetype length = m_text.size();
    if (length == 0)
        return true;
    const char first = m_text[0];
    for (qsizetype i = 0; i + length <= bytes.size(); ++i) {
        if (foldAscii(bytes[i]) != first)
            continue;
        qsizetype k = 1;
        while (k < length && foldAscii(bytes[i + k]) == m_text[k])
            ++k;
        if (k == length)
            return true;
    }
    return false;
}

} // namespace engine::inspect
