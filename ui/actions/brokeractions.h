// SPDX-License-Identifier: GPL-3.0-or-later
// BrokerActions: what a user can do to the broker's objects, from wherever in the window. Opens the forms, sends the commands,
// reports what happened, and remembers what can be taken back.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

#include <functional>
#include <vector>

class QWidget;

namespace ui::actions {

class BrokerActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object.
    BrokerActions(engine::BrokerSession &session, QWidget *window, QObject *parent);

    void newExchange();
    void newQueue();
    /// Members of `start` that are set are filled into the form.
    void newBinding(const engine::BindingSpec &start = {});
    void deleteExchange(const engine::ExchangeSnapshot &exchange);
    void deleteQueue(const engine::QueueSnapshot &queue);
    /// So that it can be undone; where it can not, asks before it is done for good.
    void purgeQueue(const engine::QueueSnapshot &queue);
    /// A paused queue takes messages and delivers none. Can be undone.
    void setPaused(const engine::QueueSnapshot &queue, bool paused);
    void togglePaused(const engine::QueueSnapshot &queue);
    void cancelConsumer(const engine::ConsumerSnapshot &consumer);
    void consumeByHand(const engine::QueueSnapshot &queue) { Q_EMIT handRequested(queue); }
    void unbind(const engine::BindingSpec &binding);
    void closeConnection(const engine::ConnectionSnapshot &connection);
    void publishTo(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void openQueue(const engine::QueueSnapshot &queue);
    void replayQueue(const engine::QueueSnapshot &queue) { Q_EMIT replayRequested(queue); }
    void listen(const QString &protocol, const QString &address);

    /// Something was done, here or elsewhere, that the session can take back; with v 0 it can not.
    void noteUndoable(const engine::UndoToken &token);
    /// Something of the window's own was done, which `takeBack` undoes at any time: in one order with all the others.
    void noteUndoable(const QString &what, const std::function<void()> &takeBack);

    bool canUndo() const { return !m_undoable.empty(); }
    QString undoText() const;
    void undo();

Q_SIGNALS:
    /// It can be undone with undo(), as long as nothing newer is undoable.
    void undoableDone(const QString &what);
    void done(const QString &what);
    void failed(const QString &what);
    void undoChanged();
    /// The session has taken something back, all of it or some.
    void undone();
    void queueOpened(const engine::QueueSnapshot &queue);
    void queueDeleted(const engine::QueueSpec &queue);
    void queueCreated(const QString &virtualHost, const QString &name);
    void replayRequested(const engine::QueueSnapshot &queue);
    void handRequested(const engine::QueueSnapshot &queue);
    void publishRequested(const QString &virtualHost, const QString &exchange, const QString &routingKey);

private:
    struct Undoable
    {
        QString what;
        QDateTime until; ///< invalid: without end
        std::function<void()> takeBack;
    };

    void remember(Undoable entry);
    /// True where the newest one was among them.
    bool forgetExpired();
    /// `then` is called where it has worked.
    void sendPaused(const engine::QueueSpec &queue, bool paused, const std::function<void()> &then);
    void askToPurge(const engine::QueueSnapshot &queue, const engine::Error &reason);
    void noteBound(const engine::BindingSpec &binding);
    void openBindingForm(const engine::BindingSpec &start);

    engine::BrokerSession &m_session;
    QWidget *m_window;
    std::vector<Undoable> m_undoable;

    // Only while a binding form is about to open: what it offers.
    struct Choices;
    std::shared_ptr<Choices> m_choices;
};

} // namespace ui::actions
