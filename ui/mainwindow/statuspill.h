// SPDX-License-Identifier: GPL-3.0-or-later
// StatusPill: whether the broker runs and where clients reach it, in the toolbar. Pressing it opens the listeners.
// Owner: the toolbar of MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QAbstractButton>

namespace ui::mainwindow {

class StatusPill final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit StatusPill(engine::BrokerSession &session, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Health : quint8 { Good, Waiting, Warning, Bad };

    void refresh();

    engine::BrokerSession &m_session;
    Health m_health = Health::Waiting;
    QString m_addresses;
};

} // namespace ui::mainwindow
