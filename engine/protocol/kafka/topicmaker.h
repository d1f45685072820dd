// SPDX-License-Identifier: GPL-3.0-or-later
// TopicMaker: makes topics as Kafka clients ask for them, with the defaults of the settings, and says in Kafka's codes why not.
// Owner: a handler, for the call. Thread: engine.
#pragma once

#include "core/topics.h"
#include "protocol/kafka/replycodes.h"
#include "protocol/kafka/session.h"

#include <variant>

namespace engine::protocol::kafka {

class TopicMaker
{
public:
    explicit TopicMaker(Session &session)
        : m_session(session)
    {}

    struct Request
    {
        QByteArray name;
        qint32 partitions = -1; ///< -1: the default
        FieldTable config;
    };
    /// Makes it, or with `onlyCheck` says what would come of it. Null: it would have been made.
    std::variant<core::Topic *, Refusal> make(const Request &request, bool onlyCheck = false);
    /// How many partitions, and with which configuration, a topic would be made.
    core::Topics::Request completed(const Request &request) const;

private:
    wire::kafka::ErrorCode codeOf(const Error &error, const QByteArray &name) const;

    Session &m_session;
};

} // namespace engine::protocol::kafka
