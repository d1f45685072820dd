// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/deadletterspage.h"

#include "ui/actions/deadletteractions.h"
#include "ui/async/whendone.h"
#include "ui/models/deadlettermodel.h"
#include "ui/models/deathwords.h"
#include "ui/models/features.h"
#include "ui/pages/deadletterpanel.h"
#include "ui/pages/messagetable.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/queuesnippet.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using actions::DeadLetterActions;
using dialogs::DeadLetterChoice;
using engine::BrokerSession;
using engine::MessageRef;
using models::DeadLetterGrouping;
using models::DeadLetterRow;
using tables::Tone;
using theme::formatCount;
using widgets::StateView;

namespace {

constexpr quint32 mostAtOnce = 100'000; ///< of an hour's, which can only be named one by one

bool isOfHour(const DeadLetterRow &row)
{
    return row.filter.sinceMs != 0 || row.filter.beforeMs != 0;
}

/// Why there is nothing to act on in a group that has messages.
QString whyNotNamed(const DeadLetterRow &row, const engine::Result<engine::DeadLetterList> &list)
{
    if (!list)
        return DeadLettersPage::tr("The dead letters can not be listed: %1").arg(list.error().detail);
    if (row.filter.sinceMs == 0)
        return DeadLettersPage::tr("They died in too many different hours: group them by reason or by queue");
    return DeadLettersPage::tr("These dead letters are not there any more");
}

/// What an action takes; where that is not all that there are, its name says how many.
enum class Extent : quint8 { These, Found, Latest, All };

QString requeueText(Extent extent, const QString &count, const QString &origin)
{
    switch (extent) {
    case Extent::These:
        return DeadLettersPage::tr("Requeue to %1").arg(origin);
    case Extent::Found:
        return DeadLettersPage::tr("Requeue the %1 found to %2").arg(count, origin);
    case Extent::Latest:
        return DeadLettersPage::tr("Requeue the latest %1 to %2").arg(count, origin);
    case Extent::All:
        return DeadLettersPage::tr("Requeue all %1 to %2").arg(count, origin);
    }
    Q_UNREACHABLE();
}

QString elsewhereText(Extent extent, const QString &count)
{
    switch (extent) {
    case Extent::These:
        return DeadLettersPage::tr("Requeue to…");
    case Extent::Found:
        return DeadLettersPage::tr("Requeue the %1 found to…").arg(count);
    case Extent::Latest:
        return DeadLettersPage::tr("Requeue the latest %1 to…").arg(count);
    case Extent::All:
        return DeadLettersPage::tr("Requeue all to…");
    }
    Q_UNREACHABLE();
}

QString deleteText(Extent extent, const QString &count)
{
    switch (extent) {
    case Extent::These:
        return DeadLettersPage::tr("Delete");
    case Extent::Found:
        return DeadLettersPage::tr("Delete the %1 found").arg(count);
    case Extent::Latest:
        return DeadLettersPage::tr("Delete the latest %1").arg(count);
    case Extent::All:
        return DeadLettersPage::tr("Delete all");
    }
    Q_UNREACHABLE();
}

QString exportText(Extent extent, const QString &count)
{
    switch (extent) {
    case Extent::Found:
        return DeadLettersPage::tr("Export the %1 found…").arg(count);
    case Extent::Latest:
        return DeadLettersPage::tr("Export the latest %1…").arg(count);
    case Extent::These:
    case Extent::All:
        return DeadLettersPage::tr("Export…");
    }
    Q_UNREACHABLE();
}

} // namespace

DeadLettersPage::DeadLettersPage(BrokerSession &session, DeadLetterActions &actions, QWidget *parent)
    : Page(session, parent)
    , m_actions(actions)
    , m_groups(new models::DeadLetterGroupModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_state(new StateView(this))
{
    setAccessibleName(tr("Dead letters"));
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeGroups());
    m_splitter->addWidget(makeMessages());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({170, 300}); // room for some groups: they are what is read first
    m_snippet = new widgets::QueueSnippet(widgets::QueueSnippet::Purpose::DeadLetters);
    m_state->setTeaching(m_snippet);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_splitter);
    m_actionBar = new widgets::ActionBar(this);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    rows->addWidget(m_stack, 1);
    rows->addWidget(m_actionBar);
    makeActions();
    connect(&session, &BrokerSession::stateChanged, this, [this](BrokerSession::State state) {
        m_taken = m_taken && state == BrokerSession::State::Running;
        refreshState();
    });
    connect(&session, &BrokerSession::listenersChanged, this, &DeadLettersPage::refreshState);
    refreshState();
}

// ---- what it is made of

QWidget *DeadLettersPage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 10, 12, 10);
    row->setSpacing(8);
    auto *title = new QLabel(tr("Dead letters"), header);
    title->setProperty("role", u"title"_s);
    row->addWidget(title);
    m_count = new widgets::Badge({}, Tone::Dead, header);
    row->addWidget(m_count);
    m_looking = new QLabel(header);
    m_looking->setObjectName(u"looking"_s);
    m_looking->setProperty("role", u"muted"_s);
    row->addWidget(m_looking);
    row->addStretch(1);
    m_keep = new QCheckBox(tr("Keep death headers"), header);
    m_keep->setObjectName(u"keepHistory"_s);
    m_keep->setChecked(m_actions.keepsHistory());
    m_keep->setToolTip(
        tr("What goes back keeps x-death and its like, by which some consumers count their tries. Without "
           "them a message starts anew."));
    connect(m_keep, &QCheckBox::toggled, this, [this](bool keep) { m_actions.setKeepsHistory(keep); });
    row->addWidget(m_keep);
    m_grouping = new QComboBox(header);
    m_grouping->setObjectName(u"grouping"_s);
    m_grouping->setAccessibleName(tr("Group by"));
    m_grouping->addItem(tr("Group by reason and queue"), int(DeadLetterGrouping::ReasonAndQueue));
    m_grouping->addItem(tr("Group by reason"), int(DeadLetterGrouping::Reason));
    m_grouping->addItem(tr("Group by queue"), int(DeadLetterGrouping::Queue));
    m_grouping->addItem(tr("Group by hour"), int(DeadLetterGrouping::Hour));
    connect(m_grouping, &QComboBox::currentIndexChanged, this, [this] {
        m_list->clearSelection();
        regroup();
    });
    row->addWidget(m_grouping);
    return header;
}

QWidget *DeadLettersPage::makeGroups()
{
    m_sorted->setSourceModel(m_groups);
    m_sorted->setSortRole(models::SortRole);
    m_list = new widgets::ListView(this);
    m_list->setObjectName(u"groups"_s);
    m_list->setAccessibleName(tr("Groups of dead letters"));
    m_list->setModel(m_sorted);
    using Model = models::DeadLetterGroupModel;
    m_list->setColumnWidths({0, 84, 180, 92, 92});
    m_list->setStretchColumn(Model::Title);
    m_list->setSpareColumns({Model::First, Model::LiesIn});
    m_list->sortByColumn(Model::Last, Qt::DescendingOrder);
    connect(m_list, &widgets::ListView::rowSelected, this, &DeadLettersPage::showGroup);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        if (!m_list->indexAt(position).isValid())
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        openMenu(menu);
        menu->addAction(m_list->copyAction());
        menu->popup(m_list->viewport()->mapToGlobal(position));
    });
    return m_list;
}

QWidget *DeadLettersPage::makeMessages()
{
    m_panel = new DeadLetterPanel(session(), this);
    connect(m_panel, &DeadLetterPanel::messageSelected, this, &DeadLettersPage::messageSelected);
    connect(m_panel, &DeadLetterPanel::changed, this, &DeadLettersPage::refreshActions);
    connect(m_panel, &DeadLetterPanel::allRequested, this, &DeadLettersPage::showAll);
    connect(m_panel, &DeadLetterPanel::menuAboutToShow, this, &DeadLettersPage::openMenu);
    connect(m_panel, &DeadLetterPanel::activated, this, &DeadLettersPage::edit);
    return m_panel;
}

QAction *DeadLettersPage::addPageAction(const QString &text, const QKeySequence &key, void (DeadLettersPage::*act)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, act);
    addAction(action);
    return action;
}

void DeadLettersPage::makeActions()
{
    m_requeue = addPageAction(tr("Requeue"), Qt::CTRL | Qt::Key_Return, &DeadLettersPage::requeue);
    m_elsewhere =
        addPageAction(tr("Requeue to…"), Qt::CTRL | Qt::SHIFT | Qt::Key_Return, &DeadLettersPage::requeueElsewhere);
    m_edit = addPageAction(tr("Edit and requeue…"), Qt::CTRL | Qt::Key_E, &DeadLettersPage::edit);
    m_delete = addPageAction(tr("Delete"), QKeySequence::Delete, &DeadLettersPage::remove);
    m_export = addPageAction(tr("Export…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, &DeadLettersPage::exportLetters);
    m_open = addPageAction(tr("Open the queue they lie in"), {}, &DeadLettersPage::openQueue);
    addPageAction(tr("Show all"), Qt::Key_Escape, &DeadLettersPage::stepBack);
    using Weight = widgets::ActionBar::Weight;
    m_actionBar->addAction(m_requeue, Weight::Primary);
    for (QAction *action : {m_elsewhere, m_edit, m_delete, m_export})
        m_actionBar->addAction(action, Weight::Ordinary);
}

// ---- what there is

std::vector<engine::SubscriptionPtr> DeadLettersPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchDeadLetters(
        this, [this](const engine::DeadLettersSnapshot &snapshot) { take(snapshot); }, 4));
    return watching;
}

void DeadLettersPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_panel->setSeen(true);
}

void DeadLettersPage::hideEvent(QHideEvent *event)
{
    m_panel->setSeen(false);
    Page::hideEvent(event);
}

void DeadLettersPage::take(const engine::DeadLettersSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_taken = true;
    regroup();
}

void DeadLettersPage::regroup()
{
    m_groups->update(models::groupedBy(DeadLetterGrouping(m_grouping->currentData().toInt()), m_snapshot.groups));
    selectWanted();
    showGroup();
    refreshState();
}

void DeadLettersPage::showQueue(const QString &virtualHost, const QString &queue)
{
    m_wantedQueue = {virtualHost, queue};
    if (m_grouping->currentData().toInt() != int(DeadLetterGrouping::Queue))
        m_grouping->setCurrentIndex(m_grouping->findData(int(DeadLetterGrouping::Queue)));
    else
        regroup();
}

void DeadLettersPage::selectWanted()
{
    for (int row = 0; m_wantedQueue && row < m_groups->rowCount(); ++row) {
        const DeadLetterRow &group = m_groups->at(row);
        if (std::pair(group.virtualHost, group.queue) != *m_wantedQueue)
            continue;
        m_wantedQueue.reset();
        m_list->setCurrentIndex(m_sorted->mapFromSource(m_groups->index(row, 0)));
        m_list->scrollTo(m_list->currentIndex());
        return;
    }
}

DeadLetterRow DeadLettersPage::shownRow() const
{
    const QModelIndex selected = m_sorted->mapToSource(m_list->selectedRow());
    return selected.isValid() ? m_groups->at(selected.row()) : models::allOf(m_snapshot.groups);
}

/// Of the group that is selected, or of all: asked for again with each snapshot.
void DeadLettersPage::showGroup()
{
    m_panel->showGroup(shownRow());
    refreshActions();
}

void DeadLettersPage::showAll()
{
    m_list->clearSelection();
    m_list->setCurrentIndex({});
    showGroup();
}

/// One step at a time: first the selection goes, then the filter, then the group.
void DeadLettersPage::stepBack()
{
    if (!m_panel->stepBack())
        showAll();
}

void DeadLettersPage::afterAction(const engine::MessageActionSpec &action)
{
    m_panel->afterAction(action);
}

void DeadLettersPage::reload()
{
    m_panel->reload();
}

void DeadLettersPage::findBy(const QString &condition)
{
    m_panel->findBy(condition);
}

bool DeadLettersPage::focusFilter()
{
    m_panel->focusFilter();
    return true;
}

void DeadLettersPage::focusContent()
{
    if (m_stack->currentWidget() == m_state)
        Page::focusContent();
    else if (letters().rowCount() > 0)
        messages().setFocus(Qt::ShortcutFocusReason);
    else
        m_list->setFocus(Qt::ShortcutFocusReason);
}

void DeadLettersPage::tellSelection()
{
    m_panel->tellSelection();
}

MessageTable &DeadLettersPage::messages() const
{
    return m_panel->table();
}

models::DeadLetterModel &DeadLettersPage::letters() const
{
    return m_panel->letters();
}

// ---- what the actions are for

DeadLetterChoice DeadLettersPage::choice() const
{
    const DeadLetterRow row = shownRow();
    DeadLetterChoice choice;
    choice.virtualHost = row.virtualHost;
    choice.origin = row.origin;
    const QList<MessageRef> named = m_panel->named();
    if (named.isEmpty()) {
        choice.count = m_panel->isFiltered() ? 0 : isOfHour(row) ? qMin<quint64>(row.count, mostAtOnce) : row.count;
        choice.selection.logs = row.logs;
        choice.selection.death = engine::DeathFilter{row.filter.reason, row.filter.queue, 0, 0};
        return choice;
    }
    choice.selection.messages = named;
    choice.count = quint64(named.size());
    choice.origin = originOf(named).value_or(row.origin);
    for (const engine::DeadLetterGroup &group : m_snapshot.groups) {
        if (group.place == named.first().queue)
            choice.virtualHost = group.virtualHost;
    }
    return choice;
}

/// Empty: not the same for all of them; nothing: not all of them have been looked at.
std::optional<QString> DeadLettersPage::originOf(const QList<MessageRef> &named) const
{
    std::optional<QString> origin;
    for (const MessageRef &ref : named) {
        const engine::DeadLetter *letter = letters().letter(ref);
        if (!letter)
            return std::nullopt;
        if (origin && *origin != letter->origin)
            return QString();
        origin = letter->origin;
    }
    return origin;
}

void DeadLettersPage::openMenu(QMenu *menu)
{
    menu->addActions({m_requeue, m_elsewhere, m_edit, m_delete, m_export});
    menu->addSeparator();
    menu->addAction(m_open);
}

// ---- what is told

void DeadLettersPage::refreshActions()
{
    const DeadLetterRow row = shownRow();
    const qsizetype selected = m_panel->selected().size();
    const DeadLetterChoice what = choice();
    const QString origin = dialogs::originText(what);
    const QString count = formatCount(what.count);
    const bool isAll = selected == 0;
    const bool isFound = isAll && m_panel->isFiltered();
    const Extent extent = isFound                           ? (what.count > 1 ? Extent::Found : Extent::These)
                          : isAll && what.count < row.count ? Extent::Latest
                          : isAll && what.count != 1        ? Extent::All
                                                            : Extent::These;
    m_requeue->setText(requeueText(extent, count, origin));
    m_requeue->setToolTip(tr("Put back at once, as it was; this can be undone"));
    m_elsewhere->setText(elsewhereText(extent, count));
    m_delete->setText(deleteText(extent, count));
    m_delete->setToolTip(tr("This can be undone"));
    m_edit->setEnabled(selected == 1);
    m_edit->setToolTip(selected == 1 ? tr("Correct body or headers on the way") : tr("Select a single message"));
    m_export->setText(exportText(extent, count));
    m_export->setToolTip(tr("Into a file, as JSON lines or CSV"));
    for (QAction *action : {m_requeue, m_elsewhere, m_delete, m_export})
        action->setEnabled(what.count > 0);
    m_open->setEnabled(row.logs.size() == 1 || selected > 0);
    const bool hasContent = m_stack->currentWidget() == m_splitter;
    m_actionBar->setSubject(!hasContent || what.count == 0 ? QString()
                            : !isAll                       ? tr("%1 selected").arg(formatCount(quint64(selected)))
                            : m_panel->isFiltered()        ? tr("%1 found").arg(count)
                                                           : row.title);
}

void DeadLettersPage::refreshState()
{
    const BrokerSession::State state = session().state();
    const bool isRunning = state == BrokerSession::State::Running;
    const bool hasContent = isRunning && m_taken && m_snapshot.total > 0;
    m_count->setBadge(formatCount(m_snapshot.total) + (m_snapshot.isCut ? u"+"_s : QString()), Tone::Dead);
    m_count->setVisible(hasContent);
    const bool isLooking = isRunning && m_taken && !m_snapshot.isComplete;
    m_looking->setVisible(isLooking && hasContent);
    m_looking->setText(
        tr("looking through the queues: %1 of %2 messages")
            .arg(theme::formatShortCount(m_snapshot.examined), theme::formatShortCount(m_snapshot.toExamine)));
    m_stack->setCurrentWidget(hasContent ? static_cast<QWidget *>(m_splitter) : m_state);
    m_grouping->setEnabled(hasContent);
    refreshActions();
    if (hasContent)
        return;
    if (state == BrokerSession::State::Failed) {
        m_state->show(StateView::Kind::Failed, tr("The broker did not start"), session().problem());
    } else if (state == BrokerSession::State::Stopping || state == BrokerSession::State::Stopped) {
        m_state->show(StateView::Kind::Disconnected, tr("The broker has stopped"),
                      tr("Clients can not connect. What was confirmed is kept."));
    } else if (!isRunning || !m_taken) {
        m_state->show(StateView::Kind::Loading, tr("Loading dead letters…"), {});
    } else if (isLooking) {
        m_state->show(StateView::Kind::Loading, tr("Looking through the queues…"), m_looking->text());
    } else {
        engine::QueueSpec example;
        example.name = u"orders"_s;
        m_snippet->setQueue(example, session().listeners());
        m_state->show(
            StateView::Kind::Empty, tr("No dead letters"),
            tr("A message dies when a consumer rejects it for good, when it waits longer than its time to live, "
               "when its queue is over its limit, or when it fails too often. A queue with a dead "
               "letter exchange hands it on instead of dropping it, and it appears here with the reason. For "
               "a queue that is there already, a policy with dead-letter-exchange does it; for a new one, in "
               "Python with pika:"));
    }
}

// ---- what can be done

/// An hour's deaths have no name that the broker knows: their messages are named one by one.
void DeadLettersPage::whole(const std::function<void(const DeadLetterChoice &)> &then)
{
    const DeadLetterRow row = shownRow();
    if (!isOfHour(row) || m_panel->isFiltered() || !m_panel->selected().isEmpty()) {
        then(choice());
        return;
    }
    async::whenDone(session().listDeadLetters(row.filter, mostAtOnce), this,
                    [this, then, row, found = choice()](const engine::Result<engine::DeadLetterList> &list) mutable {
                        if (!list || list->messages.isEmpty())
                            return m_actions.refuse(whyNotNamed(row, list));
                        found.selection = {};
                        found.selection.messages = list->messages;
                        found.count = quint64(list->messages.size());
                        then(found);
                    });
}

void DeadLettersPage::requeue()
{
    whole([this](const DeadLetterChoice &choice) { m_actions.requeue(choice); });
}

void DeadLettersPage::requeueElsewhere()
{
    whole([this](const DeadLetterChoice &choice) { m_actions.requeueElsewhere(choice); });
}

void DeadLettersPage::remove()
{
    whole([this](const DeadLetterChoice &choice) { m_actions.remove(choice); });
}

void DeadLettersPage::exportLetters()
{
    whole([this](const DeadLetterChoice &choice) {
        models::MessagePick pick;
        pick.selection = choice.selection;
        pick.virtualHost = choice.virtualHost;
        pick.from = shownRow().title;
        pick.count = choice.count;
        if (choice.count > 0)
            Q_EMIT exportRequested(pick);
    });
}

void DeadLettersPage::edit()
{
    if (m_panel->selected().size() == 1)
        m_actions.edit(choice());
}

void DeadLettersPage::openQueue()
{
    const QList<MessageRef> selected = m_panel->selected();
    const QList<engine::QueueId> logs = shownRow().logs;
    if (selected.isEmpty() && logs.isEmpty())
        return;
    const engine::QueueId wanted = selected.isEmpty() ? logs.first() : selected.first().queue;
    for (const engine::DeadLetterGroup &group : m_snapshot.groups) {
        if (group.place != wanted)
            continue;
        Q_EMIT queueOpened(models::queueLabel(group.virtualHost, group.placeName));
        return;
    }
}

// ---- what is remembered

void DeadLettersPage::restoreLayout(settings::Settings &settings)
{
    m_list->restoreHeader(settings.layout(u"deadLetters/groups"_s));
    if (const QByteArray columns = settings.layout(u"deadLetters/messages"_s); !columns.isEmpty())
        messages().setLayout(columns);
    if (const QByteArray split = settings.layout(u"deadLetters/splitter"_s); !split.isEmpty())
        m_splitter->restoreState(split);
    m_keep->setChecked(settings.value(u"deadLetters/keepHistory"_s) == u"yes");
}

void DeadLettersPage::saveLayout(settings::Settings &settings) const
{
    settings.setLayout(u"deadLetters/groups"_s, m_list->headerState());
    settings.setLayout(u"deadLetters/messages"_s, messages().layout());
    settings.setLayout(u"deadLetters/splitter"_s, m_splitter->saveState());
    settings.setValue(u"deadLetters/keepHistory"_s, m_keep->isChecked() ? u"yes"_s : u"no"_s);
}

} // namespace ui::pages
