// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/confirmledger.h"

#include <algorithm>

namespace engine::core {

quint64 ConfirmLedger::note(Waits waits, quint64 sequence)
{
    const quint64 tag = ++m_lastTag;
    switch (waits) {
    case Waits::ForCommit:
        if (!m_waiting.empty() &&
            m_waiting.back().sequence >= sequence) // confirmed in order, so not before the last one
            m_waiting.back().tag = tag;
        else
            m_waiting.push_back({tag, sequence});
        break;
    case Waits::ForNothing:
        if (m_waiting.empty())
            m_readyTag = tag;
        else
            m_lone.push_back({tag, true});
        break;
    case Waits::Refused:
        m_lone.push_back({tag, false});
        break;
    case Waits::Held:
        m_held.insert(tag);
        break;
    }
    return tag;
}

void ConfirmLedger::resolve(quint64 tag, Waits waits, quint64 sequence)
{
    if (!m_held.contains(tag))
        return;
    if (waits == Waits::ForCommit) {
        m_late.push_back({tag, sequence});
        return;
    }
    m_held.remove(tag);
    m_lone.push_back({tag, waits == Waits::ForNothing});
}

/// The highest tag up to which everything may be confirmed together.
quint64 ConfirmLedger::bound() const
{
    return m_held.isEmpty() ? m_readyTag : std::min(m_readyTag, m_held.first() - 1);
}

void ConfirmLedger::takeCommitted(quint64 sequence)
{
    while (!m_waiting.empty() && m_waiting.front().sequence <= sequence) {
        m_readyTag = std::max(m_readyTag, m_waiting.front().tag);
        m_waiting.pop_front();
    }
    settleLate(sequence, true);
}

void ConfirmLedger::settleLate(quint64 sequence, bool ok)
{
    std::erase_if(m_late, [&](const Waiting &late) {
        if (late.sequence > sequence)
            return false;
        m_held.remove(late.tag);
        m_lone.push_back({late.tag, ok});
        return true;
    });
}

void ConfirmLedger::answerAlone(quint64 tag, bool ok, const Answer &answer)
{
    if (tag <= m_answeredTag || m_answeredAlone.contains(tag))
        return;
    answer(tag, false, ok);
    m_answeredAlone.insert(tag);
}

/// Answers everything up to the tag that has not been answered, none of it held.
void ConfirmLedger::advance(quint64 tag, bool ok, const Answer &answer)
{
    if (tag <= m_answeredTag)
        return;
    const quint64 before = unanswered();
    const quint64 count = tag - m_answeredTag;
    m_answeredTag = tag;
    while (!m_answeredAlone.isEmpty() && m_answeredAlone.first() <= tag)
        m_answeredAlone.takeFirst();
    if (unanswered() < before)
        answer(tag, count > 1, ok);
}

void ConfirmLedger::answerOneByOne(quint64 upTo, bool ok, const Answer &answer)
{
    for (quint64 tag = std::max(m_passedTag, m_answeredTag) + 1; tag <= upTo; ++tag) {
        if (!m_held.contains(tag))
            answerAlone(tag, ok, answer);
    }
    m_passedTag = std::max(m_passedTag, upTo);
}

quint64 ConfirmLedger::send(quint64 committedSequence, const Answer &answer)
{
    takeCommitted(committedSequence);
    // Nacks first: a confirm of everything up to a later tag would cover them.
    for (const Lone &lone : m_lone) {
        if (!lone.ok)
            answerAlone(lone.tag, false, answer);
    }
    const quint64 before = unanswered();
    advance(bound(), true, answer);
    if (m_readyTag > m_answeredTag) [[unlikely]]
        answerOneByOne(m_readyTag, true, answer);
    for (const Lone &lone : m_lone) {
        if (lone.ok)
            answerAlone(lone.tag, true, answer);
    }
    m_lone.clear();
    return before - unanswered();
}

void ConfirmLedger::fail(quint64 sequence, const Answer &answer)
{
    quint64 failedTag = 0;
    while (!m_waiting.empty() && m_waiting.front().sequence <= sequence) {
        failedTag = m_waiting.front().tag;
        m_waiting.pop_front();
    }
    settleLate(sequence, false);
    send(0, answer); // what need not wait is confirmed, so that the nack does not cover it
    if (failedTag <= m_answeredTag)
        return;
    m_readyTag = std::max(m_readyTag, failedTag);
    if (m_held.isEmpty() || m_held.first() > failedTag)
        advance(failedTag, false, answer);
    else
        answerOneByOne(failedTag, false, answer);
}

} // namespace engine::core
