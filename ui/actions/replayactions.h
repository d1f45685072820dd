// SPDX-License-Identifier: GPL-3.0-or-later
// ReplayActions: what a user of the window can do with replays: starts them by a form, follows those that are under way, says when
// one is over. Reports through BrokerActions, as everything else does.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;

class ReplayActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object, as must `actions`.
    ReplayActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    void replayTopic(const engine::TopicSnapshot &topic);
    void replayQueue(const engine::QueueSnapshot &queue);
    void pause(engine::ReplayId replay);
    void resume(engine::ReplayId replay);
    void cancel(engine::ReplayId replay);

    /// The newest first; those that are over, too.
    const QList<engine::ReplayProgress> &replays() const { return m_replays; }

Q_SIGNALS:
    void replaysChanged(const QList<engine::ReplayProgress> &replays);

private:
    void openForm(const engine::ReplaySource &source, quint32 partitions);
    void take(const QList<engine::ReplayProgress> &replays);
    void report(const engine::ReplayProgress &replay);
    void send(QFuture<engine::Result<void>> command);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
    QList<engine::ReplayProgress> m_replays;
    bool m_hasTaken = false;
    engine::SubscriptionPtr m_watching;
};

} // namespace ui::actions
