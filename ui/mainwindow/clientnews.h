// SPDX-License-Identifier: GPL-3.0-or-later
// ClientNews: how many things went wrong with clients since somebody last looked: logins that were refused, clients that were closed
// for an error, or lost.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

namespace ui::mainwindow {

class ClientNews final : public QObject
{
    Q_OBJECT
public:
    ClientNews(engine::BrokerSession &session, QObject *parent);

    int count() const { return m_count; }
    /// What happens while somebody looks is no news.
    void setLooking(bool isLooking);

Q_SIGNALS:
    void countChanged(int count);

private:
    void take(const QList<engine::ClientEvent> &events);

    QList<engine::ClientEvent> m_events;
    quint64 m_seen = 0; ///< sequence of the newest that was looked at
    bool m_isLooking = false;
    int m_count = 0;
    engine::SubscriptionPtr m_watching;
};

} // namespace ui::mainwindow
