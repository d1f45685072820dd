// SPDX-License-Identifier: GPL-3.0-or-later
// DeadLetterActions: what a user of the window can do with dead letters: put them back, elsewhere, corrected, or delete them, with
// their history or without. What is begun here MessageActions follows: it says how it went, and it can be taken back.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/dialogs/requeueform.h"

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;
class MessageActions;

class DeadLetterActions : public QObject
{
    Q_OBJECT
public:
    using Choice = dialogs::DeadLetterChoice;

    /// Forms open over `window`, which must outlive this object, as must both actions.
    DeadLetterActions(engine::BrokerSession &session, MessageActions &messages, BrokerActions &broker, QWidget *window,
                      QObject *parent);

    /// Whether those that go back keep their history, where no form asks.
    bool keepsHistory() const { return m_keepsHistory; }
    void setKeepsHistory(bool keep) { m_keepsHistory = keep; }

    /// Of a single one that is shown.
    static Choice choiceOf(const engine::MessageDetails &details);

    /// At once, to where they came from.
    void requeue(const Choice &choice);
    /// By a form that says where to.
    void requeueElsewhere(const Choice &choice);
    /// A single one, by a form that shows all of it.
    void edit(const Choice &choice);
    void remove(const Choice &choice);
    /// Nothing is done, and the user is told why: one sentence.
    void refuse(const QString &why);

private:
    void openForm(const Choice &choice, const std::optional<engine::MessageDetails> &details);

    engine::BrokerSession &m_session;
    MessageActions &m_messages;
    BrokerActions &m_broker;
    QWidget *m_window;
    bool m_keepsHistory = false;
};

} // namespace ui::actions
