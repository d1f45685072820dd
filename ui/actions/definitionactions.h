// SPDX-License-Identifier: GPL-3.0-or-later
// DefinitionActions: what a user of the window can do to policies, and to definitions as a whole. Reports through BrokerActions.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;

class DefinitionActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object, as must `actions`.
    DefinitionActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    void newPolicy() { openPolicy({}, true); }
    void editPolicy(const engine::PolicySpec &policy) { openPolicy(policy, false); }
    /// Another one with the same keys.
    void copyPolicy(engine::PolicySpec policy);
    void deletePolicy(const engine::PolicySnapshot &policy);
    void importDefinitions();
    void exportDefinitions();

Q_SIGNALS:
    void policySaved(const engine::PolicySpec &policy);

private:
    void openPolicy(const engine::PolicySpec &start, bool isNew);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
};

} // namespace ui::actions
