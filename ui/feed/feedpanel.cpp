// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/feedpanel.h"

#include "ui/feed/livemodel.h"
#include "ui/feed/queryfield.h"
#include "ui/feed/querywords.h"
#include "ui/tables/virtualtable.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

using widgets::StateView;

namespace {

constexpr int queryDelayMs = 200;

/// What an event can be found by: a word of the query language, and its value.
struct Condition
{
    QString key, value;
    QString only, allBut; ///< as a menu says it
    int column = 0;
};

QList<Condition> conditionsOf(const engine::LiveEvent &event)
{
    const QString step = engine::lifecycleStepName(event.step);
    QList<Condition> all{
        {u"event"_s, step, FeedPanel::tr("Only “%1”"), FeedPanel::tr("All but “%1”"), LiveModel::EventColumn}};
    const auto add = [&all](const QString &key, const QString &value, const QString &only, const QString &allBut,
                            int column) {
        if (!value.isEmpty())
            all << Condition{key, value, only, allBut, column};
    };
    add(u"queue"_s, event.queue, FeedPanel::tr("Only queue %1"), FeedPanel::tr("All but queue %1"),
        LiveModel::PathColumn);
    add(u"topic"_s, event.topic, FeedPanel::tr("Only topic %1"), FeedPanel::tr("All but topic %1"),
        LiveModel::PathColumn);
    add(u"exchange"_s, event.exchange, FeedPanel::tr("Only exchange %1"), FeedPanel::tr("All but exchange %1"),
        LiveModel::PathColumn);
    add(u"key"_s, event.routingKey, FeedPanel::tr("Only key %1"), FeedPanel::tr("All but key %1"),
        LiveModel::KeyColumn);
    add(u"client"_s, event.client, FeedPanel::tr("Only client %1"), FeedPanel::tr("All but client %1"),
        LiveModel::ClientColumn);
    if (event.virtualHost != u"/"_s)
        add(u"vhost"_s, event.virtualHost, FeedPanel::tr("Only virtual host %1"),
            FeedPanel::tr("All but virtual host %1"), LiveModel::PathColumn);
    return all;
}

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
    m_filter = new QueryField(QueryUse::Live, bar);
    m_filter->setPlaceholderText(u"queue:orders.* event:dead-lettered body.total>100 \"text\""_s);
    m_filter->setAccessibleName(tr("Filter of the live feed"));
    m_filter->setNames([this] { return m_model->names(); });
    connect(m_filter, &QueryField::leftForList, this, [this] {
        if (m_model->rowCount() > 0)
            m_table->setFocus();
    });
    connect(m_filter, &QLineEdit::textChanged, &m_queryDelay, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &FeedPanel::applyQuery);
    m_count = new QLabel(bar);
    m_count->setProperty("role", u"muted"_s);
    m_count->setToolTip(tr(
        "Events that match the filter: those that were here when it was set, and all since; and those of them that "
        "are not shown because "
        "there were too many or the feed was frozen.\nNot compared: texts and values in bodies are not looked for in "
        "every event under load, in large bodies, nor while the feed is frozen, so some of these may match as well."));
    row->addWidget(title);
    row->addWidget(m_freeze);
    row->addWidget(m_filter, 1);
    row->addWidget(m_filter->makeHelpButton(bar));
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
    m_table->setColumnWidths({104, 104, 160, 126, 62, 120, 64});
    connect(m_table, &tables::VirtualTable::rowChosen, this,
            [this](const QModelIndex &index) { Q_EMIT eventSelected(m_model->eventAt(index.row())); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &FeedPanel::showMenu);
    m_table->viewport()->installEventFilter(this);
    m_chip = new QToolButton(m_table);
    m_chip->setObjectName(u"newer"_s);
    m_chip->setProperty("primary", true);
    m_chip->setToolTip(tr("Go to the newest (Home)"));
    m_chip->hide();
    m_table->installEventFilter(this);
    connect(m_chip, &QToolButton::clicked, m_table->verticalScrollBar(), [this] {
        m_table->verticalScrollBar()->setValue(0);
        m_table->setFocus();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { noteNewer(0); });
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
    m_tap = m_session.tap(this, wanted(), [this](const engine::LiveBatch &batch) { take(batch); });
    m_tap->setPaused(isFrozen());
}

engine::LiveFilter FeedPanel::wanted() const
{
    engine::LiveFilter filter = m_query.filter;
    filter.maxPerSecond = m_perSecond;
    filter.tag = m_tag;
    return filter;
}

void FeedPanel::setLimits(int rows, int perSecond)
{
    m_model->setCapacity(rows);
    if (std::exchange(m_perSecond, quint32(perSecond)) != quint32(perSecond) && m_tap)
        m_tap->setFilter(wanted());
    updateState();
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
        m_missedNow += batch.seen;
        showFreeze();
    } else {
        noteNewer(m_model->append(batch.events));
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
    m_missedNow = 0;
    showFreeze();
    if (m_tap)
        m_tap->setPaused(frozen);
}

void FeedPanel::showFreeze()
{
    const bool frozen = isFrozen();
    m_freeze->setText(!frozen       ? tr("❚❚ Freeze")
                      : m_missedNow ? tr("▶ Resume · %1 missed").arg(theme::formatShortCount(m_missedNow))
                                    : tr("▶ Resume"));
    m_freeze->setAccessibleName(frozen ? tr("Resume the live feed") : tr("Freeze the live feed"));
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

void FeedPanel::follow(engine::MessageId message)
{
    setFrozen(false);
    setQuery(u"message:"_s % QString::number(message.v));
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
    m_filter->setInvalid(!query.isValid());
    if (!query.isValid() || query.filter == m_query.filter)
        return;
    m_query = query;
    ++m_tag;
    forgetCounts();
    m_notCompared = m_model->setFilter(wanted());
    m_seen = quint64(m_model->rowCount());
    noteNewer(0);
    if (m_tap)
        m_tap->setFilter(wanted());
    updateCount();
    updateState();
}

bool FeedPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::MouseButtonPress) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton && mouse->modifiers() & Qt::ControlModifier)
            return filterByCell(mouse->position().toPoint(), mouse->modifiers() & Qt::ShiftModifier);
    }
    if (watched == m_table && event->type() == QEvent::Resize)
        placeChip();
    return QWidget::eventFilter(watched, event);
}

/// False: the cell has nothing that can be asked for.
bool FeedPanel::filterByCell(const QPoint &position, bool isNegated)
{
    const QModelIndex index = m_table->indexAt(position);
    if (!index.isValid())
        return false;
    for (const Condition &condition : conditionsOf(m_model->eventAt(index.row()))) {
        if (condition.column == index.column()) {
            setQuery(withCondition(query(), condition.key, condition.value, isNegated));
            return true;
        }
    }
    return false;
}

// At the top the newest is in sight; further down nothing moves, and only the chip tells what has come.
void FeedPanel::noteNewer(int rows)
{
    m_newer = qMin(m_newer + rows, m_table->firstVisibleRow());
    m_chip->setVisible(m_newer > 0);
    if (m_newer == 0)
        return;
    m_chip->setText(tr("↑ %1 newer").arg(theme::formatCount(quint64(m_newer))));
    m_chip->setAccessibleName(tr("Go to %1 newer events").arg(m_newer));
    placeChip();
}

void FeedPanel::placeChip()
{
    m_chip->adjustSize();
    m_chip->move((m_table->width() - m_chip->width()) / 2, m_table->header()->height() + 6);
    m_chip->raise();
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
                      tr("Every publish, delivery and acknowledgement, in queues and topics, appears here the moment "
                         "it happens."));
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

/// What was clicked on comes first.
void FeedPanel::addConditions(QMenu &menu, const engine::LiveEvent &event, int column)
{
    QList<Condition> conditions = conditionsOf(event);
    std::stable_partition(conditions.begin(), conditions.end(),
                          [column](const Condition &condition) { return condition.column == column; });
    const auto add = [this](QMenu &to, const Condition &condition, bool isNegated) {
        to.addAction((isNegated ? condition.allBut : condition.only).arg(condition.value), this,
                     [this, condition, isNegated] {
                         setQuery(withCondition(query(), condition.key, condition.value, isNegated));
                     });
    };
    for (const Condition &condition : std::as_const(conditions))
        add(menu, condition, false);
    QMenu &allBut = *menu.addMenu(tr("Leave out"));
    for (const Condition &condition : std::as_const(conditions))
        add(allBut, condition, true);
}

void FeedPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &FeedPanel::copySelected)
        ->setEnabled(m_table->selectionModel()->hasSelection());
    if (index.isValid()) {
        menu->addSeparator();
        const engine::LiveEvent event = m_model->eventAt(index.row());
        if (event.message.isValid())
            menu->addAction(tr("Follow this message"), this, [this, id = event.message] { follow(id); });
        addConditions(*menu, event, index.column());
    }
    menu->addSeparator();
    menu->addAction(tr("Clear"), this, [this] {
        m_model->clear();
        forgetCounts();
        noteNewer(0);
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
