// SPDX-License-Identifier: GPL-3.0-or-later
// Navigator: the tree at the left: the sections, and every queue with its level and its ready messages.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/models/navigatormodel.h"

#include <engine/brokersession.h>

#include <QTreeView>

namespace ui::mainwindow {

class Navigator final : public QTreeView
{
    Q_OBJECT
public:
    explicit Navigator(engine::BrokerSession &session, QWidget *parent = nullptr);

    models::NavigatorModel &contents() { return m_model; }
    /// Follows the current page without opening anything.
    void show(models::NavigatorModel::Section section);
    void show(engine::QueueId queue);
    /// Marks nothing: what is in front has no place here.
    void showNothing();
    QSize sizeHint() const override { return {228, 600}; }

Q_SIGNALS:
    void sectionOpened(ui::models::NavigatorModel::Section section);
    void queueOpened(const engine::QueueSnapshot &queue);
    /// The first list of queues after the broker started, and every later one.
    void queuesChanged(const QList<engine::QueueSnapshot> &queues);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}

private:
    using QTreeView::show;

    void open(const QModelIndex &index);
    void setQuietly(const QModelIndex &index);

    models::NavigatorModel m_model;
    engine::SubscriptionPtr m_queues;
    bool m_following = false;
};

} // namespace ui::mainwindow
