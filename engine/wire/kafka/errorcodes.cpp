// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/errorcodes.h"

#include <algorithm>
#include <iterator>

namespace engine::wire::kafka {
namespace {

struct ErrorEntry
{
    ErrorCode code;
    const char *name;
    const char *text;
};

// By code.
constexpr ErrorEntry Errors[] = {
    {ErrorCode::UnknownServerError, "UNKNOWN_SERVER_ERROR", "the broker failed in a way that no other code tells"},
    {ErrorCode::None, "NONE", "no error"},
    {ErrorCode::OffsetOutOfRange, "OFFSET_OUT_OF_RANGE", "the offset lies outside the partition's log"},
    {ErrorCode::CorruptMessage, "CORRUPT_MESSAGE", "a batch fails its checksum, is too large or breaks its format"},
    {ErrorCode::UnknownTopicOrPartition, "UNKNOWN_TOPIC_OR_PARTITION", "there is no such topic or partition here"},
    {ErrorCode::InvalidFetchSize, "INVALID_FETCH_SIZE", "the number of bytes to fetch makes no sense"},
    {ErrorCode::LeaderNotAvailable, "LEADER_NOT_AVAILABLE", "the partition has no leader at the moment"},
    {ErrorCode::NotLeaderOrFollower, "NOT_LEADER_OR_FOLLOWER", "this broker does not hold the partition"},
    {ErrorCode::RequestTimedOut, "REQUEST_TIMED_OUT", "the time for the request ran out"},
    {ErrorCode::BrokerNotAvailable, "BROKER_NOT_AVAILABLE", "the broker can not be reached"},
    {ErrorCode::ReplicaNotAvailable, "REPLICA_NOT_AVAILABLE", "the replica can not be reached"},
    {ErrorCode::MessageTooLarge, "MESSAGE_TOO_LARGE", "a batch is larger than the topic takes"},
    {ErrorCode::StaleControllerEpoch, "STALE_CONTROLLER_EPOCH", "another broker has become the controller"},
    {ErrorCode::OffsetMetadataTooLarge, "OFFSET_METADATA_TOO_LARGE", "the text committed with an offset is too long"},
    {ErrorCode::NetworkException, "NETWORK_EXCEPTION", "the connection ended before the response"},
    {ErrorCode::CoordinatorLoadInProgress, "COORDINATOR_LOAD_IN_PROGRESS",
     "the coordinator is still loading its state"},
    {ErrorCode::CoordinatorNotAvailable, "COORDINATOR_NOT_AVAILABLE", "there is no coordinator at the moment"},
    {ErrorCode::NotCoordinator, "NOT_COORDINATOR", "another broker coordinates this group or transaction"},
    {ErrorCode::InvalidTopicException, "INVALID_TOPIC_EXCEPTION", "the topic's name is not allowed"},
    {ErrorCode::RecordListTooLarge, "RECORD_LIST_TOO_LARGE", "the batch does not fit into a segment of the log"},
    {ErrorCode::NotEnoughReplicas, "NOT_ENOUGH_REPLICAS", "too few replicas are in sync to write"},
    {ErrorCode::NotEnoughReplicasAfterAppend, "NOT_ENOUGH_REPLICAS_AFTER_APPEND", "written, but to too few replicas"},
    {ErrorCode::InvalidRequiredAcks, "INVALID_REQUIRED_ACKS", "acks may be 0, 1 or -1 only"},
    {ErrorCode::IllegalGeneration, "ILLEGAL_GENERATION", "the group is in another generation than the member thinks"},
    {ErrorCode::InconsistentGroupProtocol, "INCONSISTENT_GROUP_PROTOCOL",
     "the member has no protocol in common with the group"},
    {ErrorCode::InvalidGroupId, "INVALID_GROUP_ID", "the group's id is not allowed"},
    {ErrorCode::UnknownMemberId, "UNKNOWN_MEMBER_ID", "the group does not know this member"},
    {ErrorCode::InvalidSessionTimeout, "INVALID_SESSION_TIMEOUT", "the session timeout is outside the allowed range"},
    {ErrorCode::RebalanceInProgress, "REBALANCE_IN_PROGRESS", "the group is rebalancing; join again"},
    {ErrorCode::InvalidCommitOffsetSize, "INVALID_COMMIT_OFFSET_SIZE", "the commit is too large"},
    {ErrorCode::TopicAuthorizationFailed, "TOPIC_AUTHORIZATION_FAILED", "no permission for the topic"},
    {ErrorCode::GroupAuthorizationFailed, "GROUP_AUTHORIZATION_FAILED", "no permission for the group"},
    {ErrorCode::ClusterAuthorizationFailed, "CLUSTER_AUTHORIZATION_FAILED", "no permission for the cluster"},
    {ErrorCode::InvalidTimestamp, "INVALID_TIMESTAMP", "the timestamp is too far from the broker's clock"},
    {ErrorCode::UnsupportedSaslMechanism, "UNSUPPORTED_SASL_MECHANISM", "the SASL mechanism is not offered"},
    {ErrorCode::IllegalSaslState, "ILLEGAL_SASL_STATE", "the request does not fit the state of the authentication"},
    {ErrorCode::UnsupportedVersion, "UNSUPPORTED_VERSION", "this version of the API is not spoken"},
    {ErrorCode::TopicAlreadyExists, "TOPIC_ALREADY_EXISTS", "there is a topic of this name already"},
    {ErrorCode::InvalidPartitions, "INVALID_PARTITIONS", "the number of partitions is not allowed"},
    {ErrorCode::InvalidReplicationFactor, "INVALID_REPLICATION_FACTOR",
     "the replication factor is below one or above the number of brokers"},
    {ErrorCode::InvalidReplicaAssignment, "INVALID_REPLICA_ASSIGNMENT", "the replicas can not be placed as asked"},
    {ErrorCode::InvalidConfig, "INVALID_CONFIG", "a configuration value is not allowed"},
    {ErrorCode::NotController, "NOT_CONTROLLER", "this broker is not the controller"},
    {ErrorCode::InvalidRequest, "INVALID_REQUEST", "the request contradicts itself or lacks a field"},
    {ErrorCode::UnsupportedForMessageFormat, "UNSUPPORTED_FOR_MESSAGE_FORMAT",
     "the log's message format can not do this"},
    {ErrorCode::PolicyViolation, "POLICY_VIOLATION", "a policy forbids the request"},
    {ErrorCode::OutOfOrderSequenceNumber, "OUT_OF_ORDER_SEQUENCE_NUMBER", "the producer's sequence has a gap"},
    {ErrorCode::DuplicateSequenceNumber, "DUPLICATE_SEQUENCE_NUMBER", "the producer has sent this sequence before"},
    {ErrorCode::InvalidProducerEpoch, "INVALID_PRODUCER_EPOCH", "the producer's epoch is an old one"},
    {ErrorCode::InvalidTxnState, "INVALID_TXN_STATE", "the transaction is not in a state for this"},
    {ErrorCode::InvalidProducerIdMapping, "INVALID_PRODUCER_ID_MAPPING",
     "the producer id does not belong to this transactional id"},
    {ErrorCode::InvalidTransactionTimeout, "INVALID_TRANSACTION_TIMEOUT",
     "the transaction timeout is above the broker's limit"},
    {ErrorCode::ConcurrentTransactions, "CONCURRENT_TRANSACTIONS",
     "the producer's last transaction is still being completed"},
    {ErrorCode::TransactionCoordinatorFenced, "TRANSACTION_COORDINATOR_FENCED",
     "a newer coordinator has taken over the transaction"},
    {ErrorCode::TransactionalIdAuthorizationFailed, "TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
     "no permission for the transactional id"},
    {ErrorCode::SecurityDisabled, "SECURITY_DISABLED", "there is no access control to change"},
    {ErrorCode::OperationNotAttempted, "OPERATION_NOT_ATTEMPTED",
     "not tried, because another part of the request failed"},
    {ErrorCode::KafkaStorageError, "KAFKA_STORAGE_ERROR", "the disk failed"},
    {ErrorCode::LogDirNotFound, "LOG_DIR_NOT_FOUND", "there is no such log directory"},
    {ErrorCode::SaslAuthenticationFailed, "SASL_AUTHENTICATION_FAILED", "the credentials were refused"},
    {ErrorCode::UnknownProducerId, "UNKNOWN_PRODUCER_ID", "nothing is known of this producer id"},
    {ErrorCode::ReassignmentInProgress, "REASSIGNMENT_IN_PROGRESS", "the partition is being moved"},
    {ErrorCode::DelegationTokenAuthDisabled, "DELEGATION_TOKEN_AUTH_DISABLED", "delegation tokens are switched off"},
    {ErrorCode::DelegationTokenNotFound, "DELEGATION_TOKEN_NOT_FOUND", "there is no such delegation token"},
    {ErrorCode::DelegationTokenOwnerMismatch, "DELEGATION_TOKEN_OWNER_MISMATCH",
     "the delegation token belongs to somebody else"},
    {ErrorCode::DelegationTokenRequestNotAllowed, "DELEGATION_TOKEN_REQUEST_NOT_ALLOWED",
     "delegation tokens need an authenticated connection"},
    {ErrorCode::DelegationTokenAuthorizationFailed, "DELEGATION_TOKEN_AUTHORIZATION_FAILED",
     "no permission for the delegation token"},
    {ErrorCode::DelegationTokenExpired, "DELEGATION_TOKEN_EXPIRED", "the delegation token has expired"},
    {ErrorCode::InvalidPrincipalType, "INVALID_PRINCIPAL_TYPE", "principals of this type are not known"},
    {ErrorCode::NonEmptyGroup, "NON_EMPTY_GROUP", "the group still has members"},
    {ErrorCode::GroupIdNotFound, "GROUP_ID_NOT_FOUND", "there is no such group"},
    {ErrorCode::FetchSessionIdNotFound, "FETCH_SESSION_ID_NOT_FOUND", "there is no such fetch session"},
    {ErrorCode::InvalidFetchSessionEpoch, "INVALID_FETCH_SESSION_EPOCH", "the fetch session is at another epoch"},
    {ErrorCode::ListenerNotFound, "LISTENER_NOT_FOUND", "the leader has no listener of this kind"},
    {ErrorCode::TopicDeletionDisabled, "TOPIC_DELETION_DISABLED", "topics may not be deleted"},
    {ErrorCode::FencedLeaderEpoch, "FENCED_LEADER_EPOCH", "the client's leader epoch is an old one"},
    {ErrorCode::UnknownLeaderEpoch, "UNKNOWN_LEADER_EPOCH", "the client's leader epoch is newer than the broker's"},
    {ErrorCode::UnsupportedCompressionType, "UNSUPPORTED_COMPRESSION_TYPE",
     "the client's version can not read this compression"},
    {ErrorCode::StaleBrokerEpoch, "STALE_BROKER_EPOCH", "the broker has registered anew since"},
    {ErrorCode::OffsetNotAvailable, "OFFSET_NOT_AVAILABLE", "the high watermark is still behind after an election"},
    {ErrorCode::MemberIdRequired, "MEMBER_ID_REQUIRED", "join again with the member id that was given"},
    {ErrorCode::PreferredLeaderNotAvailable, "PREFERRED_LEADER_NOT_AVAILABLE", "the preferred leader is not available"},
    {ErrorCode::GroupMaxSizeReached, "GROUP_MAX_SIZE_REACHED", "the group has as many members as it may have"},
    {ErrorCode::FencedInstanceId, "FENCED_INSTANCE_ID", "another member has taken this group instance id"},
    {ErrorCode::EligibleLeadersNotAvailable, "ELIGIBLE_LEADERS_NOT_AVAILABLE", "no replica may become leader"},
    {ErrorCode::ElectionNotNeeded, "ELECTION_NOT_NEEDED", "the leader is the right one already"},
    {ErrorCode::NoReassignmentInProgress, "NO_REASSIGNMENT_IN_PROGRESS", "the partition is not being moved"},
    {ErrorCode::GroupSubscribedToTopic, "GROUP_SUBSCRIBED_TO_TOPIC", "the group is reading the topic"},
    {ErrorCode::InvalidRecord, "INVALID_RECORD", "a record breaks a rule of its topic"},
    {ErrorCode::UnstableOffsetCommit, "UNSTABLE_OFFSET_COMMIT", "offsets of an open transaction are pending"},
    {ErrorCode::ThrottlingQuotaExceeded, "THROTTLING_QUOTA_EXCEEDED", "the client asks for more than its quota"},
    {ErrorCode::ProducerFenced, "PRODUCER_FENCED", "a newer producer has taken the transactional id"},
    {ErrorCode::ResourceNotFound, "RESOURCE_NOT_FOUND", "the request names something that does not exist"},
    {ErrorCode::DuplicateResource, "DUPLICATE_RESOURCE", "the request names something twice"},
    {ErrorCode::UnacceptableCredential, "UNACCEPTABLE_CREDENTIAL", "the credential does not meet the rules"},
    {ErrorCode::InconsistentVoterSet, "INCONSISTENT_VOTER_SET", "the sides disagree about the voters"},
    {ErrorCode::InvalidUpdateVersion, "INVALID_UPDATE_VERSION", "the feature can not go to this version"},
    {ErrorCode::FeatureUpdateFailed, "FEATURE_UPDATE_FAILED", "the feature could not be changed"},
    {ErrorCode::PrincipalDeserializationFailure, "PRINCIPAL_DESERIALIZATION_FAILURE",
     "a forwarded request names its user in an unreadable way"},
    {ErrorCode::SnapshotNotFound, "SNAPSHOT_NOT_FOUND", "there is no such snapshot"},
    {ErrorCode::PositionOutOfRange, "POSITION_OUT_OF_RANGE", "the position lies outside the snapshot"},
    {ErrorCode::UnknownTopicId, "UNKNOWN_TOPIC_ID", "there is no topic with this id"},
    {ErrorCode::DuplicateBrokerRegistration, "DUPLICATE_BROKER_REGISTRATION", "another broker has this id"},
    {ErrorCode::BrokerIdNotRegistered, "BROKER_ID_NOT_REGISTERED", "no broker with this id is registered"},
    {ErrorCode::InconsistentTopicId, "INCONSISTENT_TOPIC_ID", "the topic's id is another one now"},
    {ErrorCode::InconsistentClusterId, "INCONSISTENT_CLUSTER_ID", "the request is for another cluster"},
    {ErrorCode::TransactionalIdNotFound, "TRANSACTIONAL_ID_NOT_FOUND", "there is no such transactional id"},
    {ErrorCode::FetchSessionTopicIdError, "FETCH_SESSION_TOPIC_ID_ERROR",
     "the fetch session mixes names and ids of topics"},
    {ErrorCode::IneligibleReplica, "INELIGIBLE_REPLICA", "a replica may not be in sync"},
    {ErrorCode::NewLeaderElected, "NEW_LEADER_ELECTED", "the partition has got another leader"},
    {ErrorCode::OffsetMovedToTieredStorage, "OFFSET_MOVED_TO_TIERED_STORAGE", "the offset is in remote storage"},
    {ErrorCode::FencedMemberEpoch, "FENCED_MEMBER_EPOCH", "the group has fenced the member's epoch"},
    {ErrorCode::UnreleasedInstanceId, "UNRELEASED_INSTANCE_ID", "another member still holds this group instance id"},
    {ErrorCode::UnsupportedAssignor, "UNSUPPORTED_ASSIGNOR", "the group does not have this assignor"},
    {ErrorCode::StaleMemberEpoch, "STALE_MEMBER_EPOCH", "the member's epoch is an old one"},
    {ErrorCode::MismatchedEndpointType, "MISMATCHED_ENDPOINT_TYPE", "the request went to the wrong kind of endpoint"},
    {ErrorCode::UnsupportedEndpointType, "UNSUPPORTED_ENDPOINT_TYPE", "endpoints of this kind are not known"},
    {ErrorCode::UnknownControllerId, "UNKNOWN_CONTROLLER_ID", "there is no controller of this id"},
    {ErrorCode::UnknownSubscriptionId, "UNKNOWN_SUBSCRIPTION_ID", "the telemetry subscription is unknown"},
    {ErrorCode::TelemetryTooLarge, "TELEMETRY_TOO_LARGE", "the telemetry is too large"},
    {ErrorCode::InvalidRegistration, "INVALID_REGISTRATION", "the registration is not valid"},
    {ErrorCode::TransactionAbortable, "TRANSACTION_ABORTABLE", "the transaction failed and can be aborted"},
};

const ErrorEntry *find(ErrorCode code)
{
    const auto at = std::lower_bound(std::begin(Errors), std::end(Errors), code,
                                     [](const ErrorEntry &entry, ErrorCode wanted) { return entry.code < wanted; });
    return at != std::end(Errors) && at->code == code ? at : nullptr;
}

} // namespace

const char *errorName(ErrorCode code)
{
    const ErrorEntry *entry = find(code);
    return entry ? entry->name : nullptr;
}

const char *errorText(ErrorCode code)
{
    const ErrorEntry *entry = find(code);
    return entry ? entry->text : "unknown error";
}

} // namespace engine::wire::kafka
