// SPDX-License-Identifier: GPL-3.0-or-later
// TopicsPage: all topics with their partitions, messages and what they keep.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/listpage.h"

namespace ui::actions {
class TopicActions;
}
namespace ui::models {
class TopicModel;
}

namespace ui::pages {

class TopicsPage final : public ListPage
{
    Q_OBJECT
public:
    TopicsPage(engine::BrokerSession &session, actions::TopicActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter topics"); }
    const engine::TopicSnapshot *selected() const;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("topics"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void makeActions();

    actions::TopicActions &m_topicActions;
    models::TopicModel *m_model;
    QString m_wanted; ///< the name of a topic that was just made
};

} // namespace ui::pages
