// SPDX-License-Identifier: GPL-3.0-or-later
// DeathNote: what a dead letter's history says, in plain words, above its body, and the way back. Nothing for messages without one.
// Owner: InspectorPanel. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QFrame>

class QLabel;
class QPushButton;

namespace ui::inspector {

class DeathNote final : public QFrame
{
    Q_OBJECT
public:
    DeathNote(engine::BrokerSession &session, QWidget *parent);

    void showMessage(const engine::MessageDetails &details);
    /// It has left its queue: nothing can be done with it any more.
    void markGone();

Q_SIGNALS:
    /// Back to where it came from, as it is.
    void requeueRequested(const engine::MessageDetails &details);
    /// Back, corrected.
    void editRequested(const engine::MessageDetails &details);

private:
    void say(const QString &rejectedBy);

    engine::BrokerSession &m_session;
    engine::MessageDetails m_details;
    QLabel *m_words;
    QPushButton *m_requeue;
    QPushButton *m_edit;
};

} // namespace ui::inspector
