// SPDX-License-Identifier: GPL-3.0-or-later
// UnroutedActions: what a user can do with the messages of the unrouted tray: republish one by a form, forget one or all.
// Reports through BrokerActions, as everything else does.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;

class UnroutedActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object, as must `actions`.
    UnroutedActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    /// `key`: to begin with.
    void republish(const engine::UnroutedMessage &message, const QString &key);
    void forget(const engine::UnroutedMessage &message);
    /// Asks before.
    void forgetAll(quint64 count);
    /// The publisher, with this message in it.
    void publishCopy(const engine::UnroutedMessage &message);

Q_SIGNALS:
    void copyRequested(const engine::MessageDetails &details);

private:
    void whenRead(const engine::UnroutedMessage &message,
                  std::function<void(const engine::MessageDetails &details)> done);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
};

} // namespace ui::actions
