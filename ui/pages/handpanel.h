// SPDX-License-Identifier: GPL-3.0-or-later
// HandPanel: a consumer in the user's hand. Takes the next message of a queue, or waits for it, shows it in the inspector, and
// acknowledges, requeues or rejects it by a button or a key; several can be held. Everything that is held goes back to the queue
// with the panel.
// Owner: QueuePage. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;

namespace ui::models {
class HeldModel;
}
namespace ui::settings {
class Settings;
}
namespace ui::widgets {
class ListView;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

class HandPanel final : public QWidget
{
    Q_OBJECT
public:
    HandPanel(engine::BrokerSession &session, const engine::QueueSnapshot &queue, QWidget *parent);

    void setQueue(const engine::QueueSnapshot &queue);
    /// The queue is not there any more.
    void setGone(bool gone);
    qsizetype held() const;
    /// The next message: at once, or as soon as there is one.
    void take();
    bool isWaiting() const { return m_wait.isActive(); }
    /// Says again which message is selected.
    void tellSelection();
    /// Gives the keyboard to what there is to do.
    void focusContent();
    void restoreLayout(settings::Settings &settings);
    void saveLayout(settings::Settings &settings) const;

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    void heldChanged(qsizetype held);

private:
    QWidget *makeBar();
    QWidget *makeList();
    QWidget *makeFoot();
    void ask(bool isAgain);
    void wait();
    void stopWaiting();
    void takeState(const engine::HandState &state);
    void settleSelected(engine::HandSettlement how);
    void select(quint64 tag);
    bool hasDeadLetters() const;
    void refresh();
    void tell(const QString &text, bool isProblem);

    engine::BrokerSession &m_session;
    engine::QueueSnapshot m_queue;
    bool m_gone = false;
    engine::HandConsumerPtr m_hand; ///< null: nothing has been taken yet
    engine::MessageRef m_shown;     ///< in the inspector
    QTimer m_wait;                  ///< runs while the next message is waited for
    qsizetype m_asked = 0;          ///< not answered yet
    quint64 m_wanted = 0;           ///< the tag of what was just taken: to be selected

    models::HeldModel *m_model;
    QAction *m_take = nullptr, *m_stop = nullptr, *m_ack = nullptr, *m_requeue = nullptr, *m_reject = nullptr;
    QLabel *m_words = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::ListView *m_list = nullptr;
    widgets::StateView *m_empty = nullptr;
};

} // namespace ui::pages
