// SPDX-License-Identifier: GPL-3.0-or-later
// LinesView: the base of views that paint only the lines on screen, in a monospaced face, out of as many as there may be.
// Lines are selected whole, with mouse or keyboard, and copied. HexView shows bytes, TextView a text.
// Owner: BodyView. Thread: ui.
#pragma once

#include "ui/inspector/jsonhighlighter.h"
#include "ui/inspector/textlines.h"

#include <QAbstractScrollArea>

namespace ui::theme {
struct Tokens;
}

namespace ui::inspector {

class LinesView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LinesView(QWidget *parent = nullptr);

    virtual qsizetype lineCount() const = 0;
    /// The selected lines as they are copied; all lines when none is selected.
    QString selectedText() const;
    bool hasSelection() const { return m_anchor >= 0; }
    void selectAll();
    /// Selects one line and brings it into sight.
    void goToLine(qsizetype line) { select(line, line); }
    qsizetype currentLine() const { return m_current; }
    void copy() const;

protected:
    static constexpr qsizetype copyLimit = 200'000; ///< lines

    virtual void paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens) = 0;
    virtual QString lineText(qsizetype line) const = 0;
    /// Pixels of the widest line.
    virtual int contentWidth() const = 0;

    /// After the content changed.
    void reset();
    int lineHeight() const;
    QFont face() const;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    qsizetype lineAt(const QPoint &point) const;
    void select(qsizetype anchor, qsizetype current);
    void updateScrollBars();

    qsizetype m_anchor = -1;
    qsizetype m_current = -1;
};

/// Sixteen (or eight, in a narrow panel) bytes a line: offset, hexadecimal, characters.
class HexView : public LinesView
{
    Q_OBJECT
public:
    using LinesView::LinesView;
    void setBytes(const QByteArray &bytes);
    qsizetype lineCount() const override { return (m_bytes.size() + m_perLine - 1) / m_perLine; }

protected:
    void paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens) override;
    QString lineText(qsizetype line) const override;
    int contentWidth() const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int widthOf(int perLine) const;
    QString offsetText(qsizetype line) const;
    QString hexText(qsizetype line) const;
    QString charText(qsizetype line) const;

    QByteArray m_bytes;
    int m_perLine = 16;
};

/// A text too large for a text edit.
class TextView : public LinesView
{
    Q_OBJECT
public:
    using LinesView::LinesView;
    void setLines(const TextLines &lines, Syntax syntax);
    const TextLines &lines() const { return m_lines; }
    qsizetype lineCount() const override { return m_lines.count(); }

protected:
    void paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens) override;
    QString lineText(qsizetype line) const override { return m_lines.line(line); }
    int contentWidth() const override;

private:
    TextLines m_lines;
    Syntax m_syntax = Syntax::None;
};

} // namespace ui::inspector
