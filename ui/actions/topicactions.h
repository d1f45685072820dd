// SPDX-License-Identifier: GPL-3.0-or-later
// TopicActions: what a user of the window can do to topics. Opens the forms and reports what happened through BrokerActions, as
// everything else does.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;

class TopicActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object, as must `actions`.
    TopicActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    void newTopic() { openForm(std::nullopt); }
    void editTopic(const engine::TopicSnapshot &topic) { openForm(topic); }
    void deleteTopic(const engine::TopicSnapshot &topic);
    /// Deletes it and makes it anew, empty.
    void recreateTopic(const engine::TopicSnapshot &topic);
    /// All messages that it has when it is done, of all partitions; offsets go on where they were.
    void clearTopic(const engine::TopicSnapshot &topic);
    /// The messages of one partition up to this offset, that one included.
    void deleteUpTo(const engine::TopicSnapshot &topic, quint32 partition, quint64 lastOffset);
    void stepThrough(const engine::TopicSnapshot &topic) { Q_EMIT stepRequested(topic); }
    void replayTopic(const engine::TopicSnapshot &topic) { Q_EMIT replayRequested(topic); }
    void openTopic(const engine::TopicSnapshot &topic) { Q_EMIT topicOpened(topic); }

Q_SIGNALS:
    void topicOpened(const engine::TopicSnapshot &topic);
    void stepRequested(const engine::TopicSnapshot &topic);
    void replayRequested(const engine::TopicSnapshot &topic);
    void topicSaved(const engine::TopicSpec &spec);
    void topicDeleted(const engine::TopicSpec &spec);

private:
    void openForm(const std::optional<engine::TopicSnapshot> &topic);
    /// False, and said why: the broker would refuse it.
    bool mayLoseMessages(const engine::TopicSnapshot &topic);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
};

} // namespace ui::actions
