// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

namespace ui::pages {

Page::Page(engine::BrokerSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{}

void Page::focusContent()
{
    for (QWidget *next = nextInFocusChain(); next && next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && next->isVisible() && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus))
            return next->setFocus(Qt::ShortcutFocusReason);
    }
    setFocus(Qt::ShortcutFocusReason); // where there is nothing to do, there is something to read
}

void Page::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_watching.empty())
        m_watching = watch();
}

void Page::hideEvent(QHideEvent *event)
{
    m_watching.clear();
    QWidget::hideEvent(event);
}

} // namespace ui::pages
