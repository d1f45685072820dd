// SPDX-License-Identifier: GPL-3.0-or-later
// QueuesPage: all queues with their live figures; open one to see its messages.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

namespace ui::actions {
class BrokerActions;
}
namespace ui::models {
class QueueModel;
}
namespace ui::widgets {
class ConnectSnippet;
}

namespace ui::pages {

class QueuesPage final : public ListPage
{
    Q_OBJECT
public:
    QueuesPage(engine::BrokerSession &session, actions::BrokerActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter queues"); }
    /// The queue the selection is on, if any.
    const engine::QueueSnapshot *selected() const;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("queues"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();
    void refreshPause();
    void withSelected(void (actions::BrokerActions::*action)(const engine::QueueSnapshot &));

    actions::BrokerActions &m_brokerActions;
    models::QueueModel *m_model;
    widgets::ConnectSnippet *m_snippet;
    QAction *m_pause = nullptr;
};

} // namespace ui::pages
