// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/feedpanel.h"

#include "ui/feed/livemodel.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStringListModel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

using widgets::StateView;

namespace {

constexpr int queryDelayMs = 200;

} // namespace

FeedPanel::FeedPanel(engine::BrokerSession &session, theme::Theme &, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new LiveModel(this))
{
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Live feed"));
    m_problem = new QLabel(this);
    m_problem->setProperty("role", u"error"_s);
    m_problem->setContentsMargins(12, 4, 12, 4);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    makeTable();
    m_state = new StateView(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    rows->addWidget(m_problem);
    rows->addWidget(m_stack, 1);
    m_queryDelay.setSingleShot(true);
    m_queryDelay.setInterval(queryDelayMs);
    connect(&m_queryDelay, &QTimer::timeout, this, &FeedPanel::applyQuery);
    updateCount();
    updateState();
}

QWidget *FeedPanel::makeBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(10);
    auto *title = new QLabel(tr("Live"), bar);
    title->setProperty("role", u"heading"_s);
    m_freeze = new QToolButton(bar);
    m_freeze->setCheckable(true);
    m_freeze->setToolTip(tr("Stop the feed to read it; the broker goes on"));
    connect(m_freeze, &QToolButton::toggled, this, &FeedPanel::setFrozen);
    m_filter = new QLineEdit(bar);
    m_filter->setProperty("well", true);
    m_filter->setFont(theme::monospaceFont());
    m_filter->setPlaceholderText(u"queue:orders.* event:dead-lettered size>10k \"text\""_s);
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter of the live feed"));
    m_filter->installEventFilter(this);
    m_suggestions = new QStringListModel(this);
    m_completer = new QCompleter(m_suggestions, this);
    m_completer->setWidget(m_filter);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FeedPanel::insertSuggestion);
    connect(m_filter, &QLineEdit::textEdited, this, &FeedPanel::suggest);
    connect(m_filter, &QLineEdit::textChanged, &m_queryDelay, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &FeedPanel::applyQuery);
    m_count = new QLabel(bar);
    m_count->setProperty("role", u"muted"_s);
    m_count->setToolTip(
        tr("Events that matched the filter since it was set, and those of them that are not shown because "
           "there were too many or the feed was frozen.\nNot compared: a text is not looked for in every "
           "event under load, nor while the feed is frozen, so some of these may match as well."));
    row->addWidget(title);
    row->addWidget(m_freeze);
    row->addWidget(m_filter, 1);
    row->addWidget(m_count);
    setFrozen(false);
    return bar;
}

void FeedPanel::makeTable()
{
    m_table = new tables::VirtualTable(this);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(tr("Live events"));
    m_table->setColumnWidths({104, 102, 172, 124, 66, 112, 160});
    connect(m_table, &tables::VirtualTable::rowChosen, this,
            [this](const QModelIndex &index) { Q_EMIT eventSelected(m_model->eventAt(index.row())); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &FeedPanel::showMenu);
    auto *copy = new QAction(tr("Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &FeedPanel::copySelected);
    m_table->addAction(copy);
}

void FeedPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_tap)
        startTap();
}

void FeedPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tap.reset();
}

void FeedPanel::startTap()
{
    m_tap = m_session.tap(this, m_query.filter, [this](const engine::LiveBatch &batch) { take(batch); });
    m_tap->setPaused(isFrozen());
}

void FeedPanel::take(const engine::LiveBatch &batch)
{
    m_seen += batch.seen;
    m_leftOut += batch.leftOut;
    m_notCompared += batch.unexamined;
    if (isFrozen()) {
        // What was on its way when the feed was frozen is counted as not shown.
        m_leftOut += quint64(batch.events.size());
        m_missed += batch.seen;
    } else {
        m_model->append(batch.events);
    }
    updateCount();
    updateState();
}

bool FeedPanel::isFrozen() const
{
    return m_freeze->isChecked();
}

void FeedPanel::setFrozen(bool frozen)
{
    m_freeze->setChecked(frozen);
    m_freeze->setText(frozen ? tr("▶ Resume") : tr("❚❚ Freeze"));
    m_freeze->setAccessibleName(frozen ? tr("Resume the live feed") : tr("Freeze the live feed"));
    if (m_tap)
        m_tap->setPaused(frozen);
}

QString FeedPanel::query() const
{
    return m_filter->text();
}

void FeedPanel::setQuery(const QString &query)
{
    m_filter->setText(query);
    applyQuery();
}

void FeedPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void FeedPanel::applyQuery()
{
    m_queryDelay.stop();
    const LiveQuery query = parseLiveQuery(m_filter->text());
    m_problem->setText(query.problem);
    m_problem->setVisible(!query.isValid());
    if (m_filter->property("invalid").toBool() == query.isValid()) {
        m_filter->setProperty("invalid", !query.isValid());
        m_filter->style()->unpolish(m_filter);
        m_filter->style()->polish(m_filter);
    }
    if (!query.isValid() || query.filter == m_query.filter)
        return;
    m_query = query;
    m_model->clear();
    forgetCounts();
    if (m_tap)
        m_tap->setFilter(m_query.filter);
    updateCount();
    updateState();
}

void FeedPanel::suggest()
{
    m_suggested = suggestAt(m_filter->text(), m_filter->cursorPosition());
    if (m_suggested.words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_suggestions->setStringList(m_suggested.words);
    m_completer->complete();
}

void FeedPanel::insertSuggestion(const QString &word)
{
    QString text = m_filter->text();
    text.replace(m_suggested.from, m_suggested.length, word);
    m_filter->setText(text);
    m_filter->setCursorPosition(int(m_suggested.from + word.size()));
    suggest();
}

bool FeedPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            suggest();
            return true;
        }
        if (key->key() == Qt::Key_Down && !m_completer->popup()->isVisible() && m_model->rowCount() > 0) {
            m_table->setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FeedPanel::updateCount()
{
    QString text = tr("%1 events · %2 left out").arg(theme::formatCount(m_seen), theme::formatCount(m_leftOut));
    if (m_missed)
        text += tr(" (%1 while frozen)").arg(theme::formatCount(m_missed));
    if (m_notCompared)
        text += tr(" · %1 not compared").arg(theme::formatCount(m_notCompared));
    m_count->setText(text);
}

void FeedPanel::forgetCounts()
{
    m_seen = m_leftOut = m_missed = m_notCompared = 0;
}

void FeedPanel::updateState()
{
    const bool empty = m_model->rowCount() == 0;
    if (empty && !m_filter->text().isEmpty())
        m_state->show(StateView::Kind::NothingFound, tr("No event matches yet"),
                      tr("Events that match the filter appear here as they happen."));
    else if (empty)
        m_state->show(StateView::Kind::Empty, tr("Nothing has happened yet"),
                      tr("Every publish, delivery and acknowledgement appears here the moment it happens."));
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_state) : m_table);
}

void FeedPanel::copySelected()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int column = 0; column < LiveModel::ColumnCount; ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(u'\t');
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void FeedPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &FeedPanel::copySelected)
        ->setEnabled(m_table->selectionModel()->hasSelection());
    if (index.isValid()) {
        const engine::LiveEvent event = m_model->eventAt(index.row());
        const auto only = [&](const QString &label, const QString &query) {
            menu->addAction(label, this, [this, query] { setQuery(query); });
        };
        menu->addSeparator();
        only(tr("Only “%1”").arg(engine::lifecycleStepName(event.step)),
             u"event:"_s % engine::lifecycleStepName(event.step));
        if (!event.queue.isEmpty())
            only(tr("Only queue %1").arg(event.queue), u"queue:\""_s % event.queue % u'"');
        if (!event.exchange.isEmpty())
            only(tr("Only exchange %1").arg(event.exchange), u"exchange:\""_s % event.exchange % u'"');
        if (!event.client.isEmpty())
            only(tr("Only client %1").arg(event.client), u"client:\""_s % event.client % u'"');
    }
    menu->addSeparator();
    menu->addAction(tr("Clear"), this, [this] {
        m_model->clear();
        forgetCounts();
        updateCount();
        updateState();
    });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

QByteArray FeedPanel::saveState() const
{
    return m_table->header()->saveState();
}

void FeedPanel::restoreState(const QByteArray &state)
{
    m_table->header()->restoreState(state);
}

} // namespace ui::feed
