// SPDX-License-Identifier: GPL-3.0-or-later
// MessagePanel: the messages of a queue or of a topic's partitions: all of them in place, whatever their number, or those that match
// a filter; in their order, or what is loaded of them sorted. Going to the oldest, the newest, to a place; staying at the newest. What
// is selected can be acted on, exported, copied. The page says where they are and what it is told.
// Owner: QueuePage, TopicPage. Thread: ui.
#pragma once

#include "ui/models/messagecells.h"
#include "ui/models/messagepick.h"
#include "ui/pages/messagesearch.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLineEdit;
class QMenu;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;

namespace ui::feed {
class QueryField;
} // namespace ui::feed
namespace ui::inspector {
class CompareMemory;
}
namespace ui::models {
class MessageModel;
}
namespace ui::settings {
class Settings;
}
namespace ui::widgets {
class ActionBar;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

class MessageTable;
class SearchFoot;

class MessagePanel final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind : quint8 { Queue, Topic };

    MessagePanel(engine::BrokerSession &session, Kind kind, QWidget *parent);

    models::MessageModel &messages() const { return *m_messages; }
    /// The one that is seen: all messages, or those that were found.
    MessageTable &table() const;
    widgets::StateView &state() const { return *m_state; }
    MessageSearch &search() const { return *m_search; }
    /// At the left of the bar, before everything else.
    void addChoice(QWidget *choice);
    /// Where the messages are, in words: of a queue its name, of a log that of its topic.
    void setPlace(const QString &virtualHost, const QString &name);
    /// Of a log: the numbers of its partitions.
    void setPartitions(const QHash<engine::QueueId, quint32> &partitions);
    /// Of both tables; it must outlive the panel.
    void setCompareMemory(inspector::CompareMemory &memory);
    /// What actions act on: the selection.
    models::MessagePick pick() const;
    /// All messages, or all that the filter finds.
    models::MessagePick pickEverything() const;
    /// An action is over. Where it took messages from here, those go, and what was found is looked for once more; it stays in its
    /// place, selected as it was, and up to the limit that it has reached. One elsewhere changes nothing here.
    void afterAction(const engine::MessageActionSpec &action);
    /// Something was taken back, perhaps here: likewise, and what has come back is found.
    void reload();

    /// What is shown: the messages of one log. Of a topic from `firstOffset` on.
    void showLog(engine::QueueId log, quint64 total);
    /// What is shown: the messages of several partitions, merged by time.
    void showMerged(const QHash<engine::QueueId, quint32> &partitions);
    bool isMerged() const { return !m_merged.isEmpty(); }
    /// Offsets of the first row and of the next message, for the position that is told.
    void setOffsets(quint64 first, quint64 next);
    /// `moving`: messages come and go now, whether or not their number changes. False: it can not look just now. Of what was
    /// found it is asked how it stands now, what is seen first, and what has left goes.
    bool refresh(quint64 total, bool moving);
    /// Words for an empty state; what is gone stays gone.
    void setEmptyWords(const QString &title, const QString &text);
    /// What can be done about an empty one.
    void setEmptyAction(const QString &text);
    void setGone(const QString &title);

    bool isFollowing() const;
    void setFollowing(bool follow);
    void goToRow(int row);
    /// All messages of the log in their own order, whatever was found or sorted: rows are places in it then. What is merged stays
    /// merged.
    void showInOrder();
    /// Of what was found or merged: the messages from this time on.
    void goToTime(const QDateTime &time);
    /// Says below what is wrong with what was typed into the field.
    void refuseTarget(const QString &why);
    void focusMessages();
    /// messageSelected() again, where a message is.
    void tellSelection();
    void focusFilter();
    QString filterText() const;
    void setFilterText(const QString &text);
    void restoreLayout(settings::Settings &settings);
    void saveLayout(settings::Settings &settings) const;

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    /// The message that was selected has been acknowledged, expired or removed.
    void messageLeft(engine::MessageRef ref);
    void targetTyped(const QString &text);
    void emptyActionTriggered();
    void menuAboutToShow(QMenu *menu);
    void deedRequested(ui::models::MessageDeed deed, const ui::models::MessagePick &pick);
    /// What was asked for can not be done: why.
    void refused(const QString &why);

protected:
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    void makeSeekButtons(QHBoxLayout &row, QWidget *bar);
    void makeFilter(QHBoxLayout &row, QWidget *bar);
    void makeTransfer(QHBoxLayout &row, QWidget *bar);
    QWidget *makeActionBar();
    void makeTables();
    void connectTable(MessageTable *table);
    void makeActions();
    void makeDeeds();
    QAction *addDeed(const QString &text, const QList<QKeySequence> &keys, models::MessageDeed deed);
    void ask(models::MessageDeed deed);
    void afterDeed(models::MessageDeed deed);
    void explainLog();
    void showChoice();
    QString choiceText() const;
    QString choiceHint() const;
    void openMenu(QMenu *menu);
    void fillTransferMenu(QMenu &menu);
    void sortBy(int column, Qt::SortOrder order);
    void endSorting();
    bool isSorted() const { return m_sortColumn >= 0; }
    void settle();
    void selectRow(int row);
    void reconcileSelection();
    void seekOldest();
    void seekNewest();
    void applyFilter();
    void clearFilter();
    void lookAtFound();
    void noteLeft(const QList<engine::MessageRef> &left);
    void startSearch(engine::ScanRequest::Order order, qint64 sinceMs = 0);
    void endSearch();
    void showSearch();
    void showMode();
    void updateState();
    void updatePosition();
    QString positionText() const;
    QString sortTitle() const;
    bool isSearchWanted() const;
    QList<engine::QueueId> logs() const;
    QString layoutName() const;

    engine::BrokerSession &m_session;
    const Kind m_kind;
    models::MessageModel *m_messages;
    MessageSearch *m_search;
    QHash<engine::QueueId, quint32> m_merged; ///< empty: one log
    engine::MessageFilter m_filter;
    quint64 m_first = 0, m_next = 0;
    quint64 m_total = 0; ///< of the log, as last told
    engine::MessageRef m_selected;
    QString m_emptyTitle, m_emptyText, m_emptyAction;
    QString m_goneTitle; ///< empty: it is there
    QString m_virtualHost, m_name;
    int m_sortColumn = -1; ///< none: in their order
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QAction *m_delete = nullptr;
    QAction *m_move = nullptr;
    QAction *m_copyTo = nullptr;
    QAction *m_putBack = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_export = nullptr;
    bool m_reconciling = false;
    QTimer m_filterDelay;

    QHBoxLayout *m_bar = nullptr;
    QToolButton *m_follow = nullptr;
    QLineEdit *m_target = nullptr;
    feed::QueryField *m_filterField = nullptr;
    SearchFoot *m_foot = nullptr;
    QStackedWidget *m_stack = nullptr;
    MessageTable *m_table = nullptr;
    QWidget *m_foundPage = nullptr;
    QSortFilterProxyModel *m_sorter = nullptr; ///< of what was found
    MessageTable *m_foundTable = nullptr;
    widgets::ActionBar *m_actionBar = nullptr;
    widgets::StateView *m_state = nullptr;
};

} // namespace ui::pages
