// SPDX-License-Identifier: GPL-3.0-or-later
// MenuKey: lets the menu key open a list's context menu for its current row, where that row is, and selects it. Qt asks for a
// menu somewhere in the middle of the list instead, where another row may be.
// Owner: the view. Thread: ui.
#pragma once

#include <QObject>

class QAbstractItemView;

namespace ui::widgets {

class MenuKey final : public QObject
{
    Q_OBJECT
public:
    explicit MenuKey(QAbstractItemView &view);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openAtCurrent();

    QAbstractItemView &m_view;
};

} // namespace ui::widgets
