// SPDX-License-Identifier: GPL-3.0-or-later
// SightGlass: a queue's level in large: a tube with graduation marks, filled from the right, where it drains. Blue is ready,
// the amber end is out for delivery. Says below what full means.
// Owner: QueuePage. Thread: ui.
#pragma once

#include "ui/models/roles.h"

#include <QWidget>

namespace ui::widgets {

class SightGlass : public QWidget
{
    Q_OBJECT
public:
    explicit SightGlass(QWidget *parent = nullptr);
    void setLevel(const models::Level &level);
    QSize sizeHint() const override { return {220, 44}; }
    QSize minimumSizeHint() const override { return {104, 44}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintGraduation(QPainter &painter, const QRectF &inner) const;

    models::Level m_level;
};

} // namespace ui::widgets
