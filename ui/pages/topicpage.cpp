// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/topicpage.h"

#include "ui/async/whendone.h"
#include "ui/models/groupmodel.h"
#include "ui/models/roles.h"
#include "ui/models/topicmodel.h"
#include "ui/pages/gototarget.h"
#include "ui/pages/historycharts.h"
#include "ui/pages/measures.h"
#include "ui/pages/messagepanel.h"
#include "ui/pages/messagetable.h"
#include "ui/pages/steppanel.h"
#include "ui/theme/format.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/figurestrip.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/partitionlanes.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tabbuttons.h"
#include "ui/widgets/tabroom.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::PartitionSnapshot;
using engine::TopicSnapshot;
using tables::Tone;
using widgets::StateView;

namespace {

constexpr int visibleLanes = 3;  // more scroll
constexpr int besideLanes = 365; // pixels: head, bars and some messages
constexpr int allPartitions = -1;

enum TopicFigure { MessageFigure, TopicInFigure, TopicOutFigure, SizeFigure };

} // namespace

TopicPage::TopicPage(engine::BrokerSession &session, const TopicSnapshot &initial, QWidget *parent)
    : Page(session, parent)
    , m_topic(initial)
    , m_partitions(new models::PartitionModel(this))
    , m_groupModel(new models::GroupModel(this))
{
    setAccessibleName(tr("Topic %1").arg(initial.spec.name));
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setProperty("actions", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeMessages(), tr("Messages"));
    m_tabs->addTab(makePartitions(), tr("Partitions"));
    m_tabs->addTab(makeGroups(), tr("Groups"));
    m_charts = new HistoryCharts(session, engine::HistorySubject::Kind::Topic, this);
    m_charts->setSubject(engine::HistorySubject::of(initial.id));
    m_charts->layout()->setContentsMargins(16, 6, 16, 8);
    m_tabs->addTab(m_charts, tr("Charts"));
    m_steps = new StepPanel(session, initial, this);
    connect(m_steps, &StepPanel::messageSelected, this, &TopicPage::messageSelected);
    m_tabs->addTab(m_steps, tr("By hand"));
    makeButtons();
    widgets::needRoomForCurrent(*m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { widgets::needRoomForCurrent(*m_tabs); });
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    rows->addWidget(makeLanes());
    rows->addWidget(m_tabs, 1);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &TopicPage::refreshMessages);
    take({initial});
    m_panel->showLog(chosen().log, chosen().nextOffset - chosen().firstOffset);
}

QWidget *TopicPage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(6);
    auto *name = new widgets::ElidedLabel(header);
    name->setProperty("role", u"title"_s);
    name->setWords(m_topic.spec.name);
    name->makeName(leastOfName);
    row->addWidget(name);
    row->addSpacing(4);
    if (m_topic.spec.virtualHost != u"/"_s) {
        auto *host = new QLabel(tr("in %1").arg(m_topic.spec.virtualHost), header);
        host->setProperty("role", u"muted"_s);
        row->addWidget(host);
    }
    row->addWidget(new widgets::Badge(tr("topic"), Tone::Topic, header));
    m_count = new widgets::Badge({}, Tone::Muted, header);
    row->addWidget(m_count);
    m_retention = new widgets::Badge({}, Tone::Muted, header);
    m_retention->setMayShrink();
    row->addWidget(m_retention);
    row->addStretch(1);
    m_figures = new widgets::FigureStrip(header);
    for (const QString &figure : {tr("messages"), tr("in"), tr("out"), tr("on disk")})
        m_figures->addFigure(figure);
    row->addWidget(m_figures);
    return header;
}

void TopicPage::makeButtons()
{
    m_commands = new widgets::TabButtons(*m_tabs);
    connect(m_commands->addButton(tr("Edit settings…"), tr("Retention, compaction, number of partitions")),
            &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_topic); });
    connect(m_commands->addButton(tr("Replay…"), tr("Publish messages of this topic once more, elsewhere or here")),
            &QPushButton::clicked, this, [this] { Q_EMIT replayRequested(m_topic); });
    connect(m_commands->addButton(tr("Delete…"), tr("Delete the topic and all of its messages")), &QPushButton::clicked,
            this, [this] { Q_EMIT deleteRequested(m_topic); });
    connect(m_commands->addPrimary(tr("Publish here…"), tr("Write a message to this partition")), &QPushButton::clicked,
            this, &TopicPage::publishHere);
}

QWidget *TopicPage::makeLanes()
{
    m_lanes = new widgets::PartitionLanes;
    m_laneScroll = new QScrollArea(this);
    m_laneScroll->setWidgetResizable(true);
    m_laneScroll->setFrameShape(QFrame::NoFrame);
    m_laneScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_laneScroll->setWidget(m_lanes);
    connect(m_lanes, &widgets::PartitionLanes::laneChosen, this,
            [this](int lane) { choosePartition(m_lanes->lanes().at(lane).number); });
    connect(m_lanes, &widgets::PartitionLanes::offsetChosen, this, [this](int lane, quint64 offset) {
        choosePartition(m_lanes->lanes().at(lane).number);
        jumpTo(offset);
    });
    connect(m_lanes, &widgets::PartitionLanes::markMoved, this,
            [this](int lane, const QString &reader, quint64 offset) {
                moveMark(m_lanes->lanes().at(lane).number, reader, offset);
            });
    return m_laneScroll;
}

QWidget *TopicPage::makeMessages()
{
    m_panel = new MessagePanel(session(), MessagePanel::Kind::Topic, this);
    m_panel->setPlace(m_topic.spec.virtualHost, m_topic.spec.name);
    m_choice = new QComboBox(m_panel);
    m_choice->setObjectName(u"partition"_s);
    m_choice->setAccessibleName(tr("Partition whose messages are shown"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_choice, &QComboBox::activated, this, [this] {
        if (const int choice = m_choice->currentData().toInt(); choice == allPartitions)
            chooseAll();
        else
            choosePartition(quint32(choice));
    });
    m_panel->addChoice(m_choice);
    m_panel->setEmptyAction(tr("Publish to this topic…"));
    connect(m_panel, &MessagePanel::emptyActionTriggered, this, &TopicPage::publishHere);
    connect(m_panel, &MessagePanel::messageSelected, this, &TopicPage::messageSelected);
    connect(m_panel, &MessagePanel::targetTyped, this, &TopicPage::goToTyped);
    connect(m_panel, &MessagePanel::menuAboutToShow, this, [this](QMenu *menu) {
        addDeleteUpTo(*menu);
        menu->addAction(tr("Publish to this topic…"), this, &TopicPage::publishHere);
        menu->addAction(tr("Step through by hand"), this, [this] { stepByHand(); });
    });
    return m_panel;
}

/// For the message that the keyboard is at, wherever its partition is one of those that are merged.
void TopicPage::addDeleteUpTo(QMenu &menu)
{
    const MessageTable &table = m_panel->table();
    const engine::MessageRef current =
        table.currentIndex().isValid() ? table.messageAt(table.currentIndex().row()).ref : engine::MessageRef();
    const auto partition = std::find_if(m_topic.partitions.cbegin(), m_topic.partitions.cend(),
                                        [current](const PartitionSnapshot &one) { return one.log == current.queue; });
    if (m_gone || !current.queue.isValid() || partition == m_topic.partitions.cend())
        return;
    menu.addAction(tr("Delete up to here…"), this,
                   [this, number = partition->number, offset = current.offset] {
                       Q_EMIT deleteUpToRequested(m_topic, number, offset);
                   })
        ->setEnabled(current.offset >= partition->firstOffset);
}

QWidget *TopicPage::makePartitions()
{
    m_partitionList = new widgets::ListView(this);
    m_partitionList->setAccessibleName(tr("Partitions"));
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_partitions);
    proxy->setSortRole(models::SortRole);
    m_partitionList->setModel(proxy);
    m_partitionList->setColumnWidths({80, 106, 106, 106, 80, 72, 72, 0});
    m_partitionList->setStretchColumn(models::PartitionModel::Newest);
    m_partitionList->sortByColumn(models::PartitionModel::Number, Qt::AscendingOrder);
    connect(m_partitionList, &widgets::ListView::rowSelected, this, [this](const QModelIndex &index) {
        if (index.isValid())
            choosePartition(index.data(models::IdRole).toUInt());
    });
    connect(m_partitionList, &widgets::ListView::opened, this, [this] { m_tabs->setCurrentIndex(0); });
    return m_partitionList;
}

QWidget *TopicPage::makeGroups()
{
    auto *page = new QWidget(this);
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_groupModel);
    proxy->setSortRole(models::SortRole);
    m_groupList = new widgets::ListView(page);
    m_groupList->setAccessibleName(tr("Consumer groups that read this topic"));
    m_groupList->setModel(proxy);
    m_groupList->setColumnWidths({-96, 0, 170, 90, -80, 110, 110, 120});
    m_groupList->setStretchColumn(models::GroupModel::Name);
    m_groupList->sortByColumn(models::GroupModel::Name, Qt::AscendingOrder);
    const auto selected = [this] {
        return m_groupList->selectedRow().data(models::SnapshotRole).value<engine::GroupSnapshot>();
    };
    connect(m_groupList, &widgets::ListView::opened, this,
            [this, selected] { Q_EMIT groupOpened(selected().virtualHost, selected().name); });
    auto *foot = new QFrame(page);
    foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 8, 16, 8);
    row->addStretch(1);
    m_reset = new QPushButton(tr("Reset offsets…"), foot);
    m_reset->setEnabled(false);
    row->addWidget(m_reset);
    connect(m_reset, &QPushButton::clicked, this, [this, selected] {
        Q_EMIT resetRequested(selected(), {m_topic.spec.name, {}, {}});
    });
    connect(m_groupList, &widgets::ListView::rowSelected, this,
            [this](const QModelIndex &index) { m_reset->setEnabled(index.isValid()); });
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_groupList, 1);
    rows->addWidget(foot);
    return page;
}

std::vector<engine::SubscriptionPtr> TopicPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchTopics(
        this, [this](const QList<TopicSnapshot> &topics) { take(topics); }, 4));
    watching.push_back(session().watchGroups(
        this, [this](const QList<engine::GroupSnapshot> &groups) { takeGroups(groups); }, 4));
    return watching;
}

void TopicPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_refresh.start();
    refreshMessages();
}

void TopicPage::hideEvent(QHideEvent *event)
{
    m_refresh.stop();
    Page::hideEvent(event);
}

void TopicPage::take(const QList<TopicSnapshot> &topics)
{
    const auto it =
        std::find_if(topics.cbegin(), topics.cend(), [this](const TopicSnapshot &t) { return t.id == m_topic.id; });
    m_gone = it == topics.cend();
    if (!m_gone)
        m_topic = *it;
    else
        takeGroups({});
    m_commands->setEnabled(!m_gone); // of a new topic with this name otherwise
    m_panel->setGone(m_gone ? tr("This topic has been deleted") : QString());
    m_steps->setGone(m_gone);
    m_steps->setTopic(m_topic);
    m_panel->setOffsets(chosen().firstOffset, chosen().nextOffset);
    m_panel->setPartitions(logs());
    refreshChoice();
    m_partitions->update(m_topic.partitions);
    m_tabs->setTabText(1, tr("Partitions  %1").arg(theme::formatCount(quint64(m_topic.partitions.size()))));
    refreshHeader();
    refreshLanes();
}

/// Of a group only what it has in this topic counts here.
void TopicPage::takeGroups(const QList<engine::GroupSnapshot> &groups)
{
    m_groups.clear();
    for (engine::GroupSnapshot group : groups) {
        if (m_gone || group.virtualHost != m_topic.spec.virtualHost)
            continue;
        group.offsets.removeIf([this](const auto &offset) { return offset.partition.topic != m_topic.spec.name; });
        if (group.offsets.isEmpty())
            continue;
        group.lag.reset();
        group.lagMs = 0;
        for (const engine::GroupOffsetSnapshot &offset : group.offsets) {
            if (offset.lag)
                group.lag = group.lag.value_or(0) + *offset.lag;
            if (offset.lag.value_or(0) > 0)
                group.lagMs =
                    group.lagMs && offset.lagMs ? std::optional(std::max(*group.lagMs, *offset.lagMs)) : std::nullopt;
        }
        m_groups << group;
    }
    m_groupModel->update(m_groups);
    m_steps->setGroups(groups);
    m_tabs->setTabText(2, tr("Groups  %1").arg(theme::formatCount(quint64(m_groups.size()))));
    refreshLanes();
}

/// The form shows what it would come to, and asks.
void TopicPage::moveMark(quint32 partition, const QString &name, quint64 offset)
{
    for (const engine::GroupSnapshot &group : std::as_const(m_groups)) {
        if (group.name == name)
            Q_EMIT resetRequested(group, {m_topic.spec.name, partition, offset});
    }
}

QList<widgets::LaneMark> TopicPage::marksIn(quint32 partition) const
{
    QList<widgets::LaneMark> marks;
    for (const engine::GroupSnapshot &group : m_groups) {
        for (const engine::GroupOffsetSnapshot &offset : group.offsets) {
            if (offset.partition.partition != partition || !offset.lag)
                continue;
            marks.append({group.name, quint64(qMax<qint64>(0, offset.committed)),
                          models::isBehind(offset.lag, offset.lagMs),
                          group.name + u' ' + models::lagText(*offset.lag, offset.lagMs)});
        }
    }
    return marks;
}

PartitionSnapshot TopicPage::chosen() const
{
    return m_topic.partitions.value(qsizetype(m_partition));
}

void TopicPage::choosePartition(quint32 number)
{
    if (number >= quint32(m_topic.partitions.size()) || (number == m_partition && !m_panel->isMerged()))
        return;
    m_partition = number;
    m_choice->setCurrentIndex(m_choice->findData(int(number)));
    m_lanes->setCurrent(int(number));
    m_laneScroll->ensureVisible(0, int(number) * widgets::PartitionLanes::laneHeight, 0,
                                widgets::PartitionLanes::laneHeight);
    m_panel->setOffsets(chosen().firstOffset, chosen().nextOffset);
    setWords();
    m_panel->showLog(chosen().log, chosen().nextOffset - chosen().firstOffset);
}

QHash<engine::QueueId, quint32> TopicPage::logs() const
{
    QHash<engine::QueueId, quint32> logs;
    for (const PartitionSnapshot &partition : m_topic.partitions)
        logs.insert(partition.log, partition.number);
    return logs;
}

void TopicPage::chooseAll()
{
    m_choice->setCurrentIndex(m_choice->findData(allPartitions));
    m_panel->setEmptyWords(tr("%1 is empty").arg(m_topic.spec.name), tr("What is written to it appears here."));
    m_panel->showMerged(logs());
}

/// As many as there are partitions, and one for all of them together.
void TopicPage::refreshChoice()
{
    const int partitions = int(m_topic.partitions.size());
    const int entries = partitions > 1 ? partitions + 1 : partitions;
    if (m_choice->count() == entries)
        return;
    const bool isMerged = m_panel->isMerged();
    m_choice->clear();
    if (partitions > 1)
        m_choice->addItem(tr("All partitions"), allPartitions);
    for (int number = 0; number < partitions; ++number)
        m_choice->addItem(tr("Partition %1").arg(number), number);
    m_choice->setVisible(partitions > 1);
    m_choice->setCurrentIndex(m_choice->findData(isMerged ? allPartitions : int(m_partition)));
    setWords();
    if (isMerged)
        chooseAll();
}

void TopicPage::setWords()
{
    m_panel->setEmptyWords(tr("Partition %1 is empty").arg(m_partition),
                           tr("What is written to it appears here, and stays as long as the topic keeps it: reading "
                              "takes nothing out."));
}

void TopicPage::refreshHeader()
{
    m_count->setBadge(theme::formatCounted(quint64(m_topic.partitions.size()), tr("%1 partition"), tr("%1 partitions")),
                      Tone::Muted);
    m_retention->setBadge(tr("keep: %1").arg(models::retentionText(m_topic.retention)), Tone::Muted);
    m_retention->setToolTip(m_retention->text());
    m_figures->setFigure(MessageFigure, theme::formatCount(m_topic.records),
                         m_topic.records ? Tone::Normal : Tone::Muted);
    m_figures->setFigure(TopicInFigure, theme::formatRate(m_topic.inRate));
    m_figures->setFigure(TopicOutFigure, theme::formatRate(m_topic.outRate));
    m_figures->setFigure(SizeFigure, theme::formatSize(m_topic.bytes));
}

void TopicPage::refreshLanes()
{
    QList<widgets::Lane> lanes;
    lanes.reserve(m_topic.partitions.size());
    for (const PartitionSnapshot &partition : m_topic.partitions)
        lanes.append({partition.number, partition.firstOffset, partition.nextOffset, marksIn(partition.number)});
    m_lanes->setLanes(lanes);
    placeLanes();
}

/// The messages need the room of a low page more.
void TopicPage::placeLanes()
{
    const int room = qBound(1, (height() - besideLanes) / widgets::PartitionLanes::laneHeight, visibleLanes);
    m_laneScroll->setFixedHeight(qBound(1, int(m_lanes->lanes().size()), room) * widgets::PartitionLanes::laneHeight);
}

void TopicPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    placeLanes();
}

void TopicPage::refreshMessages()
{
    if (m_gone)
        return;
    const PartitionSnapshot partition = chosen();
    QList<quint64> oldest;
    for (const PartitionSnapshot &one : std::as_const(m_topic.partitions))
        oldest << one.firstOffset;
    // Old records may go from any of those that are merged.
    if (m_panel->refresh(partition.nextOffset - partition.firstOffset, partition.inRate > 0 || oldest != m_oldest))
        m_oldest = oldest;
}

bool TopicPage::isFollowing() const
{
    return m_panel->isFollowing();
}

void TopicPage::setFollowing(bool follow)
{
    m_panel->setFollowing(follow);
}

void TopicPage::goToTyped(const QString &text)
{
    const GoToTarget target = parseGoTo(text, QDateTime::currentDateTime());
    if (!target.isValid() || (target.partition && *target.partition >= quint32(m_topic.partitions.size())))
        m_panel->refuseTarget(tr("“%1” is neither an offset nor a time.").arg(text));
    else if (target.time.isValid())
        jumpToTime(target.time);
    else if (target.partition || !m_panel->isMerged())
        jumpTo(target.partition.value_or(m_partition), *target.offset);
    else
        m_panel->refuseTarget(tr("An offset in which partition? Write it before: 2:%1").arg(*target.offset));
}

void TopicPage::jumpTo(quint64 offset)
{
    jumpTo(m_partition, offset);
}

void TopicPage::jumpTo(quint32 partition, quint64 offset)
{
    m_tabs->setCurrentWidget(m_panel);
    // Offsets are those of the whole partition.
    m_panel->showInOrder();
    choosePartition(partition);
    const quint64 first = chosen().firstOffset;
    m_panel->goToRow(int(qMin<quint64>(offset > first ? offset - first : 0, std::numeric_limits<int>::max())));
}

void TopicPage::jumpToTime(const QDateTime &time)
{
    m_tabs->setCurrentWidget(m_panel);
    if (m_panel->isMerged() || !m_panel->filterText().isEmpty())
        return m_panel->goToTime(time);
    const quint32 partition = m_partition;
    async::whenDone(session().offsetAtTime(chosen().log, time.toMSecsSinceEpoch()), this,
                    [this, partition](const engine::Result<quint64> &offset) {
                        if (offset && partition == m_partition)
                            jumpTo(*offset);
                        else if (!offset)
                            m_panel->refuseTarget(offset.error().detail);
                    });
}

StepPanel &TopicPage::stepByHand()
{
    m_tabs->setCurrentWidget(m_steps);
    m_steps->focusContent();
    return *m_steps;
}

void TopicPage::focusContent()
{
    m_panel->focusMessages();
}

bool TopicPage::focusFilter()
{
    m_tabs->setCurrentWidget(m_panel);
    m_panel->focusFilter();
    return true;
}

/// Into the partition that is shown, where it is one of several.
void TopicPage::publishHere()
{
    const bool isOne = m_topic.partitions.size() > 1 && !m_panel->isMerged();
    Q_EMIT publishRequested(m_topic.spec.virtualHost, m_topic.spec.name,
                            isOne ? std::optional(m_partition) : std::nullopt);
}

void TopicPage::tellSelection()
{
    if (m_steps->isVisible())
        m_steps->tellSelection();
    else
        m_panel->tellSelection();
}

QVariant TopicPage::place() const
{
    return m_tabs->currentIndex();
}

void TopicPage::goTo(const QVariant &place)
{
    m_tabs->setCurrentIndex(place.toInt());
}

void TopicPage::restoreLayout(settings::Settings &settings)
{
    m_panel->restoreLayout(settings);
    m_charts->restore(settings);
}

void TopicPage::saveLayout(settings::Settings &settings) const
{
    m_panel->saveLayout(settings);
    m_charts->save(settings);
}

} // namespace ui::pages
