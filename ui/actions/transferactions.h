// SPDX-License-Identifier: GPL-3.0-or-later
// TransferActions: messages into files and out of them: asks which file, follows what is under way, says how it went. Reports through
// BrokerActions, as everything else does.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/models/messagepick.h"

#include <engine/brokersession.h>

#include <QObject>

#include <functional>

class QWidget;

namespace ui::transfer {
class MessageExport;
class MessageImport;
} // namespace ui::transfer

namespace ui::actions {

class BrokerActions;

/// Where messages are imported to that are picked here: the queue or the topic they are in.
engine::MessageTarget targetOf(const models::MessagePick &pick);

class TransferActions final : public QObject
{
    Q_OBJECT
public:
    /// Dialogs open over `window`, which must outlive this object, as must `actions`.
    TransferActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent);

    /// Asks which file.
    void exportMessages(const models::MessagePick &pick);
    void exportTo(const models::MessagePick &pick, const QString &path);
    /// Asks which file, and where to; `target` is what is offered.
    void importMessages(const engine::MessageTarget &target);
    void importFrom(const QString &path, const engine::MessageTarget &target);

    struct Task
    {
        QString title, detail;
        int percent = 0;
        std::function<void()> cancel;
    };
    /// Those under way, the oldest first.
    QList<Task> underWay() const;

Q_SIGNALS:
    void progressChanged();

private:
    void report(const transfer::MessageExport &done);
    void report(const transfer::MessageImport &done);
    void offerUndo(const transfer::MessageImport &done, const QString &what);

    engine::BrokerSession &m_session;
    BrokerActions &m_actions;
    QWidget *m_window;
    QList<transfer::MessageExport *> m_exports; ///< children
    QList<transfer::MessageImport *> m_imports; ///< children
};

} // namespace ui::actions
