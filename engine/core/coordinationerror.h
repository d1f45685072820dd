// SPDX-License-Identifier: GPL-3.0-or-later
// CoordinationError: what the members of consumer groups and transactional producers are told when something is not as they
// think. These are Kafka's codes, numbers included: no other protocol has groups, so there is nothing to translate.
// Thread: any (values).
#pragma once

#include <QtGlobal>

namespace engine::core {

enum class CoordinationError : qint16 {
    None = 0,
    OffsetMetadataTooLarge = 12,
    CoordinatorLoadInProgress = 14, ///< the broker is not ready yet
    CoordinatorNotAvailable = 15,   ///< it could not be stored: to be tried again
    IllegalGeneration = 22,         ///< of a generation that is over
    InconsistentGroupProtocol = 23, ///< no protocol that the others know, or another type
    InvalidGroupId = 24,
    UnknownMemberId = 25, ///< join again, as a new member
    InvalidSessionTimeout = 26,
    RebalanceInProgress = 27, ///< join again
    InvalidRequest = 42,
    InvalidProducerEpoch = 47,
    InvalidTxnState = 48,
    InvalidProducerIdMapping = 49, ///< the transactional id is unknown, or has another producer id
    InvalidTransactionTimeout = 50,
    ConcurrentTransactions = 51,
    NonEmptyGroup = 68,
    GroupIdNotFound = 69,
    MemberIdRequired = 79, ///< join again with the id that comes with this
    GroupMaxSizeReached = 81,
    FencedInstanceId = 82, ///< another member has taken over the instance id
    GroupSubscribedToTopic = 86,
    UnstableOffsetCommit = 88, ///< a transaction that commits an offset is under way
    ProducerFenced = 90,
    TransactionalIdNotFound = 105,
};

} // namespace engine::core
