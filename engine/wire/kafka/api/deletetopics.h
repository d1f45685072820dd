// SPDX-License-Identifier: GPL-3.0-or-later
// DeleteTopics (20). Deleting topics, by name; from version 6 on also by id. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DeleteTopicsResponse;

struct DeleteTopicsRequest
{
    static constexpr ApiKey Key = ApiKey::DeleteTopics;
    using Response = DeleteTopicsResponse;

    struct DeleteTopicState
    {
        NullableBytes name;
        Uuid topicId;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.nullableString("name", m.name);
            v.uuid("topicId", m.topicId);
        }
        bool operator==(const DeleteTopicState &) const = default;
    };

    QList<DeleteTopicState> topics;
    QList<QByteArray> topicNames;
    qint32 timeoutMs = 0;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.array("topics", m.topics, since(6));
        v.array("topicNames", m.topicNames, until(5));
        v.int32("timeoutMs", m.timeoutMs);
    }
    bool operator==(const DeleteTopicsRequest &) const = default;
};

struct DeleteTopicsResponse
{
    static constexpr ApiKey Key = ApiKey::DeleteTopics;

    struct DeletableTopicResult
    {
        NullableBytes name;
        Uuid topicId;
        ErrorCode errorCode = ErrorCode::None;
        NullableBytes errorMessage;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.nullableString("name", m.name, Versions{}, NullSince{6});
            v.uuid("topicId", m.topicId, since(6));
            v.errorCode("errorCode", m.errorCode);
            v.nullableString("errorMessage", m.errorMessage, since(5));
        }
        bool operator==(const DeletableTopicResult &) const = default;
    };

    qint32 throttleTimeMs = 0;
    QList<DeletableTopicResult> responses;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs, since(1));
        v.array("responses", m.responses);
    }
    bool operator==(const DeleteTopicsResponse &) const = default;
};

} // namespace engine::wire::kafka
