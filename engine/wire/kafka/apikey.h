// SPDX-License-Identifier: GPL-3.0-or-later
// ApiKey and the table of the APIs that we speak: what ApiVersions tells a client and what is dispatched are both read
// from it. The first versions are as low as a broker of Kafka 3 has them; the last ones are the highest that need nothing of a
// cluster or of the new group protocol.
// Thread: any (constants).
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <limits>

namespace engine::wire::kafka {

enum class ApiKey : qint16 {
    Produce = 0,
    Fetch = 1,
    ListOffsets = 2,
    Metadata = 3,
    OffsetCommit = 8,
    OffsetFetch = 9,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    LeaveGroup = 13,
    SyncGroup = 14,
    DescribeGroups = 15,
    ListGroups = 16,
    SaslHandshake = 17,
    ApiVersions = 18,
    CreateTopics = 19,
    DeleteTopics = 20,
    DeleteRecords = 21,
    InitProducerId = 22,
    OffsetForLeaderEpoch = 23,
    AddPartitionsToTxn = 24,
    AddOffsetsToTxn = 25,
    EndTxn = 26,
    TxnOffsetCommit = 28,
    DescribeAcls = 29,
    CreateAcls = 30,
    DeleteAcls = 31,
    DescribeConfigs = 32,
    AlterConfigs = 33,
    DescribeLogDirs = 35,
    SaslAuthenticate = 36,
    CreatePartitions = 37,
    DeleteGroups = 42,
    IncrementalAlterConfigs = 44,
    OffsetDelete = 47,
    DescribeUserScramCredentials = 50,
    AlterUserScramCredentials = 51,
    DescribeCluster = 60,
    DescribeProducers = 61,
    DescribeTransactions = 65,
    ListTransactions = 66,
};

/// For APIs that never got flexible versions.
inline constexpr qint16 NeverFlexible = std::numeric_limits<qint16>::max();

struct ApiInfo
{
    ApiKey key = ApiKey::Produce;
    const char *name = "";
    qint16 minVersion = 0;
    qint16 maxVersion = 0;
    qint16 flexibleSince = NeverFlexible;

    constexpr bool supports(qint16 version) const { return version >= minVersion && version <= maxVersion; }
    constexpr bool isFlexible(qint16 version) const { return version >= flexibleSince; }
    /// 2 has tagged fields, 1 has none; without a client id (0) no API of this table was ever sent.
    constexpr int requestHeaderVersion(qint16 version) const { return isFlexible(version) ? 2 : 1; }
    /// ApiVersions is answered without tagged fields in every version: the client can not know yet what we speak.
    constexpr int responseHeaderVersion(qint16 version) const
    {
        return isFlexible(version) && key != ApiKey::ApiVersions ? 1 : 0;
    }
};

/// By key.
inline constexpr std::array Apis{
    ApiInfo{ApiKey::Produce, "Produce", 0, 9, 9},
    ApiInfo{ApiKey::Fetch, "Fetch", 0, 12, 12},
    ApiInfo{ApiKey::ListOffsets, "ListOffsets", 0, 7, 6},
    ApiInfo{ApiKey::Metadata, "Metadata", 0, 12, 9},
    ApiInfo{ApiKey::OffsetCommit, "OffsetCommit", 0, 8, 8},
    ApiInfo{ApiKey::OffsetFetch, "OffsetFetch", 0, 8, 6},
    ApiInfo{ApiKey::FindCoordinator, "FindCoordinator", 0, 4, 3},
    ApiInfo{ApiKey::JoinGroup, "JoinGroup", 0, 9, 6},
    ApiInfo{ApiKey::Heartbeat, "Heartbeat", 0, 4, 4},
    ApiInfo{ApiKey::LeaveGroup, "LeaveGroup", 0, 5, 4},
    ApiInfo{ApiKey::SyncGroup, "SyncGroup", 0, 5, 4},
    ApiInfo{ApiKey::DescribeGroups, "DescribeGroups", 0, 5, 5},
    ApiInfo{ApiKey::ListGroups, "ListGroups", 0, 4, 3},
    ApiInfo{ApiKey::SaslHandshake, "SaslHandshake", 0, 1, NeverFlexible},
    ApiInfo{ApiKey::ApiVersions, "ApiVersions", 0, 3, 3},
    ApiInfo{ApiKey::CreateTopics, "CreateTopics", 0, 7, 5},
    ApiInfo{ApiKey::DeleteTopics, "DeleteTopics", 0, 6, 4},
    ApiInfo{ApiKey::DeleteRecords, "DeleteRecords", 0, 2, 2},
    ApiInfo{ApiKey::InitProducerId, "InitProducerId", 0, 4, 2},
    ApiInfo{ApiKey::OffsetForLeaderEpoch, "OffsetForLeaderEpoch", 0, 4, 4},
    ApiInfo{ApiKey::AddPartitionsToTxn, "AddPartitionsToTxn", 0, 3, 3},
    ApiInfo{ApiKey::AddOffsetsToTxn, "AddOffsetsToTxn", 0, 3, 3},
    ApiInfo{ApiKey::EndTxn, "EndTxn", 0, 3, 3},
    ApiInfo{ApiKey::TxnOffsetCommit, "TxnOffsetCommit", 0, 3, 3},
    ApiInfo{ApiKey::DescribeAcls, "DescribeAcls", 0, 3, 2},
    ApiInfo{ApiKey::CreateAcls, "CreateAcls", 0, 3, 2},
    ApiInfo{ApiKey::DeleteAcls, "DeleteAcls", 0, 3, 2},
    ApiInfo{ApiKey::DescribeConfigs, "DescribeConfigs", 0, 4, 4},
    ApiInfo{ApiKey::AlterConfigs, "AlterConfigs", 0, 2, 2},
    ApiInfo{ApiKey::DescribeLogDirs, "DescribeLogDirs", 0, 4, 2},
    ApiInfo{ApiKey::SaslAuthenticate, "SaslAuthenticate", 0, 2, 2},
    ApiInfo{ApiKey::CreatePartitions, "CreatePartitions", 0, 3, 2},
    ApiInfo{ApiKey::DeleteGroups, "DeleteGroups", 0, 2, 2},
    ApiInfo{ApiKey::IncrementalAlterConfigs, "IncrementalAlterConfigs", 0, 1, 1},
    ApiInfo{ApiKey::OffsetDelete, "OffsetDelete", 0, 0, NeverFlexible},
    ApiInfo{ApiKey::DescribeUserScramCredentials, "DescribeUserScramCredentials", 0, 0, 0},
    ApiInfo{ApiKey::AlterUserScramCredentials, "AlterUserScramCredentials", 0, 0, 0},
    ApiInfo{ApiKey::DescribeCluster, "DescribeCluster", 0, 1, 0},
    ApiInfo{ApiKey::DescribeProducers, "DescribeProducers", 0, 0, 0},
    ApiInfo{ApiKey::DescribeTransactions, "DescribeTransactions", 0, 0, 0},
    ApiInfo{ApiKey::ListTransactions, "ListTransactions", 0, 1, 0},
};

/// The API with this number; null when we do not speak it.
constexpr const ApiInfo *findApi(qint16 key)
{
    const auto at = std::lower_bound(Apis.begin(), Apis.end(), key,
                                     [](const ApiInfo &api, qint16 wanted) { return qint16(api.key) < wanted; });
    return at != Apis.end() && qint16(at->key) == key ? &*at : nullptr;
}
/// Every key of the enumeration is in the table.
constexpr const ApiInfo &apiInfo(ApiKey key)
{
    return *findApi(qint16(key));
}

} // namespace engine::wire::kafka
