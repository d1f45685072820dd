// SPDX-License-Identifier: GPL-3.0-or-later
// The handlers of Kafka's APIs, one for each request, in files by what they are about. A handler takes the typed request and
// calls core; it answers through its call's reply, at once or later. An API without a line here is not spoken (dispatch.cpp).
// Thread: engine.
#pragma once

#include "protocol/kafka/call.h"

namespace engine::wire::kafka {
struct AddOffsetsToTxnRequest;
struct AddPartitionsToTxnRequest;
struct AlterConfigsRequest;
struct AlterUserScramCredentialsRequest;
struct ApiVersionsRequest;
struct CreateAclsRequest;
struct CreatePartitionsRequest;
struct CreateTopicsRequest;
struct DeleteAclsRequest;
struct DeleteGroupsRequest;
struct DeleteRecordsRequest;
struct DeleteTopicsRequest;
struct DescribeAclsRequest;
struct DescribeClusterRequest;
struct DescribeConfigsRequest;
struct DescribeGroupsRequest;
struct DescribeLogDirsRequest;
struct DescribeProducersRequest;
struct DescribeTransactionsRequest;
struct DescribeUserScramCredentialsRequest;
struct EndTxnRequest;
struct FetchRequest;
struct FindCoordinatorRequest;
struct HeartbeatRequest;
struct IncrementalAlterConfigsRequest;
struct InitProducerIdRequest;
struct JoinGroupRequest;
struct LeaveGroupRequest;
struct ListGroupsRequest;
struct ListOffsetsRequest;
struct ListTransactionsRequest;
struct MetadataRequest;
struct OffsetCommitRequest;
struct OffsetDeleteRequest;
struct OffsetFetchRequest;
struct OffsetForLeaderEpochRequest;
struct ProduceRequest;
struct SaslAuthenticateRequest;
struct SaslHandshakeRequest;
struct SyncGroupRequest;
struct TxnOffsetCommitRequest;
} // namespace engine::wire::kafka

namespace engine::protocol::kafka {

// connectionhandlers.cpp: what a client asks first.
void handle(const Call<wire::kafka::ApiVersionsRequest> &call);
void handle(const Call<wire::kafka::SaslHandshakeRequest> &call);
void handle(const Call<wire::kafka::SaslAuthenticateRequest> &call);

// metadatahandlers.cpp
void handle(const Call<wire::kafka::MetadataRequest> &call);
void handle(const Call<wire::kafka::FindCoordinatorRequest> &call);
void handle(const Call<wire::kafka::DescribeClusterRequest> &call);

// producehandler.cpp, fetchhandler.cpp, offsethandlers.cpp: records.
void handle(const Call<wire::kafka::ProduceRequest> &call);
void handle(const Call<wire::kafka::FetchRequest> &call);
void handle(const Call<wire::kafka::ListOffsetsRequest> &call);
void handle(const Call<wire::kafka::OffsetForLeaderEpochRequest> &call);
void handle(const Call<wire::kafka::DeleteRecordsRequest> &call);

// topichandlers.cpp
void handle(const Call<wire::kafka::CreateTopicsRequest> &call);
void handle(const Call<wire::kafka::DeleteTopicsRequest> &call);
void handle(const Call<wire::kafka::CreatePartitionsRequest> &call);

// confighandlers.cpp
void handle(const Call<wire::kafka::DescribeConfigsRequest> &call);
void handle(const Call<wire::kafka::AlterConfigsRequest> &call);
void handle(const Call<wire::kafka::IncrementalAlterConfigsRequest> &call);

// describehandlers.cpp
void handle(const Call<wire::kafka::DescribeLogDirsRequest> &call);
void handle(const Call<wire::kafka::DescribeProducersRequest> &call);

// grouphandlers.cpp: members of consumer groups, and groups as a whole.
void handle(const Call<wire::kafka::JoinGroupRequest> &call);
void handle(const Call<wire::kafka::SyncGroupRequest> &call);
void handle(const Call<wire::kafka::HeartbeatRequest> &call);
void handle(const Call<wire::kafka::LeaveGroupRequest> &call);
void handle(const Call<wire::kafka::DescribeGroupsRequest> &call);
void handle(const Call<wire::kafka::ListGroupsRequest> &call);
void handle(const Call<wire::kafka::DeleteGroupsRequest> &call);

// committedhandlers.cpp: the offsets that groups have committed.
void handle(const Call<wire::kafka::OffsetCommitRequest> &call);
void handle(const Call<wire::kafka::OffsetFetchRequest> &call);
void handle(const Call<wire::kafka::OffsetDeleteRequest> &call);
void handle(const Call<wire::kafka::TxnOffsetCommitRequest> &call);

// transactionhandlers.cpp
void handle(const Call<wire::kafka::InitProducerIdRequest> &call);
void handle(const Call<wire::kafka::AddPartitionsToTxnRequest> &call);
void handle(const Call<wire::kafka::AddOffsetsToTxnRequest> &call);
void handle(const Call<wire::kafka::EndTxnRequest> &call);
void handle(const Call<wire::kafka::DescribeTransactionsRequest> &call);
void handle(const Call<wire::kafka::ListTransactionsRequest> &call);

// scramhandlers.cpp: what users log in with.
void handle(const Call<wire::kafka::DescribeUserScramCredentialsRequest> &call);
void handle(const Call<wire::kafka::AlterUserScramCredentialsRequest> &call);

// aclhandlers.cpp
void handle(const Call<wire::kafka::DescribeAclsRequest> &call);
void handle(const Call<wire::kafka::CreateAclsRequest> &call);
void handle(const Call<wire::kafka::DeleteAclsRequest> &call);

} // namespace engine::protocol::kafka
