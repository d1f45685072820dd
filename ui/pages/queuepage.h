// SPDX-License-Identifier: GPL-3.0-or-later
// QueuePage: one queue: its level and figures, all of its messages in place, its consumers, its bindings, its arguments.
// Looking consumes nothing and marks nothing as redelivered.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/page.h"

#include <QTimer>

class QMenu;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace ui::models {
class BindingFilterProxy;
class BindingModel;
class ConsumerModel;
} // namespace ui::models
namespace ui::theme {
class Theme;
}
namespace ui::widgets {
class Badge;
class FigureStrip;
class ListView;
class SightGlass;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

class HandPanel;
class HistoryCharts;
class MessagePanel;
class QueueDetailModel;

class QueuePage : public Page
{
    Q_OBJECT
public:
    QueuePage(engine::BrokerSession &session, theme::Theme &theme, const engine::QueueSnapshot &initial,
              QWidget *parent = nullptr);

    const engine::QueueSnapshot &queue() const { return m_queue; }
    bool isFollowing() const;
    void setFollowing(bool follow);
    /// Goes to the `place`-th oldest message, counted from 1.
    void jumpTo(quint64 place);
    MessagePanel &messages() const { return *m_panel; }
    HistoryCharts &charts() const { return *m_charts; }
    /// The panel for consuming by hand, brought to the front.
    HandPanel &consumeByHand();
    /// Messages that are held by hand, and go back to the queue with the page.
    qsizetype held() const;
    bool focusFilter() override;
    void focusContent() override;
    void tellSelection() override;
    QVariant place() const override;
    void goTo(const QVariant &place) override;
    QString filterHint() const override { return {}; }
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    /// The message that was selected has been acknowledged, expired or removed.
    void messageLeft(engine::MessageRef ref);
    void publishRequested(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void replayRequested(const engine::QueueSnapshot &queue);
    void pauseRequested(const engine::QueueSnapshot &queue, bool paused);
    void cancelRequested(const engine::ConsumerSnapshot &consumer);
    void purgeRequested(const engine::QueueSnapshot &queue);
    void deleteRequested(const engine::QueueSnapshot &queue);
    void bindRequested(const engine::BindingSpec &start);
    void unbindRequested(const engine::BindingSpec &binding);

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QWidget *makeHeader();
    QWidget *makeCharts();
    QWidget *makeMessages();
    void makeButtons();
    QWidget *makeConsumers();
    QWidget *makeBindings();
    QWidget *makeDetails();
    QWidget *makeHand();
    void take(const QList<engine::QueueSnapshot> &queues);
    void takeConsumers(const QList<engine::ConnectionSnapshot> &connections);
    void takeBindings(const QList<engine::BindingSnapshot> &bindings);
    void refreshHeader();
    void refreshActions();
    void refreshMessages();
    void jumpToTyped(const QString &text);
    void publishHere();
    void addToMenu(QMenu *menu);
    void unbindSelected();
    void cancelSelected();
    void showCharts();

    engine::QueueSnapshot m_queue;
    engine::QueueSnapshot m_refreshedFor;
    bool m_gone = false;
    QTimer m_refresh;

    QueueDetailModel *m_details = nullptr;
    models::ConsumerModel *m_consumers = nullptr;
    models::BindingModel *m_bindings = nullptr;
    models::BindingFilterProxy *m_bindingProxy = nullptr;

    widgets::Badge *m_paused = nullptr; ///< seen while it is
    widgets::Badge *m_policy = nullptr; ///< seen where one applies
    widgets::SightGlass *m_glass = nullptr;
    widgets::FigureStrip *m_figures = nullptr;
    QTabWidget *m_tabs = nullptr;
    MessagePanel *m_panel = nullptr;
    HistoryCharts *m_charts = nullptr;
    QWidget *m_chartStrip = nullptr;
    QPushButton *m_chartsButton = nullptr;
    bool m_isChartChoiceKnown = false; ///< otherwise they are seen where there is room
    HandPanel *m_hand = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_replay = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_purge = nullptr;
    QPushButton *m_delete = nullptr;
    QPushButton *m_publish = nullptr;
    QStackedWidget *m_consumerStack = nullptr;
    widgets::StateView *m_consumerState = nullptr;
    widgets::ListView *m_consumerList = nullptr;
    widgets::ListView *m_bindingList = nullptr;
    QPushButton *m_unbind = nullptr;
    QPushButton *m_bind = nullptr;
};

} // namespace ui::pages
