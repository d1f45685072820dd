// SPDX-License-Identifier: GPL-3.0-or-later
// BrokerStatusBar: rates in and out with their curves, what is ready and unacked, memory and disk, and how safe a confirm is.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QStatusBar>

class QLabel;

namespace ui::widgets {
class FigureLabel;
class RateLabel;
} // namespace ui::widgets

namespace ui::mainwindow {

class BrokerStatusBar final : public QStatusBar
{
    Q_OBJECT
public:
    explicit BrokerStatusBar(QWidget *parent = nullptr);

    void showOverview(const engine::OverviewSnapshot &overview);
    QString durabilityText() const;

private:
    void showDurability(const engine::OverviewSnapshot &overview);

    widgets::RateLabel *m_in;
    widgets::RateLabel *m_out;
    widgets::FigureLabel *m_ready;
    widgets::FigureLabel *m_unacked;
    widgets::FigureLabel *m_memory;
    widgets::FigureLabel *m_disk;
    QLabel *m_durability;
};

} // namespace ui::mainwindow
