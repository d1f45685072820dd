// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/topicmaker.h"

namespace engine::protocol::kafka {

using wire::kafka::ErrorCode;

core::Topics::Request TopicMaker::completed(const Request &request) const
{
    const Settings &settings = m_session.settings();
    core::Topics::Request complete;
    complete.name = request.name;
    complete.partitions = request.partitions == -1 ? settings.defaultPartitions : quint32(request.partitions);
    complete.config = request.config;
    return complete;
}

/// TopicAlreadyExists says that the topic may be used: not where something else has the name, or one of its partitions'.
ErrorCode TopicMaker::codeOf(const Error &error, const QByteArray &name) const
{
    if (error.code != BrokerError::AlreadyExists)
        return ErrorCode::InvalidConfig;
    return m_session.topics().find(name) ? ErrorCode::TopicAlreadyExists : ErrorCode::InvalidTopicException;
}

std::variant<core::Topic *, Refusal> TopicMaker::make(const Request &request, bool onlyCheck)
{
    if (!core::Topics::isKafkaName(request.name))
        return Refusal(ErrorCode::InvalidTopicException,
                       "A topic's name has 1 to 249 letters, digits, '.', '_' and '-', and is not '.' or '..'");
    if (core::Topics::isReserved(request.name))
        return Refusal(ErrorCode::InvalidTopicException, "Names that begin with 'amq.' are the broker's own");
    if (!m_session.allows(core::Permission::Configure, request.name))
        return ErrorCode::TopicAuthorizationFailed;
    if (request.partitions != -1 &&
        (request.partitions < 1 || request.partitions > qint32(core::Topics::maxPartitions)))
        return Refusal(ErrorCode::InvalidPartitions,
                       "A topic has between 1 and " + QByteArray::number(core::Topics::maxPartitions) + " partitions");
    const core::Topics::Request complete = completed(request);
    if (const Result<void> possible = m_session.topics().check(complete); !possible)
        return Refusal(codeOf(possible.error(), request.name), possible.error().detail.toUtf8());
    if (onlyCheck)
        return nullptr;
    const Result<core::Topic *> made = m_session.topics().create(complete);
    if (!made)
        return Refusal(made.error());
    return *made;
}

} // namespace engine::protocol::kafka
