// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/steppanel.h"

#include "ui/async/whendone.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::MessageState;
using engine::MessageSummary;
using engine::PartitionSnapshot;
using models::SteppedMessage;
using models::SteppedModel;
using widgets::StateView;

namespace {

constexpr quint32 rowsAtOnce = 100; // offsets without a message are passed over: so many at a time

} // namespace

StepPanel::StepPanel(engine::BrokerSession &session, const engine::TopicSnapshot &topic, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_topic(topic)
    , m_model(new SteppedModel(this))
{
    m_next =
        widgets::addPanelAction(*this, tr("Next"), Qt::Key_T, tr("Read the message at this offset, and go one on"));
    m_commit = widgets::addPanelAction(*this, tr("Commit"), Qt::Key_C,
                                       tr("Commit the offset that is read next, as a consumer of the group would"));
    connect(m_next, &QAction::triggered, this, &StepPanel::step);
    connect(m_commit, &QAction::triggered, this, &StepPanel::commit);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeList());
    m_empty = new StateView(this);
    connect(m_empty, &StateView::actionTriggered, m_next, &QAction::trigger);
    m_stack->addWidget(m_empty);
    rows->addWidget(m_stack, 1);
    rows->addWidget(makeFoot());
    setAccessibleName(tr("Step through the topic"));
    setFocusPolicy(Qt::StrongFocus);
    setTopic(topic);
}

QWidget *StepPanel::makeBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(8);
    QPushButton *next = widgets::makeActionButton(*m_next, bar);
    next->setProperty("primary", true);
    row->addWidget(next);
    m_partition = new QComboBox(bar);
    m_partition->setAccessibleName(tr("Partition to step through"));
    m_partition->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_partition, &QComboBox::activated, this, &StepPanel::refresh);
    row->addWidget(m_partition);
    row->addWidget(new QLabel(tr("at offset"), bar));
    m_offset = new QLineEdit(bar);
    m_offset->setAccessibleName(tr("Offset that is read next"));
    m_offset->setFixedWidth(110);
    connect(m_offset, &QLineEdit::editingFinished, this, &StepPanel::goToTyped);
    connect(m_offset, &QLineEdit::returnPressed, this, [this] { m_list->setFocus(); });
    row->addWidget(m_offset);
    m_words = new QLabel(bar);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_words, 1);
    return bar;
}

QWidget *StepPanel::makeList()
{
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_model);
    proxy->setSortRole(models::SortRole);
    m_list = new widgets::ListView(this);
    m_list->setAccessibleName(tr("Messages that have been read"));
    m_list->setModel(proxy);
    m_list->setColumnWidths({80, 100, 170, 190, 80, 0});
    m_list->setStretchColumn(SteppedModel::Body);
    m_list->setSpareColumns({SteppedModel::Written, SteppedModel::Size});
    m_list->sortByColumn(SteppedModel::Offset, Qt::AscendingOrder);
    connect(m_list, &widgets::ListView::rowSelected, this, &StepPanel::tellSelection);
    connect(m_list, &widgets::ListView::opened, m_next, &QAction::trigger);
    return m_list;
}

QWidget *StepPanel::makeFoot()
{
    auto *foot = new QFrame(this);
    foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    auto *label = new QLabel(tr("For the consumer &group"), foot);
    row->addWidget(label);
    m_group = new QComboBox(foot);
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->setMinimumWidth(170);
    m_group->setAccessibleName(tr("Consumer group to commit for"));
    m_group->lineEdit()->setPlaceholderText(tr("none"));
    label->setBuddy(m_group);
    connect(m_group, &QComboBox::editTextChanged, this, &StepPanel::refresh);
    row->addWidget(m_group);
    row->addWidget(widgets::makeActionButton(*m_commit, foot));
    m_commitEach = new QCheckBox(tr("with every step"), foot);
    row->addWidget(m_commitEach);
    auto *hint = new widgets::ElidedLabel(foot);
    hint->setWords(tr("Reading takes nothing out of a topic."));
    hint->setProperty("role", u"muted"_s);
    row->addStretch(1);
    row->addWidget(hint);
    return foot;
}

const PartitionSnapshot *StepPanel::chosen() const
{
    const quint32 number = m_partition->currentData().toUInt();
    const auto it = std::find_if(m_topic.partitions.cbegin(), m_topic.partitions.cend(),
                                 [number](const PartitionSnapshot &p) { return p.number == number; });
    return it == m_topic.partitions.cend() ? nullptr : &*it;
}

void StepPanel::setTopic(const engine::TopicSnapshot &topic)
{
    m_topic = topic;
    for (int i = m_partition->count(); i < int(topic.partitions.size()); ++i)
        m_partition->addItem(tr("Partition %1").arg(topic.partitions.at(i).number), topic.partitions.at(i).number);
    m_partition->setVisible(topic.partitions.size() > 1);
    refresh();
}

void StepPanel::setGone(bool gone)
{
    m_gone = gone;
    refresh();
}

void StepPanel::setGroups(const QList<engine::GroupSnapshot> &groups)
{
    QStringList names;
    for (const engine::GroupSnapshot &group : groups) {
        if (group.virtualHost == m_topic.spec.virtualHost)
            names << group.name;
    }
    QStringList offered;
    for (int i = 0; i < m_group->count(); ++i)
        offered << m_group->itemText(i);
    if (names == offered)
        return;
    const QString typed = m_group->currentText();
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    m_group->addItems(names);
    m_group->setCurrentIndex(-1);
    m_group->setEditText(typed);
}

quint64 StepPanel::position() const
{
    const PartitionSnapshot *partition = chosen();
    if (!partition)
        return 0;
    return std::max(m_positions.value(partition->number, partition->firstOffset), partition->firstOffset);
}

void StepPanel::goToTyped()
{
    const PartitionSnapshot *partition = chosen();
    bool isNumber = false;
    const quint64 offset = m_offset->text().remove(u',').trimmed().toULongLong(&isNumber);
    if (!partition || !isNumber) {
        tell(tr("“%1” is no offset.").arg(m_offset->text()), true);
    } else if (offset != position()) {
        m_positions[partition->number] = std::clamp(offset, partition->firstOffset, partition->nextOffset);
        tell({}, false);
    }
    m_offset->setModified(false);
    refresh();
}

void StepPanel::step()
{
    if (m_isLooking || m_gone || !chosen())
        return;
    if (m_offset->isModified())
        goToTyped();
    look(position());
}

void StepPanel::look(quint64 from)
{
    const PartitionSnapshot *partition = chosen();
    if (from >= partition->nextOffset) {
        tell(tr("This is the end: the next message that is written gets offset %1.").arg(theme::formatCount(from)),
             false);
        return;
    }
    browse(*partition, from, std::max(from, partition->firstOffset) - partition->firstOffset);
}

void StepPanel::browse(const PartitionSnapshot &partition, quint64 from, quint64 firstIndex)
{
    m_isLooking = true;
    async::whenDone(m_session.browse(partition.log, firstIndex, rowsAtOnce), this,
                    [this, number = partition.number, from](const engine::Result<engine::MessagePage> &page) {
                        m_isLooking = false;
                        takePage(number, from, page);
                    });
}

void StepPanel::takePage(quint32 partition, quint64 from, const engine::Result<engine::MessagePage> &page)
{
    if (!page)
        return tell(page.error().detail, true);
    const PartitionSnapshot *now = chosen();
    if (!now || now->number != partition)
        return; // another one has been chosen meanwhile
    // Rows are counted from the first offset of now, which retention may have moved since it was last told.
    if (page->messages.isEmpty()) {
        if (page->firstIndex > 0)
            return browse(*now, from, 0);
        return pass(*now, from, *page);
    }
    const quint64 start = page->messages.first().ref.offset - page->firstIndex;
    const quint64 index = from > start ? from - start : 0;
    if (index != page->firstIndex && index < page->total)
        return browse(*now, from, index);
    pass(*now, from, *page);
}

/// Markers, and what compaction has taken, are passed over.
void StepPanel::pass(const PartitionSnapshot &partition, quint64 from, const engine::MessagePage &page)
{
    const auto found = std::find_if(page.messages.cbegin(), page.messages.cend(), [from](const MessageSummary &m) {
        return m.ref.offset >= from && m.state != MessageState::Gone;
    });
    if (found != page.messages.cend())
        showMessage(partition.number, *found);
    else if (!page.messages.isEmpty() && page.messages.last().ref.offset >= from)
        look(page.messages.last().ref.offset + 1);
    else
        tell(tr("There is no message from here on."), false);
}

void StepPanel::showMessage(quint32 partition, const MessageSummary &message)
{
    m_positions[partition] = message.ref.offset + 1;
    const SteppedMessage stepped{partition, message};
    m_rows.removeIf([&](const SteppedMessage &row) { return row.message.ref == message.ref; });
    m_rows << stepped;
    if (m_rows.size() > mostRows)
        m_rows.removeFirst();
    m_model->update(m_rows);
    tell({}, false);
    const bool takesFocus = m_empty->isAncestorOf(QApplication::focusWidget()) || hasFocus();
    refresh();
    const auto *proxy = static_cast<const QSortFilterProxyModel *>(m_list->model());
    const QModelIndex index = proxy->mapFromSource(m_model->index(m_model->rowOf({partition, message.ref.offset}), 0));
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    if (takesFocus)
        m_list->setFocus();
    if (m_commitEach->isChecked() && m_commit->isEnabled())
        commit();
}

void StepPanel::commit()
{
    const PartitionSnapshot *partition = chosen();
    const QString group = m_group->currentText().trimmed();
    if (!partition || group.isEmpty())
        return;
    const quint64 offset = position();
    async::whenDone(
        m_session.commitOffset(m_topic.spec.virtualHost, group, {m_topic.spec.name, partition->number}, qint64(offset)),
        this, [this, group, offset](const engine::Result<void> &done) {
            if (done)
                tell(tr("%1 goes on at offset %2.").arg(group, theme::formatCount(offset)), false);
            else
                tell(done.error().detail, true);
        });
}

void StepPanel::tell(const QString &text, bool isProblem)
{
    m_words->setProperty("role", isProblem ? u"error"_s : u"muted"_s);
    m_words->style()->polish(m_words);
    m_words->setText(text);
    m_words->setToolTip(text);
}

void StepPanel::refresh()
{
    const bool hasGroup = !m_group->currentText().trimmed().isEmpty();
    m_next->setEnabled(!m_gone && chosen());
    m_commit->setEnabled(!m_gone && chosen() && hasGroup);
    m_commitEach->setEnabled(hasGroup);
    if (!m_offset->isModified() && chosen())
        m_offset->setText(QString::number(position()));
    m_stack->setCurrentWidget(m_rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_list);
    m_empty->setAction(m_gone ? QString() : tr("Next"));
    m_empty->show(
        m_gone ? StateView::Kind::Disconnected : StateView::Kind::Empty,
        m_gone ? tr("This topic has been deleted") : tr("Step through the topic"),
        m_gone ? QString()
               : tr("Read message by message from an offset of your own (T), as a consumer does: each is shown in "
                    "the inspector and stays where it is. To learn what committing does, name a consumer group "
                    "and commit for it."));
}

void StepPanel::tellSelection()
{
    const auto *proxy = static_cast<const QSortFilterProxyModel *>(m_list->model());
    if (const QModelIndex row = m_list->selectedRow(); row.isValid())
        Q_EMIT messageSelected(m_model->at(proxy->mapToSource(row).row()).message.ref);
}

void StepPanel::focusContent()
{
    (m_rows.isEmpty() ? static_cast<QWidget *>(this) : m_list)->setFocus();
}

} // namespace ui::pages
