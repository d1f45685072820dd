// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/definitionactions.h"
#include "ui/feed/feedpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/brokerstatusbar.h"
#include "ui/mainwindow/filterfield.h"
#include "ui/mainwindow/listenerspopup.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/statuspill.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/windowmenus.h"
#include "ui/models/features.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/queuespage.h"
#include "ui/pages/userspage.h"
#include "ui/pages/virtualhostspage.h"
#include "ui/publisher/publishdialog.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/headermenus.h"
#include "ui/widgets/noticebar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolBar>
#include <QVBoxLayout>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using actions::BrokerActions;
using engine::BrokerSession;
using models::NavigatorModel;
using widgets::NoticeBar;

namespace {

constexpr QSize firstSize{1440, 900};

QString pageId(NavigatorModel::Section section)
{
    switch (section) {
    case NavigatorModel::Section::Overview:
        return u"overview"_s;
    case NavigatorModel::Section::Queues:
        return u"queues"_s;
    case NavigatorModel::Section::Exchanges:
        return u"exchanges"_s;
    case NavigatorModel::Section::Connections:
        return u"connections"_s;
    case NavigatorModel::Section::VirtualHosts:
        return u"virtualHosts"_s;
    case NavigatorModel::Section::Users:
        return u"users"_s;
    case NavigatorModel::Section::Policies:
        return u"policies"_s;
    }
    return {};
}

QString queueTabId(const engine::QueueSpec &queue)
{
    return u"queue:"_s + queue.virtualHost + u':' + queue.name;
}

} // namespace

MainWindow::MainWindow(BrokerSession &session, theme::Theme &theme, settings::Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_theme(theme)
    , m_settings(settings)
    , m_actions(new BrokerActions(session, this, this))
    , m_accessActions(new actions::AccessActions(session, *m_actions, this, this))
    , m_definitionActions(new actions::DefinitionActions(session, *m_actions, this, this))
    , m_navigator(new Navigator(session, this))
    , m_tabs(new TabArea(this))
    , m_notices(new NoticeBar(this))
    , m_feed(new feed::FeedPanel(session, theme, this))
    , m_inspector(new inspector::InspectorPanel(session, theme, this))
    , m_status(new BrokerStatusBar(this))
{
    setWindowTitle(tr("Sightglass"));
    auto *centre = new QWidget(this);
    auto *rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_notices);
    rows->addWidget(m_tabs, 1);
    setCentralWidget(centre);
    setStatusBar(m_status);
    makePages();
    makeDocks();
    makeToolBar();
    WindowMenus(*this).make();
    connectBroker();
    connectPanels();
    restore();
    followTab();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages()
{
    const struct
    {
        QString id;
        pages::Page *page;
        QString title;
    } lists[] = {
        {u"overview"_s, new pages::OverviewPage(m_session, *m_actions, m_tabs), tr("Overview")},
        {u"queues"_s, new pages::QueuesPage(m_session, *m_actions, m_tabs), tr("Queues")},
        {u"exchanges"_s, new pages::ExchangesPage(m_session, *m_actions, m_tabs), tr("Exchanges")},
        {u"connections"_s, new pages::ConnectionsPage(m_session, *m_actions, m_tabs), tr("Connections")},
        {u"virtualHosts"_s, new pages::VirtualHostsPage(m_session, *m_accessActions, m_tabs), tr("Virtual hosts")},
        {u"users"_s, new pages::UsersPage(m_session, *m_accessActions, m_tabs), tr("Users")},
        {u"policies"_s, new pages::PoliciesPage(m_session, *m_definitionActions, m_tabs), tr("Policies")},
    };
    for (const auto &list : lists) {
        m_tabs->addFixed(list.id, list.page, list.title);
        list.page->restoreLayout(m_settings);
    }
}

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
    m_pill = new StatusPill(m_session, bar);
    connect(m_pill, &QAbstractButton::clicked, this, &MainWindow::showListeners);
    bar->addWidget(m_pill);

    auto *create = new QPushButton(tr("+ New"), bar);
    create->setProperty("hasMenu", true);
    auto *menu = new QMenu(create);
    connect(menu->addAction(tr("Exchange…")), &QAction::triggered, m_actions, &BrokerActions::newExchange);
    connect(menu->addAction(tr("Queue…")), &QAction::triggered, m_actions, &BrokerActions::newQueue);
    connect(menu->addAction(tr("Binding…")), &QAction::triggered, m_actions, [this] { m_actions->newBinding(); });
    create->setMenu(menu);
    bar->addWidget(create);

    auto *publish = new QPushButton(tr("Publish…"), bar);
    publish->setProperty("primary", true);
    connect(publish, &QPushButton::clicked, this, [this] { openPublisher(u"/"_s, {}, {}); });
    bar->addWidget(publish);

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
    connect(m_filter, &FilterField::leftForList, this, [this] {
        if (pages::Page *page = currentPage())
            page->focusContent();
    });
}

void MainWindow::connectBroker()
{
    m_overview = m_session.watchOverview(this, [this](const engine::OverviewSnapshot &overview) {
        m_status->showOverview(overview);
        m_navigator->contents().updateOverview(overview);
    });
    connect(&m_session, &BrokerSession::noticed, this,
            [this](const QString &text) { m_notices->post(NoticeBar::Kind::Warning, text); });
    connect(&m_session, &BrokerSession::listenersChanged, this, &MainWindow::reportListeners);
    reportListeners();
    connect(m_actions, &BrokerActions::done, this,
            [this](const QString &what) { m_notices->post(NoticeBar::Kind::Done, what); });
    connect(m_actions, &BrokerActions::failed, this,
            [this](const QString &what) { m_notices->post(NoticeBar::Kind::Error, what); });
    connect(m_actions, &BrokerActions::undoableDone, this, [this](const QString &what) {
        m_notices->post(NoticeBar::Kind::Done, what, tr("Undo"), [this] { m_actions->undo(); });
    });
    connect(m_actions, &BrokerActions::queueOpened, this, &MainWindow::openQueue);
    connect(m_actions, &BrokerActions::queueDeleted, this,
            [this](const engine::QueueSpec &queue) { m_tabs->closeId(queueTabId(queue)); });
    connect(m_actions, &BrokerActions::publishRequested, this, &MainWindow::openPublisher);
}

void MainWindow::connectPanels()
{
    connect(m_navigator, &Navigator::sectionOpened, this,
            [this](NavigatorModel::Section section) { openPage(pageId(section)); });
    connect(m_navigator, &Navigator::queueOpened, this, &MainWindow::openQueue);
    connect(m_navigator, &Navigator::queuesChanged, this, &MainWindow::showQueues);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::followTab);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        auto *view = qobject_cast<QAbstractItemView *>(now);
        if (view && view->window() == this && widgets::headerOf(view))
            m_lastList = view;
    });
    connect(m_feed, &feed::FeedPanel::eventSelected, m_inspector, &inspector::InspectorPanel::showLiveEvent);
    connect(m_inspector, &inspector::InspectorPanel::copyRequested, this,
            [this](const engine::MessageDetails &details) {
                publishDialog().setMessage(details);
                openPublisher({}, {}, {});
            });
}

pages::Page *MainWindow::currentPage() const
{
    return qobject_cast<pages::Page *>(m_tabs->currentWidget());
}

QAbstractItemView *MainWindow::currentList() const
{
    if (m_lastList && m_lastList->isVisible())
        return m_lastList;
    if (const pages::Page *page = currentPage()) {
        for (QAbstractItemView *view : page->findChildren<QAbstractItemView *>()) {
            if (view->isVisible() && widgets::headerOf(view))
                return view;
        }
    }
    return nullptr;
}

void MainWindow::openPage(const QString &id)
{
    m_tabs->activate(id);
}

void MainWindow::openQueue(const engine::QueueSnapshot &queue)
{
    const QString id = queueTabId(queue.spec);
    if (m_tabs->activate(id))
        return;
    auto *page = new pages::QueuePage(m_session, m_theme, queue, m_tabs);
    page->restoreLayout(m_settings);
    connect(page, &pages::QueuePage::messageSelected, m_inspector, &inspector::InspectorPanel::showMessage);
    connect(page, &pages::QueuePage::messageLeft, m_inspector, &inspector::InspectorPanel::markGone);
    connect(page, &pages::QueuePage::publishRequested, this, &MainWindow::openPublisher);
    connect(page, &pages::QueuePage::purgeRequested, m_actions, &BrokerActions::purgeQueue);
    connect(page, &pages::QueuePage::deleteRequested, m_actions, &BrokerActions::deleteQueue);
    connect(page, &pages::QueuePage::bindRequested, m_actions, &BrokerActions::newBinding);
    connect(page, &pages::QueuePage::unbindRequested, m_actions, &BrokerActions::unbind);
    m_tabs->addObject(id, page, queue.spec.name);
    m_tabs->activate(id);
}

void MainWindow::openQueueNamed(const QString &name)
{
    if (const engine::QueueSnapshot *queue = m_navigator->contents().queueNamed(name)) {
        openQueue(*queue);
        currentPage()->focusContent();
    }
}

publisher::PublishDialog &MainWindow::publishDialog()
{
    if (!m_publishDialog)
        m_publishDialog = new publisher::PublishDialog(m_session, m_theme, this);
    return *m_publishDialog;
}

void MainWindow::openPublisher(const QString &virtualHost, const QString &exchange, const QString &routingKey)
{
    publisher::PublishDialog &dialog = publishDialog();
    if (!exchange.isEmpty() || !routingKey.isEmpty())
        dialog.setTarget(virtualHost, exchange, routingKey);
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

void MainWindow::showListeners()
{
    if (!m_listeners) {
        m_listeners = new ListenersPopup(m_session, this);
        connect(m_listeners, &ListenersPopup::listenRequested, m_actions, &BrokerActions::listen);
    }
    m_listeners->popupBelow(*m_pill);
}

void MainWindow::raiseToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::followTab()
{
    const pages::Page *page = currentPage();
    m_filter->follow(page ? page->filterHint() : QString(), page ? page->filterText() : QString());
    if (const auto *queue = qobject_cast<const pages::QueuePage *>(page)) {
        m_navigator->show(queue->queue().id);
        return;
    }
    for (int section = 0; section < NavigatorModel::sectionCount; ++section) {
        if (pageId(NavigatorModel::Section(section)) == m_tabs->currentId())
            m_navigator->show(NavigatorModel::Section(section));
    }
}

void MainWindow::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

// Each failure is told once, with the way out beside it; the pill in the toolbar keeps saying it.
void MainWindow::reportListeners()
{
    for (const engine::ListenerSnapshot &listener : m_session.listeners()) {
        if (listener.state != engine::ListenerSnapshot::State::Failed || m_reportedListeners.contains(listener.address))
            continue;
        m_reportedListeners << listener.address;
        const QString instead = models::addressInstead(listener);
        const QString action = instead.isEmpty() ? QString() : tr("Listen on %1 instead").arg(listener.suggestedPort);
        const QString text = listener.problem.left(1).toUpper() + listener.problem.mid(1);
        m_notices->post(NoticeBar::Kind::Warning, text, action,
                        [this, protocol = listener.protocol, instead] { m_actions->listen(protocol, instead); });
    }
}

void MainWindow::toggleFreeze()
{
    m_feed->setFrozen(!m_feed->isFrozen());
}

// The tabs of the last run open again when their queues are known to exist still.
void MainWindow::showQueues(const QList<engine::QueueSnapshot> &queues)
{
    QStringList names;
    for (const engine::QueueSnapshot &queue : queues)
        names << queue.spec.name;
    names.sort(Qt::CaseInsensitive);
    m_filter->setFindable(names);
    if (m_tabsToRestore.isEmpty() || m_session.state() != BrokerSession::State::Running)
        return;
    const QString current = m_tabs->currentId();
    const QString wanted = std::exchange(m_currentToRestore, {});
    for (const QString &id : std::exchange(m_tabsToRestore, {})) {
        for (const engine::QueueSnapshot &queue : queues) {
            if (queueTabId(queue.spec) == id)
                openQueue(queue);
        }
    }
    if (!m_tabs->activate(wanted))
        m_tabs->activate(current);
}

void MainWindow::restore()
{
    const QByteArray geometry = m_settings.layout(u"window"_s);
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(firstSize);
    if (const QByteArray docks = m_settings.layout(u"docks"_s); docks.isEmpty() || !restoreState(docks)) {
        resizeDocks({m_navigatorDock, m_inspectorDock}, {228, 352}, Qt::Horizontal);
        resizeDocks({m_feedDock}, {190}, Qt::Vertical);
    }
    m_feed->restoreState(m_settings.layout(u"feed"_s));
    m_tabsToRestore = m_settings.openTabs();
    m_currentToRestore = m_settings.currentTab();
    m_tabs->activate(m_currentToRestore);
}

void MainWindow::save()
{
    m_settings.setLayout(u"window"_s, saveGeometry());
    m_settings.setLayout(u"docks"_s, saveState());
    m_settings.setLayout(u"feed"_s, m_feed->saveState());
    // A run that never reached a running broker keeps the tabs of the one before.
    if (m_tabsToRestore.isEmpty())
        m_settings.setTabs(m_tabs->objectIds(), m_tabs->currentId());
    for (int index = 0; index < m_tabs->count(); ++index) {
        if (const auto *page = qobject_cast<const pages::Page *>(m_tabs->widget(index)))
            page->saveLayout(m_settings);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

} // namespace ui::mainwindow
