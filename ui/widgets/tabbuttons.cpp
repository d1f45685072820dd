// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabbuttons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace ui::widgets {

using namespace Qt::StringLiterals;

TabButtons::TabButtons(QTabWidget &tabs)
    : QFrame(&tabs)
    , m_tabs(tabs)
    , m_row(new QHBoxLayout(this))
    , m_more(new QToolButton(this))
{
    setProperty("surface", u"bar"_s); // the line below the tabs goes on
    m_row->setContentsMargins(0, 3, 16, 4);
    m_row->setSpacing(8);
    m_more->setText(u"…"_s); // a word would take the room of another button
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("What else can be done"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setMenu(new QMenu(m_more));
    m_more->menu()->setToolTipsVisible(true);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &TabButtons::fillMenu);
    m_more->hide();
    m_row->addWidget(m_more);
    m_tabs.setCornerWidget(this);
    m_tabs.installEventFilter(this);
}

QPushButton *TabButtons::addButton(const QString &text, const QString &toolTip)
{
    auto *button = new QPushButton(text, this);
    button->setToolTip(toolTip);
    m_row->insertWidget(m_row->indexOf(m_more), button);
    m_buttons << button;
    orderTabs();
    return button;
}

QPushButton *TabButtons::addPrimary(const QString &text, const QString &toolTip)
{
    auto *button = new QPushButton(text, this);
    button->setToolTip(toolTip);
    m_row->addWidget(button);
    m_primary << button;
    orderTabs();
    return button;
}

/// The keyboard goes from left to right, whatever was made first.
void TabButtons::orderTabs()
{
    for (int i = 1; i < m_row->count(); ++i)
        setTabOrder(m_row->itemAt(i - 1)->widget(), m_row->itemAt(i)->widget());
}

bool TabButtons::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDone = QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        arrange();
    return isDone;
}

int TabButtons::widthOfAll() const
{
    const QMargins margins = m_row->contentsMargins();
    int width = margins.left() + margins.right() - m_row->spacing();
    for (const QPushButton *button : m_buttons + m_primary)
        width += m_row->spacing() + button->sizeHint().width();
    return width;
}

void TabButtons::arrange()
{
    const int room = m_tabs.width() - m_tabs.tabBar()->sizeHint().width();
    int width = widthOfAll();
    qsizetype folded = 0;
    const QList<QPushButton *> order = inOrderOfLeaving();
    while (folded < order.size() && width > room) {
        width -= m_row->spacing() + order.at(folded)->sizeHint().width();
        width += folded++ == 0 ? m_row->spacing() + m_more->sizeHint().width() : 0;
    }
    for (qsizetype i = 0; i < order.size(); ++i)
        order.at(i)->setVisible(i >= folded);
    m_more->setVisible(folded > 0);
}

/// In the order in which they give way.
QList<QPushButton *> TabButtons::inOrderOfLeaving() const
{
    QList<QPushButton *> order(m_buttons.crbegin(), m_buttons.crend());
    return order + m_primary;
}

/// As the buttons are now: what they say and whether they can be pressed changes with what is shown.
void TabButtons::fillMenu()
{
    m_more->menu()->clear();
    for (QPushButton *button : m_buttons + m_primary) {
        if (button->isVisibleTo(this))
            continue;
        QAction *action = m_more->menu()->addAction(button->text(), button, &QPushButton::click);
        action->setToolTip(button->toolTip());
        action->setEnabled(button->isEnabledTo(this) && isEnabled());
        action->setCheckable(button->isCheckable());
        action->setChecked(button->isChecked());
    }
}

} // namespace ui::widgets
