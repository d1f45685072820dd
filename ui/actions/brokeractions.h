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
    void unbind(const engine::BindingSpec &binding);
    void closeConnection(const engine::ConnectionSnapshot &connection);
    void publishTo(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void openQueue(const engine::QueueSnapshot &queue);
    void listen(const QString &protocol, const QString &address);

    bool canUndo() const { return !m_undoable.empty(); }
    QString undoText() const;
    void undo();

Q_SIGNALS:
    /// It can be undone with undo(), as long as nothing newer is undoable.
    void undoableDone(const QString &what);
    void done(const QString &what);
    void failed(const QString &what);
    void undoChanged();
    void queueOpened(const engine::QueueSnapshot &queue);
    void queueDeleted(const engine::QueueSpec &queue);
    void queueCreated(const QString &virtualHost, const QString &name);
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
    void notePurge(const engine::UndoToken &token);
    void askToPurge(const engine::QueueSnapshot &queue, const engine::Error &reason);
    void openBindingForm(const engine::BindingSpec &start);

    engine::BrokerSession &m_session;
    QWidget *m_window;
    std::vector<Undoable> m_undoable;

    // Only while a binding form is about to open: what it offers.
    struct Choices;
    std::shared_ptr<Choices> m_choices;
};

} // namespace ui::actions
