// SPDX-License-Identifier: GPL-3.0-or-later
// All requests and responses by their types, for what concerns every API at once: dispatch, the inspector, tests.
// Include this only there; a handler includes the header of its API and message.h. Thread: any.
#pragma once

#include "wire/kafka/api/addoffsetstotxn.h"
#include "wire/kafka/api/addpartitionstotxn.h"
#include "wire/kafka/api/alterconfigs.h"
#include "wire/kafka/api/alteruserscramcredentials.h"
#include "wire/kafka/api/apiversions.h"
#include "wire/kafka/api/createacls.h"
#include "wire/kafka/api/createpartitions.h"
#include "wire/kafka/api/createtopics.h"
#include "wire/kafka/api/deleteacls.h"
#include "wire/kafka/api/deletegroups.h"
#include "wire/kafka/api/deleterecords.h"
#include "wire/kafka/api/deletetopics.h"
#include "wire/kafka/api/describeacls.h"
#include "wire/kafka/api/describecluster.h"
#include "wire/kafka/api/describeconfigs.h"
#include "wire/kafka/api/describegroups.h"
#include "wire/kafka/api/describelogdirs.h"
#include "wire/kafka/api/describeproducers.h"
#include "wire/kafka/api/describetransactions.h"
#include "wire/kafka/api/describeuserscramcredentials.h"
#include "wire/kafka/api/endtxn.h"
#include "wire/kafka/api/fetch.h"
#include "wire/kafka/api/findcoordinator.h"
#include "wire/kafka/api/heartbeat.h"
#include "wire/kafka/api/incrementalalterconfigs.h"
#include "wire/kafka/api/initproducerid.h"
#include "wire/kafka/api/joingroup.h"
#include "wire/kafka/api/leavegroup.h"
#include "wire/kafka/api/listgroups.h"
#include "wire/kafka/api/listoffsets.h"
#include "wire/kafka/api/listtransactions.h"
#include "wire/kafka/api/metadata.h"
#include "wire/kafka/api/offsetcommit.h"
#include "wire/kafka/api/offsetdelete.h"
#include "wire/kafka/api/offsetfetch.h"
#include "wire/kafka/api/offsetforleaderepoch.h"
#include "wire/kafka/api/produce.h"
#include "wire/kafka/api/saslauthenticate.h"
#include "wire/kafka/api/saslhandshake.h"
#include "wire/kafka/api/syncgroup.h"
#include "wire/kafka/api/txnoffsetcommit.h"
#include "wire/kafka/message.h"

#include <tuple>
#include <type_traits>

namespace engine::wire::kafka {

template <typename... Ms>
struct MessageList
{
    static constexpr std::size_t size = sizeof...(Ms);
};

/// Every request, in the order of the table.
using AllRequests =
    MessageList<ProduceRequest, FetchRequest, ListOffsetsRequest, MetadataRequest, OffsetCommitRequest,
                OffsetFetchRequest, FindCoordinatorRequest, JoinGroupRequest, HeartbeatRequest, LeaveGroupRequest,
                SyncGroupRequest, DescribeGroupsRequest, ListGroupsRequest, SaslHandshakeRequest, ApiVersionsRequest,
                CreateTopicsRequest, DeleteTopicsRequest, DeleteRecordsRequest, InitProducerIdRequest,
                OffsetForLeaderEpochRequest, AddPartitionsToTxnRequest, AddOffsetsToTxnRequest, EndTxnRequest,
                TxnOffsetCommitRequest, DescribeAclsRequest, CreateAclsRequest, DeleteAclsRequest,
                DescribeConfigsRequest, AlterConfigsRequest, DescribeLogDirsRequest, SaslAuthenticateRequest,
                CreatePartitionsRequest, DeleteGroupsRequest, IncrementalAlterConfigsRequest, OffsetDeleteRequest,
                DescribeUserScramCredentialsRequest, AlterUserScramCredentialsRequest, DescribeClusterRequest,
                DescribeProducersRequest, DescribeTransactionsRequest, ListTransactionsRequest>;

namespace detail {
template <typename... Rs>
constexpr bool followTable(MessageList<Rs...>)
{
    std::size_t at = 0;
    return ((Rs::Key == Apis[at++].key) && ...) && ((Rs::Key == Rs::Response::Key) && ...);
}
template <typename F, typename... Rs>
bool withRequestOf(ApiKey key, F &&f, MessageList<Rs...>)
{
    return ((Rs::Key == key && (f(std::type_identity<Rs>{}), true)) || ...);
}
template <typename F, typename... Rs>
void forEachRequest(F &&f, MessageList<Rs...>)
{
    (f(std::type_identity<Rs>{}), ...);
}
} // namespace detail
static_assert(AllRequests::size == Apis.size());
static_assert(detail::followTable(AllRequests{}), "a message for every API of the table, and none besides");

/// Calls f(std::type_identity<R>{}) for the request R of this API; false when there is none.
template <typename F>
bool withRequestOf(ApiKey key, F &&f)
{
    return detail::withRequestOf(key, std::forward<F>(f), AllRequests{});
}
/// Calls f(std::type_identity<R>{}) for every request R.
template <typename F>
void forEachRequest(F &&f)
{
    detail::forEachRequest(std::forward<F>(f), AllRequests{});
}

/// What ApiVersions answers: the table. With UnsupportedVersion it is the answer to a version that is not spoken, and
/// goes out in version 0.
ApiVersionsResponse supportedApis(ErrorCode error = ErrorCode::None);

} // namespace engine::wire::kafka
