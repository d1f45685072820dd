// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/flowpage.h"

#include "ui/actions/brokeractions.h"
#include "ui/actions/topicactions.h"
#include "ui/canvas/flowexport.h"
#include "ui/canvas/story.h"
#include "ui/models/streams.h"
#include "ui/pages/flowmenu.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/widgets/connectsnippet.h"
#include "ui/widgets/stateview.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using canvas::FlowView;
using canvas::NodeId;
using canvas::NodeKind;
using engine::BrokerSession;
using engine::LifecycleStep;
using widgets::StateView;

namespace {

constexpr qint64 gatherMs = 60; // snapshots of the same moment come one by one
constexpr qint64 restShare = 8; // for a millisecond of work so many of rest
constexpr qint64 longestRestMs = 3000;
constexpr int tapPerSecond = 600;
constexpr qint64 busyForMs = 30'000; // an object that was busy a moment ago is not idle yet
constexpr int overlayMargin = 12;
constexpr int overlayGap = 6;
constexpr int longestOnly = 220; // pixels of the name in the chip
constexpr char choiceKey[] = "flow/shown";

engine::LiveFilter messagesOnTheirWay()
{
    engine::LiveFilter filter;
    for (const LifecycleStep step :
         {LifecycleStep::Published, LifecycleStep::Enqueued, LifecycleStep::Delivered, LifecycleStep::DeadLettered})
        filter.steps |= 1u << quint32(step);
    filter.maxPerSecond = tapPerSecond;
    return filter;
}

} // namespace

FlowPage::FlowPage(BrokerSession &session, const FlowActions &actions, QWidget *parent)
    : Page(session, parent)
    , m_actions(actions)
    , m_model(this)
    , m_view(new FlowView(m_model, this))
    , m_stack(new QStackedWidget(this))
    , m_state(new StateView(this))
    , m_snippet(new widgets::ConnectSnippet)
{
    m_clock.start();
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(int(gatherMs));
    connect(&m_rebuild, &QTimer::timeout, this, &FlowPage::rebuild);
    m_state->setTeaching(m_snippet);
    auto *content = new QWidget(this);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_view, 1);
    rows->addWidget(makeFoot());
    m_stack->addWidget(m_state);
    m_stack->addWidget(content);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);
    m_tools = makeTools();
    m_choiceBar = makeChoice();
    m_view->installEventFilter(this);
    connectView();
    connect(&session, &BrokerSession::stateChanged, this, [this](BrokerSession::State state) {
        if (state != BrokerSession::State::Running) {
            m_inputs = {};
            m_whole = {};
            m_model.update({});
        }
        refreshState();
    });
    connect(&session, &BrokerSession::listenersChanged, this, &FlowPage::refreshState);
    refreshState();
}

FlowPage::~FlowPage()
{
    delete m_view; // before the model that it shows
}

QToolButton *FlowPage::addTool(QWidget *bar, const QString &text, const QString &words, void (FlowPage::*act)())
{
    auto *button = new QToolButton(bar);
    button->setText(text);
    button->setToolTip(words);
    button->setAccessibleName(words);
    button->setFocusPolicy(Qt::TabFocus);
    bar->layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

QWidget *FlowPage::makeTools()
{
    auto *bar = new QWidget(m_view);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    addTool(bar, tr("Tidy"), tr("Lay everything out anew"), &FlowPage::tidy);
    addTool(bar, tr("Fit"), tr("Show everything (Home)"), &FlowPage::fit);
    addTool(bar, u"−"_s, tr("Zoom out (−)"), &FlowPage::zoomOut);
    m_zoom = addTool(bar, {}, tr("Back to 100 % (Ctrl+0)"), &FlowPage::zoomWhole);
    m_zoom->setMinimumWidth(58);
    addTool(bar, u"+"_s, tr("Zoom in (+)"), &FlowPage::zoomIn);
    followZoom();
    return bar;
}

QWidget *FlowPage::makeChoice()
{
    auto *bar = new QWidget(m_view);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto *show = new QToolButton(bar);
    show->setText(tr("Show"));
    show->setPopupMode(QToolButton::InstantPopup);
    show->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(show);
    const auto choose = [&](const QString &text, auto toggled) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, toggled);
        return action;
    };
    m_showIdle = choose(tr("What is idle"), [this](bool isOn) {
        canvas::FlowChoice choice = m_choice;
        choice.idle = isOn;
        setChoice(choice);
    });
    m_showInternals = choose(tr("Unused amq.* exchanges and reply queues"), [this](bool isOn) {
        canvas::FlowChoice choice = m_choice;
        choice.internals = isOn;
        setChoice(choice);
    });
    menu->addSeparator();
    m_showMoving = choose(tr("Messages on their way"), [this](bool isOn) { setMoving(isOn); });
    m_showMoving->setToolTip(tr("Moving dots on the connections"));
    menu->addSeparator();
    connect(menu->addAction(tr("Export as SVG…")), &QAction::triggered, this, [this] { exportPicture(u".svg"_s); });
    connect(menu->addAction(tr("Export as PNG…")), &QAction::triggered, this, [this] { exportPicture(u".png"_s); });
    show->setMenu(menu);
    row->addWidget(show);
    m_only = new QToolButton(bar);
    m_only->setObjectName(u"onlyChip"_s);
    m_only->setProperty("primary", true);
    m_only->setFocusPolicy(Qt::TabFocus);
    m_only->hide();
    connect(m_only, &QToolButton::clicked, this, [this] { showOnly({}); });
    row->addWidget(m_only);
    m_showIdle->setChecked(m_choice.idle);
    m_showMoving->setChecked(true);
    return bar;
}

QWidget *FlowPage::makeFoot()
{
    auto *foot = new QWidget(this);
    foot->setProperty("surface", u"bg"_s);
    foot->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(14, 6, 14, 8);
    m_story = new QLabel(foot);
    m_story->setObjectName(u"story"_s);
    m_story->setTextFormat(Qt::PlainText);
    m_story->setWordWrap(true);
    m_story->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_story->installEventFilter(this);
    m_note = new QLabel(foot);
    m_note->setProperty("role", u"faint"_s);
    row->addWidget(m_story, 1);
    row->addWidget(m_note);
    return foot;
}

void FlowPage::connectView()
{
    connect(m_view, &FlowView::zoomChanged, this, &FlowPage::followZoom);
    connect(m_view, &FlowView::opened, this, &FlowPage::open);
    connect(m_view, &FlowView::bindingDrawn, this, &FlowPage::bind);
    connect(m_view, &FlowView::currentChanged, this, &FlowPage::nodeChosen);
    connect(m_view, &FlowView::edgeChosen, this, &FlowPage::edgeChosen);
    connect(m_view, &FlowView::left, this, [this] {
        if (m_choice.only.isValid())
            showOnly({});
        else
            m_view->setCurrent({});
    });
    const auto popup = [](QMenu *menu, const QPoint &position) {
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(position);
    };
    connect(m_view, &FlowView::nodeMenuWanted, this, [this, popup](const NodeId &id, const QPoint &position) {
        popup(FlowMenu(*this, m_actions).forNode(id), position);
    });
    connect(m_view, &FlowView::edgeMenuWanted, this, [this, popup](const canvas::EdgeId &id, const QPoint &position) {
        popup(FlowMenu(*this, m_actions).forEdge(id), position);
    });
    connect(m_view, &FlowView::groundMenuWanted, this,
            [this, popup](const QPoint &position) { popup(FlowMenu(*this, m_actions).forGround(), position); });
}

void FlowPage::focusContent()
{
    m_view->setFocus();
}

void FlowPage::tellSelection()
{
    if (m_model.edge(m_view->currentEdge()))
        Q_EMIT edgeChosen(m_view->currentEdge());
    else
        Q_EMIT nodeChosen(m_view->current());
}

void FlowPage::goTo(const QVariant &place)
{
    const NodeId id{place.toString()};
    m_view->setCurrent(id);
    if (id.isValid())
        m_view->reveal(id);
}

// ---- what the broker says

template <typename Value>
auto FlowPage::taker(Value canvas::FlowInputs::*member)
{
    // Each kind comes for the first time once.
    auto isFirst = std::make_shared<bool>(true);
    return [this, member, isFirst](const Value &value) {
        m_inputs.*member = value;
        if (std::exchange(*isFirst, false))
            --m_waitingFor;
        rebuildSoon();
    };
}

std::vector<engine::SubscriptionPtr> FlowPage::watch()
{
    using canvas::FlowInputs;
    m_waitingFor = 6;
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchExchanges(this, taker(&FlowInputs::exchanges)));
    watching.push_back(models::watchQueuesProper(session(), this, taker(&FlowInputs::queues)));
    watching.push_back(session().watchBindings(this, taker(&FlowInputs::bindings)));
    watching.push_back(session().watchConnections(this, taker(&FlowInputs::connections)));
    watching.push_back(session().watchTopics(this, taker(&FlowInputs::topics)));
    watching.push_back(session().watchGroups(this, taker(&FlowInputs::groups)));
    watching.push_back(
        session().watchOverview(this, [this](const engine::OverviewSnapshot &overview) { m_overview = overview; }));
    watching.push_back(
        session().tap(this, messagesOnTheirWay(), [this](const engine::LiveBatch &batch) { takeLive(batch); }));
    return watching;
}

void FlowPage::takeLive(const engine::LiveBatch &batch)
{
    m_traffic.take(batch, now());
    m_pulses.send(batch, m_view->motion());
    m_view->setMoving(m_view->isMoving()); // there may be something to move again
}

void FlowPage::rebuildSoon()
{
    if (!m_rebuild.isActive())
        m_rebuild.start();
}

void FlowPage::rebuild()
{
    if (!isVisible())
        return;
    if (m_waitingFor > 0 || session().state() != BrokerSession::State::Running)
        return refreshState();
    const qint64 began = now();
    m_traffic.keepOnly(m_inputs.connections, now());
    m_traffic.keepOnly(m_inputs.queues, m_inputs.topics);
    m_traffic.takeGroups(m_inputs.groups, now());
    canvas::BuiltGraph built = buildGraph(m_inputs, m_traffic);
    if (!m_choice.idle)
        noteBusy(built.graph);
    for (canvas::FlowNode &node : built.graph.nodes) {
        if (!m_choice.idle && node.isIdle && m_busyAt.contains(node.id) && now() - m_busyAt.value(node.id) < busyForMs)
            node.isIdle = false;
    }
    m_pulses.setGraph(built);
    m_whole = built.graph;
    if (m_choice.only.isValid() && !m_whole.find(m_choice.only))
        showOnly({});
    m_model.update(visiblePart(m_whole, m_choice, &m_leftOut));
    if (m_model.node(m_view->current()))
        Q_EMIT nodeUpdated(m_view->current());
    else if (m_model.edge(m_view->currentEdge()))
        Q_EMIT edgeUpdated(m_view->currentEdge());
    tidyForPublishers();
    refreshState();
    refreshFoot();
    // Of very many objects the graph is made less often.
    m_rebuild.setInterval(int(qBound<qint64>(gatherMs, (now() - began) * restShare, longestRestMs)));
}

// Who publishes is known a moment after what there is: only then can everything stand where it belongs.
void FlowPage::tidyForPublishers()
{
    const auto isPublish = [](const canvas::FlowEdge &edge) { return edge.kind == canvas::EdgeKind::Publish; };
    const auto &edges = m_model.graph().edges;
    if (m_hasPublishers || std::none_of(edges.cbegin(), edges.cend(), isPublish))
        return;
    m_hasPublishers = true;
    if (m_view->isUntouched())
        m_view->tidy();
}

void FlowPage::noteBusy(const canvas::FlowGraph &graph)
{
    QHash<NodeId, qint64> busy;
    for (const canvas::FlowNode &node : graph.nodes) {
        if (!node.isIdle)
            busy.insert(node.id, now());
        else if (m_busyAt.contains(node.id))
            busy.insert(node.id, m_busyAt.value(node.id));
    }
    m_busyAt = busy;
}

void FlowPage::refreshState()
{
    const BrokerSession::State state = session().state();
    QWidget *content = m_stack->widget(1);
    if (state == BrokerSession::State::Failed) {
        m_state->show(StateView::Kind::Failed, tr("The broker did not start"), session().problem());
        return m_stack->setCurrentWidget(m_state);
    }
    if (state == BrokerSession::State::Stopped || state == BrokerSession::State::Stopping) {
        m_state->show(StateView::Kind::Disconnected, tr("The broker has stopped"), {});
        return m_stack->setCurrentWidget(m_state);
    }
    if (state == BrokerSession::State::Starting || m_waitingFor > 0) {
        if (m_model.graph().nodes.isEmpty()) {
            m_state->show(StateView::Kind::Loading, tr("Looking at the broker…"), {});
            m_stack->setCurrentWidget(m_state);
        }
        return;
    }
    const auto isOrdinary = [](const canvas::FlowNode &node) { return !node.isInternal; };
    if (m_choice.internals || std::any_of(m_whole.nodes.cbegin(), m_whole.nodes.cend(), isOrdinary))
        return m_stack->setCurrentWidget(content);
    m_snippet->setListeners(session().listeners());
    m_state->show(
        StateView::Kind::Empty, tr("Nothing flows yet"),
        tr("Connect a client: whoever publishes stands at the left, the exchanges and queues it uses in the middle, "
           "whoever consumes at the right, and the messages move between them."));
    m_stack->setCurrentWidget(m_state);
}

void FlowPage::refreshFoot()
{
    const canvas::Story story = storyOf(m_inputs, m_whole, m_traffic, m_overview);
    m_story->setText(story.text);
    m_storyAbout = story.about;
    m_isStoryOfDeadLetters = story.isOfDeadLetters;
    m_story->setCursor(story.about.isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_story->setToolTip(!story.about.isValid()  ? QString()
                        : story.isOfDeadLetters ? tr("Show the dead letters")
                                                : tr("Show it"));
    const QString role = story.trouble == canvas::Trouble::Serious   ? u"error"_s
                         : story.trouble == canvas::Trouble::Warning ? u"warning"_s
                                                                     : u"muted"_s;
    if (m_story->property("role") != role) {
        m_story->setProperty("role", role);
        m_story->style()->unpolish(m_story);
        m_story->style()->polish(m_story);
    }
    m_note->setText(m_leftOut > 0
                        ? tr("The busiest are drawn, %1 more are not").arg(theme::formatCount(quint64(m_leftOut)))
                        : QString());
}

QString FlowPage::story() const
{
    return m_story->text();
}

// ---- what is shown of it

void FlowPage::setChoice(const canvas::FlowChoice &choice)
{
    m_choice = choice;
    m_showIdle->setChecked(choice.idle);
    m_showInternals->setChecked(choice.internals);
    const canvas::FlowNode *only = m_whole.find(choice.only);
    m_only->setText(only ? tr("Only %1  ×").arg(fontMetrics().elidedText(only->title, Qt::ElideMiddle, longestOnly))
                         : QString());
    m_only->setToolTip(tr("Show everything again (Escape)"));
    m_only->setVisible(only);
    placeOverlays();
    m_model.update(visiblePart(m_whole, m_choice, &m_leftOut));
    refreshState();
}

void FlowPage::showOnly(const NodeId &id)
{
    canvas::FlowChoice choice = m_choice;
    choice.only = id;
    setChoice(choice);
    m_view->fit();
}

void FlowPage::setMoving(bool isMoving)
{
    m_view->setMoving(isMoving);
    m_showMoving->setChecked(isMoving);
}

void FlowPage::restoreLayout(settings::Settings &settings)
{
    const QStringList shown = settings.value(QLatin1StringView(choiceKey), u"idle,moving"_s).split(u',');
    m_choice.idle = shown.contains(u"idle"_s);
    m_choice.internals = shown.contains(u"internals"_s);
    setChoice(m_choice);
    setMoving(shown.contains(u"moving"_s));
}

void FlowPage::saveLayout(settings::Settings &settings) const
{
    QStringList shown{u"flow"_s};
    if (m_choice.idle)
        shown << u"idle"_s;
    if (m_choice.internals)
        shown << u"internals"_s;
    if (m_view->isMoving())
        shown << u"moving"_s;
    settings.setValue(QLatin1StringView(choiceKey), shown.join(u','));
}

bool FlowPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        placeOverlays();
    if (watched == m_story && event->type() == QEvent::MouseButtonRelease && m_storyAbout.isValid()) {
        m_view->setCurrent(m_storyAbout);
        m_view->reveal(m_storyAbout);
        if (m_isStoryOfDeadLetters)
            openDeadLetters(m_storyAbout);
    }
    return Page::eventFilter(watched, event);
}

void FlowPage::placeOverlays()
{
    m_tools->adjustSize();
    m_tools->move(m_view->width() - m_tools->width() - overlayMargin, overlayMargin);
    m_choiceBar->adjustSize();
    // Side by side where there is room, otherwise one below the other.
    const bool fits = overlayMargin + m_choiceBar->width() + overlayMargin <= m_tools->x();
    m_choiceBar->move(overlayMargin, fits ? overlayMargin : overlayMargin + m_tools->height() + overlayGap);
}

void FlowPage::followZoom()
{
    m_zoom->setText(tr("%1 %").arg(qRound(m_view->zoom() * 100)));
}

// ---- what can be done

void FlowPage::open(const NodeId &id)
{
    if (const engine::QueueSnapshot *queue = queueOf(id))
        m_actions.broker.openQueue(*queue);
    else if (const engine::TopicSnapshot *topic = topicOf(id))
        m_actions.topics.openTopic(*topic);
    else if (const engine::ExchangeSnapshot *exchange = exchangeOf(id))
        Q_EMIT exchangeOpened(exchange->id);
    else if (const engine::GroupSnapshot *group = groupOf(id))
        Q_EMIT groupOpened(group->virtualHost, group->name);
    else if (const auto connections = connectionsOf(id); !connections.isEmpty())
        Q_EMIT connectionOpened(connections.front().id);
}

void FlowPage::openDeadLetters(const NodeId &id)
{
    if (const engine::QueueSnapshot *queue = queueOf(id))
        Q_EMIT deadLettersOpened(queue->spec.virtualHost, queue->spec.name);
}

void FlowPage::publishToTopic(const engine::TopicSpec &topic)
{
    Q_EMIT topicPublishRequested(topic.virtualHost, topic.name, std::nullopt);
}

void FlowPage::bind(const NodeId &from, const NodeId &to)
{
    const canvas::FlowNode *source = m_model.node(from);
    const canvas::FlowNode *destination = m_model.node(to);
    if (!source || !destination)
        return;
    engine::BindingSpec start;
    start.virtualHost = source->virtualHost;
    start.source = source->name;
    start.destination = destination->name;
    start.destinationType =
        destination->kind == NodeKind::Exchange ? engine::DestinationType::Exchange : engine::DestinationType::Queue;
    m_actions.broker.newBinding(start);
}

void FlowPage::exportPicture(const QString &ending)
{
    auto *dialog = new QFileDialog(this, tr("Export the flow"), tr("flow") + ending,
                                   ending == u".svg"_s ? tr("SVG pictures (*.svg)") : tr("PNG pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending.mid(1));
    connect(dialog, &QFileDialog::fileSelected, this, &FlowPage::writeTo);
    dialog->open();
}

void FlowPage::writeTo(const QString &fileName)
{
    if (canvas::writePicture(*m_view, fileName))
        Q_EMIT done(tr("The flow is in %1.").arg(fileName));
    else
        Q_EMIT failed(tr("%1 could not be written.").arg(fileName));
}

// ---- what is behind a node

namespace {

template <typename Snapshot, typename IdOf>
const Snapshot *findById(const QList<Snapshot> &list, const NodeId &id, IdOf idOf)
{
    const auto it = std::find_if(list.cbegin(), list.cend(), [&](const Snapshot &one) { return idOf(one) == id; });
    return it == list.cend() ? nullptr : &*it;
}

} // namespace

const engine::ExchangeSnapshot *FlowPage::exchangeOf(const NodeId &id) const
{
    return findById(m_inputs.exchanges, id, [](const engine::ExchangeSnapshot &exchange) {
        return nodeId(NodeKind::Exchange, exchange.spec.virtualHost, exchange.spec.name);
    });
}

const engine::QueueSnapshot *FlowPage::queueOf(const NodeId &id) const
{
    return findById(m_inputs.queues, id, [](const engine::QueueSnapshot &queue) {
        return nodeId(NodeKind::Queue, queue.spec.virtualHost, queue.spec.name);
    });
}

const engine::TopicSnapshot *FlowPage::topicOf(const NodeId &id) const
{
    return findById(m_inputs.topics, id, [](const engine::TopicSnapshot &topic) {
        return nodeId(NodeKind::Topic, topic.spec.virtualHost, topic.spec.name);
    });
}

const engine::GroupSnapshot *FlowPage::groupOf(const NodeId &id) const
{
    return findById(m_inputs.groups, id, [](const engine::GroupSnapshot &group) {
        return nodeId(NodeKind::Group, group.virtualHost, group.name);
    });
}

QList<engine::ConnectionSnapshot> FlowPage::connectionsOf(const NodeId &id) const
{
    const canvas::FlowNode *node = m_model.node(id);
    QList<engine::ConnectionSnapshot> list;
    for (const engine::ConnectionSnapshot &connection : m_inputs.connections) {
        if (node && node->connections.contains(connection.id))
            list << connection;
    }
    return list;
}

} // namespace ui::pages
