// SPDX-License-Identifier: GPL-3.0-or-later
// VirtualHostsPage: the name spaces of the broker: what is in each, who may enter, and limits.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

#include <engine/access.h>

namespace ui::actions {
class AccessActions;
}
namespace ui::models {
class VirtualHostModel;
}

namespace ui::pages {

class VirtualHostsPage final : public ListPage
{
    Q_OBJECT
public:
    VirtualHostsPage(engine::BrokerSession &session, actions::AccessActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter virtual hosts"); }
    const engine::VirtualHostSnapshot *selected() const;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("virtual hosts"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();

    actions::AccessActions &m_accessActions;
    models::VirtualHostModel *m_model;
};

} // namespace ui::pages
