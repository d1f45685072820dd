// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/textlines.h"

#include <engine/glob.h>

#include <cstring>

namespace ui::inspector {

TextLines TextLines::of(const QByteArray &utf8)
{
    TextLines lines;
    lines.utf8 = utf8;
    qsizetype start = 0;
    while (start < utf8.size()) {
        lines.starts.append(quint32(start));
        const qsizetype limit = qMin(utf8.size(), start + longestLine);
        const void *end = memchr(utf8.constData() + start, '\n', size_t(limit - start));
        if (end) {
            start = static_cast<const char *>(end) - utf8.constData() + 1;
            continue;
        }
        start = limit;
        // Not within a character: the bytes after the first of a UTF-8 sequence are 10xxxxxx.
        while (start < utf8.size() && (uchar(utf8[start]) & 0xc0) == 0x80)
            --start;
        if (start <= qsizetype(lines.starts.last()))
            start = limit;
        lines.cut = lines.cut || start < utf8.size();
    }
    lines.starts.squeeze();
    return lines;
}

QString TextLines::line(qsizetype i) const
{
    const qsizetype from = starts.at(i);
    qsizetype to = i + 1 < starts.size() ? qsizetype(starts.at(i + 1)) : utf8.size();
    while (to > from && (utf8[to - 1] == '\n' || utf8[to - 1] == '\r'))
        --to;
    return QString::fromUtf8(QByteArrayView(utf8).sliced(from, to - from));
}

QList<quint32> findRows(const TextLines &lines, const QString &text, qsizetype most, const std::atomic_bool *cancelled)
{
    QList<quint32> rows;
    const engine::Needle needle(text);
    const QByteArrayView all(lines.utf8);
    for (qsizetype row = 0; row < lines.count() && rows.size() < most && !needle.isEmpty(); ++row) {
        if ((row & 0xfff) == 0 && cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        const qsizetype from = lines.starts.at(row);
        const qsizetype to = row + 1 < lines.count() ? qsizetype(lines.starts.at(row + 1)) : all.size();
        if (needle.isIn(all.sliced(from, to - from)))
            rows.append(quint32(row));
    }
    return rows;
}

} // namespace ui::inspector
