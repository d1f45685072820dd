// SPDX-License-Identifier: GPL-3.0-or-later
// TopicPage: one topic: what it keeps, its partitions as lanes with a mark for each group, as a table, its groups, and the messages
// of the partition that is chosen, by offset. Looking takes nothing out of a log.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/dialogs/resetoffsetsform.h"
#include "ui/pages/page.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QMenu;
class QPushButton;
class QScrollArea;
class QTabWidget;

namespace ui::models {
class GroupModel;
class PartitionModel;
} // namespace ui::models
namespace ui::widgets {
class Badge;
class FigureStrip;
class ListView;
class PartitionLanes;
class TabButtons;
struct LaneMark;
} // namespace ui::widgets

namespace ui::pages {

class HistoryCharts;
class MessagePanel;
class StepPanel;

class TopicPage final : public Page
{
    Q_OBJECT
public:
    TopicPage(engine::BrokerSession &session, const engine::TopicSnapshot &initial, QWidget *parent = nullptr);

    const engine::TopicSnapshot &topic() const { return m_topic; }
    /// The partition whose messages are seen.
    quint32 partition() const { return m_partition; }
    void choosePartition(quint32 number);
    /// The messages of all partitions, merged by time.
    void chooseAll();
    /// Goes to the message at this offset, or to the nearest there is.
    void jumpTo(quint64 offset);
    void jumpTo(quint32 partition, quint64 offset);
    /// Goes to the first message that is not older.
    void jumpToTime(const QDateTime &time);
    MessagePanel &messages() const { return *m_panel; }
    /// The panel for stepping through by hand, brought to the front.
    StepPanel &stepByHand();
    bool focusFilter() override;
    bool isFollowing() const;
    void setFollowing(bool follow);
    void focusContent() override;
    void tellSelection() override;
    QVariant place() const override;
    void goTo(const QVariant &place) override;
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    void publishRequested(const QString &virtualHost, const QString &topic, std::optional<quint32> partition);
    void editRequested(const engine::TopicSnapshot &topic);
    void deleteRequested(const engine::TopicSnapshot &topic);
    void replayRequested(const engine::TopicSnapshot &topic);
    /// The messages of one partition up to this offset, that one included.
    void deleteUpToRequested(const engine::TopicSnapshot &topic, quint32 partition, quint64 lastOffset);
    void resetRequested(const engine::GroupSnapshot &group, const dialogs::ResetStart &start);
    void groupOpened(const QString &virtualHost, const QString &name);

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QWidget *makeHeader();
    void makeButtons();
    QWidget *makeLanes();
    QWidget *makeMessages();
    QWidget *makePartitions();
    QWidget *makeGroups();
    void take(const QList<engine::TopicSnapshot> &topics);
    void takeGroups(const QList<engine::GroupSnapshot> &groups);
    void moveMark(quint32 partition, const QString &group, quint64 offset);
    QList<widgets::LaneMark> marksIn(quint32 partition) const;
    void refreshHeader();
    void refreshLanes();
    void placeLanes();
    void refreshMessages();
    void refreshChoice();
    void setWords();
    void goToTyped(const QString &text);
    void addDeleteUpTo(QMenu &menu);
    void publishHere();
    engine::PartitionSnapshot chosen() const;
    QHash<engine::QueueId, quint32> logs() const;

    engine::TopicSnapshot m_topic;
    QList<engine::GroupSnapshot> m_groups; ///< that have read it, with what they have in it only
    QList<quint64> m_oldest;               ///< offsets of the first records, when the messages were last looked at
    quint32 m_partition = 0;
    bool m_gone = false;
    QTimer m_refresh;

    models::PartitionModel *m_partitions;
    models::GroupModel *m_groupModel;
    widgets::Badge *m_count = nullptr;
    widgets::Badge *m_retention = nullptr;
    widgets::FigureStrip *m_figures = nullptr;
    widgets::PartitionLanes *m_lanes = nullptr;
    QScrollArea *m_laneScroll = nullptr;
    QTabWidget *m_tabs = nullptr;
    MessagePanel *m_panel = nullptr;
    HistoryCharts *m_charts = nullptr;
    StepPanel *m_steps = nullptr;
    QComboBox *m_choice = nullptr;
    widgets::ListView *m_partitionList = nullptr;
    widgets::ListView *m_groupList = nullptr;
    QPushButton *m_reset = nullptr;
    widgets::TabButtons *m_commands = nullptr; ///< those that name the topic
};

} // namespace ui::pages
