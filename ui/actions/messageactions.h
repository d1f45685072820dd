// SPDX-License-Identifier: GPL-3.0-or-later
// MessageActions: what a user of the window does to messages where they lie: delete, move, copy, put back, edit and republish. Opens
// the forms, follows what is under way, says how it went, and hands on what can be taken back to BrokerActions, which
// reports everything.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/models/messagepick.h"

#include <engine/brokersession.h>

#include <QObject>
#include <QSet>

class QWidget;

namespace ui::actions {

class BrokerActions;

class MessageActions final : public QObject
{
    Q_OBJECT
public:
    using Pick = models::MessagePick;

    /// Forms open over `window`, which must outlive this object, as must `actions`.
    MessageActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    // By hand, of what is picked.
    /// At once: it can be undone. Where it is too much for that, asks before the rest is done for good.
    void remove(const Pick &pick);
    void move(const Pick &pick);
    void copy(const Pick &pick);
    /// Dead letters, to where they came from.
    void putBack(const Pick &pick);
    /// A single one.
    void edit(const Pick &pick);

    /// Begins at once; says how it went.
    void start(const engine::MessageActionSpec &spec);
    /// The same of one that a form has begun.
    void follow(engine::MessageActionId action);
    /// Those that were begun here and are not over, the oldest first.
    QList<engine::MessageActionProgress> underWay() const;
    void cancel(engine::MessageActionId action);

Q_SIGNALS:
    void progressChanged();
    /// One has ended: messages are elsewhere now.
    void over(const engine::MessageActionSpec &action);

private:
    void openForm(const Pick &pick, engine::MessageActionSpec::What what);
    void take(const QList<engine::MessageActionProgress> &actions);
    void report(const engine::MessageActionProgress &action);
    void askForGood(const engine::MessageActionProgress &action);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
    QSet<quint64> m_ours; ///< begun here, and not reported yet
    QList<engine::MessageActionProgress> m_progress;
    engine::SubscriptionPtr m_watching;
};

} // namespace ui::actions
