// SPDX-License-Identifier: GPL-3.0-or-later
// Badge: one word in a small rounded box, in the soft colour of its tone: "unacked", "D", "redelivered".
// Owner: its layout's widget. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QWidget>

namespace ui::widgets {

class Badge : public QWidget
{
    Q_OBJECT
public:
    explicit Badge(const QString &text, tables::Tone tone = tables::Tone::Muted, QWidget *parent = nullptr);
    void setBadge(const QString &text, tables::Tone tone);
    QString text() const { return m_text; }
    /// Where there is no room its end is left out; of words that the tool tip has, too.
    void setMayShrink();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont face() const;

    QString m_text;
    tables::Tone m_tone;
    bool m_mayShrink = false;
};

} // namespace ui::widgets
