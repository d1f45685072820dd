// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/diffview.h"

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

namespace {

constexpr int columnGap = 9;   // between the columns
constexpr int textMargin = 10; // before a text
constexpr int strongAlpha = 70;

using RowKind = LineDiff::Row::Kind;

QString textAt(const TextLines &lines, qint32 row)
{
    return row < 0 ? QString() : lines.line(row).replace('\t'_L1, "    "_L1);
}

qsizetype longestOf(const TextLines &lines)
{
    qsizetype longest = 0;
    for (qsizetype i = 0; i < lines.count(); ++i)
        longest = qMax(longest, (i + 1 < lines.count() ? qsizetype(lines.starts.at(i + 1)) : lines.utf8.size()) -
                                    qsizetype(lines.starts.at(i)));
    return longest;
}

QColor strong(QColor color)
{
    color.setAlpha(strongAlpha);
    return color;
}

} // namespace

void DiffView::setTexts(const TextLines &left, const TextLines &right, const LineDiff &diff, Syntax syntax)
{
    m_left = left;
    m_right = right;
    m_diff = diff;
    m_syntax = syntax;
    m_longest = qMax(longestOf(left), longestOf(right));
    reset();
}

void DiffView::step(int by)
{
    if (m_diff.changes.isEmpty())
        return;
    const auto begin = m_diff.changes.cbegin(), end = m_diff.changes.cend();
    const qsizetype here = currentLine();
    const auto next = by > 0 ? std::upper_bound(begin, end, here) : std::lower_bound(begin, end, here);
    const qsizetype wanted = by > 0 ? (next == end ? *begin : *next) : (next == begin ? *(end - 1) : *(next - 1));
    goToLine(wanted);
}

int DiffView::halfWidth() const
{
    return (viewport()->width() - columnGap) / 2;
}

/// As wide as it takes for the horizontal scroll bar to reach the end of the longest line in a half.
int DiffView::contentWidth() const
{
    const int cell = QFontMetrics(face()).horizontalAdvance('0'_L1);
    const int hidden = int(m_longest) * cell + 2 * textMargin - halfWidth();
    return viewport()->width() - 24 + qMax(0, hidden);
}

void DiffView::paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens)
{
    const LineDiff::Row &row = m_diff.rows.at(line);
    const int half = halfWidth();
    Side left{textAt(m_left, row.left), QRect(0, rect.y(), half, rect.height()), 0, 0, {}, {}};
    Side right{textAt(m_right, row.right), QRect(half + columnGap, rect.y(), half, rect.height()), 0, 0, {}, {}};
    switch (row.kind) {
    case RowKind::Same:
        break;
    case RowKind::Changed: {
        const ChangedPart part = changedPart(left.text, right.text);
        left.from = right.from = part.from;
        left.to = part.leftEnd;
        right.to = part.rightEnd;
        left.tint = right.tint = tokens.unackedBg;
        left.strong = right.strong = strong(tokens.unacked);
        break;
    }
    case RowKind::Removed:
        left.tint = tokens.deadBg;
        right.tint = tokens.sunken;
        break;
    case RowKind::Added:
        left.tint = tokens.sunken;
        right.tint = tokens.okBg;
        break;
    }
    paintSide(painter, left, tokens);
    paintSide(painter, right, tokens);
    painter.fillRect(half + columnGap / 2, rect.y(), 1, rect.height(), tokens.line);
    if (line == currentLine())
        painter.fillRect(0, rect.y(), 3, rect.height(), tokens.accent);
}

void DiffView::paintSide(QPainter &painter, const Side &side, const theme::Tokens &tokens) const
{
    painter.save();
    painter.setClipRect(side.room);
    if (side.tint.isValid())
        painter.fillRect(side.room, side.tint);
    const QFontMetrics metrics = painter.fontMetrics();
    const int start = side.room.left() + textMargin - horizontalScrollBar()->value();
    if (side.to > side.from) {
        const int from = start + metrics.horizontalAdvance(side.text.left(side.from));
        const int width = metrics.horizontalAdvance(side.text.mid(side.from, side.to - side.from));
        painter.fillRect(from, side.room.y(), width, side.room.height(), side.strong);
    }
    constexpr int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip;
    int x = start;
    qsizetype done = 0;
    const auto put = [&](qsizetype to, const QColor &color) {
        const QString piece = side.text.sliced(done, to - done);
        painter.setPen(color);
        painter.drawText(QRect(x, side.room.y(), side.room.width(), side.room.height()), flags, piece);
        x += metrics.horizontalAdvance(piece);
        done = to;
    };
    for (const JsonSpan &span : spansOf(m_syntax, side.text)) {
        put(span.at, tokens.text);
        put(span.at + span.length, spanColor(span.kind, tokens));
    }
    put(side.text.size(), tokens.text);
    painter.restore();
}

QString DiffView::lineText(qsizetype line) const
{
    const LineDiff::Row &row = m_diff.rows.at(line);
    if (row.kind == RowKind::Same)
        return u"  "_s % m_left.line(row.left);
    QStringList lines;
    if (row.left >= 0)
        lines << QString(u"- "_s % m_left.line(row.left));
    if (row.right >= 0)
        lines << QString(u"+ "_s % m_right.line(row.right));
    return lines.join(u'\n');
}

} // namespace ui::inspector
