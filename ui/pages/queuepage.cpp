// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/queuepage.h"

#include "ui/async/whendone.h"
#include "ui/inspector/messagejson.h"
#include "ui/models/bindingmodel.h"
#include "ui/models/consumermodel.h"
#include "ui/models/features.h"
#include "ui/models/messagemodel.h"
#include "ui/models/queuemodel.h"
#include "ui/settings/settings.h"
#include "ui/tables/celldelegate.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/format.h"
#include "ui/theme/tabular.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/figurestrip.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/queuesnippet.h"
#include "ui/widgets/sightglass.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::MessageRef;
using engine::QueueSnapshot;
using models::MessageModel;
using tables::Tone;
using widgets::QueueSnippet;
using widgets::StateView;

namespace {

constexpr int refreshMs = 300;
constexpr int longestName = 260; // pixels

enum Figure { ReadyFigure, UnackedFigure, InFigure, OutFigure, ConsumerFigure };

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
    m_messages = new MessageModel(session, this);
    m_consumers = new models::ConsumerModel(this);
    m_bindings = new models::BindingModel(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeMessages(), tr("Messages"));
    m_tabs->addTab(makeConsumers(), tr("Consumers"));
    m_tabs->addTab(makeBindings(), tr("Bindings"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    rows->addWidget(m_tabs, 1);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &QueuePage::refreshMessages);
    connect(m_messages, &MessageModel::settled, this, &QueuePage::settle);
    m_messages->setQueue(initial.id, initial.total());
    refreshHeader();
    updateState();
}

QWidget *QueuePage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(6);
    auto *name = labelled(m_queue.spec.name, u"title"_s, header);
    name->setTextFormat(Qt::PlainText);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    name->ensurePolished();
    name->setMinimumWidth(qMin(name->sizeHint().width(), longestName));
    name->setToolTip(m_queue.spec.name);
    row->addWidget(name);
    row->addSpacing(4);
    if (m_queue.spec.virtualHost != u"/"_s)
        row->addWidget(labelled(tr("in %1").arg(m_queue.spec.virtualHost), u"muted"_s, header));
    for (const QString &feature : models::featuresOf(m_queue.spec)) {
        auto *badge = new widgets::Badge(feature, Tone::Muted, header);
        badge->setToolTip(models::featureMeaning(feature));
        row->addWidget(badge);
    }
    m_policy = new widgets::Badge({}, Tone::Accent, header);
    row->addWidget(m_policy);
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

QWidget *QueuePage::makeToolBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    const auto button = [&](const QString &text, const QString &tip) {
        auto *made = new QToolButton(bar);
        made->setText(text);
        made->setToolTip(tip);
        row->addWidget(made);
        return made;
    };
    connect(button(tr("Oldest"), tr("Go to the message that is delivered next (Home)")), &QToolButton::clicked, this,
            [this] {
                setFollowing(false);
                jumpTo(1);
            });
    connect(button(tr("Newest"), tr("Go to the message that came last (End)")), &QToolButton::clicked, this,
            [this] { jumpTo(qMax<quint64>(1, m_messages->total())); });
    m_follow = button(tr("Follow"), tr("Stay at the newest message as messages arrive"));
    m_follow->setCheckable(true);
    connect(m_follow, &QToolButton::toggled, this, &QueuePage::setFollowing);
    m_jump = new QLineEdit(bar);
    m_jump->setPlaceholderText(tr("Go to #"));
    m_jump->setAccessibleName(tr("Go to the message with this number"));
    m_jump->setFixedWidth(96);
    connect(m_jump, &QLineEdit::returnPressed, this, [this] {
        QString digits;
        for (const QChar c : m_jump->text()) {
            if (c.isDigit())
                digits += c;
        }
        if (!digits.isEmpty())
            jumpTo(digits.toULongLong());
        m_jump->selectAll();
    });
    row->addWidget(m_jump);
    m_position = labelled({}, u"muted"_s, bar);
    row->addSpacing(4);
    row->addWidget(m_position);
    row->addStretch(1);
    m_purge = new QPushButton(tr("Purge"), bar);
    m_purge->setToolTip(tr("Remove the ready messages; this can be undone, or asks first where they are too many"));
    connect(m_purge, &QPushButton::clicked, this, [this] { Q_EMIT purgeRequested(m_queue); });
    row->addWidget(m_purge);
    auto *publish = new QPushButton(tr("Publish here…"), bar);
    publish->setToolTip(tr("Write a message to this queue"));
    connect(publish, &QPushButton::clicked, this, &QueuePage::publishHere);
    row->addWidget(publish);
    return bar;
}

QWidget *QueuePage::makeMessages()
{
    auto *page = new QWidget(this);
    makeTable();
    makeEmptyState();
    m_stack = new QStackedWidget(page);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeToolBar());
    rows->addWidget(m_stack, 1);
    return page;
}

void QueuePage::makeTable()
{
    m_table = new tables::VirtualTable(this);
    m_table->setFollowTop(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(tr("Messages"));
    m_table->setModel(m_messages);
    m_table->setColumnWidths({132, 44, 78, 98, 106, 90, 62, 128, 104, 130});
    m_table->header()->moveSection(MessageModel::KeyColumn, MessageModel::ExchangeColumn);
    // The inspector tells it; the room is better used for the body.
    m_table->header()->hideSection(MessageModel::ContentTypeColumn);
    connect(m_table, &tables::VirtualTable::visibleRangeChanged, this, [this](int first, int last) {
        m_messages->setVisibleRange(first, last);
        updatePosition();
    });
    connect(m_table, &tables::VirtualTable::rowChosen, this, [this](const QModelIndex &index) {
        if (!m_reconciling)
            selectRow(index.row());
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &QueuePage::showMessageMenu);
    // Only what the user does with the scroll bar or the wheel ends the following, not what the model does.
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (isFollowing() && !m_table->isAtBottom())
                    setFollowing(false);
            },
            Qt::QueuedConnection);
    });
    auto *copy = new QAction(tr("Copy body"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { copyMessage(false); });
    m_table->addAction(copy);
    auto *jump = new QAction(tr("Go to #"), this);
    jump->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    jump->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(jump, &QAction::triggered, this, [this] {
        m_jump->setFocus();
        m_jump->selectAll();
    });
    addAction(jump);
}

void QueuePage::makeEmptyState()
{
    m_state = new StateView(this);
    auto *snippet = new QueueSnippet(QueueSnippet::Purpose::Publish);
    snippet->setQueue(m_queue.spec, session().listeners());
    m_state->setTeaching(snippet);
    m_state->setAction(tr("Publish to this queue…"));
    connect(m_state, &StateView::actionTriggered, this, &QueuePage::publishHere);
    connect(&session(), &engine::BrokerSession::listenersChanged, snippet,
            [this, snippet] { snippet->setQueue(m_queue.spec, session().listeners()); });
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
    m_consumerStack = new QStackedWidget(this);
    m_consumerStack->addWidget(m_consumerList);
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
    auto *add = new QPushButton(tr("Add binding…"), foot);
    row->addWidget(m_unbind);
    row->addWidget(add);
    connect(m_unbind, &QPushButton::clicked, this, &QueuePage::unbindSelected);
    connect(add, &QPushButton::clicked, this, [this] {
        engine::BindingSpec start;
        start.virtualHost = m_queue.spec.virtualHost;
        start.destination = m_queue.spec.name;
        Q_EMIT bindRequested(start);
    });
    connect(m_bindingList, &widgets::ListView::rowSelected, this, [this](const QModelIndex &index) {
        m_unbind->setEnabled(index.isValid() && !m_bindings->at(m_bindingProxy->mapToSource(index).row()).implicit);
    });
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bindingList, 1);
    rows->addWidget(foot);
    return page;
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
    m_messages->refresh(m_queue.total());
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
    const bool gone = it == queues.cend();
    if (!gone)
        m_queue = *it;
    if (gone && !m_gone)
        Q_EMIT queueDeleted();
    m_gone = gone;
    refreshHeader();
    updateState();
}

void QueuePage::takeConsumers(const QList<engine::ConnectionSnapshot> &connections)
{
    const auto consumers = models::consumersOf(connections, m_queue.id);
    m_consumers->update(consumers);
    m_tabs->setTabText(1, consumers.isEmpty() ? tr("Consumers") : tr("Consumers  %1").arg(consumers.size()));
    m_consumerStack->setCurrentIndex(consumers.isEmpty() ? 1 : 0);
}

void QueuePage::takeBindings(const QList<engine::BindingSnapshot> &bindings)
{
    m_bindings->update(bindings);
    m_tabs->setTabText(2, tr("Bindings  %1").arg(m_bindingProxy->rowCount()));
}

void QueuePage::refreshHeader()
{
    const engine::AppliedPolicy &policy = m_queue.policy;
    m_policy->setBadge(tr("policy %1").arg(models::policyText(policy)), Tone::Accent);
    m_policy->setToolTip(models::argumentsText(policy.effective));
    m_policy->setVisible(!policy.isEmpty());
    m_glass->setLevel(models::levelOf(m_queue));
    m_figures->setFigure(ReadyFigure, theme::formatCount(m_queue.ready), m_queue.ready ? Tone::Ready : Tone::Muted);
    m_figures->setFigure(UnackedFigure, theme::formatCount(m_queue.unacked),
                         m_queue.unacked ? Tone::Unacked : Tone::Muted);
    m_figures->setFigure(InFigure, theme::formatRate(m_queue.incomingRate));
    m_figures->setFigure(OutFigure, theme::formatRate(m_queue.deliverGetRate));
    m_figures->setFigure(ConsumerFigure, theme::formatCount(m_queue.consumers),
                         m_queue.consumers ? Tone::Normal : Tone::Muted);
    m_purge->setEnabled(m_queue.ready > 0);
}

void QueuePage::refreshMessages()
{
    if (m_tabs->currentIndex() != 0 || m_messages->isFetching())
        return;
    const bool moving =
        m_queue.incomingRate > 0 || m_queue.deliverGetRate > 0 || m_queue.ackRate > 0 || m_queue.redeliverRate > 0;
    if (!moving && m_refreshedFor == m_queue && m_messages->total() == m_queue.total())
        return;
    m_refreshedFor = m_queue;
    m_messages->refresh(m_queue.total());
}

void QueuePage::settle()
{
    if (isFollowing())
        m_table->scrollToBottom();
    reconcileSelection();
    updateState();
    updatePosition();
}

bool QueuePage::isFollowing() const
{
    return m_follow->isChecked();
}

void QueuePage::setFollowing(bool follow)
{
    m_follow->setChecked(follow);
    if (follow)
        m_table->verticalScrollBar()->setValue(m_table->verticalScrollBar()->maximum());
}

void QueuePage::jumpTo(quint64 index)
{
    const int rows = m_messages->rowCount();
    if (rows == 0)
        return;
    const int row = int(qBound<quint64>(quint64(1), index, quint64(rows)) - 1);
    if (row < rows - 1)
        setFollowing(false);
    const QModelIndex target = m_messages->index(row, 0);
    m_table->setCurrentIndex(target);
    m_table->scrollTo(target,
                      row == rows - 1 ? QAbstractItemView::PositionAtBottom : QAbstractItemView::PositionAtCenter);
    m_table->setFocus();
}

void QueuePage::focusContent()
{
    m_table->setFocus();
}

void QueuePage::selectRow(int row)
{
    const engine::MessageSummary &message = m_messages->summaryAt(row);
    m_selected = message.ref;
    // A row that is still on its way is told as soon as it is here, by reconcileSelection().
    if (message.ref.queue.isValid())
        Q_EMIT messageSelected(message.ref);
    if (isFollowing() && row < m_messages->rowCount() - 1)
        setFollowing(false);
}

void QueuePage::reconcileSelection()
{
    const QModelIndex current = m_table->currentIndex();
    if (!m_selected.queue.isValid()) {
        if (current.isValid() && m_messages->summaryAt(current.row()).ref.queue.isValid())
            selectRow(current.row());
        return;
    }
    const engine::MessageSummary &there =
        current.isValid() ? m_messages->summaryAt(current.row()) : m_messages->summaryAt(-1);
    if (there.ref == m_selected)
        return;
    m_reconciling = true;
    if (const int row = m_messages->rowOf(m_selected); row >= 0) {
        m_table->selectionModel()->setCurrentIndex(m_messages->index(row, 0),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    } else if (!current.isValid() || there.ref.queue.isValid()) {
        m_table->selectionModel()->clear();
        Q_EMIT messageLeft(std::exchange(m_selected, {}));
    }
    m_reconciling = false;
}

void QueuePage::updateState()
{
    if (m_gone) {
        m_state->setAction({});
        m_state->show(StateView::Kind::NothingFound, tr("This queue has been deleted"), {});
    } else if (!m_messages->problem().isEmpty() && m_messages->rowCount() == 0) {
        m_state->show(StateView::Kind::Failed, tr("The messages can not be read"), m_messages->problem());
    } else if (m_messages->rowCount() == 0) {
        m_state->show(StateView::Kind::Empty, tr("%1 is empty").arg(m_queue.spec.name),
                      m_queue.consumers ? tr("Its consumers take every message as it arrives; the live feed shows them "
                                             "passing. To publish one, in Python with pika:")
                                        : tr("Messages that reach this queue appear here, and looking at them never "
                                             "consumes one. To publish one, in Python with pika:"));
    }
    m_stack->setCurrentWidget(m_messages->rowCount() == 0 || m_gone ? static_cast<QWidget *>(m_state) : m_table);
}

void QueuePage::updatePosition()
{
    const int rows = m_messages->rowCount();
    if (rows == 0)
        return m_position->clear();
    const int digits =
        theme::tabularWidth(fontMetrics(), theme::formatCount(quint64(rows))) + 2 * tables::CellDelegate::padding;
    if (m_table->header()->sectionSize(MessageModel::IndexColumn) < digits &&
        !m_table->header()->isSectionHidden(MessageModel::IndexColumn))
        m_table->header()->resizeSection(MessageModel::IndexColumn, digits);
    const int first = m_table->firstVisibleRow();
    const int last = qMin(rows, first + m_table->visibleRows());
    m_position->setText(tr("%1–%2 of %3")
                            .arg(theme::formatCount(quint64(first) + 1), theme::formatCount(quint64(last)),
                                 theme::formatCount(m_messages->total())));
}

void QueuePage::publishHere()
{
    Q_EMIT publishRequested(m_queue.spec.virtualHost, QString(), m_queue.spec.name);
}

void QueuePage::copyMessage(bool json)
{
    if (!m_selected.queue.isValid())
        return;
    async::whenDone(session().message(m_selected), this, [json](const engine::Result<engine::MessageDetails> &answer) {
        if (!answer)
            return;
        const QByteArray text = json ? inspector::messageJson(answer.value()) : answer->body;
        QGuiApplication::clipboard()->setText(text.isValidUtf8() ? QString::fromUtf8(text) : QString::fromLatin1(text));
    });
}

void QueuePage::showMessageMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        const QString key = m_messages->summaryAt(index.row()).routingKey;
        menu->addAction(tr("Copy body"), QKeySequence::Copy, this, [this] { copyMessage(false); });
        menu->addAction(tr("Copy as JSON"), this, [this] { copyMessage(true); });
        menu->addAction(tr("Copy routing key"), this, [key] { QGuiApplication::clipboard()->setText(key); });
        menu->addSeparator();
    }
    menu->addAction(tr("Publish to this queue…"), this, &QueuePage::publishHere);
    QAction *purge = menu->addAction(tr("Purge"), m_purge, &QPushButton::click);
    purge->setEnabled(m_purge->isEnabled());
    menu->addAction(tr("Delete queue…"), this, [this] { Q_EMIT deleteRequested(m_queue); });
    menu->popup(m_table->viewport()->mapToGlobal(position));
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

void QueuePage::restoreLayout(settings::Settings &settings)
{
    if (const QByteArray state = settings.layout(u"queue/header"_s); !state.isEmpty())
        m_table->header()->restoreState(state);
}

void QueuePage::saveLayout(settings::Settings &settings) const
{
    settings.setLayout(u"queue/header"_s, m_table->header()->saveState());
}

} // namespace ui::pages
