// SPDX-License-Identifier: GPL-3.0-or-later
// QueuePage: one queue: its level and figures, all of its messages in place, its consumers, its bindings.
// Looking consumes nothing and marks nothing as redelivered.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/pages/page.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace ui::models {
class BindingFilterProxy;
class BindingModel;
class ConsumerModel;
class MessageModel;
} // namespace ui::models
namespace ui::tables {
class VirtualTable;
}
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

class QueuePage : public Page
{
    Q_OBJECT
public:
    QueuePage(engine::BrokerSession &session, theme::Theme &theme, const engine::QueueSnapshot &initial,
              QWidget *parent = nullptr);

    const engine::QueueSnapshot &queue() const { return m_queue; }
    bool isFollowing() const;
    void setFollowing(bool follow);
    /// Goes to the `index`-th oldest message, counted from 1.
    void jumpTo(quint64 index);
    void focusContent() override;
    QString filterHint() const override { return {}; }
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    /// The message that was selected has been acknowledged, expired or removed.
    void messageLeft(engine::MessageRef ref);
    void publishRequested(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void purgeRequested(const engine::QueueSnapshot &queue);
    void deleteRequested(const engine::QueueSnapshot &queue);
    void bindRequested(const engine::BindingSpec &start);
    void unbindRequested(const engine::BindingSpec &binding);
    void queueDeleted();

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    QWidget *makeHeader();
    QWidget *makeMessages();
    QWidget *makeToolBar();
    void makeTable();
    void makeEmptyState();
    QWidget *makeConsumers();
    QWidget *makeBindings();
    void take(const QList<engine::QueueSnapshot> &queues);
    void takeConsumers(const QList<engine::ConnectionSnapshot> &connections);
    void takeBindings(const QList<engine::BindingSnapshot> &bindings);
    void refreshHeader();
    void refreshMessages();
    void settle();
    void reconcileSelection();
    void selectRow(int row);
    void updateState();
    void updatePosition();
    void publishHere();
    void showMessageMenu(const QPoint &position);
    void copyMessage(bool json);
    void unbindSelected();

    engine::QueueSnapshot m_queue;
    engine::QueueSnapshot m_refreshedFor;
    engine::MessageRef m_selected;
    bool m_gone = false;
    bool m_reconciling = false;
    QTimer m_refresh;

    models::MessageModel *m_messages = nullptr;
    models::ConsumerModel *m_consumers = nullptr;
    models::BindingModel *m_bindings = nullptr;
    models::BindingFilterProxy *m_bindingProxy = nullptr;

    widgets::Badge *m_policy = nullptr; ///< seen where one applies
    widgets::SightGlass *m_glass = nullptr;
    widgets::FigureStrip *m_figures = nullptr;
    QLabel *m_position = nullptr;
    QTabWidget *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    tables::VirtualTable *m_table = nullptr;
    widgets::StateView *m_state = nullptr;
    QToolButton *m_follow = nullptr;
    QLineEdit *m_jump = nullptr;
    QPushButton *m_purge = nullptr;
    QStackedWidget *m_consumerStack = nullptr;
    widgets::StateView *m_consumerState = nullptr;
    widgets::ListView *m_consumerList = nullptr;
    widgets::ListView *m_bindingList = nullptr;
    QPushButton *m_unbind = nullptr;
};

} // namespace ui::pages
