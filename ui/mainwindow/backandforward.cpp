// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/backandforward.h"

#include "ui/mainwindow/tabarea.h"
#include "ui/pages/page.h"

#include <QAction>
#include <QCoreApplication>
#include <QIcon>
#include <QMouseEvent>

namespace ui::mainwindow {

BackAndForward::BackAndForward(TabArea &tabs, std::function<bool(const QString &)> reopen, QObject *parent)
    : QObject(parent)
    , m_tabs(tabs)
    , m_reopen(std::move(reopen))
    , m_back(new QAction(tr("&Back"), this))
    , m_forward(new QAction(tr("&Forward"), this))
{
    m_back->setShortcuts({QKeySequence(Qt::ALT | Qt::Key_Left), QKeySequence(Qt::Key_Back)});
    m_forward->setShortcuts({QKeySequence(Qt::ALT | Qt::Key_Right), QKeySequence(Qt::Key_Forward)});
    m_back->setIcon(QIcon(QStringLiteral(":/theme/icons/chevron-left.svg")));
    m_forward->setIcon(QIcon(QStringLiteral(":/theme/icons/chevron-right.svg")));
    for (QAction *way : {m_back, m_forward}) {
        way->setIconVisibleInMenu(false);
        way->setToolTip(tr("%1 (%2)").arg(way->iconText(), way->shortcut().toString(QKeySequence::NativeText)));
    }
    connect(m_back, &QAction::triggered, this, [this] { go(&History::goBack); });
    connect(m_forward, &QAction::triggered, this, [this] { go(&History::goForward); });
    connect(&tabs, &QTabWidget::currentChanged, this, &BackAndForward::followTab);
    connect(&tabs, &TabArea::aboutToClose, this, [this](QWidget *page) {
        if (page == m_tabs.currentWidget())
            notePlace();
    });
    QCoreApplication::instance()->installEventFilter(this);
    followTab();
}

void BackAndForward::beginHere()
{
    m_history.forgetOthers();
    refresh();
}

void BackAndForward::passOver()
{
    if (!m_reopening.isEmpty() && !m_isAsking) // where it is asking, the answer says so
        go(m_step);
}

// Buttons of the mouse, wherever in the window the pointer is.
bool BackAndForward::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::MouseButtonPress)
        return false;
    const Qt::MouseButton button = static_cast<const QMouseEvent *>(event)->button();
    if (button != Qt::BackButton && button != Qt::ForwardButton)
        return false;
    const auto *widget = qobject_cast<const QWidget *>(watched);
    if (!widget || widget->window() != m_tabs.window())
        return false;
    (button == Qt::BackButton ? m_back : m_forward)->trigger();
    return true;
}

void BackAndForward::notePlace()
{
    if (const auto *page = qobject_cast<const pages::Page *>(m_tabs.page(m_history.currentTab())))
        m_history.notePlace(page->place());
}

void BackAndForward::followTab()
{
    const QString tab = m_tabs.currentId();
    if (tab.isEmpty() || m_isGoing)
        return;
    if (tab == m_reopening) {
        // It was gone back to and is here now.
        m_reopening.clear();
        if (auto *page = qobject_cast<pages::Page *>(m_tabs.currentWidget()))
            page->goTo(m_reopenedAt);
        return refresh();
    }
    m_reopening.clear();
    notePlace();
    m_history.arriveAt(tab);
    refresh();
}

// What can not be opened any more is passed over.
void BackAndForward::go(std::optional<History::Stop> (History::*step)())
{
    notePlace();
    m_step = step;
    while (const auto stop = (m_history.*step)()) {
        m_isGoing = true;
        const bool isThere = m_tabs.activate(stop->tab);
        m_isGoing = false;
        if (isThere) {
            if (auto *page = qobject_cast<pages::Page *>(m_tabs.currentWidget())) {
                if (stop->place.isValid())
                    page->goTo(stop->place);
                page->focusContent();
            }
            break;
        }
        m_reopening = stop->tab;
        m_reopenedAt = stop->place;
        m_isAsking = true;
        const bool isOpening = m_reopen(stop->tab);
        m_isAsking = false;
        if (isOpening)
            break;
        m_reopening.clear();
    }
    refresh();
}

void BackAndForward::refresh()
{
    m_back->setEnabled(m_history.canGoBack());
    m_forward->setEnabled(m_history.canGoForward());
}

} // namespace ui::mainwindow
