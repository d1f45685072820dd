// SPDX-License-Identifier: GPL-3.0-or-later
// Reopener: opens tabs by their ids ("queue:/:orders.eu") once the broker tells of the objects: those of the last run, and one
// that is gone back to and was closed meanwhile.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QHash>

#include <vector>

namespace ui::mainwindow {

/// How tabs are named.
QString tabIdOf(const engine::QueueSpec &queue);
QString tabIdOf(const engine::TopicSpec &topic);

class Reopener final : public QObject
{
    Q_OBJECT
public:
    Reopener(engine::BrokerSession &session, QObject *parent);

    /// In this order, as far as they are there; finished() tells when. Ids of what is no queue and no topic are left out.
    void reopen(const QStringList &ids);
    /// The broker has not told yet.
    bool isPending() const { return !m_ids.isEmpty(); }

Q_SIGNALS:
    void queueFound(const engine::QueueSnapshot &queue);
    void topicFound(const engine::TopicSnapshot &topic);
    void finished();

private:
    void finishWhenTold();
    bool isTold(bool isEmpty) const;

    engine::BrokerSession &m_session;
    QStringList m_ids;
    bool m_waitsForQueues = false, m_waitsForTopics = false;
    bool m_hasQueues = false, m_hasTopics = false; ///< the list has come
    QHash<QString, engine::QueueSnapshot> m_queues;
    QHash<QString, engine::TopicSnapshot> m_topics;
    std::vector<engine::SubscriptionPtr> m_watching;
};

} // namespace ui::mainwindow
