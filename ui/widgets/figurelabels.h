// SPDX-License-Identifier: GPL-3.0-or-later
// RateLabel, FigureLabel: the figures of the status bar. A rate with its curve over the last minute: "in 1.2k/s ▁▂▅▇";
// a count that keeps its width: "ready 1,204".
// Owner: the status bar. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QWidget>

namespace ui::widgets {

class RateLabel : public QWidget
{
    Q_OBJECT
public:
    RateLabel(const QString &word, tables::Tone tone, QWidget *parent = nullptr);
    void append(double rate);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_word;
    tables::Tone m_tone;
    QList<float> m_history;
};

/// A word and a figure that keeps its width: "ready 1,204".
class FigureLabel : public QWidget
{
    Q_OBJECT
public:
    FigureLabel(const QString &word, tables::Tone tone, QWidget *parent = nullptr);
    void setFigure(const QString &figure, bool zero = false);
    QString figure() const { return m_figure; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_word;
    QString m_figure;
    tables::Tone m_tone;
    bool m_zero = true;
};

} // namespace ui::widgets
