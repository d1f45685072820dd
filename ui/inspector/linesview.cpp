// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/linesview.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

namespace {

constexpr int leftMargin = 12;
constexpr int topMargin = 8;

} // namespace

LinesView::LinesView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
}

QFont LinesView::face() const
{
    return theme::monospaceFont(font());
}

int LinesView::lineHeight() const
{
    return QFontMetrics(face()).height() + 3;
}

void LinesView::reset()
{
    m_anchor = m_current = -1;
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    updateScrollBars();
    viewport()->update();
}

void LinesView::updateScrollBars()
{
    const int page = qMax(1, (viewport()->height() - topMargin) / lineHeight());
    verticalScrollBar()->setRange(
        0, int(qBound(qsizetype(0), lineCount() - page, qsizetype(std::numeric_limits<int>::max()))));
    verticalScrollBar()->setPageStep(page);
    horizontalScrollBar()->setRange(0, qMax(0, contentWidth() + 2 * leftMargin - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(24);
}

void LinesView::paintEvent(QPaintEvent *event)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), tokens.surface);
    painter.setFont(face());
    const int height = lineHeight();
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype low = qMin(m_anchor, m_current);
    const qsizetype high = qMax(m_anchor, m_current);
    for (qsizetype line = first; line < lineCount(); ++line) {
        const int y = topMargin + int(line - first) * height;
        if (y > event->rect().bottom())
            break;
        if (m_anchor >= 0 && line >= low && line <= high)
            painter.fillRect(0, y, viewport()->width(), height, tokens.sel);
        paintLine(painter, QRect(leftMargin - horizontalScrollBar()->value(), y, contentWidth(), height), line, tokens);
    }
}

void LinesView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void LinesView::scrollContentsBy(int, int)
{
    viewport()->update();
}

qsizetype LinesView::lineAt(const QPoint &point) const
{
    const qsizetype line = verticalScrollBar()->value() + (point.y() - topMargin) / lineHeight();
    return qBound(qsizetype(0), line, lineCount() - 1);
}

void LinesView::select(qsizetype anchor, qsizetype current)
{
    if (lineCount() == 0)
        return;
    m_current = qBound(qsizetype(0), current, lineCount() - 1);
    m_anchor = qBound(qsizetype(0), anchor, lineCount() - 1);
    const qsizetype page = verticalScrollBar()->pageStep();
    if (m_current < verticalScrollBar()->value())
        verticalScrollBar()->setValue(int(m_current));
    else if (m_current >= verticalScrollBar()->value() + page)
        verticalScrollBar()->setValue(int(m_current - page + 1));
    viewport()->update();
}

void LinesView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || lineCount() == 0)
        return;
    const qsizetype line = lineAt(event->position().toPoint());
    select(event->modifiers() & Qt::ShiftModifier && m_anchor >= 0 ? m_anchor : line, line);
}

void LinesView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton && m_anchor >= 0)
        select(m_anchor, lineAt(event->position().toPoint()));
}

void LinesView::selectAll()
{
    m_anchor = 0;
    m_current = qMax(qsizetype(0), lineCount() - 1);
    viewport()->update();
}

QString LinesView::selectedText() const
{
    const qsizetype low = qMin(m_anchor, m_current);
    const qsizetype high = qMax(m_anchor, m_current);
    const qsizetype from = m_anchor < 0 ? 0 : low;
    const qsizetype to = qMin(m_anchor < 0 ? lineCount() - 1 : high, from + copyLimit - 1);
    QStringList lines;
    for (qsizetype line = from; line <= to; ++line)
        lines << lineText(line);
    return lines.join(u'\n');
}

void LinesView::copy() const
{
    QApplication::clipboard()->setText(selectedText());
}

void LinesView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const qsizetype page = verticalScrollBar()->pageStep();
    qsizetype target = qMax(qsizetype(0), m_current);
    switch (event->key()) {
    case Qt::Key_Up:
        target -= 1;
        break;
    case Qt::Key_Down:
        target += m_current < 0 ? 0 : 1;
        break;
    case Qt::Key_PageUp:
        target -= page;
        break;
    case Qt::Key_PageDown:
        target += page;
        break;
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = lineCount() - 1;
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    select(event->modifiers() & Qt::ShiftModifier && m_anchor >= 0 ? m_anchor
                                                                   : qBound(qsizetype(0), target, lineCount() - 1),
           target);
}

void LinesView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(hasSelection() ? tr("Copy lines") : tr("Copy all"), QKeySequence::Copy, this, &LinesView::copy);
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &LinesView::selectAll);
    menu->popup(event->globalPos());
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    reset();
}

int HexView::widthOf(int perLine) const
{
    return QFontMetrics(face()).horizontalAdvance('0'_L1) * (8 + 2 + perLine * 3 + perLine / 8 + 1 + perLine);
}

int HexView::contentWidth() const
{
    return widthOf(m_perLine);
}

void HexView::resizeEvent(QResizeEvent *event)
{
    const int perLine = viewport()->width() >= widthOf(16) + 2 * leftMargin ? 16 : 8;
    if (perLine != m_perLine) {
        const qsizetype top = qsizetype(verticalScrollBar()->value()) * m_perLine;
        m_perLine = perLine;
        reset();
        verticalScrollBar()->setValue(int(top / perLine));
    }
    LinesView::resizeEvent(event);
}

QString HexView::offsetText(qsizetype line) const
{
    return QString::number(line * m_perLine, 16).rightJustified(8, '0'_L1);
}

QString HexView::hexText(qsizetype line) const
{
    static constexpr char digits[] = "0123456789abcdef";
    const qsizetype from = line * m_perLine;
    const qsizetype to = qMin(from + m_perLine, m_bytes.size());
    QString text;
    for (qsizetype i = from; i < to; ++i) {
        const uchar byte = uchar(m_bytes[i]);
        text += QLatin1Char(digits[byte >> 4]);
        text += QLatin1Char(digits[byte & 15]);
        text += ' '_L1;
        if ((i - from) % 8 == 7)
            text += ' '_L1;
    }
    return text.leftJustified(m_perLine * 3 + m_perLine / 8);
}

QString HexView::charText(qsizetype line) const
{
    const qsizetype from = line * m_perLine;
    const qsizetype to = qMin(from + m_perLine, m_bytes.size());
    QString text;
    for (qsizetype i = from; i < to; ++i) {
        const uchar byte = uchar(m_bytes[i]);
        text += byte >= 0x20 && byte < 0x7f ? QChar(char16_t(byte)) : QChar(u'·');
    }
    return text;
}

void HexView::paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens)
{
    const int cell = painter.fontMetrics().horizontalAdvance('0'_L1);
    const auto put = [&](int column, const QColor &color, const QString &text) {
        painter.setPen(color);
        painter.drawText(rect.translated(column * cell, 0),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    };
    put(0, tokens.faint, offsetText(line));
    put(10, tokens.text, hexText(line));
    put(10 + m_perLine * 3 + m_perLine / 8 + 1, tokens.muted, charText(line));
}

QString HexView::lineText(qsizetype line) const
{
    return offsetText(line) % u"  "_s % hexText(line) % u' ' % charText(line);
}

void TextView::setLines(const TextLines &lines, Syntax syntax)
{
    m_lines = lines;
    m_syntax = syntax;
    reset();
}

int TextView::contentWidth() const
{
    // The exact width would need every line; a cut text is as wide as a row may be, others by a look at their beginning.
    const int cell = QFontMetrics(face()).horizontalAdvance('0'_L1);
    qsizetype widest = m_lines.cut ? TextLines::longestLine : 0;
    for (qsizetype i = 1; i < qMin<qsizetype>(m_lines.count(), 2000) && !m_lines.cut; ++i)
        widest = qMax(widest, qsizetype(m_lines.starts.at(i)) - m_lines.starts.at(i - 1));
    return int(qMax(widest, qsizetype(20))) * cell;
}

void TextView::paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens)
{
    const QString text = m_lines.line(line).replace('\t'_L1, "    "_L1);
    const int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip;
    painter.setPen(tokens.text);
    if (m_syntax == Syntax::None) {
        painter.drawText(rect, flags, text);
        return;
    }
    const QFontMetrics metrics = painter.fontMetrics();
    int x = 0;
    qsizetype done = 0;
    const auto put = [&](qsizetype to, const QColor &color) {
        const QString piece = text.sliced(done, to - done);
        painter.setPen(color);
        painter.drawText(rect.translated(x, 0), flags, piece);
        x += metrics.horizontalAdvance(piece);
        done = to;
    };
    for (const JsonSpan &span : spansOf(m_syntax, text)) {
        put(span.at, tokens.text);
        put(span.at + span.length, spanColor(span.kind, tokens));
    }
    put(text.size(), tokens.text);
}

} // namespace ui::inspector
