// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/reopener.h"

#include <algorithm>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using engine::BrokerSession;

namespace {

constexpr QStringView queuePrefix = u"queue:";
constexpr QStringView topicPrefix = u"topic:";

bool anyBegins(const QStringList &ids, QStringView prefix)
{
    return std::any_of(ids.cbegin(), ids.cend(), [prefix](const QString &id) { return id.startsWith(prefix); });
}

} // namespace

QString tabIdOf(const engine::QueueSpec &queue)
{
    return queuePrefix + queue.virtualHost + u':' + queue.name;
}

QString tabIdOf(const engine::TopicSpec &topic)
{
    return topicPrefix + topic.virtualHost + u':' + topic.name;
}

Reopener::Reopener(BrokerSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &BrokerSession::stateChanged, this, &Reopener::finishWhenTold);
}

void Reopener::reopen(const QStringList &ids)
{
    m_watching.clear();
    m_ids = ids;
    m_ids.removeIf([](const QString &id) { return !id.startsWith(queuePrefix) && !id.startsWith(topicPrefix); });
    m_hasQueues = m_hasTopics = false;
    m_waitsForQueues = anyBegins(m_ids, queuePrefix);
    m_waitsForTopics = anyBegins(m_ids, topicPrefix);
    if (m_waitsForQueues)
        m_watching.push_back(m_session.watchQueues(this, [this](const QList<engine::QueueSnapshot> &queues) {
            if (!m_waitsForQueues)
                return;
            for (const engine::QueueSnapshot &queue : queues)
                m_queues.insert(tabIdOf(queue.spec), queue);
            m_hasQueues = isTold(queues.isEmpty());
            finishWhenTold();
        }));
    if (m_waitsForTopics)
        m_watching.push_back(m_session.watchTopics(this, [this](const QList<engine::TopicSnapshot> &topics) {
            if (!m_waitsForTopics)
                return;
            for (const engine::TopicSnapshot &topic : topics)
                m_topics.insert(tabIdOf(topic.spec), topic);
            m_hasTopics = isTold(topics.isEmpty());
            finishWhenTold();
        }));
}

/// A broker that is not running has an empty list of everything, which says nothing; a list that has something may come before the
/// word that it runs, and is not sent again then.
bool Reopener::isTold(bool isEmpty) const
{
    return !isEmpty || m_session.state() == BrokerSession::State::Running;
}

void Reopener::finishWhenTold()
{
    const bool isMissing = (m_waitsForQueues && !m_hasQueues) || (m_waitsForTopics && !m_hasTopics);
    if (!isPending() || isMissing || m_session.state() != BrokerSession::State::Running)
        return;
    m_waitsForQueues = m_waitsForTopics = false;
    for (const QString &id : std::exchange(m_ids, {})) {
        if (const auto queue = m_queues.constFind(id); queue != m_queues.cend())
            Q_EMIT queueFound(*queue);
        else if (const auto topic = m_topics.constFind(id); topic != m_topics.cend())
            Q_EMIT topicFound(*topic);
    }
    m_queues.clear();
    m_topics.clear();
    Q_EMIT finished();
    // Not from inside a callback of a subscription that goes; and another list may be asked for by then.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!isPending())
                m_watching.clear();
        },
        Qt::QueuedConnection);
}

} // namespace ui::mainwindow
