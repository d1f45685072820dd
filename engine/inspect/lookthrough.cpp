// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/lookthrough.h"

#include "inspect/deathnote.h"
#include "inspect/messagerows.h"

namespace engine::inspect {

namespace {

/// Records are opened so many at a time: a compressed batch may hold very many.
constexpr size_t openedAtOnce = 1000;

class Looking
{
public:
    Looking(const Stretch &stretch, const MessageMatcher &matcher)
        : m_stretch(stretch)
        , m_matcher(matcher)
    {
        m_looked.to = stretch.to;
    }

    /// False: enough.
    bool look(const core::StoredMessage &stored)
    {
        if (stored.offset >= m_stretch.to)
            return false;
        if (!stored.message) {
            m_looked.isDamaged = true;
            return true;
        }
        ++m_looked.examined;
        const core::Message &message = *stored.message;
        if (!m_matcher.matches(message.routingKey, message.exchange, message.properties(), message.body(),
                               message.publishedAtMs) ||
            !isOfDeath(message))
            return true;
        if (m_looked.found.size() >= m_stretch.most && !makeRoom(stored.offset))
            return false;
        MessageSummary row;
        row.ref = {m_stretch.log, stored.offset};
        describe(row, message);
        m_looked.found.append(std::move(row));
        return true;
    }

    LookedThrough &looked() { return m_looked; }

private:
    bool isOfDeath(const core::Message &message) const
    {
        if (!m_stretch.death)
            return true;
        const std::optional<DeathNote> note = deathNoteOf(message);
        return note && inspect::matches(*m_stretch.death, *note);
    }

    bool makeRoom(quint64 offset)
    {
        m_looked.isCut = true;
        if (m_stretch.isNewestWanted) {
            m_looked.found.removeFirst();
            return true;
        }
        m_looked.to = offset;
        --m_looked.examined;
        return false;
    }

    const Stretch &m_stretch;
    const MessageMatcher &m_matcher;
    LookedThrough m_looked;
};

void lookThroughBatches(Looking &looking, const Stretch &stretch, const core::RecordFormat &format)
{
    for (quint64 next = stretch.from; next < stretch.to;) {
        const auto records = format.decode(stretch.batches, next, openedAtOnce);
        if (!records)
            looking.looked().isDamaged = true;
        if (!records || records->empty())
            return;
        for (const core::StoredMessage &record : *records) {
            if (!looking.look(record))
                return;
        }
        if (records->size() < openedAtOnce)
            return;
        next = records->back().offset + 1;
    }
}

} // namespace

LookedThrough lookThrough(const Stretch &stretch, const MessageMatcher &matcher, const core::RecordFormat *format)
{
    Looking looking(stretch, matcher);
    if (!stretch.batches.isNull() && format) {
        lookThroughBatches(looking, stretch, *format);
    } else {
        for (const core::StoredMessage &stored : stretch.messages) {
            if (!looking.look(stored))
                break;
        }
    }
    return std::move(looking.looked());
}

} // namespace engine::inspect
