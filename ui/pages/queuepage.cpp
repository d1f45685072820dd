// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/queuepage.h"

#include "ui/models/bindingmodel.h"
#include "ui/models/consumermodel.h"
#include "ui/models/features.h"
#include "ui/models/queuemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/gototarget.h"
#include "ui/pages/handpanel.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/measures.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/queuedetails.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/figurestrip.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/queuesnippet.h"
#include "ui/widgets/sightglass.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tabbuttons.h"
#include "ui/widgets/tabroom.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::QueueSnapshot;
using tables::Tone;
using widgets::QueueSnippet;
using widgets::StateView;

namespace {

constexpr int roomForGlass = 800;  // its level stands in the navigator, too
constexpr int roomForCharts = 640; // a page as high as this shows them unasked

/// The tabs, in order.
enum Tab { MessagesTab, ConsumersTab, BindingsTab, ArgumentsTab, HandTab };

enum QueueFigure { ReadyFigure, UnackedFigure, QueueInFigure, QueueOutFigure, ConsumerFigure };

QLabel *labelled(const QString &text, const QString &role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("role", role);
    return label;
}

} // namespace

QueuePage::QueuePage(engine::BrokerSession &session, theme::Theme &, const QueueSnapshot &initial, QWidget *parent)
    : Page(session, parent)
    , m_queue(initial)
{
    setAccessibleName(tr("Queue %1").arg(initial.spec.name));
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_consumers = new models::ConsumerModel(this);
    m_bindings = new models::BindingModel(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setProperty("actions", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeMessages(), tr("Messages"));
    m_tabs->addTab(makeConsumers(), tr("Consumers"));
    m_tabs->addTab(makeBindings(), tr("Bindings"));
    m_tabs->addTab(makeDetails(), tr("Arguments"));
    m_tabs->addTab(makeHand(), tr("By hand"));
    makeButtons();
    widgets::needRoomForCurrent(*m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { widgets::needRoomForCurrent(*m_tabs); });
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    rows->addWidget(makeCharts());
    rows->addWidget(m_tabs, 1);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &QueuePage::refreshMessages);
    m_panel->showLog(initial.id, initial.total());
    refreshHeader();
}

QWidget *QueuePage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(6);
    auto *name = new widgets::ElidedLabel(header);
    name->setProperty("role", u"title"_s);
    name->setWords(m_queue.spec.name);
    name->makeName(leastOfName);
    row->addWidget(name);
    row->addSpacing(4);
    if (m_queue.spec.virtualHost != u"/"_s)
        row->addWidget(labelled(tr("in %1").arg(m_queue.spec.virtualHost), u"muted"_s, header));
    for (const QString &feature : models::featuresOf(m_queue.spec)) {
        auto *badge = new widgets::Badge(feature, Tone::Muted, header);
        badge->setToolTip(models::featureMeaning(feature));
        row->addWidget(badge);
    }
    m_paused = new widgets::Badge(tr("paused"), Tone::Unacked, header);
    m_paused->setToolTip(tr("Nothing is delivered until the queue is resumed; publishing goes on."));
    row->addWidget(m_paused);
    m_policy = new widgets::Badge({}, Tone::Accent, header);
    m_policy->setMayShrink();
    row->addWidget(m_policy);
    row->addSpacing(8);
    row->addStretch(1);
    m_glass = new widgets::SightGlass(header);
    row->addWidget(m_glass);
    row->addSpacing(10);
    m_figures = new widgets::FigureStrip(header);
    for (const QString &figure : {tr("ready"), tr("unacked"), tr("in"), tr("out"), tr("consumers")})
        m_figures->addFigure(figure);
    row->addWidget(m_figures);
    return header;
}

void QueuePage::makeButtons()
{
    auto *buttons = new widgets::TabButtons(*m_tabs);
    m_chartsButton = buttons->addButton(tr("Charts"), tr("Queued messages and rates over time"));
    m_chartsButton->setCheckable(true);
    connect(m_chartsButton, &QPushButton::clicked, this, [this] {
        m_isChartChoiceKnown = true;
        showCharts();
    });
    m_pause = buttons->addButton(tr("Pause"), {});
    connect(m_pause, &QPushButton::clicked, this,
            [this] { Q_EMIT pauseRequested(m_queue, m_queue.state != QueueSnapshot::State::Paused); });
    m_purge = buttons->addButton(
        tr("Purge"), tr("Remove the ready messages; this can be undone, or asks first where they are too many"));
    connect(m_purge, &QPushButton::clicked, this, [this] { Q_EMIT purgeRequested(m_queue); });
    m_replay = buttons->addButton(tr("Replay…"), tr("Publish copies of these messages elsewhere"));
    connect(m_replay, &QPushButton::clicked, this, [this] { Q_EMIT replayRequested(m_queue); });
    m_delete = buttons->addButton(tr("Delete…"), tr("Delete the queue and what is in it"));
    connect(m_delete, &QPushButton::clicked, this, [this] { Q_EMIT deleteRequested(m_queue); });
    m_publish = buttons->addPrimary(tr("Publish here…"), tr("Write a message to this queue"));
    connect(m_publish, &QPushButton::clicked, this, &QueuePage::publishHere);
}

QWidget *QueuePage::makeMessages()
{
    m_panel = new MessagePanel(session(), MessagePanel::Kind::Queue, this);
    m_panel->setPlace(m_queue.spec.virtualHost, m_queue.spec.name);
    connect(m_panel, &MessagePanel::messageSelected, this, &QueuePage::messageSelected);
    connect(m_panel, &MessagePanel::messageLeft, this, &QueuePage::messageLeft);
    connect(m_panel, &MessagePanel::targetTyped, this, &QueuePage::jumpToTyped);
    connect(m_panel, &MessagePanel::menuAboutToShow, this, &QueuePage::addToMenu);
    StateView &state = m_panel->state();
    auto *snippet = new QueueSnippet(QueueSnippet::Purpose::Publish);
    snippet->setQueue(m_queue.spec, session().listeners());
    state.setTeaching(snippet);
    m_panel->setEmptyAction(tr("Publish to this queue…"));
    connect(m_panel, &MessagePanel::emptyActionTriggered, this, &QueuePage::publishHere);
    connect(&session(), &engine::BrokerSession::listenersChanged, snippet,
            [this, snippet] { snippet->setQueue(m_queue.spec, session().listeners()); });
    return m_panel;
}

QWidget *QueuePage::makeConsumers()
{
    m_consumerList = new widgets::ListView(this);
    m_consumerList->setAccessibleName(tr("Consumers"));
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_consumers);
    proxy->setSortRole(models::SortRole);
    m_consumerList->setModel(proxy);
    m_consumerList->setColumnWidths({150, 0, 76, -64, 112, 76, 72, 100, -84, -160, 116});
    m_consumerList->setStretchColumn(models::ConsumerModel::Owner);
    m_consumerList->sortByColumn(models::ConsumerModel::Owner, Qt::AscendingOrder);
    m_consumerState = new StateView(this);
    auto *snippet = new QueueSnippet(QueueSnippet::Purpose::Consume);
    snippet->setQueue(m_queue.spec, session().listeners());
    m_consumerState->setTeaching(snippet);
    m_consumerState->show(StateView::Kind::Empty, tr("No consumer"),
                          tr("Messages wait here until a client takes them. In Python, with pika:"));
    m_consumerList->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *cancel = new QAction(tr("Cancel consumer…"), m_consumerList);
    cancel->setShortcut(QKeySequence::Delete);
    cancel->setShortcutContext(Qt::WidgetShortcut);
    connect(cancel, &QAction::triggered, this, &QueuePage::cancelSelected);
    m_consumerList->addAction(cancel);
    auto *foot = new QFrame(this);
    foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 8, 16, 8);
    row->addStretch(1);
    m_cancel = new QPushButton(tr("Cancel consumer…"), foot);
    m_cancel->setToolTip(tr("Its client is told, and gets no more messages by it"));
    m_cancel->setEnabled(false);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &QueuePage::cancelSelected);
    connect(m_consumerList, &widgets::ListView::rowSelected, this,
            [this](const QModelIndex &index) { m_cancel->setEnabled(index.isValid()); });
    auto *listed = new QWidget(this);
    auto *rows = new QVBoxLayout(listed);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_consumerList, 1);
    rows->addWidget(foot);
    m_consumerStack = new QStackedWidget(this);
    m_consumerStack->addWidget(listed);
    m_consumerStack->addWidget(m_consumerState);
    m_consumerStack->setCurrentWidget(m_consumerState);
    return m_consumerStack;
}

QWidget *QueuePage::makeBindings()
{
    auto *page = new QWidget(this);
    m_bindingProxy = new models::BindingFilterProxy(this);
    m_bindingProxy->setSourceModel(m_bindings);
    m_bindingProxy->showTo(m_queue.spec.virtualHost, engine::DestinationType::Queue, m_queue.spec.name);
    m_bindingList = new widgets::ListView(page);
    m_bindingList->setAccessibleName(tr("Bindings to this queue"));
    m_bindingList->setModel(m_bindingProxy);
    m_bindingList->setColumnWidths({220, 0, 260, -1, -1});
    m_bindingList->setStretchColumn(models::BindingModel::RoutingKey);
    m_bindingList->sortByColumn(models::BindingModel::From, Qt::AscendingOrder);
    m_bindingList->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *remove = new QAction(tr("Unbind"), m_bindingList);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, &QueuePage::unbindSelected);
    m_bindingList->addAction(remove);

    auto *foot = new QFrame(page);
    foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(labelled(tr("↓  This queue, %1").arg(m_queue.spec.name), u"heading"_s, foot));
    row->addStretch(1);
    m_unbind = new QPushButton(tr("Unbind"), foot);
    m_unbind->setEnabled(false);
    m_bind = new QPushButton(tr("Add binding…"), foot);
    row->addWidget(m_unbind);
    row->addWidget(m_bind);
    connect(m_unbind, &QPushButton::clicked, this, &QueuePage::unbindSelected);
    connect(m_bind, &QPushButton::clicked, this, [this] {
        engine::BindingSpec start;
        start.virtualHost = m_queue.spec.virtualHost;
        start.destination = m_queue.spec.name;
        Q_EMIT bindRequested(start);
    });
    connect(m_bindingList, &widgets::ListView::rowSelected, this, &QueuePage::refreshActions);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bindingList, 1);
    rows->addWidget(foot);
    return page;
}

QWidget *QueuePage::makeDetails()
{
    m_details = new QueueDetailModel(this);
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_details);
    proxy->setSortRole(models::SortRole);
    auto *list = new widgets::ListView(this);
    list->setAccessibleName(tr("Arguments"));
    list->setModel(proxy);
    list->setColumnWidths({210, 160, 150, 0});
    list->setStretchColumn(QueueDetailModel::Meaning);
    list->sortByColumn(QueueDetailModel::Name, Qt::AscendingOrder);
    return list;
}

QWidget *QueuePage::makeHand()
{
    m_hand = new HandPanel(session(), m_queue, this);
    connect(m_hand, &HandPanel::messageSelected, this, &QueuePage::messageSelected);
    connect(m_hand, &HandPanel::heldChanged, this, [this](qsizetype held) {
        m_tabs->setTabText(HandTab, held ? tr("By hand  %1").arg(held) : tr("By hand"));
    });
    return m_hand;
}

QWidget *QueuePage::makeCharts()
{
    auto *strip = new QFrame(this);
    strip->setProperty("surface", u"bar"_s);
    auto *rows = new QVBoxLayout(strip);
    rows->setContentsMargins(16, 4, 16, 4);
    m_charts = new HistoryCharts(session(), engine::HistorySubject::Kind::Queue, strip);
    m_charts->setSubject(engine::HistorySubject::of(m_queue.id));
    rows->addWidget(m_charts);
    strip->setFixedHeight(chartsHeight);
    strip->hide();
    m_chartStrip = strip;
    return strip;
}

/// Where nobody has said so yet: if there is room.
void QueuePage::showCharts()
{
    if (!m_isChartChoiceKnown)
        m_chartsButton->setChecked(height() >= roomForCharts);
    m_chartStrip->setVisible(m_chartsButton->isChecked());
}

void QueuePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_glass->setVisible(width() >= roomForGlass);
    showCharts();
}

HandPanel &QueuePage::consumeByHand()
{
    m_tabs->setCurrentWidget(m_hand);
    m_hand->focusContent();
    return *m_hand;
}

qsizetype QueuePage::held() const
{
    return m_hand->held();
}

std::vector<engine::SubscriptionPtr> QueuePage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchQueues(
        this, [this](const QList<QueueSnapshot> &queues) { take(queues); }, 4));
    watching.push_back(session().watchConnections(
        this, [this](const QList<engine::ConnectionSnapshot> &s) { takeConsumers(s); }, 2));
    watching.push_back(session().watchBindings(
        this, [this](const QList<engine::BindingSnapshot> &s) { takeBindings(s); }, 2));
    return watching;
}

void QueuePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_refresh.start();
    m_panel->refresh(m_queue.total(), true);
}

void QueuePage::hideEvent(QHideEvent *event)
{
    m_refresh.stop();
    Page::hideEvent(event);
}

void QueuePage::take(const QList<QueueSnapshot> &queues)
{
    const auto it =
        std::find_if(queues.cbegin(), queues.cend(), [this](const QueueSnapshot &q) { return q.id == m_queue.id; });
    m_gone = it == queues.cend();
    if (m_gone)
        m_bindings->update({}); // those to a new queue of this name are not this one's
    else
        m_queue = *it;
    m_panel->setGone(m_gone ? tr("This queue has been deleted") : QString());
    m_hand->setGone(m_gone);
    m_hand->setQueue(m_queue);
    refreshHeader();
}

void QueuePage::takeConsumers(const QList<engine::ConnectionSnapshot> &connections)
{
    const auto consumers = models::consumersOf(connections, m_queue.id);
    m_consumers->update(consumers);
    m_tabs->setTabText(ConsumersTab, consumers.isEmpty() ? tr("Consumers") : tr("Consumers  %1").arg(consumers.size()));
    m_consumerStack->setCurrentIndex(consumers.isEmpty() ? 1 : 0);
}

void QueuePage::takeBindings(const QList<engine::BindingSnapshot> &bindings)
{
    m_bindings->update(m_gone ? QList<engine::BindingSnapshot>() : bindings);
    m_tabs->setTabText(BindingsTab, tr("Bindings  %1").arg(m_bindingProxy->rowCount()));
}

void QueuePage::refreshHeader()
{
    const bool isPaused = m_queue.state == QueueSnapshot::State::Paused;
    m_paused->setVisible(isPaused);
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(isPaused ? tr("Deliver messages again")
                                 : tr("Deliver nothing until it is resumed; publishing goes on"));
    const engine::AppliedPolicy &policy = m_queue.policy;
    m_policy->setBadge(tr("policy %1").arg(models::policyText(policy)), Tone::Accent);
    m_policy->setToolTip(models::argumentsText(policy.effective));
    m_policy->setVisible(!policy.isEmpty());
    m_details->update(queueDetails(m_queue));
    const int arguments = argumentCount(m_queue);
    m_tabs->setTabText(ArgumentsTab, arguments ? tr("Arguments  %1").arg(arguments) : tr("Arguments"));
    m_glass->setLevel(models::levelOf(m_queue));
    m_figures->setFigure(ReadyFigure, theme::formatCount(m_queue.ready), m_queue.ready ? Tone::Ready : Tone::Muted);
    m_figures->setFigure(UnackedFigure, theme::formatCount(m_queue.unacked),
                         m_queue.unacked ? Tone::Unacked : Tone::Muted);
    m_figures->setFigure(QueueInFigure, theme::formatRate(m_queue.incomingRate));
    m_figures->setFigure(QueueOutFigure, theme::formatRate(m_queue.deliverGetRate));
    m_figures->setFigure(ConsumerFigure, theme::formatCount(m_queue.consumers),
                         m_queue.consumers ? Tone::Normal : Tone::Muted);
    m_panel->setEmptyWords(tr("%1 is empty").arg(m_queue.spec.name),
                           m_queue.consumers ? tr("Its consumers take every message as it arrives; the live feed shows "
                                                  "them passing. To publish one, in Python with pika:")
                                             : tr("Messages that reach this queue appear here, and looking at them "
                                                  "never consumes one. To publish one, in Python with pika:"));
    refreshActions();
}

/// They name the queue: when it is gone they would reach another one of the same name.
void QueuePage::refreshActions()
{
    const QModelIndex binding = m_bindingList->selectedRow();
    m_purge->setEnabled(m_queue.ready > 0 && !m_gone);
    m_publish->setEnabled(!m_gone);
    m_pause->setEnabled(!m_gone);
    m_replay->setEnabled(!m_gone);
    m_delete->setEnabled(!m_gone);
    m_bind->setEnabled(!m_gone);
    m_unbind->setEnabled(binding.isValid() && !m_bindings->at(m_bindingProxy->mapToSource(binding).row()).implicit);
}

void QueuePage::refreshMessages()
{
    const bool moving =
        m_queue.incomingRate > 0 || m_queue.deliverGetRate > 0 || m_queue.ackRate > 0 || m_queue.redeliverRate > 0;
    // The state of messages may have changed, though their number has not.
    if (m_panel->refresh(m_queue.total(), moving || !(m_refreshedFor == m_queue)))
        m_refreshedFor = m_queue;
}

bool QueuePage::isFollowing() const
{
    return m_panel->isFollowing();
}

void QueuePage::setFollowing(bool follow)
{
    m_panel->setFollowing(follow);
}

void QueuePage::jumpTo(quint64 place)
{
    // Places are those of the whole queue.
    m_panel->showInOrder();
    m_panel->goToRow(int(qMin<quint64>(qMax<quint64>(place, 1) - 1, std::numeric_limits<int>::max())));
}

void QueuePage::jumpToTyped(const QString &text)
{
    const GoToTarget target = parseGoTo(text, QDateTime::currentDateTime());
    if (target.offset && !target.partition)
        jumpTo(*target.offset);
    else
        m_panel->refuseTarget(tr("“%1” is no number of a message.").arg(text));
}

void QueuePage::focusContent()
{
    m_panel->focusMessages();
}

bool QueuePage::focusFilter()
{
    m_tabs->setCurrentWidget(m_panel);
    m_panel->focusFilter();
    return true;
}

void QueuePage::publishHere()
{
    Q_EMIT publishRequested(m_queue.spec.virtualHost, QString(), m_queue.spec.name);
}

void QueuePage::addToMenu(QMenu *menu)
{
    menu->addAction(tr("Publish to this queue…"), this, &QueuePage::publishHere);
    menu->addAction(tr("Replay…"), this, [this] { Q_EMIT replayRequested(m_queue); });
    menu->addAction(tr("Consume by hand"), this, [this] { consumeByHand(); })->setEnabled(!m_gone);
    menu->addAction(m_pause->text(), m_pause, &QPushButton::click)->setEnabled(m_pause->isEnabled());
    QAction *purge = menu->addAction(tr("Purge"), m_purge, &QPushButton::click);
    purge->setEnabled(m_purge->isEnabled());
    menu->addAction(tr("Delete queue…"), this, [this] { Q_EMIT deleteRequested(m_queue); });
}

void QueuePage::cancelSelected()
{
    const QModelIndex index = m_consumerList->selectedRow();
    if (!index.isValid())
        return;
    const int row = m_consumers->rowOf({index.data(models::IdRole).toULongLong()});
    if (row >= 0)
        Q_EMIT cancelRequested(m_consumers->at(row));
}

void QueuePage::unbindSelected()
{
    const QModelIndex index = m_bindingList->selectedRow();
    if (!index.isValid())
        return;
    const engine::BindingSnapshot &binding = m_bindings->at(m_bindingProxy->mapToSource(index).row());
    if (!binding.implicit)
        Q_EMIT unbindRequested(binding.spec);
}

void QueuePage::tellSelection()
{
    if (m_hand->isVisible())
        m_hand->tellSelection();
    else
        m_panel->tellSelection();
}

QVariant QueuePage::place() const
{
    return m_tabs->currentIndex();
}

void QueuePage::goTo(const QVariant &place)
{
    m_tabs->setCurrentIndex(place.toInt());
}

void QueuePage::restoreLayout(settings::Settings &settings)
{
    m_panel->restoreLayout(settings);
    m_consumerList->restoreHeader(settings.layout(u"queue/consumers"_s));
    m_bindingList->restoreHeader(settings.layout(u"queue/bindings"_s));
    m_hand->restoreLayout(settings);
    m_charts->restore(settings);
    if (const QByteArray charts = settings.layout(u"queue/charts"_s); !charts.isEmpty()) {
        m_isChartChoiceKnown = true;
        m_chartsButton->setChecked(charts == "open");
        showCharts();
    }
}

void QueuePage::saveLayout(settings::Settings &settings) const
{
    m_panel->saveLayout(settings);
    settings.setLayout(u"queue/consumers"_s, m_consumerList->headerState());
    settings.setLayout(u"queue/bindings"_s, m_bindingList->headerState());
    m_hand->saveLayout(settings);
    m_charts->save(settings);
    if (m_isChartChoiceKnown)
        settings.setLayout(u"queue/charts"_s, m_chartsButton->isChecked() ? "open" : "closed");
}

} // namespace ui::pages
