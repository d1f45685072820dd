// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/deadletterpanel.h"

#include "ui/feed/queryfield.h"
#include "ui/feed/querywords.h"
#include "ui/models/deadlettermodel.h"
#include "ui/models/messagepick.h"
#include "ui/pages/measures.h"
#include "ui/pages/messagesearch.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/searchfoot.h"
#include "ui/theme/format.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/stateview.h"

#include <QHBoxLayout>
#include <QHash>
#include <QItemSelectionModel>
#include <QMenu>
#include <QSet>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::MessageRef;
using models::DeadLetterModel;
using theme::formatCount;
using widgets::StateView;

namespace {

constexpr int lookMs = 2000;

QString letterCount(quint64 count)
{
    return theme::formatCounted(count, DeadLetterPanel::tr("%1 dead letter"), DeadLetterPanel::tr("%1 dead letters"));
}

} // namespace

DeadLetterPanel::DeadLetterPanel(engine::BrokerSession &session, QWidget *parent)
    : QWidget(parent)
    , m_letters(new DeadLetterModel(session, this))
    , m_search(new MessageSearch(session, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    makeTable(session);
    rows->addWidget(makeStack(), 1);
    makeFoot();
    rows->addWidget(m_foot);
    m_look.setInterval(lookMs);
    connect(&m_look, &QTimer::timeout, m_letters, &DeadLetterModel::refresh);
    m_filterDelay.setSingleShot(true);
    m_filterDelay.setInterval(filterDelayMs);
    connect(&m_filterDelay, &QTimer::timeout, this, &DeadLetterPanel::applyFilter);
    connect(m_letters, &DeadLetterModel::settled, this, &DeadLetterPanel::settle);
    connect(m_search, &MessageSearch::changed, this, &DeadLetterPanel::showSearch);
}

// ---- what it is made of

QWidget *DeadLetterPanel::makeBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(8);
    m_title = new widgets::ElidedLabel(bar);
    m_title->setObjectName(u"shown"_s);
    m_title->setProperty("role", u"heading"_s);
    row->addWidget(m_title);
    m_all = new QToolButton(bar);
    m_all->setText(tr("Show all"));
    m_all->setToolTip(tr("The dead letters of all groups (Esc)"));
    connect(m_all, &QToolButton::clicked, this, &DeadLetterPanel::allRequested);
    row->addWidget(m_all);
    makeFilter(*row, bar);
    return bar;
}

void DeadLetterPanel::makeFilter(QHBoxLayout &row, QWidget *bar)
{
    m_filterField = new feed::QueryField(feed::QueryUse::Messages, bar);
    m_filterField->setObjectName(u"messageFilter"_s);
    m_filterField->setMinimumWidth(120);
    m_filterField->setPlaceholderText(u"key:eu.* body.currency:EUR \"text\""_s);
    m_filterField->setNames([this] { return m_table->namesInSight(); });
    m_filterField->setAccessibleName(tr("Filter of the dead letters"));
    m_filterField->setToolTip(
        tr("Looks through whole messages (Ctrl+F): key:eu.*, exchange:orders, size>10k, body.total>100; other words "
           "are looked for in key, headers and body. F1 tells more."));
    row.addWidget(m_filterField, 1);
    row.addWidget(m_filterField->makeHelpButton(bar));
    connect(m_filterField, &feed::QueryField::leftForList, this, [this] { m_table->setFocus(); });
    connect(m_filterField, &QLineEdit::textChanged, &m_filterDelay, qOverload<>(&QTimer::start));
    connect(m_filterField, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_table->setFocus();
    });
}

void DeadLetterPanel::makeTable(engine::BrokerSession &session)
{
    m_table = new MessageTable(session, this);
    connect(m_letters, &QAbstractItemModel::modelAboutToBeReset, this, &DeadLetterPanel::notePlaces);
    m_table->setMessages(m_letters, m_letters->look());
    connect(m_letters, &QAbstractItemModel::modelReset, this, &DeadLetterPanel::restorePlaces);
    m_table->setFollowTop(true);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAccessibleName(tr("Dead letters"));
    connect(m_table, &tables::VirtualTable::visibleRangeChanged, m_letters, &DeadLetterModel::setVisibleRange);
    connect(m_table, &tables::VirtualTable::rowChosen, this,
            [this](const QModelIndex &index) { Q_EMIT messageSelected(m_letters->refAt(index.row())); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeadLetterPanel::changed);
    connect(m_table, &MessageTable::menuAboutToShow, this, &DeadLetterPanel::menuAboutToShow);
    connect(m_table, &QAbstractItemView::activated, this, &DeadLetterPanel::activated);
}

void DeadLetterPanel::notePlaces()
{
    const int top = m_table->firstVisibleRow();
    m_places = {selected(), m_letters->refAt(m_table->currentIndex().row()),
                top > 0 ? m_letters->refAt(top) : MessageRef()};
}

/// Selection and scroll position stay on their messages, as far as these are still there.
void DeadLetterPanel::restorePlaces()
{
    const Places places = std::exchange(m_places, {});
    QHash<MessageRef, int> rows;
    for (int row = 0; row < m_letters->rowCount(); ++row)
        rows.insert(m_letters->refAt(row), row);
    const auto indexOf = [&](MessageRef ref) { return m_letters->index(rows.value(ref, -1), 0); };
    m_table->doItemsLayout(); // there are as many rows to scroll through as there are now
    if (const QModelIndex current = indexOf(places.current); current.isValid())
        m_table->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    QItemSelection selection;
    for (const MessageRef &ref : places.selected) {
        const QModelIndex index = indexOf(ref);
        if (index.isValid() && !selection.isEmpty() && selection.last().bottom() == index.row() - 1)
            selection.last() = QItemSelectionRange(selection.last().topLeft(), index);
        else if (index.isValid())
            selection.append(QItemSelectionRange(index));
    }
    if (!selection.isEmpty())
        m_table->selectionModel()->select(selection, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    // The last step: what is made current is scrolled to.
    if (places.top.queue.isValid())
        m_table->scrollTo(indexOf(places.top), QAbstractItemView::PositionAtTop);
    else
        m_table->scrollToTop();
}

QWidget *DeadLetterPanel::makeStack()
{
    m_state = new StateView(this);
    connect(m_state, &StateView::actionTriggered, this, &DeadLetterPanel::clearFilter);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    return m_stack;
}

void DeadLetterPanel::makeFoot()
{
    m_foot = new SearchFoot(*m_search, this);
    connect(m_foot, &SearchFoot::moreRequested, this, [this] {
        if (m_search->canSearchOn())
            searchOn();
        else
            m_letters->showMore();
    });
}

// ---- what is shown

void DeadLetterPanel::showGroup(const models::DeadLetterRow &group)
{
    m_group = group;
    const bool isOther = !(group.filter == m_letters->filter());
    m_title->setWords(group.title);
    m_all->setVisible(!group.key.isEmpty());
    m_letters->show(group.filter);
    if (isOther)
        m_table->clearSelection();
    if (m_search->isActive() && (isOther || m_search->request().logs != group.logs))
        startSearch();
}

void DeadLetterPanel::setSeen(bool isSeen)
{
    if (isSeen) {
        m_look.start();
        m_search->resume();
    } else {
        m_look.stop();
        m_search->pause();
    }
}

void DeadLetterPanel::afterAction(const engine::MessageActionSpec &action)
{
    // Whatever dies the search finds by itself, as all that comes in.
    if (action.what != engine::MessageActionSpec::What::Copy && models::takesFrom(action.selection, m_group.logs))
        reload();
}

void DeadLetterPanel::reload()
{
    if (!m_look.isActive())
        return; // it is looked for as soon as somebody sees it
    m_letters->refresh();
    m_search->again();
}

void DeadLetterPanel::settle()
{
    refreshState();
    refreshFoot();
    Q_EMIT changed();
}

bool DeadLetterPanel::isFiltered() const
{
    return m_search->isActive();
}

QList<MessageRef> DeadLetterPanel::selected() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<MessageRef> refs;
    for (const QModelIndex &row : std::as_const(rows))
        refs << m_letters->refAt(row.row());
    return refs;
}

QList<MessageRef> DeadLetterPanel::named() const
{
    const QList<MessageRef> chosen = selected();
    return chosen.isEmpty() && isFiltered() ? m_letters->refs() : chosen;
}

void DeadLetterPanel::tellSelection()
{
    if (const QModelIndex current = m_table->currentIndex(); m_table->selectionModel()->isSelected(current))
        Q_EMIT messageSelected(m_letters->refAt(current.row()));
}

bool DeadLetterPanel::stepBack()
{
    if (!selected().isEmpty())
        m_table->clearSelection();
    else if (!m_filterField->text().isEmpty())
        clearFilter();
    else
        return false;
    return true;
}

// ---- finding

void DeadLetterPanel::findBy(const QString &condition)
{
    m_filterField->setText(feed::withBodyCondition(m_filterField->text(), condition));
    applyFilter();
}

void DeadLetterPanel::focusFilter()
{
    m_filterField->setFocus(Qt::ShortcutFocusReason);
    m_filterField->selectAll();
}

void DeadLetterPanel::clearFilter()
{
    m_filterField->clear();
    applyFilter();
}

void DeadLetterPanel::applyFilter()
{
    m_filterDelay.stop();
    const MessageQuery query = parseMessageQuery(m_filterField->text());
    m_filterField->setInvalid(!query.problem.isEmpty());
    m_foot->setProblem(query.problem);
    if (!query.problem.isEmpty() || query.filter == m_filter)
        return;
    m_filter = query.filter;
    if (m_filter == engine::MessageFilter())
        m_search->end();
    else
        startSearch();
}

/// What of the queues is no letter of the group would only take its letters' places.
void DeadLetterPanel::startSearch()
{
    const engine::DeadLetterFilter &group = m_group.filter;
    engine::ScanRequest request;
    request.logs = m_group.logs;
    request.filter = m_filter;
    request.death = engine::DeathFilter{group.reason, group.queue, group.sinceMs, group.beforeMs};
    request.limit = MessageSearch::firstLimit;
    m_foundBefore.clear();
    m_search->start(request, m_letters->look(), {});
}

/// It begins anew; what it had found stays in the list, and with it the selection.
void DeadLetterPanel::searchOn()
{
    m_foundBefore = found();
    m_search->searchOn();
}

QList<MessageRef> DeadLetterPanel::found() const
{
    QList<MessageRef> refs = m_foundBefore;
    const QSet<MessageRef> before(refs.cbegin(), refs.cend());
    const models::FoundModel &found = m_search->found();
    for (int row = 0; row < found.rowCount(); ++row) {
        if (const MessageRef ref = found.summaryAt(row).ref; !before.contains(ref))
            refs << ref;
    }
    return refs;
}

void DeadLetterPanel::showSearch()
{
    if (m_search->isComplete())
        m_foundBefore.clear();
    m_letters->restrictTo(m_search->isActive() ? std::optional(found()) : std::nullopt);
    settle();
}

// ---- what is told

void DeadLetterPanel::refreshState()
{
    const bool isEmpty = m_letters->rowCount() == 0;
    if (isEmpty && !m_letters->problem().isEmpty()) {
        m_state->setAction({});
        m_state->show(StateView::Kind::Failed, tr("The dead letters can not be listed"), m_letters->problem());
    } else if (isEmpty && isFiltered() && (m_search->isSearching() || !m_letters->isKnown())) {
        m_state->show(StateView::Kind::Loading, tr("Looking through the messages…"), {});
    } else if (isEmpty && isFiltered()) {
        m_state->setAction(tr("Clear the filter"));
        // Those that were found have left; behind them there may be more.
        m_state->show(StateView::Kind::NothingFound,
                      m_search->canSearchOn() ? tr("No dead letter matches so far") : tr("No dead letter matches"), {});
    } else if (isEmpty) {
        m_state->show(StateView::Kind::Loading, tr("Loading dead letters…"), {});
    }
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_state) : m_table);
}

void DeadLetterPanel::refreshFoot()
{
    m_foot->offerMore(isFiltered() ? m_search->canSearchOn() : m_letters->canShowMore(), tr("Show more"));
    const quint64 rows = quint64(m_letters->rowCount());
    if (isFiltered())
        m_foot->setPosition(
            tr("%1 of %2 · %3").arg(formatCount(rows), letterCount(m_letters->total()), m_search->status(rows)));
    else if (rows < m_letters->total())
        m_foot->setPosition(tr("the latest %1 of %2").arg(formatCount(rows), letterCount(m_letters->total())));
    else
        m_foot->setPosition(letterCount(rows));
}

} // namespace ui::pages
