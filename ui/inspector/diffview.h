// SPDX-License-Identifier: GPL-3.0-or-later
// DiffView: two texts in two columns that scroll together, with what differs tinted: red is gone, green is new, amber was changed.
// Copied lines are written as a patch is.
// Owner: CompareDialog. Thread: ui.
#pragma once

#include "ui/inspector/linediff.h"
#include "ui/inspector/linesview.h"

namespace ui::inspector {

class DiffView : public LinesView
{
    Q_OBJECT
public:
    using LinesView::LinesView;

    void setTexts(const TextLines &left, const TextLines &right, const LineDiff &diff, Syntax syntax);
    qsizetype lineCount() const override { return m_diff.rows.size(); }
    qsizetype changeCount() const { return m_diff.changes.size(); }
    /// Goes to the next stretch of differences (1) or the one before (-1), round the end.
    void step(int by);

protected:
    void paintLine(QPainter &painter, const QRect &rect, qsizetype line, const theme::Tokens &tokens) override;
    QString lineText(qsizetype line) const override;
    int contentWidth() const override;

private:
    struct Side
    {
        QString text;
        QRect room;
        qsizetype from = 0, to = 0; ///< what was changed
        QColor tint, strong;
    };
    void paintSide(QPainter &painter, const Side &side, const theme::Tokens &tokens) const;
    int halfWidth() const;

    TextLines m_left, m_right;
    LineDiff m_diff;
    Syntax m_syntax = Syntax::None;
    qsizetype m_longest = 0; ///< bytes of a line
};

} // namespace ui::inspector
