// SPDX-License-Identifier: GPL-3.0-or-later
// ListenersPopup: every listener with its address, ready to copy; for one that failed, why, and a free port to listen on instead.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QFrame>

class QVBoxLayout;

namespace ui::mainwindow {

class ListenersPopup final : public QFrame
{
    Q_OBJECT
public:
    ListenersPopup(engine::BrokerSession &session, QWidget *parent);

    void popupBelow(const QWidget &anchor);

Q_SIGNALS:
    void listenRequested(const QString &protocol, const QString &address);

private:
    void refresh();
    QWidget *rowFor(const engine::ListenerSnapshot &listener);

    engine::BrokerSession &m_session;
    QVBoxLayout *m_layout;
    QWidget *m_rows = nullptr;
};

} // namespace ui::mainwindow
