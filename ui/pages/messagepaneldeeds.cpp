// SPDX-License-Identifier: GPL-3.0-or-later
// MessagePanel's selection: what can be done with it, and what is said of it.
#include "ui/models/messagemodel.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/theme/format.h"
#include "ui/widgets/actionbar.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace ui::pages {

using models::MessageDeed;
using models::MessagePick;
using theme::formatCount;

QAction *MessagePanel::addDeed(const QString &text, const QList<QKeySequence> &keys, MessageDeed deed)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    // In the tables only: in the fields Delete and F2 are the fields'.
    action->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(action);
    m_foundTable->addAction(action);
    connect(action, &QAction::triggered, this, [this, deed] { ask(deed); });
    return action;
}

void MessagePanel::makeDeeds()
{
    m_edit = addDeed(tr("Edit and republish…"), {Qt::Key_F2, Qt::CTRL | Qt::Key_E}, MessageDeed::Edit);
    m_move = addDeed(tr("Move to…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_M}, MessageDeed::Move);
    m_copyTo = addDeed(tr("Copy to…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_K}, MessageDeed::Copy);
    m_putBack = addDeed(tr("Requeue to where they died"), {Qt::CTRL | Qt::SHIFT | Qt::Key_R}, MessageDeed::PutBack);
    m_export = addDeed(tr("Export…"), {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, MessageDeed::Export);
    m_delete = addDeed(tr("Delete"), {QKeySequence(QKeySequence::Delete)}, MessageDeed::Delete);
    m_putBack->setToolTip(tr("Dead letters go back to the queue that they died in first, without the death headers"));
    if (m_kind == Kind::Topic) {
        for (QAction *action : {m_delete, m_move, m_putBack}) {
            action->setVisible(false);
            action->setShortcuts(QList<QKeySequence>());
        }
        // The keys are pressed all the same.
        auto *explain = new QAction(this);
        explain->setShortcuts({QKeySequence(QKeySequence::Delete), Qt::CTRL | Qt::SHIFT | Qt::Key_M});
        explain->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(explain);
        m_foundTable->addAction(explain);
        connect(explain, &QAction::triggered, this, &MessagePanel::explainLog);
    }
}

void MessagePanel::explainLog()
{
    Q_EMIT refused(
        tr("A topic keeps what it was given: single messages can not be taken out of it. They go by age and size "
           "(Edit settings…), from the oldest to one of them (Delete up to here…), or all at once (Clear messages, on "
           "the page of all topics). They can be copied."));
}

QWidget *MessagePanel::makeActionBar()
{
    using Weight = widgets::ActionBar::Weight;
    m_actionBar = new widgets::ActionBar(this);
    m_actionBar->addAction(m_edit, Weight::Primary);
    for (QAction *action : {m_move, m_copyTo, m_export, m_delete})
        m_actionBar->addAction(action, Weight::Ordinary);
    return m_actionBar;
}

void MessagePanel::setCompareMemory(inspector::CompareMemory &memory)
{
    for (MessageTable *table : {m_table, m_foundTable})
        table->setCompareMemory(memory);
}

void MessagePanel::showChoice()
{
    const MessageSelection &selected = table().selected();
    const MessagePick picked = pick();
    m_edit->setEnabled(picked.isSingle());
    for (QAction *action : {m_move, m_copyTo, m_putBack, m_export, m_delete})
        action->setEnabled(!picked.isEmpty());
    const bool wasHidden = m_actionBar->isHidden();
    m_actionBar->setSubject(selected.count() > 0 ? choiceText() : QString());
    m_actionBar->setHint(choiceHint());
    // The bar takes its room from the table: what was clicked stays in sight.
    if (wasHidden && !m_actionBar->isHidden() && table().currentIndex().isValid()) {
        QMetaObject::invokeMethod(
            this, [this] { table().scrollTo(table().currentIndex()); }, Qt::QueuedConnection);
    }
}

QString MessagePanel::choiceText() const
{
    const MessageSelection &selected = table().selected();
    const QString count = formatCount(quint64(selected.count()));
    if (!selected.isAll())
        return tr("%1 selected").arg(count);
    const MessagePick all = pickEverything();
    if (all.isCountKnown)
        return theme::formatCounted(all.count, tr("all: %1 message"), tr("all: %1 messages"));
    return m_search->isSearching() ? tr("all that match, %1 so far").arg(count) : tr("all that match");
}

QString MessagePanel::choiceHint() const
{
    const MessageSelection &selected = table().selected();
    if (m_kind == Kind::Topic)
        return tr("a topic keeps its messages");
    const auto &listed = selected.listed();
    const auto held = std::count_if(listed.begin(), listed.end(), [](const engine::MessageSummary &message) {
        return message.state == engine::MessageState::Unacked;
    });
    if (held > 0)
        return theme::formatCounted(quint64(held), tr("%1 is held by a consumer"), tr("%1 are held by consumers"));
    if (selected.count() > 0 && pick().isEmpty())
        return tr("still loading…");
    const QString undo = tr("undo: %1").arg(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText));
    return pick().takesNewcomers() ? tr("with what comes in until then · %1").arg(undo) : undo;
}

MessagePick MessagePanel::pickEverything() const
{
    MessagePick picked;
    picked.virtualHost = m_virtualHost;
    picked.from = m_name;
    picked.isLog = m_kind == Kind::Topic;
    picked.selection.logs = logs();
    picked.selection.filter = m_search->isActive() ? m_search->request().filter : m_filter;
    picked.isCountKnown = picked.selection.filter == engine::MessageFilter();
    picked.count = isMerged() ? m_search->total() : m_search->isActive() ? m_total : m_messages->total();
    return picked;
}

MessagePick MessagePanel::pick() const
{
    const MessageSelection &selected = table().selected();
    if (selected.isAll())
        return pickEverything();
    MessagePick picked = pickEverything();
    picked.selection = {};
    picked.isCountKnown = true;
    picked.count = quint64(selected.count());
    for (const engine::MessageSummary &message : selected.listed()) {
        if (message.state != engine::MessageState::Gone)
            picked.selection.messages << message.ref;
    }
    // A longer range is one in its log only where the table has the log's order, and all of it.
    const auto range = selected.range();
    if (selected.listed().isEmpty() && range && !m_search->isActive()) {
        picked.selection.logs = {range->first.queue};
        picked.selection.firstOffset = range->first.offset;
        picked.selection.lastOffset = range->second.offset;
    }
    return picked;
}

void MessagePanel::ask(MessageDeed deed)
{
    const MessagePick picked = pick();
    if (picked.isEmpty()) {
        if (table().selected().count() > MessageSelection::mostListed)
            Q_EMIT refused(tr("More than %1 messages of a search can only be chosen all together (Ctrl+A).")
                               .arg(formatCount(quint64(MessageSelection::mostListed))));
        return;
    }
    if (deed == MessageDeed::Edit && !picked.isSingle())
        return;
    Q_EMIT deedRequested(deed, picked);
    afterDeed(deed);
}

/// What leaves is not selected any more: other messages will be in these rows.
void MessagePanel::afterDeed(MessageDeed deed)
{
    if (deed == MessageDeed::Delete || deed == MessageDeed::PutBack)
        table().clearChoice();
}

void MessagePanel::openMenu(QMenu *menu)
{
    if (table().selected().count() > 0) {
        const bool isTopic = m_kind == Kind::Topic;
        menu->addAction(m_edit);
        if (!isTopic)
            menu->addAction(m_move);
        menu->addAction(m_copyTo);
        if (!isTopic)
            menu->addAction(m_putBack);
        menu->addAction(m_export);
        if (isTopic)
            menu->addAction(tr("Why can I not delete them?"), this, &MessagePanel::explainLog);
        else
            menu->addAction(m_delete);
        menu->addSeparator();
    }
    Q_EMIT menuAboutToShow(menu);
}

void MessagePanel::fillTransferMenu(QMenu &menu)
{
    const auto add = [&](const QString &text, const MessagePick &what) {
        menu.addAction(text, this, [this, what] { Q_EMIT deedRequested(MessageDeed::Export, what); })
            ->setEnabled(!what.isEmpty());
    };
    add(tr("Export the selection…"), table().selected().count() > 0 ? pick() : MessagePick());
    MessagePick all = pickEverything();
    if (m_filter != engine::MessageFilter())
        add(tr("Export all that match…"), all);
    all.selection.filter = {};
    all.isCountKnown = true;
    add(tr("Export all messages…"), all);
    menu.addSeparator();
    menu.addAction(m_kind == Kind::Topic ? tr("Import into this topic…") : tr("Import into this queue…"), this,
                   [this] { Q_EMIT deedRequested(MessageDeed::Import, pickEverything()); });
}

} // namespace ui::pages
