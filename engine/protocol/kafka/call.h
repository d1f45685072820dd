// SPDX-License-Identifier: GPL-3.0-or-later
// Call: a request on its way through its handler, with the place in line that its answer has. Reply is what of it may be kept
// until the answer is there; it outlives its session and then does nothing. Thread: engine.
#pragma once

#include "protocol/kafka/replycodes.h"
#include "protocol/kafka/session.h"

#include <utility>

namespace engine::protocol::kafka {

template <typename Response>
class Reply
{
public:
    Reply(Session &session, AnswerLine::Place place, qint16 version, qint32 correlationId)
        : m_session(session.self())
        , m_place(place)
        , m_version(version)
        , m_correlationId(correlationId)
    {}

    /// Null: it has gone.
    Session *session() const { return *m_session; }
    AnswerLine::Place place() const { return m_place; }
    qint16 version() const { return m_version; }

    /// Once.
    void send(const Response &response) const
    {
        if (*m_session)
            (*m_session)->answer(m_place, m_version, m_correlationId, response);
    }
    /// When everything gathered up to now is committed; where that fails, what `failed(response)` has made of it.
    template <typename Failed>
    void sendWhenCommitted(core::Broker &broker, Response response, Failed failed) const
    {
        broker.whenCommitted([reply = *this, response = std::move(response), failed](bool ok) mutable {
            if (!ok)
                failed(response);
            reply.send(response);
        });
    }
    /// As long as the answer is waited for: tickets of core, Work.
    void keep(std::shared_ptr<const void> what) const
    {
        if (*m_session && (*m_session)->line().isWaiting(m_place))
            (*m_session)->line().keep(m_place, std::move(what));
    }

private:
    std::shared_ptr<Session *> m_session;
    AnswerLine::Place m_place;
    qint16 m_version;
    qint32 m_correlationId;
};

template <typename Request>
struct Call
{
    Session &session;
    const Request &request; ///< good until the handler returns, and so is what it borrows
    qint16 version;
    Reply<typename Request::Response> reply;
};

/// Of results whose commit failed: what was refused before stays refused for its own reason.
template <typename Results>
void markLost(Results &results)
{
    for (auto &result : results) {
        if (result.errorCode == wire::kafka::ErrorCode::None)
            result.errorCode = wire::kafka::ErrorCode::KafkaStorageError;
    }
}

} // namespace engine::protocol::kafka
