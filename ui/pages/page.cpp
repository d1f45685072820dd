// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

namespace ui::pages {

Page::Page(engine::BrokerSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{}

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
