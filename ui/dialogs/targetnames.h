// SPDX-License-Identifier: GPL-3.0-or-later
// TargetNames: what a form can offer as a target: the queues, exchanges and topics of a virtual host, by name, as they come and go.
// Owner: its form. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QObject>
#include <QStringList>

#include <vector>

class QComboBox;

namespace ui::dialogs {

class TargetNames final : public QObject
{
    Q_OBJECT
public:
    TargetNames(engine::BrokerSession &session, const QString &virtualHost, QObject *parent);

    QStringList queues, exchanges, topics; ///< the default exchange is none of them

    /// Lists those of this kind in an editable box, in silence: what stands there stays, and nobody has edited it.
    void offerIn(QComboBox &box, engine::MessageTarget::Kind kind) const;

Q_SIGNALS:
    void changed();

private:
    void take(QStringList TargetNames::*names, QStringList there);

    std::vector<engine::SubscriptionPtr> m_watching;
};

} // namespace ui::dialogs
