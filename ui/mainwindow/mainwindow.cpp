// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mainwindow.h"

#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/deadletteractions.h"
#include "ui/actions/definitionactions.h"
#include "ui/actions/groupactions.h"
#include "ui/actions/messageactions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/topicactions.h"
#include "ui/actions/transferactions.h"
#include "ui/actions/unroutedactions.h"
#include "ui/feed/feedpanel.h"
#include "ui/feed/querywords.h"
#include "ui/inspector/comparememory.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/journeytext.h"
#include "ui/inspector/objectview.h"
#include "ui/mainwindow/actionprogress.h"
#include "ui/mainwindow/backandforward.h"
#include "ui/mainwindow/brokerstatusbar.h"
#include "ui/mainwindow/clientnews.h"
#include "ui/mainwindow/filterfield.h"
#include "ui/mainwindow/listenerspopup.h"
#include "ui/mainwindow/navigator.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/reopener.h"
#include "ui/mainwindow/replaybutton.h"
#include "ui/mainwindow/replayspopup.h"
#include "ui/mainwindow/sessionend.h"
#include "ui/mainwindow/statuspill.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/windowmenus.h"
#include "ui/models/actiontext.h"
#include "ui/models/features.h"
#include "ui/pages/connectionspage.h"
#include "ui/pages/deadletterspage.h"
#include "ui/pages/exchangespage.h"
#include "ui/pages/flowfacts.h"
#include "ui/pages/flowpage.h"
#include "ui/pages/groupspage.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/overviewpage.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/queuespage.h"
#include "ui/pages/topicpage.h"
#include "ui/pages/topicspage.h"
#include "ui/pages/unroutedpage.h"
#include "ui/pages/userspage.h"
#include "ui/pages/virtualhostspage.h"
#include "ui/palette/commandpalette.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/enterkey.h"
#include "ui/widgets/headermenus.h"
#include "ui/widgets/noticebar.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenu>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using actions::BrokerActions;
using engine::BrokerSession;
using models::NavigatorModel;
using widgets::NoticeBar;

namespace {

QString pageId(NavigatorModel::Section section)
{
    switch (section) {
    case NavigatorModel::Section::Flow:
        return u"flow"_s;
    case NavigatorModel::Section::Overview:
        return u"overview"_s;
    case NavigatorModel::Section::Queues:
        return u"queues"_s;
    case NavigatorModel::Section::Topics:
        return u"topics"_s;
    case NavigatorModel::Section::Groups:
        return u"groups"_s;
    case NavigatorModel::Section::Exchanges:
        return u"exchanges"_s;
    case NavigatorModel::Section::Unrouted:
        return u"unrouted"_s;
    case NavigatorModel::Section::Connections:
        return u"connections"_s;
    case NavigatorModel::Section::DeadLetters:
        return u"deadLetters"_s;
    case NavigatorModel::Section::VirtualHosts:
        return u"virtualHosts"_s;
    case NavigatorModel::Section::Users:
        return u"users"_s;
    case NavigatorModel::Section::Policies:
        return u"policies"_s;
    }
    return {};
}

} // namespace

MainWindow::MainWindow(BrokerSession &session, theme::Theme &theme, settings::Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_theme(theme)
    , m_settings(settings)
    , m_deeds(new QActionGroup(this))
    , m_actions(new BrokerActions(session, this, this))
    , m_accessActions(new actions::AccessActions(session, *m_actions, this, this))
    , m_definitionActions(new actions::DefinitionActions(session, *m_actions, this, this))
    , m_topicActions(new actions::TopicActions(session, *m_actions, this, this))
    , m_groupActions(new actions::GroupActions(session, *m_actions, this, this))
    , m_replayActions(new actions::ReplayActions(session, *m_actions, this, this))
    , m_messageActions(new actions::MessageActions(session, *m_actions, this, this))
    , m_deadLetterActions(new actions::DeadLetterActions(session, *m_messageActions, *m_actions, this, this))
    , m_transferActions(new actions::TransferActions(session, *m_actions, this, this))
    , m_unroutedActions(new actions::UnroutedActions(session, *m_actions, this, this))
    , m_navigator(new Navigator(session, this))
    , m_tabs(new TabArea(this))
    , m_publishers(new Publishers(session, settings, *m_tabs, this))
    , m_feed(new feed::FeedPanel(session, theme, this))
    , m_inspector(new inspector::InspectorPanel(session, theme, this))
    , m_compareMemory(new inspector::CompareMemory(session, this))
    , m_status(new BrokerStatusBar(this))
    , m_notices(&m_status->notices())
    , m_clientNews(new ClientNews(session, this))
    , m_attention(new Attention(*this, this))
    , m_replayButton(new ReplayButton(m_status))
    , m_actionProgress(new ActionProgress(m_status))
    , m_lastRun(new Reopener(session, this))
    , m_reopener(new Reopener(session, this))
    , m_palette(new palette::CommandPalette(settings, this))
{
    setWindowTitle(tr("Sightglass"));
    m_deeds->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    new widgets::EnterKey(*qApp, this);
    setCentralWidget(m_tabs);
    setStatusBar(m_status);
    m_status->addPermanentWidget(m_actionProgress);
    m_status->addPermanentWidget(m_replayButton);
    makePages();
    makeDocks();
    m_backAndForward = new BackAndForward(
        *m_tabs, [this](const QString &id) { return openTab(id); }, this);
    makeToolBar();
    WindowMenus(*this).make();
    connectBroker();
    connectPanels();
    connectJourneys();
    makeReopeners();
    makePalette();
    makeAttention();
    takeSettings();
    restore();
    m_backAndForward->beginHere();
    followTab();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages()
{
    makeFlow();
    const struct
    {
        QString id;
        pages::Page *page;
        QString title;
    } lists[] = {
        {u"overview"_s, new pages::OverviewPage(m_session, *m_actions, m_tabs), tr("Overview")},
        {u"queues"_s, new pages::QueuesPage(m_session, *m_actions, m_tabs), tr("Queues")},
        {u"topics"_s, new pages::TopicsPage(m_session, *m_topicActions, m_tabs), tr("Topics")},
        {u"groups"_s, new pages::GroupsPage(m_session, *m_groupActions, m_tabs), tr("Consumer groups")},
        {u"exchanges"_s, new pages::ExchangesPage(m_session, *m_actions, m_tabs), tr("Exchanges")},
        {u"unrouted"_s, new pages::UnroutedPage(m_session, *m_unroutedActions, m_tabs), tr("Unrouted")},
        {u"connections"_s, new pages::ConnectionsPage(m_session, *m_actions, m_tabs), tr("Connections")},
        {u"virtualHosts"_s, new pages::VirtualHostsPage(m_session, *m_accessActions, m_tabs), tr("Virtual hosts")},
        {u"users"_s, new pages::UsersPage(m_session, *m_accessActions, m_tabs), tr("Users")},
        {u"policies"_s, new pages::PoliciesPage(m_session, *m_definitionActions, m_tabs), tr("Policies")},
    };
    for (const auto &list : lists) {
        m_tabs->addFixed(list.id, list.page, list.title);
        list.page->restoreLayout(m_settings);
    }
    makeDeadLetters();
}

void MainWindow::makeDeadLetters()
{
    auto *page = new pages::DeadLettersPage(m_session, *m_deadLetterActions, m_tabs);
    m_tabs->addFixed(u"deadLetters"_s, page, tr("Dead letters"));
    page->restoreLayout(m_settings);
    connect(page, &pages::DeadLettersPage::queueOpened, this, &MainWindow::openQueueNamed);
    connect(page, &pages::DeadLettersPage::exportRequested, m_transferActions,
            &actions::TransferActions::exportMessages);
    connect(m_messageActions, &actions::MessageActions::over, page, &pages::DeadLettersPage::afterAction);
    connect(m_actions, &BrokerActions::undone, page, &pages::DeadLettersPage::reload);
    page->messages().setCompareMemory(*m_compareMemory);
    m_deadLetters = m_session.watchDeadLetters(this, [this](const engine::DeadLettersSnapshot &deadLetters) {
        m_navigator->contents().updateDeadLetters(deadLetters);
        m_attention->takeDeadLetters(deadLetters);
    });
}

void MainWindow::makeFlow()
{
    auto *flow = new pages::FlowPage(m_session, {*m_actions, *m_topicActions, *m_groupActions}, m_tabs);
    m_tabs->addPinned(u"flow"_s, flow, tr("Flow"));
    flow->restoreLayout(m_settings);
    connect(flow, &pages::FlowPage::exchangeOpened, this,
            [this](engine::ExchangeId id) { openList(u"exchanges"_s, id.v); });
    connect(flow, &pages::FlowPage::connectionOpened, this,
            [this](engine::ConnectionId id) { openList(u"connections"_s, id.v); });
    connect(flow, &pages::FlowPage::groupOpened, this, &MainWindow::openGroup);
    connect(flow, &pages::FlowPage::deadLettersOpened, this, &MainWindow::openDeadLetters);
    connect(flow, &pages::FlowPage::nodeChosen, this,
            [this, flow](const canvas::NodeId &id) { m_inspector->showObject(pages::factsOf(*flow, id)); });
    connect(flow, &pages::FlowPage::nodeUpdated, this,
            [this, flow](const canvas::NodeId &id) { m_inspector->updateObject(pages::factsOf(*flow, id)); });
    connect(flow, &pages::FlowPage::edgeChosen, this,
            [this, flow](const canvas::EdgeId &id) { m_inspector->showObject(pages::factsOf(*flow, id)); });
    connect(flow, &pages::FlowPage::edgeUpdated, this,
            [this, flow](const canvas::EdgeId &id) { m_inspector->updateObject(pages::factsOf(*flow, id)); });
    connect(flow, &pages::FlowPage::topicPublishRequested, this,
            [this](const QString &virtualHost, const QString &topic, std::optional<quint32> partition) {
                m_publishers->openAtTopic(virtualHost, topic, partition);
            });
    connect(flow, &pages::FlowPage::done, this,
            [this](const QString &what) { m_notices->post(NoticeBar::Kind::Done, what); });
    connect(flow, &pages::FlowPage::failed, this,
            [this](const QString &what) { m_notices->post(NoticeBar::Kind::Error, what); });
}

void MainWindow::connectBroker()
{
    m_overview = m_session.watchOverview(this, [this](const engine::OverviewSnapshot &overview) {
        m_status->showOverview(overview);
        m_attention->takeOverview(overview);
        m_navigator->contents().updateOverview(overview);
    });
    m_status->setRunning(m_session.state() == BrokerSession::State::Running);
    connect(&m_session, &BrokerSession::stateChanged, m_status,
            [this](BrokerSession::State state) { m_status->setRunning(state == BrokerSession::State::Running); });
    connect(&m_session, &BrokerSession::stateChanged, this, &MainWindow::enableDeeds);
    enableDeeds();
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
            [this](const engine::QueueSpec &queue) { m_tabs->closeId(tabIdOf(queue)); });
    connect(m_topicActions, &actions::TopicActions::topicOpened, this, &MainWindow::openTopic);
    connect(m_topicActions, &actions::TopicActions::topicDeleted, this,
            [this](const engine::TopicSpec &topic) { m_tabs->closeId(tabIdOf(topic)); });
    connect(m_actions, &BrokerActions::handRequested, this, &MainWindow::consumeByHand);
    connect(m_topicActions, &actions::TopicActions::stepRequested, this, &MainWindow::stepThrough);
    connect(m_actions, &BrokerActions::publishRequested, this, &MainWindow::openPublisher);
    using actions::ReplayActions;
    connect(m_actions, &BrokerActions::replayRequested, m_replayActions, &ReplayActions::replayQueue);
    connect(m_topicActions, &actions::TopicActions::replayRequested, m_replayActions, &ReplayActions::replayTopic);
    connect(m_replayActions, &ReplayActions::replaysChanged, m_replayButton, &ReplayButton::showReplays);
    connect(m_replayButton, &QAbstractButton::clicked, this, &MainWindow::showReplays);
    connect(m_messageActions, &actions::MessageActions::progressChanged, this, &MainWindow::showActions);
    connect(m_transferActions, &actions::TransferActions::progressChanged, this, &MainWindow::showActions);
}

void MainWindow::showActions()
{
    QList<ActionProgress::Task> tasks;
    for (const engine::MessageActionProgress &action : m_messageActions->underWay()) {
        tasks.append({models::actionTitle(action.spec), models::actionCounts(action), models::actionPercent(action),
                      [this, id = action.id] { m_messageActions->cancel(id); }});
    }
    m_actionProgress->showTasks(tasks + m_transferActions->underWay());
}

/// What is asked for on a page of messages is done here, and what was found there is looked for again afterwards.
void MainWindow::connectMessages(pages::MessagePanel &panel)
{
    offerFollowing(panel);
    panel.setCompareMemory(*m_compareMemory);
    using models::MessageDeed;
    connect(&panel, &pages::MessagePanel::deedRequested, this,
            [this](MessageDeed deed, const models::MessagePick &pick) {
                switch (deed) {
                case MessageDeed::Delete:
                    return m_messageActions->remove(pick);
                case MessageDeed::Move:
                    return m_messageActions->move(pick);
                case MessageDeed::Copy:
                    return m_messageActions->copy(pick);
                case MessageDeed::PutBack:
                    return m_messageActions->putBack(pick);
                case MessageDeed::Edit:
                    return m_messageActions->edit(pick);
                case MessageDeed::Export:
                    return m_transferActions->exportMessages(pick);
                case MessageDeed::Import:
                    return m_transferActions->importMessages(actions::targetOf(pick));
                }
            });
    connect(&panel, &pages::MessagePanel::refused, this,
            [this](const QString &why) { m_notices->post(NoticeBar::Kind::Done, why); });
    connect(m_messageActions, &actions::MessageActions::over, &panel, &pages::MessagePanel::afterAction);
    connect(m_actions, &BrokerActions::undone, &panel, &pages::MessagePanel::reload);
}

void MainWindow::connectPanels()
{
    connect(m_navigator, &Navigator::sectionOpened, this,
            [this](NavigatorModel::Section section) { openPage(pageId(section)); });
    connect(m_navigator, &Navigator::queueOpened, this, &MainWindow::openQueue);
    connect(m_navigator, &Navigator::queuesChanged, this, &MainWindow::showQueues);
    connect(m_clientNews, &ClientNews::countChanged, m_navigator,
            [this](int count) { m_navigator->contents().setNews(NavigatorModel::Section::Connections, count); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::followTab);
    connect(m_tabs, &TabArea::aboutToClose, this, [this](QWidget *closing) {
        if (const auto *page = qobject_cast<const pages::Page *>(closing)) {
            page->saveLayout(m_settings);
            reportReleased(*page);
        }
        if (auto *repeating = qobject_cast<publisher::PublisherPage *>(closing))
            repeating->endRepeat();
    });
    const auto *sessionEnd = new SessionEnd(this);
    connect(sessionEnd, &SessionEnd::announced, this, &MainWindow::save);
    connect(sessionEnd, &SessionEnd::came, this, [this] {
        if (isVisible())
            closeUnasked();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        auto *view = qobject_cast<QAbstractItemView *>(now);
        if (view && view->window() == this && widgets::headerOf(view))
            m_lastList = view;
    });
    connect(static_cast<pages::DeadLettersPage *>(m_tabs->page(u"deadLetters"_s)),
            &pages::DeadLettersPage::messageSelected, m_inspector, &inspector::InspectorPanel::showMessage);
    m_inspector->setSettings(m_settings);
    connect(m_compareMemory, &inspector::CompareMemory::changed, this, [this] {
        if (m_compareMemory->remembered())
            m_notices->post(NoticeBar::Kind::Done,
                            tr("%1 is selected for comparing with others.").arg(m_compareMemory->label()));
    });
    connect(m_compareMemory, &inspector::CompareMemory::failed, this,
            [this](const QString &why) { m_notices->post(NoticeBar::Kind::Error, why); });
    connect(m_feed, &feed::FeedPanel::eventSelected, m_inspector, &inspector::InspectorPanel::showLiveEvent);
    connect(m_inspector, &inspector::InspectorPanel::copyRequested, this, &MainWindow::openPublisherWith);
    connect(m_publishers, &Publishers::done, this,
            [this](const QString &what) { m_notices->post(NoticeBar::Kind::Done, what); });
    connect(m_publishers, &Publishers::failed, this,
            [this](const QString &what) { m_notices->post(NoticeBar::Kind::Error, what); });
    connect(m_publishers, &Publishers::undoableDone, this,
            [this](const QString &what, const std::function<void()> &undo) { m_actions->noteUndoable(what, undo); });
}

// Where messages go, and went: their journeys, the unrouted tray, the feed of one of them.
void MainWindow::connectJourneys()
{
    m_journeys = m_session.watchJourneys(this, [](const engine::JourneyRecording &) {});
    connect(m_inspector, &inspector::InspectorPanel::targetChosen, this, &MainWindow::goTo);
    connect(m_inspector, &inspector::InspectorPanel::followRequested, this, &MainWindow::followMessage);
    connect(m_inspector, &inspector::InspectorPanel::valueMenuAboutToShow, this, &MainWindow::offerQueries);
    using actions::DeadLetterActions;
    connect(m_inspector, &inspector::InspectorPanel::requeueRequested, this,
            [this](const engine::MessageDetails &details) {
                m_deadLetterActions->requeue(DeadLetterActions::choiceOf(details));
            });
    connect(m_inspector, &inspector::InspectorPanel::editRequested, this,
            [this](const engine::MessageDetails &details) {
                m_deadLetterActions->edit(DeadLetterActions::choiceOf(details));
            });
    connect(m_unroutedActions, &actions::UnroutedActions::copyRequested, this, &MainWindow::openPublisherWith);
    connect(m_publishers, &Publishers::unroutedRequested, this, &MainWindow::openUnrouted);
    if (const auto *page = qobject_cast<pages::UnroutedPage *>(m_tabs->page(u"unrouted"_s)))
        connect(page, &pages::UnroutedPage::messageSelected, m_inspector, &inspector::InspectorPanel::showUnrouted);
}

void MainWindow::openUnrouted(engine::MessageId message)
{
    openPage(u"unrouted"_s);
    if (auto *page = qobject_cast<pages::UnroutedPage *>(m_tabs->currentWidget()))
        page->selectMessage(message);
    raiseToFront();
}

void MainWindow::followMessage(engine::MessageId message)
{
    m_feedDock->show();
    m_feed->follow(message);
}

void MainWindow::offerFollowing(pages::MessagePanel &panel)
{
    connect(&panel, &pages::MessagePanel::menuAboutToShow, this, [this, &panel](QMenu *menu) {
        const QList<engine::MessageSummary> messages = panel.table().selectedMessages();
        if (messages.size() == 1 && messages.first().id.isValid())
            menu->addAction(tr("Follow this message"), this, [this, id = messages.first().id] { followMessage(id); });
    });
}

/// What messages with the same value in their bodies are found by.
void MainWindow::offerQueries(QMenu *menu, const QString &condition)
{
    menu->addAction(tr("Filter the live feed by this"), this, [this, condition] {
        m_feedDock->show();
        m_feed->setQuery(feed::withBodyCondition(m_feed->query(), condition));
    });
    QWidget *page = m_tabs->currentWidget();
    const auto *queue = qobject_cast<pages::QueuePage *>(page);
    const auto *topic = qobject_cast<pages::TopicPage *>(page);
    auto *dead = qobject_cast<pages::DeadLettersPage *>(page);
    pages::MessagePanel *panel = queue ? &queue->messages() : topic ? &topic->messages() : nullptr;
    if (panel)
        menu->addAction(tr("Find here"), panel, [panel, condition] {
            panel->setFilterText(feed::withBodyCondition(panel->filterText(), condition));
        });
    else if (dead)
        menu->addAction(tr("Find here"), dead, [dead, condition] { dead->findBy(condition); });
}

/// Goes somewhere from a journey, which stays in the inspector.
void MainWindow::walk(const std::function<void()> &go)
{
    m_isWalking = true;
    go();
    m_isWalking = false;
}

void MainWindow::goTo(const inspector::JourneyTarget &target)
{
    using Kind = inspector::JourneyTarget::Kind;
    switch (target.kind) {
    case Kind::Queue:
        return goToQueue(target);
    case Kind::Topic:
        return goToTopic(target);
    case Kind::Exchange:
        return goToExchange(target);
    case Kind::Connection:
        return walk([this, &target] { openList(u"connections"_s, target.connection.v); });
    case Kind::Message:
        return m_inspector->showMessage(target.place);
    }
}

void MainWindow::goToQueue(const inspector::JourneyTarget &target)
{
    const QString label = models::queueLabel(target.virtualHost, target.name);
    if (const engine::QueueSnapshot *queue = m_navigator->contents().queueLabelled(label))
        walk([this, queue] { openQueue(*queue); });
    else
        m_notices->post(NoticeBar::Kind::Warning, tr("There is no queue %1 any more.").arg(label));
}

void MainWindow::goToTopic(const inspector::JourneyTarget &target)
{
    m_lookUp = m_session.watchTopics(this, [this, target](const QList<engine::TopicSnapshot> &topics) {
        endLookUp();
        for (const engine::TopicSnapshot &topic : topics) {
            if (topic.spec.virtualHost == target.virtualHost && topic.spec.name == target.name)
                return walk([this, &topic] { openTopic(topic); });
        }
        m_notices->post(NoticeBar::Kind::Warning, tr("There is no topic %1 any more.").arg(target.name));
    });
}

void MainWindow::goToExchange(const inspector::JourneyTarget &target)
{
    m_lookUp = m_session.watchExchanges(this, [this, target](const QList<engine::ExchangeSnapshot> &exchanges) {
        endLookUp();
        for (const engine::ExchangeSnapshot &exchange : exchanges) {
            if (exchange.spec.virtualHost != target.virtualHost || exchange.spec.name != target.name)
                continue;
            return walk([this, &exchange] { openList(u"exchanges"_s, exchange.id.v); });
        }
        m_notices->post(NoticeBar::Kind::Warning, tr("There is no exchange %1 any more.").arg(target.name));
    });
}

// Not from inside a callback of the subscription.
void MainWindow::endLookUp()
{
    QMetaObject::invokeMethod(
        this, [this] { m_lookUp.reset(); }, Qt::QueuedConnection);
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
    const QString id = tabIdOf(queue.spec);
    const auto *open = qobject_cast<pages::QueuePage *>(m_tabs->page(id));
    if (open && open->queue().id == queue.id) {
        m_tabs->activate(id);
        return;
    }
    // A page of an earlier queue with this name shows nothing any more; this one takes its place.
    auto *page = new pages::QueuePage(m_session, m_theme, queue, m_tabs);
    page->restoreLayout(m_settings);
    connect(page, &pages::QueuePage::messageSelected, m_inspector, &inspector::InspectorPanel::showMessage);
    connect(page, &pages::QueuePage::messageLeft, m_inspector, &inspector::InspectorPanel::markGone);
    connect(page, &pages::QueuePage::publishRequested, this, &MainWindow::openPublisher);
    connect(page, &pages::QueuePage::replayRequested, m_replayActions, &actions::ReplayActions::replayQueue);
    connect(page, &pages::QueuePage::pauseRequested, m_actions, &BrokerActions::setPaused);
    connect(page, &pages::QueuePage::cancelRequested, m_actions, &BrokerActions::cancelConsumer);
    connect(page, &pages::QueuePage::purgeRequested, m_actions, &BrokerActions::purgeQueue);
    connect(page, &pages::QueuePage::deleteRequested, m_actions, &BrokerActions::deleteQueue);
    connect(page, &pages::QueuePage::bindRequested, m_actions, &BrokerActions::newBinding);
    connect(page, &pages::QueuePage::unbindRequested, m_actions, &BrokerActions::unbind);
    connectMessages(page->messages());
    m_tabs->addObject(id, page, models::queueLabel(queue.spec));
    m_tabs->activate(id);
}

void MainWindow::openTopic(const engine::TopicSnapshot &topic)
{
    const QString id = tabIdOf(topic.spec);
    const auto *open = qobject_cast<pages::TopicPage *>(m_tabs->page(id));
    if (open && open->topic().id == topic.id) {
        m_tabs->activate(id);
        return;
    }
    auto *page = new pages::TopicPage(m_session, topic, m_tabs);
    page->restoreLayout(m_settings);
    connect(page, &pages::TopicPage::messageSelected, m_inspector, &inspector::InspectorPanel::showMessage);
    connect(page, &pages::TopicPage::publishRequested, m_publishers, &Publishers::openAtTopic);
    connect(page, &pages::TopicPage::editRequested, m_topicActions, &actions::TopicActions::editTopic);
    connect(page, &pages::TopicPage::deleteRequested, m_topicActions, &actions::TopicActions::deleteTopic);
    connect(page, &pages::TopicPage::deleteUpToRequested, m_topicActions, &actions::TopicActions::deleteUpTo);
    connect(page, &pages::TopicPage::replayRequested, m_replayActions, &actions::ReplayActions::replayTopic);
    connect(page, &pages::TopicPage::resetRequested, m_groupActions, &actions::GroupActions::resetOffsets);
    connect(page, &pages::TopicPage::groupOpened, this, &MainWindow::openGroup);
    connectMessages(page->messages());
    m_tabs->addObject(id, page, topic.spec.name);
    m_tabs->activate(id);
}

void MainWindow::consumeByHand(const engine::QueueSnapshot &queue)
{
    openQueue(queue);
    if (auto *page = qobject_cast<pages::QueuePage *>(currentPage()))
        page->consumeByHand();
}

void MainWindow::stepThrough(const engine::TopicSnapshot &topic)
{
    openTopic(topic);
    if (auto *page = qobject_cast<pages::TopicPage *>(currentPage()))
        page->stepByHand();
}

/// What was taken by hand does not disappear silently with its tab.
void MainWindow::reportReleased(const pages::Page &closing)
{
    const auto *page = qobject_cast<const pages::QueuePage *>(&closing);
    if (!page || page->held() == 0)
        return;
    m_notices->post(NoticeBar::Kind::Done,
                    theme::formatCounted(quint64(page->held()), tr("The message that was held by hand is back in %2."),
                                         tr("%1 messages that were held by hand are back in %2."))
                        .replace(u"%2"_s, page->queue().spec.name));
}

void MainWindow::openGroup(const QString &virtualHost, const QString &name)
{
    openPage(u"groups"_s);
    if (auto *groups = qobject_cast<pages::GroupsPage *>(m_tabs->currentWidget()))
        groups->selectGroup(virtualHost, name);
}

void MainWindow::openDeadLetters(const QString &virtualHost, const QString &queue)
{
    openPage(u"deadLetters"_s);
    if (auto *page = qobject_cast<pages::DeadLettersPage *>(m_tabs->currentWidget()))
        page->showQueue(virtualHost, queue);
}

void MainWindow::openQueueNamed(const QString &name)
{
    if (const engine::QueueSnapshot *queue = m_navigator->contents().queueLabelled(name)) {
        openQueue(*queue);
        currentPage()->focusContent();
    }
}

void MainWindow::openPublisher(const QString &virtualHost, const QString &exchange, const QString &routingKey)
{
    m_publishers->openAt(virtualHost, exchange, routingKey);
}

void MainWindow::openPublisherWith(const engine::MessageDetails &details)
{
    m_publishers->openWith(details);
}

void MainWindow::showListeners()
{
    if (!m_listeners) {
        m_listeners = new ListenersPopup(m_session, this);
        connect(m_listeners, &ListenersPopup::listenRequested, m_actions, &BrokerActions::listen);
    }
    m_listeners->popupBelow(*m_pill);
}

void MainWindow::showReplays()
{
    if (!m_replays)
        m_replays = new ReplaysPopup(*m_replayActions, this);
    m_replays->popupAbove(m_replayButton->isVisible() ? static_cast<const QWidget &>(*m_replayButton) : *m_status);
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
    pages::Page *page = currentPage();
    m_filter->follow(page ? page->filterHint() : QString(), page ? page->filterText() : QString());
    m_clientNews->setLooking(m_tabs->currentId() == pageId(NavigatorModel::Section::Connections));
    noteLookedAt(std::exchange(m_shownTab, m_tabs->currentId()));
    noteLookedAt(m_shownTab);
    followTabInNavigator();
    if (m_isWalking) // the journey that leads here is still read
        return;
    // What another page has shown there is not this one's.
    if (!m_inspector->isOfFeed())
        m_inspector->clear();
    if (page)
        page->tellSelection();
}

void MainWindow::followTabInNavigator()
{
    const pages::Page *page = currentPage();
    if (const auto *queue = qobject_cast<const pages::QueuePage *>(page)) {
        m_navigator->show(queue->queue().id);
        return;
    }
    if (qobject_cast<const pages::TopicPage *>(page)) {
        m_navigator->show(NavigatorModel::Section::Topics);
        return;
    }
    for (int section = 0; section < NavigatorModel::sectionCount; ++section) {
        if (pageId(NavigatorModel::Section(section)) == m_tabs->currentId()) {
            m_navigator->show(NavigatorModel::Section(section));
            return;
        }
    }
    m_navigator->showNothing(); // a publisher
}

void MainWindow::showQueues(const QList<engine::QueueSnapshot> &queues)
{
    QStringList names;
    for (const engine::QueueSnapshot &queue : queues)
        names << models::queueLabel(queue.spec);
    names.sort(Qt::CaseInsensitive);
    m_filter->setFindable(names);
}

void MainWindow::openList(const QString &id, const QVariant &row)
{
    openPage(id);
    if (pages::Page *page = currentPage()) {
        page->goTo(row);
        page->focusContent();
    }
}

} // namespace ui::mainwindow
