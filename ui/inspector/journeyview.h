// SPDX-License-Identifier: GPL-3.0-or-later
// JourneyView: the journey of the message that is inspected, as a line of steps with their times. Asks the broker again while it is
// seen, so that what happens next appears. An object in a step is gone to by a click, or from the step's menu; Return goes to the
// first one. Owner: InspectorPanel. Thread: ui.
#pragma once

#include "ui/inspector/journeytext.h"

#include <engine/brokersession.h>

#include <QTimer>
#include <QWidget>

class QListView;
class QStackedWidget;

namespace ui::widgets {
class StateView;
}

namespace ui::inspector {

class JourneyModel;

class JourneyView final : public QWidget
{
    Q_OBJECT
public:
    JourneyView(engine::BrokerSession &session, QWidget *parent);

    /// One of the two may be not valid.
    void showMessage(engine::MessageId message, engine::MessageRef ref);
    void clear();
    JourneyModel *model() const { return m_model; }
    QListView *list() const { return m_list; }
    /// The id of the message, as far as it is known.
    engine::MessageId message() const { return m_message; }

Q_SIGNALS:
    void targetChosen(const ui::inspector::JourneyTarget &target);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void ask();
    void take(const engine::Result<engine::Journey> &journey);
    /// While it is kept in a topic, and this is seen.
    void watchReaders();
    void showSteps();
    void showMenu(const QPoint &position);
    void copy(bool all);

    engine::BrokerSession &m_session;
    engine::MessageId m_message;
    engine::MessageRef m_ref;
    engine::Journey m_journey;
    QList<engine::GroupSnapshot> m_groups; ///< while they are watched
    engine::SubscriptionPtr m_readers;
    quint64 m_asked = 0;
    bool m_isAsking = false;
    QTimer m_again;

    JourneyModel *m_model;
    QListView *m_list;
    widgets::StateView *m_state;
    QStackedWidget *m_stack;
};

} // namespace ui::inspector
