// SPDX-License-Identifier: GPL-3.0-or-later
// UnroutedPage: what matched no binding, and for the selected one why: each binding with what differs, and the key that would
// have done. Republish, publish a changed copy, forget.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

#include <engine/unrouted.h>

class QLabel;
class QPushButton;

namespace ui::actions {
class UnroutedActions;
}
namespace ui::models {
class UnroutedModel;
}
namespace ui::publisher {
class RoutingPreview;
}

namespace ui::pages {

class UnroutedPage final : public ListPage
{
    Q_OBJECT
public:
    UnroutedPage(engine::BrokerSession &session, actions::UnroutedActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter unrouted messages"); }
    void tellSelection() override;
    const engine::UnroutedMessage *selected() const;
    /// The newest entry made of this publish, now or as soon as it is there.
    void selectMessage(engine::MessageId message);
    publisher::RoutingPreview *why() const { return m_why; }

Q_SIGNALS:
    void messageSelected(const engine::UnroutedMessage &message);

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("unrouted messages"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    QWidget *makeWhy();
    void makeActions();
    void take(const engine::UnroutedTray &tray);
    void explain();
    QString noteFor(const engine::UnroutedMessage &message) const;
    void trySelectMessage();
    QString suggestedKey() const;

    actions::UnroutedActions &m_unroutedActions;
    models::UnroutedModel *m_model;
    publisher::RoutingPreview *m_why;
    QLabel *m_limits;
    QPushButton *m_forgetAll;
    engine::MessageId m_wanted;
    engine::UnroutedId m_explained;
};

} // namespace ui::pages
