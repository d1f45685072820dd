// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/messagepanel.h"

#include "ui/feed/queryfield.h"
#include "ui/models/messagemodel.h"
#include "ui/models/roles.h"
#include "ui/pages/measures.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/searchfoot.h"
#include "ui/settings/settings.h"
#include "ui/tables/celldelegate.h"
#include "ui/theme/format.h"
#include "ui/theme/tabular.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::MessageRef;
using engine::QueueId;
using models::MessageModel;
using theme::formatCount;
using widgets::StateView;
using Order = engine::ScanRequest::Order;

namespace {

constexpr int targetWidth = 132;
constexpr int leastTarget = 72;

void markInvalid(QLineEdit &field, bool invalid)
{
    if (field.property("invalid").toBool() == invalid)
        return;
    field.setProperty("invalid", invalid);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace

MessagePanel::MessagePanel(engine::BrokerSession &session, Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_kind(kind)
    , m_messages(new MessageModel(session, this))
    , m_search(new MessageSearch(session, this))
{
    m_messages->setLook({kind == Kind::Topic, {}, true});
    makeTables();
    m_state = new StateView(this);
    connect(m_state, &StateView::actionTriggered, this, [this] {
        if (m_filter == engine::MessageFilter())
            Q_EMIT emptyActionTriggered();
        else
            clearFilter();
    });
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_foundPage);
    m_stack->addWidget(m_state);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    rows->addWidget(m_stack, 1);
    m_foot = new SearchFoot(*m_search, this);
    connect(m_foot, &SearchFoot::moreRequested, m_search, &MessageSearch::searchOn);
    rows->addWidget(m_foot);
    makeActions();
    makeDeeds();
    rows->addWidget(makeActionBar());
    m_filterDelay.setSingleShot(true);
    m_filterDelay.setInterval(filterDelayMs);
    connect(&m_filterDelay, &QTimer::timeout, this, &MessagePanel::applyFilter);
    connect(m_messages, &MessageModel::settled, this, &MessagePanel::settle);
    connect(m_search, &MessageSearch::changed, this, &MessagePanel::showSearch);
    connect(m_search, &MessageSearch::left, this, &MessagePanel::noteLeft);
    // Whoever fills the model, and whenever: what stands in the table's place goes with the first row.
    connect(m_messages, &QAbstractItemModel::modelReset, this, &MessagePanel::updateState);
    connect(m_messages, &QAbstractItemModel::rowsInserted, this, &MessagePanel::updateState);
}

// ---- what it is made of

void MessagePanel::makeTables()
{
    m_table = new MessageTable(m_session, this);
    m_table->setMessages(m_messages, m_messages->look());
    m_foundPage = new QWidget(this);
    m_foundTable = new MessageTable(m_session, m_foundPage);
    auto *whole = new QVBoxLayout(m_foundPage);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_foundTable);
    models::MessageLook found = m_messages->look();
    found.hasPlaces = false;
    m_sorter = new QSortFilterProxyModel(this);
    m_sorter->setSortRole(models::SortRole);
    m_sorter->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorter->setSourceModel(&m_search->found());
    m_foundTable->setMessages(m_sorter, found);
    connect(m_table, &tables::VirtualTable::visibleRangeChanged, m_messages, &MessageModel::setVisibleRange);
    connectTable(m_table);
    connectTable(m_foundTable);
}

void MessagePanel::connectTable(MessageTable *table)
{
    table->setSortable(true);
    connect(table, &tables::VirtualTable::sortRequested, this, &MessagePanel::sortBy);
    connect(table, &tables::VirtualTable::visibleRangeChanged, this, &MessagePanel::updatePosition);
    connect(table, &tables::VirtualTable::rowChosen, this, [this](const QModelIndex &index) {
        if (!m_reconciling)
            selectRow(index.row());
    });
    connect(table, &MessageTable::followingChanged, this, [this, table](bool follows) {
        if (table == &this->table())
            m_follow->setChecked(follows);
    });
    connect(table, &MessageTable::menuAboutToShow, this, &MessagePanel::openMenu);
    connect(table, &MessageTable::choiceChanged, this, &MessagePanel::showChoice);
    connect(table, &MessageTable::refused, this, &MessagePanel::refused);
}

QWidget *MessagePanel::makeBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    m_bar = new QHBoxLayout(bar);
    m_bar->setContentsMargins(16, 8, 16, 8);
    m_bar->setSpacing(8);
    makeSeekButtons(*m_bar, bar);
    makeFilter(*m_bar, bar);
    makeTransfer(*m_bar, bar);
    return bar;
}

void MessagePanel::makeSeekButtons(QHBoxLayout &row, QWidget *bar)
{
    const bool isTopic = m_kind == Kind::Topic;
    const auto button = [&](const QString &text, const QString &tip) {
        auto *made = new QToolButton(bar);
        made->setText(text);
        made->setToolTip(tip);
        row.addWidget(made);
        return made;
    };
    connect(button(tr("Oldest"), isTopic ? tr("Go to the oldest message that is kept (Home)")
                                         : tr("Go to the message that is delivered next (Home)")),
            &QToolButton::clicked, this, &MessagePanel::seekOldest);
    connect(button(tr("Newest"), tr("Go to the message that came last (End)")), &QToolButton::clicked, this,
            &MessagePanel::seekNewest);
    m_follow = button(isTopic ? tr("Live") : tr("Follow"), tr("Stay at the newest message as messages arrive"));
    m_follow->setObjectName(u"live"_s);
    m_follow->setCheckable(true);
    connect(m_follow, &QToolButton::clicked, this, &MessagePanel::setFollowing);
    m_target = new QLineEdit(bar);
    m_target->setObjectName(u"offset"_s);
    m_target->setPlaceholderText(isTopic ? tr("Offset or time") : tr("Go to #"));
    m_target->setAccessibleName(isTopic ? tr("Go to the message at this offset or time")
                                        : tr("Go to the message with this number"));
    m_target->setToolTip(isTopic
                             ? tr("Go to (Ctrl+G): an offset, 4123, in another partition 2:4123; or a time, 12:30:05, "
                                  "2026-11-26 12:30, 5m ago")
                             : tr("Go to the message with this number (Ctrl+G)"));
    m_target->setMinimumWidth(leastTarget);
    m_target->setMaximumWidth(isTopic ? targetWidth : 96);
    row.addWidget(m_target);
    connect(m_target, &QLineEdit::returnPressed, this, [this] {
        refuseTarget({});
        Q_EMIT targetTyped(m_target->text());
        m_target->selectAll();
    });
    connect(m_target, &QLineEdit::textEdited, this, [this] { refuseTarget({}); });
}

void MessagePanel::makeFilter(QHBoxLayout &row, QWidget *bar)
{
    m_filterField = new feed::QueryField(feed::QueryUse::Messages, bar);
    m_filterField->setObjectName(u"messageFilter"_s);
    m_filterField->setMinimumWidth(120);
    m_filterField->setPlaceholderText(m_kind == Kind::Topic ? u"key:user-* body.total>100 \"text\""_s
                                                            : u"key:eu.* body.total>100 \"text\""_s);
    m_filterField->setNames([this] { return table().namesInSight(); });
    m_filterField->setAccessibleName(tr("Filter of the messages"));
    m_filterField->setToolTip(
        tr("Looks through all messages (Ctrl+F): key:user-*, exchange:orders, size>10k, body.total>100; other words "
           "are looked for in key, headers and body. F1 tells more."));
    row.addWidget(m_filterField, 1);
    row.addWidget(m_filterField->makeHelpButton(bar));
    connect(m_filterField, &feed::QueryField::leftForList, this, &MessagePanel::focusMessages);
    connect(m_filterField, &QLineEdit::textChanged, &m_filterDelay, qOverload<>(&QTimer::start));
    connect(m_filterField, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        focusMessages();
    });
}

void MessagePanel::makeTransfer(QHBoxLayout &row, QWidget *bar)
{
    auto *button = new QPushButton(tr("Export"), bar);
    button->setObjectName(u"transfer"_s);
    button->setProperty("hasMenu", true);
    button->setToolTip(tr("Messages into a file, or out of one"));
    auto *menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        fillTransferMenu(*menu);
    });
    button->setMenu(menu);
    row.addWidget(button);
}

void MessagePanel::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    add(tr("Go to"), Qt::CTRL | Qt::Key_G, [this] {
        m_target->setFocus();
        m_target->selectAll();
    });
    add(tr("Show all messages"), Qt::Key_Escape, [this] { clearFilter(); });
}

void MessagePanel::addChoice(QWidget *choice)
{
    m_bar->insertWidget(0, choice);
}

void MessagePanel::setPlace(const QString &virtualHost, const QString &name)
{
    m_virtualHost = virtualHost;
    m_name = name;
}

void MessagePanel::setPartitions(const QHash<QueueId, quint32> &partitions)
{
    for (MessageTable *table : {m_table, m_foundTable})
        table->setTopic(m_name, partitions);
}

void MessagePanel::afterAction(const engine::MessageActionSpec &action)
{
    // Whatever arrives here the search finds by itself, as all that comes in.
    const bool takes =
        action.what != engine::MessageActionSpec::What::Copy && models::takesFrom(action.selection, logs());
    if (takes || !m_search->isActive())
        reload();
}

void MessagePanel::reload()
{
    if (!isVisible())
        return;
    if (!m_search->isActive())
        return m_messages->refresh(m_messages->total());
    m_search->again();
    lookAtFound();
}

// ---- in another order

void MessagePanel::sortBy(int column, Qt::SortOrder order)
{
    const bool wasSorted = isSorted();
    // The place in the queue is no column of what was found: the offset has the same order.
    const bool isPlace = m_kind == Kind::Queue && column == models::IndexColumn;
    m_sortColumn = column = isPlace ? int(models::OffsetColumn) : column;
    m_sortOrder = order;
    m_sorter->sort(column, order);
    m_table->setSorted(column, order);
    m_foundTable->setSorted(column, order);
    // What is loaded of very many is a search for the newest of them.
    if (wasSorted != isSorted() && !isMerged() && m_filter == engine::MessageFilter())
        showMode();
    updatePosition();
}

/// Oldest, newest and a place are those of the log, not of a sorted column: the header's mark goes, too.
void MessagePanel::endSorting()
{
    if (isSorted())
        sortBy(-1, Qt::AscendingOrder);
}

MessageTable &MessagePanel::table() const
{
    return m_search->isActive() ? *m_foundTable : *m_table;
}

// ---- what is shown

QList<QueueId> MessagePanel::logs() const
{
    return isMerged() ? m_merged.keys() : QList<QueueId>{m_messages->queue()};
}

void MessagePanel::showLog(QueueId log, quint64 total)
{
    m_merged.clear();
    m_selected = {};
    m_total = total;
    m_messages->setQueue(log, total);
    if (isVisible()) {
        // The table tells what is seen only when that is another range.
        m_messages->setVisibleRange(m_table->firstVisibleRow(), m_table->firstVisibleRow() + m_table->visibleRows());
        m_messages->refresh(total);
    }
    showMode();
}

void MessagePanel::showMerged(const QHash<QueueId, quint32> &partitions)
{
    if (partitions == m_merged)
        return;
    m_merged = partitions;
    m_selected = {};
    showMode();
}

bool MessagePanel::isSearchWanted() const
{
    return isMerged() || isSorted() || m_filter != engine::MessageFilter();
}

void MessagePanel::showMode()
{
    if (isSearchWanted())
        startSearch(Order::NewestFirst);
    else
        endSearch();
}

void MessagePanel::setOffsets(quint64 first, quint64 next)
{
    m_first = first;
    m_next = next;
}

bool MessagePanel::refresh(quint64 total, bool moving)
{
    const bool isOther = std::exchange(m_total, total) != total;
    if (m_search->isActive() && isVisible()) {
        if (moving || isOther)
            m_search->lookAgain();
        lookAtFound();
        return true;
    }
    if (m_messages->isFetching() || !isVisible())
        return false;
    const int first = m_table->firstVisibleRow();
    const bool isThere = total == 0 || m_messages->summaryAt(first).ref.queue.isValid();
    if (moving || m_messages->total() != total || !m_messages->problem().isEmpty() || !isThere)
        m_messages->refresh(total);
    return true;
}

void MessagePanel::setEmptyWords(const QString &title, const QString &text)
{
    m_emptyTitle = title;
    m_emptyText = text;
    updateState();
}

void MessagePanel::setEmptyAction(const QString &text)
{
    m_emptyAction = text;
    updateState();
}

void MessagePanel::setGone(const QString &title)
{
    m_goneTitle = title;
    updateState();
}

void MessagePanel::settle()
{
    reconcileSelection();
    updateState();
    updatePosition();
}

void MessagePanel::hideEvent(QHideEvent *event)
{
    m_search->pause();
    QWidget::hideEvent(event);
}

void MessagePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_search->resume();
}

// ---- going somewhere

bool MessagePanel::isFollowing() const
{
    return table().isFollowing();
}

void MessagePanel::setFollowing(bool follow)
{
    if (follow)
        endSorting();
    if (follow && m_search->isActive() && m_search->request().order == Order::OldestFirst)
        startSearch(Order::NewestFirst);
    table().setFollowing(follow);
    m_follow->setChecked(follow);
}

void MessagePanel::seekOldest()
{
    endSorting();
    if (m_search->isActive())
        startSearch(Order::OldestFirst);
    else
        goToRow(0);
}

void MessagePanel::seekNewest()
{
    endSorting();
    if (m_search->isActive() && m_search->request().order == Order::OldestFirst)
        startSearch(Order::NewestFirst);
    goToRow(table().model()->rowCount() - 1);
}

void MessagePanel::goToRow(int row)
{
    table().goTo(row);
}

void MessagePanel::showInOrder()
{
    const bool wasSearch = m_search->isActive() && !isMerged();
    endSorting();
    setFilterText({});
    // Its rows are those of before the search: their places would be old ones.
    if (wasSearch)
        showLog(m_messages->queue(), m_total);
}

void MessagePanel::goToTime(const QDateTime &time)
{
    endSorting();
    startSearch(Order::OldestFirst, time.toMSecsSinceEpoch());
}

void MessagePanel::refuseTarget(const QString &why)
{
    markInvalid(*m_target, !why.isEmpty());
    m_foot->setProblem(why);
}

void MessagePanel::focusMessages()
{
    table().setFocus();
}

void MessagePanel::focusFilter()
{
    m_filterField->setFocus(Qt::ShortcutFocusReason);
    m_filterField->selectAll();
}

// ---- finding

void MessagePanel::lookAtFound()
{
    QList<MessageRef> seen;
    const int first = qMax(0, m_foundTable->firstVisibleRow());
    const int last = qMin(m_sorter->rowCount(), first + m_foundTable->visibleRows() + 1);
    for (int row = first; row < last; ++row)
        seen << m_foundTable->messageAt(row).ref;
    m_search->look(seen);
}

void MessagePanel::noteLeft(const QList<MessageRef> &left)
{
    if (m_selected.queue.isValid() && left.contains(m_selected))
        Q_EMIT messageLeft(std::exchange(m_selected, {}));
}

QString MessagePanel::filterText() const
{
    return m_filterField->text();
}

void MessagePanel::setFilterText(const QString &text)
{
    m_filterField->setText(text);
    applyFilter();
}

void MessagePanel::applyFilter()
{
    m_filterDelay.stop();
    const MessageQuery query = parseMessageQuery(m_filterField->text());
    m_filterField->setInvalid(!query.problem.isEmpty());
    m_foot->setProblem(query.problem);
    if (!query.problem.isEmpty() || query.filter == m_filter)
        return;
    m_filter = query.filter;
    showMode();
}

void MessagePanel::clearFilter()
{
    m_filterField->clear();
    applyFilter();
    focusMessages();
}

void MessagePanel::startSearch(Order order, qint64 sinceMs)
{
    engine::ScanRequest request;
    request.logs = logs();
    request.filter = m_filter;
    request.filter.sinceMs = sinceMs;
    request.order = order;
    request.limit = MessageSearch::firstLimit;
    const bool begins = !m_search->isActive();
    models::MessageLook look = m_messages->look();
    look.partitions = m_merged;
    look.hasPlaces = false;
    m_search->start(request, look,
                    isMerged() ? QList<engine::MessageSummary>()
                               : m_messages->loaded(engine::MessageMatcher(request.filter)));
    if (begins)
        m_foundTable->setLayout(m_table->layout());
    m_foundTable->setLook(look);
    m_foundTable->setSorted(m_sortColumn, m_sortOrder);
    m_foundTable->setFollowing(order == Order::NewestFirst && !isSorted());
    m_follow->setChecked(m_foundTable->isFollowing());
    showChoice();
}

void MessagePanel::endSearch()
{
    if (!m_search->isActive())
        return;
    const bool hasNoNumbers = m_table->header()->isSectionHidden(models::IndexColumn);
    m_table->setLayout(m_foundTable->layout());
    m_table->header()->setSectionHidden(models::IndexColumn, hasNoNumbers); // what is found has none
    m_table->setSorted(-1, Qt::AscendingOrder);
    m_search->end();
    if (isVisible())
        m_messages->refresh(m_total); // it was not looked at meanwhile
    m_follow->setChecked(m_table->isFollowing());
    showChoice();
}

void MessagePanel::showSearch()
{
    m_foot->offerMore(m_search->canSearchOn(), tr("Show %1").arg(formatCount(quint64(m_search->request().limit) * 10)));
    updateState();
    updatePosition();
    showChoice(); // "so far" ends with the search
}

// ---- the selection

void MessagePanel::selectRow(int row)
{
    MessageTable &shown = table();
    m_selected = shown.messageAt(row).ref;
    // A row that is still on its way is told as soon as it is here, by reconcileSelection().
    if (m_selected.queue.isValid())
        Q_EMIT messageSelected(m_selected);
    if (row < shown.model()->rowCount() - 1)
        shown.leaveEnd();
}

void MessagePanel::tellSelection()
{
    if (m_selected.queue.isValid())
        Q_EMIT messageSelected(m_selected);
}

void MessagePanel::reconcileSelection()
{
    if (m_search->isActive())
        return;
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
        if (m_table->selectedCount() <= 1)
            m_table->selectionModel()->clear();
        // One that was found is not among those that are here, though it is where it was.
        if (m_messages->hasLeft(m_selected))
            Q_EMIT messageLeft(std::exchange(m_selected, {}));
    }
    m_reconciling = false;
}

// ---- what is told

void MessagePanel::updateState()
{
    const bool isEmpty = table().model()->rowCount() == 0;
    const bool isFiltered = m_filter != engine::MessageFilter();
    m_state->setAction(!m_goneTitle.isEmpty() ? QString() : isFiltered ? tr("Show all messages") : m_emptyAction);
    if (!m_goneTitle.isEmpty()) {
        m_state->show(StateView::Kind::NothingFound, m_goneTitle, {});
    } else if (isEmpty && m_search->isSearching()) {
        m_state->show(StateView::Kind::Loading, tr("Looking through the messages…"), {});
    } else if (isEmpty && isFiltered) {
        m_state->show(StateView::Kind::NothingFound, tr("No message matches"),
                      tr("Those that match and come in later appear here."));
    } else if (isEmpty && !m_messages->problem().isEmpty()) {
        m_state->show(StateView::Kind::Failed, tr("The messages can not be read"), m_messages->problem());
    } else if (isEmpty) {
        m_state->show(StateView::Kind::Empty, m_emptyTitle, m_emptyText);
    }
    if (isEmpty || !m_goneTitle.isEmpty())
        m_stack->setCurrentWidget(m_state);
    else
        m_stack->setCurrentWidget(m_search->isActive() ? m_foundPage : m_table);
}

QString MessagePanel::sortTitle() const
{
    return m_sorter->headerData(m_sortColumn, Qt::Horizontal).toString();
}

QString MessagePanel::positionText() const
{
    if (m_search->isActive())
        return isSorted() ? tr("%1 · sorted by %2").arg(m_search->status(), sortTitle()) : m_search->status();
    const int rows = m_messages->rowCount();
    if (rows == 0)
        return {};
    const quint64 first = quint64(qMax(0, m_table->firstVisibleRow()));
    const quint64 last = qMin(quint64(rows), first + quint64(m_table->visibleRows()));
    if (m_kind == Kind::Topic) {
        return tr("offsets %1–%2 of %3")
            .arg(formatCount(m_first + first), formatCount(m_first + qMax(last, first + 1) - 1), formatCount(m_next));
    }
    return tr("%1–%2 of %3").arg(formatCount(first + 1), formatCount(last), formatCount(m_messages->total()));
}

void MessagePanel::updatePosition()
{
    const int digits = theme::tabularWidth(fontMetrics(), formatCount(quint64(m_messages->rowCount()))) +
                       2 * tables::CellDelegate::padding;
    QHeaderView *header = m_table->header();
    if (m_kind == Kind::Queue && header->sectionSize(models::IndexColumn) < digits &&
        !header->isSectionHidden(models::IndexColumn))
        header->resizeSection(models::IndexColumn, digits);
    m_foot->setPosition(positionText());
}

// ---- what is remembered

QString MessagePanel::layoutName() const
{
    return m_kind == Kind::Topic ? u"topic/messages"_s : u"queue/messages"_s;
}

void MessagePanel::restoreLayout(settings::Settings &settings)
{
    if (const QByteArray layout = settings.layout(layoutName()); !layout.isEmpty())
        m_table->setLayout(layout);
    m_table->setSorted(-1, Qt::AscendingOrder);
}

void MessagePanel::saveLayout(settings::Settings &settings) const
{
    settings.setLayout(layoutName(), table().layout());
}

} // namespace ui::pages
