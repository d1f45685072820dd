// SPDX-License-Identifier: GPL-3.0-or-later
// OverviewPage: the broker at a glance: what it did over time, the fullest queues, where clients connect and how.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/page.h"

class QLabel;
class QPushButton;

namespace ui::actions {
class BrokerActions;
}
namespace ui::models {
class ListFilterProxy;
class QueueModel;
} // namespace ui::models
namespace ui::widgets {
class ConnectSnippet;
class FigureLabel;
class ListView;
} // namespace ui::widgets

namespace ui::pages {

class HistoryCharts;

class OverviewPage final : public Page
{
    Q_OBJECT
public:
    OverviewPage(engine::BrokerSession &session, actions::BrokerActions &actions, QWidget *parent);

    void focusContent() override;
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    QWidget *makeCharts();
    QWidget *makeFullest(actions::BrokerActions &actions);
    QWidget *makeConnect(actions::BrokerActions &actions);
    void take(const engine::OverviewSnapshot &overview);
    void refreshAddresses();

    HistoryCharts *m_charts = nullptr;
    QLabel *m_counts = nullptr;
    models::QueueModel *m_queues;
    models::ListFilterProxy *m_sorted;
    widgets::ListView *m_fullest = nullptr;
    QLabel *m_noQueues = nullptr;
    QLabel *m_addresses = nullptr;
    QPushButton *m_instead = nullptr;
    QString m_insteadProtocol;
    QString m_insteadAddress;
    widgets::ConnectSnippet *m_snippet = nullptr;
};

} // namespace ui::pages
