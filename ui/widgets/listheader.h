// SPDX-License-Identifier: GPL-3.0-or-later
// ListHeader: the header of all lists: text on the same edge as the cells below it, the sort mark beside the text, a line.
// Owner: its view. Thread: ui.
#pragma once

#include <QHeaderView>

namespace ui::widgets {

class ListHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit ListHeader(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    QSize sectionSizeFromContents(int logicalIndex) const override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    int m_lineHeight;
};

} // namespace ui::widgets
