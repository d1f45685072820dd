// SPDX-License-Identifier: GPL-3.0-or-later
// RepublishForm: sends a message of the unrouted tray on its way once more: through an exchange with another key, or straight to
// a queue. Says, as it is filled in, where the message would go; where it would go nowhere again, that is said and not done.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

#include <engine/unrouted.h>

class QComboBox;
class QLineEdit;

namespace ui::publisher {
class RoutingPreview;
}

namespace ui::dialogs {

class RepublishForm final : public FormDialog
{
    Q_OBJECT
public:
    /// `properties`: of the message, routed by as well. `key`: to begin with.
    RepublishForm(engine::BrokerSession &session, const engine::UnroutedMessage &message,
                  const engine::MessageProperties &properties, const QString &key, QWidget *parent);

    engine::RepublishTarget target() const;
    publisher::RoutingPreview *preview() const { return m_preview; }

Q_SIGNALS:
    void republished(const engine::PublishReceipt &receipt);

private:
    void addTargets();
    void watchNames();
    void refresh();
    bool toQueue() const;
    QString routeProblem() const;
    void submit() override;

    const engine::UnroutedMessage m_message;
    const engine::MessageProperties m_properties;
    QComboBox *m_kind;
    QComboBox *m_exchange;
    QLineEdit *m_key;
    QComboBox *m_queue;
    publisher::RoutingPreview *m_preview;
    std::vector<engine::SubscriptionPtr> m_watching;
};

} // namespace ui::dialogs
