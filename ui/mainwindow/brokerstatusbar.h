// SPDX-License-Identifier: GPL-3.0-or-later
// BrokerStatusBar: rates in and out with their curves, what is ready and unacked, memory and disk, and how safe a confirm is.
// A notice takes the place of the figures while it is there.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QStatusBar>

#include <optional>

class QLabel;

namespace ui::widgets {
class FigureLabel;
class NoticeBar;
class RateLabel;
} // namespace ui::widgets

namespace ui::mainwindow {

class BrokerStatusBar final : public QStatusBar
{
    Q_OBJECT
public:
    explicit BrokerStatusBar(QWidget *parent = nullptr);

    void showOverview(const engine::OverviewSnapshot &overview);
    /// Nothing is said about confirms while there is no broker to give one.
    void setRunning(bool isRunning);
    QString durabilityText() const;
    widgets::NoticeBar &notices() { return *m_notices; }

private:
    void showFigures(bool areShown);
    void showDurability();

    bool m_isRunning = false;
    std::optional<engine::OverviewSnapshot> m_overview; ///< of the broker that is running
    widgets::RateLabel *m_in;
    widgets::RateLabel *m_out;
    widgets::FigureLabel *m_ready;
    widgets::FigureLabel *m_unacked;
    widgets::FigureLabel *m_memory;
    widgets::FigureLabel *m_disk;
    QList<QWidget *> m_figures; ///< and the gaps between them
    QLabel *m_durability;
    widgets::NoticeBar *m_notices;
};

} // namespace ui::mainwindow
