// SPDX-License-Identifier: GPL-3.0-or-later
// FigureStrip: the figures of a page's head, side by side: the figure in bold, its name below. Each keeps the width it once
// needed, so that nothing moves while the figures do.
// Owner: a page's header. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QWidget>

namespace ui::widgets {

class FigureStrip : public QWidget
{
    Q_OBJECT
public:
    explicit FigureStrip(QWidget *parent = nullptr);

    /// Adds a figure; answers with its number for setFigure().
    int addFigure(const QString &name);
    void setFigure(int number, const QString &figure, tables::Tone tone = tables::Tone::Normal);
    QString figure(int number) const { return m_figures.at(number).value; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Figure
    {
        QString name;
        QString value;
        tables::Tone tone = tables::Tone::Normal;
        int width = 0;
    };

    QFont valueFont() const;
    QFont nameFont() const;

    QList<Figure> m_figures;
};

} // namespace ui::widgets
