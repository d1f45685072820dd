// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectionsPage: who is connected, with channels and consumers inside; who waits and why; what went wrong lately.
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

class QLabel;

namespace ui::pages {

class ClientEventsPanel;
class HistoryCharts;

class ConnectionsPage final : public ListPage
{
    Q_OBJECT
public:
    ConnectionsPage(engine::BrokerSession &session, actions::BrokerActions &actions, QWidget *parent);

    QString filterHint() const override { return tr("Filter connections"); }
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

    ClientEventsPanel &events() { return *m_events; }
    /// Who waits, and for what; empty while nobody does.
    QString waiting() const;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEmpty(widgets::StateView &state) override;
    QString nameOfMany() const override { return tr("connections"); }
    void selectionMoved(const QModelIndex &sourceRow) override;
    void showWaiting();

    actions::BrokerActions &m_brokerActions;
    models::ConnectionModel *m_model;
    QLabel *m_waiting;
    ClientEventsPanel *m_events;
    HistoryCharts *m_charts; ///< of the connection that is selected, while one is
    QAction *m_cancel = nullptr;
    QString m_alarm;
    QStringList m_waitingNames;
    QStringList m_waitingReasons;
    widgets::ConnectSnippet *m_snippet;
    QWidget *m_folding; ///< the buttons that open and close the tree
};

} // namespace ui::pages
