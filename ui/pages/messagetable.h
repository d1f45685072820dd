// SPDX-License-Identifier: GPL-3.0-or-later
// MessageTable: the table of messages of queues and topics, whatever model gives them: its columns, what is selected, copying, its
// menu, and staying at the newest. Whoever has scrolled away from there sees how many have come since.
// Owner: MessagePanel, DeadLetterPanel. Thread: ui.
#pragma once

#include "ui/feed/livequery.h"
#include "ui/models/messagecells.h"
#include "ui/pages/messageselection.h"
#include "ui/tables/virtualtable.h"

#include <engine/brokersession.h>

#include <functional>

class QMenu;
class QToolButton;

namespace ui::inspector {
class CompareMemory;
}

namespace ui::pages {

class MessageTable final : public tables::VirtualTable
{
    Q_OBJECT
public:
    explicit MessageTable(engine::BrokerSession &session, QWidget *parent);

    /// `model` answers SnapshotRole with a MessageSummary; its columns are MessageColumn.
    void setMessages(QAbstractItemModel *model, const models::MessageLook &look);
    /// The model has other columns now.
    void setLook(const models::MessageLook &look);

    /// An invalid ref.queue: none, or it is still on its way.
    engine::MessageSummary messageAt(int row) const;
    /// For completion: what the messages have that can be seen.
    feed::QueryNames namesInSight() const;
    /// What actions are for. In the order of the rows, those only that are here; empty where they are very many.
    QList<engine::MessageSummary> selectedMessages() const;
    const MessageSelection &selected() const { return m_selected; }
    /// With Ctrl+A: all messages, not only those that are loaded.
    void selectAll() override;
    /// Nothing is selected any more; the keyboard stays where it is.
    void clearChoice();

    /// Names of the tools' targets: of a log its topic, and the numbers of partitions by their logs.
    void setTopic(const QString &topic, const QHash<engine::QueueId, quint32> &partitions);

    /// What is selected for comparing here can be compared with in every table that has the same memory; without one that is not
    /// offered. It must outlive the table, and is set once.
    void setCompareMemory(inspector::CompareMemory &memory);

    bool isFollowing() const { return m_isFollowing; }
    /// Stays at the end as rows come in, until the user scrolls away; back at the end, it goes on.
    void setFollowing(bool follow);
    /// Selects a row and brings it into sight; ends the following but for the last one.
    void goTo(int row);
    /// As if the user had scrolled away from the end.
    void leaveEnd();

    QByteArray layout() const;
    void setLayout(const QByteArray &layout);

Q_SIGNALS:
    void followingChanged(bool follows);
    /// A menu for selectedMessages() is about to be shown: more can be added.
    void menuAboutToShow(QMenu *menu);
    /// selected() is another one, or knows more.
    void choiceChanged();
    /// What was asked for can not be done: why.
    void refused(const QString &why);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    enum class As : quint8 { Body, Json, CommandLine };
    void makeChip();
    void setUpColumns();
    void rowsCame(int first, int last);
    void userScrolled();
    void follow(bool follows);
    void showNewer();
    void showMenu(const QPoint &position);
    void makeCopyActions();
    void addCopies(QMenu &menu);
    void modelChanged();
    void copy(As as);
    /// What makes the text of messages, anywhere.
    std::function<QString(const QList<engine::MessageDetails> &)> writer(As as) const;
    std::function<QString(const engine::MessageDetails &)> lineWriter() const;
    /// The two that are selected; one, with the one before it.
    void compare();
    void addCompare(QMenu &menu);
    /// Of the one message that is selected; an invalid ref.queue: none, or several are.
    engine::MessageSummary singleMessage() const;
    void compareWithRemembered();
    void refreshComparing();
    void openComparison(engine::MessageSummary one, engine::MessageSummary other,
                        const std::optional<engine::MessageDetails> &known);

    engine::BrokerSession &m_session;
    models::MessageLook m_look;
    MessageSelection m_selected{*this};
    QString m_topic;
    QHash<engine::QueueId, quint32> m_partitions;
    QAction *m_copyBody = nullptr;
    QAction *m_copyJson = nullptr;
    QAction *m_copyLine = nullptr;
    inspector::CompareMemory *m_compareMemory = nullptr;
    QAction *m_selectForCompare = nullptr;
    QAction *m_compareWithSelected = nullptr;
    bool m_isFollowing = false;
    bool m_hasLeftEnd = false; ///< followed, and was scrolled away
    int m_newer = 0;           ///< rows that came at the end since
    QToolButton *m_chip = nullptr;
};

} // namespace ui::pages
