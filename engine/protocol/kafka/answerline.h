// SPDX-License-Identifier: GPL-3.0-or-later
// AnswerLine: Kafka answers requests in the order they came, whatever some of them wait for. Each request has its place in the
// line; an answer that is there before its turn is kept as bytes, and one that is large (Work) is made only when its turn has come.
// Owner: Session. Thread: engine.
#pragma once

#include <QByteArray>

#include <deque>
#include <memory>
#include <vector>

namespace engine::protocol::kafka {

/// What goes on for a request that is not answered yet.
class Work
{
public:
    virtual ~Work() = default;
    /// All requests before it have been answered, and the client reads: it may be answered now. Work to be done later
    /// (Broker::flushLater()).
    virtual void turnCame() = 0;
};

class AnswerLine
{
public:
    using Place = quint64;

    size_t size() const { return m_places.size(); }
    /// A place at the end.
    Place enter()
    {
        m_places.emplace_back();
        return m_first + m_places.size() - 1;
    }
    bool isWaiting(Place place) const
    {
        return place >= m_first && place - m_first < m_places.size() && !m_places[place - m_first].isDone;
    }
    bool isFirst(Place place) const { return place == m_first && !m_places.empty(); }
    void setWork(Place place, std::unique_ptr<Work> work) { m_places[place - m_first].work = std::move(work); }
    /// Kept until it is answered.
    void keep(Place place, std::shared_ptr<const void> what) { m_places[place - m_first].kept = std::move(what); }
    /// The answer, which may be empty: then nothing is sent.
    void finish(Place place, QByteArray answer)
    {
        Entry &entry = m_places[place - m_first];
        retire(entry);
        entry.answer = std::move(answer);
        entry.isDone = true;
    }
    /// The first one has been answered by other means.
    void leaveFirst()
    {
        retire(m_places.front());
        m_places.pop_front();
        ++m_first;
    }
    /// Takes what may go out now off the front, one after the other; null: nothing (more).
    const QByteArray *firstDone()
    {
        if (m_places.empty() || !m_places.front().isDone)
            return nullptr;
        m_current = std::move(m_places.front().answer);
        m_places.pop_front();
        ++m_first;
        return &m_current;
    }
    Work *firstWork() const { return m_places.empty() ? nullptr : m_places.front().work.get(); }
    /// Work that has done its part may stand on the stack still; called when it does not.
    void dropRetired()
    {
        m_retired.clear();
        m_retiredKept.clear();
    }
    void clear()
    {
        m_first += m_places.size();
        m_places.clear();
    }

private:
    struct Entry
    {
        QByteArray answer;
        bool isDone = false;
        std::unique_ptr<Work> work;
        std::shared_ptr<const void> kept;
    };
    void retire(Entry &entry)
    {
        if (entry.work)
            m_retired.push_back(std::move(entry.work));
        if (entry.kept)
            m_retiredKept.push_back(std::move(entry.kept));
    }

    Place m_first = 1;
    std::deque<Entry> m_places;
    QByteArray m_current;
    std::vector<std::unique_ptr<Work>> m_retired;
    std::vector<std::shared_ptr<const void>> m_retiredKept;
};

} // namespace engine::protocol::kafka
