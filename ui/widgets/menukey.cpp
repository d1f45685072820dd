// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/menukey.h"

#include <QAbstractItemView>
#include <QContextMenuEvent>
#include <QMenu>

namespace ui::widgets {

MenuKey::MenuKey(QAbstractItemView &view)
    : QObject(&view)
    , m_view(view)
{
    view.installEventFilter(this);
}

bool MenuKey::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_view || event->type() != QEvent::ContextMenu ||
        static_cast<QContextMenuEvent *>(event)->reason() != QContextMenuEvent::Keyboard)
        return false;
    openAtCurrent();
    return true;
}

void MenuKey::openAtCurrent()
{
    const QModelIndex current = m_view.currentIndex();
    // Above the first row there is no other one that could be meant.
    QPoint at(0, -1);
    if (current.isValid()) {
        if (!m_view.selectionModel()->isSelected(current))
            m_view.setCurrentIndex(current);
        m_view.scrollTo(current);
        const QRect row = m_view.visualRect(current);
        at = {qBound(0, row.left() + row.height(), m_view.viewport()->width() - 1), row.center().y()};
    }
    if (m_view.contextMenuPolicy() == Qt::CustomContextMenu) {
        Q_EMIT m_view.customContextMenuRequested(at);
    } else if (m_view.contextMenuPolicy() == Qt::ActionsContextMenu && !m_view.actions().isEmpty()) {
        auto *menu = new QMenu(&m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(m_view.actions());
        menu->popup(m_view.viewport()->mapToGlobal(at));
    }
}

} // namespace ui::widgets
