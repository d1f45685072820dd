// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectionsPage: who is connected, with channels and consumers inside.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

namespace ui::actions {
class BrokerActions;
}
namespace ui::models {
class ConnectionModel;
}
namespace ui::widgets {
class ConnectSnippet;
}

namespace ui::pages {

class ConnectionsPage final : public ListPage
{
    Q_OBJECT
public:
    ConnectionsPage(engine::BrokerSession &session, actions::BrokerActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter connections"); }

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("connections"); }
    void selectionMoved(const QModelIndex &sourceRow) override;

    actions::BrokerActions &m_brokerActions;
    models::ConnectionModel *m_model;
    widgets::ConnectSnippet *m_snippet;
    QWidget *m_folding; ///< the buttons that open and close the tree
};

} // namespace ui::pages
