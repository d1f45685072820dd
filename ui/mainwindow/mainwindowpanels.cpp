// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow's panels: where they are, how the keyboard reaches them, and what is remembered of them.
#include "ui/actions/brokeractions.h"
#include "ui/actions/topicactions.h"
#include "ui/feed/feedpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/backandforward.h"
#include "ui/mainwindow/filterfield.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/reopener.h"
#include "ui/mainwindow/statuspill.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/pages/page.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLayout>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using actions::BrokerActions;

namespace {

constexpr QSize firstSize{1440, 900};
constexpr QSize frameAround{8, 40}; // what a desktop adds: title bar and edges

/// How wide the panels at the sides are, and how high the feed, before the user has chosen.
struct PanelSizes
{
    int navigator, inspector, feed;
};

PanelSizes panelSizesFor(const QSize &window)
{
    constexpr QSize small{1400, 800}, large{2400, 1300};
    PanelSizes sizes{228, 352, 190};
    if (window.width() < small.width())
        sizes.navigator = 196, sizes.inspector = 288;
    if (window.width() > large.width())
        sizes.navigator = 288, sizes.inspector = 520;
    if (window.height() < small.height())
        sizes.feed = 132;
    if (window.height() > large.height())
        sizes.feed = 380;
    return sizes;
}

} // namespace

QDockWidget *MainWindow::addPanel(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    // The panels carry their own headings; they are sized by their edges and toggled in the View menu.
    dock->setTitleBarWidget(new QWidget(dock));
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::makeDocks()
{
    setDockNestingEnabled(false);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_navigatorDock = addPanel(u"navigatorDock"_s, tr("&Navigator"), m_navigator, Qt::LeftDockWidgetArea);
    m_inspectorDock = addPanel(u"inspectorDock"_s, tr("&Inspector"), m_inspector, Qt::RightDockWidgetArea);
    m_feedDock = addPanel(u"feedDock"_s, tr("&Live feed"), m_feed, Qt::BottomDockWidgetArea);
}

void MainWindow::makeToolBar()
{
    auto *bar = addToolBar(tr("Toolbar"));
    bar->setObjectName(u"toolbar"_s);
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->toggleViewAction()->setVisible(false);
    for (QAction *way : {m_backAndForward->backAction(), m_backAndForward->forwardAction()}) {
        auto *button = new QToolButton(bar);
        button->setDefaultAction(way);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setIconSize({12, 12});
        button->setAccessibleName(way->iconText());
        button->setFocusPolicy(Qt::TabFocus);
        bar->addWidget(button);
    }
    m_pill = new StatusPill(m_session, bar);
    connect(m_pill, &QAbstractButton::clicked, this, &MainWindow::showListeners);
    bar->addWidget(m_pill);

    auto *create = new QPushButton(tr("+ New"), bar);
    create->setProperty("hasMenu", true);
    auto *menu = new QMenu(create);
    connect(menu->addAction(tr("Exchange…")), &QAction::triggered, m_actions, &BrokerActions::newExchange);
    connect(menu->addAction(tr("Queue…")), &QAction::triggered, m_actions, &BrokerActions::newQueue);
    connect(menu->addAction(tr("Topic…")), &QAction::triggered, m_topicActions, &actions::TopicActions::newTopic);
    connect(menu->addAction(tr("Binding…")), &QAction::triggered, m_actions, [this] { m_actions->newBinding(); });
    create->setMenu(menu);
    bar->addWidget(create);

    auto *publish = new QPushButton(tr("Publish…"), bar);
    publish->setProperty("primary", true);
    connect(publish, &QPushButton::clicked, this, [this] { openPublisher(u"/"_s, {}, {}); });
    bar->addWidget(publish);
    m_deedButtons = {create, publish};

    auto *room = new QWidget(bar);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(room);
    m_filter = new FilterField(bar);
    bar->addWidget(m_filter);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (pages::Page *page = currentPage(); page && !m_filter->isFinding())
            page->setFilterText(text);
    });
    connect(m_filter, &FilterField::found, this, &MainWindow::openQueueNamed);
    connect(m_filter, &FilterField::leftForList, this, &MainWindow::goToPage);
}

void MainWindow::enableDeeds()
{
    const bool isRunning = m_session.state() == engine::BrokerSession::State::Running;
    m_deeds->setEnabled(isRunning);
    for (QWidget *button : std::as_const(m_deedButtons))
        button->setEnabled(isRunning);
}

void MainWindow::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void MainWindow::goToNavigator()
{
    m_navigatorDock->show();
    m_navigator->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::goToPage()
{
    if (pages::Page *page = currentPage())
        page->focusContent();
}

void MainWindow::goToInspector()
{
    m_inspectorDock->show();
    m_inspector->focusContent();
}

void MainWindow::goToFeed()
{
    m_feedDock->show();
    m_feed->focusFilter();
}

void MainWindow::stepPanel(int by)
{
    const struct
    {
        const QWidget *panel;
        void (MainWindow::*go)();
    } panels[] = {{m_navigatorDock, &MainWindow::goToNavigator},
                  {m_tabs, &MainWindow::goToPage},
                  {m_inspectorDock, &MainWindow::goToInspector},
                  {m_feedDock, &MainWindow::goToFeed}};
    constexpr int count = int(std::size(panels));
    const QWidget *focused = focusWidget();
    const auto at = std::find_if(std::begin(panels), std::end(panels), [focused](const auto &one) {
        return focused && (one.panel == focused || one.panel->isAncestorOf(focused));
    });
    int from = by > 0 ? -1 : count;
    if (at != std::end(panels))
        from = int(at - std::begin(panels));
    for (int step = 1; step <= count; ++step) {
        const auto &next = panels[(from + step * by + 2 * count) % count];
        if (next.panel->isVisible())
            return (this->*next.go)();
    }
}

void MainWindow::findOnPage()
{
    if (pages::Page *page = currentPage(); !page || !page->focusFilter())
        focusFilter();
}

void MainWindow::toggleFreeze()
{
    m_feed->setFrozen(!m_feed->isFrozen());
}

void MainWindow::restore()
{
    const QByteArray geometry = m_settings.layout(u"window"_s);
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(firstSize.boundedTo(screen()->availableSize() - frameAround));
    const QByteArray docks = m_settings.layout(u"docks"_s);
    m_sizesPanels = docks.isEmpty() || !restoreState(docks);
    m_feed->restoreState(m_settings.layout(u"feed"_s));
    m_publishers->restore(m_settings.openTabs());
    m_tabs->activate(m_settings.currentTab());
    m_lastRun->reopen(m_settings.openTabs());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (event->spontaneous() || !std::exchange(m_sizesPanels, false))
        return;
    const PanelSizes sizes = panelSizesFor(size());
    layout()->activate();
    resizeDocks({m_navigatorDock, m_inspectorDock}, {sizes.navigator, sizes.inspector}, Qt::Horizontal);
    resizeDocks({m_feedDock}, {sizes.feed}, Qt::Vertical);
}

QString MainWindow::save()
{
    m_settings.setLayout(u"window"_s, saveGeometry());
    m_settings.setLayout(u"docks"_s, saveState());
    m_settings.setLayout(u"feed"_s, m_feed->saveState());
    const QString problem = m_publishers->save();
    // A run that never reached a running broker keeps the tabs of the one before.
    if (!m_lastRun->isPending())
        m_settings.setTabs(m_tabs->objectIds(), m_tabs->currentId());
    for (int index = 0; index < m_tabs->count(); ++index) {
        if (const auto *page = qobject_cast<const pages::Page *>(m_tabs->widget(index)))
            page->saveLayout(m_settings);
    }
    return problem;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (asksBeforeClosing() || refusesOnceToLose(save()))
        return event->ignore();
    for (publisher::PublisherPage *page : repeating())
        page->endRepeat();
    // Not sooner: where the run goes on, closed tabs can still be gone back to.
    m_publishers->forgetClosed();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange)
        noteLookedAt(m_shownTab);
}

} // namespace ui::mainwindow
