// SPDX-License-Identifier: GPL-3.0-or-later
// DescribeCluster (60). The brokers and the controller, for admin clients. Thread: any (values).
#pragma once

#include "wire/kafka/apikey.h"
#include "wire/kafka/errorcodes.h"
#include "wire/kafka/primitives.h"

namespace engine::wire::kafka {

struct DescribeClusterResponse;

struct DescribeClusterRequest
{
    static constexpr ApiKey Key = ApiKey::DescribeCluster;
    using Response = DescribeClusterResponse;

    bool includeClusterAuthorizedOperations = false;
    qint8 endpointType = 1; ///< 1: brokers, 2: controllers

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.boolean("includeClusterAuthorizedOperations", m.includeClusterAuthorizedOperations);
        v.int8("endpointType", m.endpointType, since(1));
    }
    bool operator==(const DescribeClusterRequest &) const = default;
};

struct DescribeClusterResponse
{
    static constexpr ApiKey Key = ApiKey::DescribeCluster;

    struct DescribeClusterBroker
    {
        qint32 brokerId = 0;
        QByteArray host;
        qint32 port = 0;
        NullableBytes rack;

        template <typename Self, typename Visitor>
        static void fields(Self &m, Visitor &v)
        {
            v.int32("brokerId", m.brokerId);
            v.string("host", m.host);
            v.int32("port", m.port);
            v.nullableString("rack", m.rack);
        }
        bool operator==(const DescribeClusterBroker &) const = default;
    };

    qint32 throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::None;
    NullableBytes errorMessage;
    qint8 endpointType = 1;
    QByteArray clusterId;
    qint32 controllerId = -1;
    QList<DescribeClusterBroker> brokers;
    qint32 clusterAuthorizedOperations = OperationsOmitted;

    template <typename Self, typename Visitor>
    static void fields(Self &m, Visitor &v)
    {
        v.int32("throttleTimeMs", m.throttleTimeMs);
        v.errorCode("errorCode", m.errorCode);
        v.nullableString("errorMessage", m.errorMessage);
        v.int8("endpointType", m.endpointType, since(1));
        v.string("clusterId", m.clusterId);
        v.int32("controllerId", m.controllerId);
        v.array("brokers", m.brokers);
        v.int32("clusterAuthorizedOperations", m.clusterAuthorizedOperations);
    }
    bool operator==(const DescribeClusterResponse &) const = default;
};

} // namespace engine::wire::kafka
