// SPDX-License-Identifier: GPL-3.0-or-later
// GroupActions: what a user of the window can do to consumer groups. Opens the forms and reports what happened through
// BrokerActions, as everything else does.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/dialogs/resetoffsetsform.h"

#include <engine/brokersession.h>

#include <QObject>

class QWidget;

namespace ui::actions {

class BrokerActions;

class GroupActions : public QObject
{
    Q_OBJECT
public:
    /// Forms open over `window`, which must outlive this object, as must `actions`.
    GroupActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    /// `start`: what the form begins with.
    void resetOffsets(const engine::GroupSnapshot &group, const dialogs::ResetStart &start = {});
    void deleteGroup(const engine::GroupSnapshot &group);

private:
    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
};

} // namespace ui::actions
