// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/replycodes.h"

namespace engine::protocol::kafka {

using wire::kafka::ErrorCode;

ErrorCode errorCodeOf(BrokerError error)
{
    switch (error) {
    case BrokerError::None:
        return ErrorCode::None;
    case BrokerError::NotFound:
        return ErrorCode::UnknownTopicOrPartition;
    case BrokerError::AlreadyExists:
        return ErrorCode::TopicAlreadyExists;
    case BrokerError::AccessRefused:
    case BrokerError::ResourceLocked:
        return ErrorCode::TopicAuthorizationFailed;
    case BrokerError::PreconditionFailed:
    case BrokerError::NotAllowed:
    case BrokerError::InvalidArgument:
        return ErrorCode::InvalidRequest;
    case BrokerError::NotImplemented:
        return ErrorCode::UnsupportedVersion;
    case BrokerError::ResourceExhausted:
        return ErrorCode::PolicyViolation;
    case BrokerError::StorageFailed:
    case BrokerError::Damaged:
        return ErrorCode::KafkaStorageError;
    case BrokerError::Unavailable:
    case BrokerError::Cancelled:
        return ErrorCode::BrokerNotAvailable;
    case BrokerError::OffsetOutOfRange:
        return ErrorCode::OffsetOutOfRange;
    case BrokerError::OutOfOrderSequence:
        return ErrorCode::OutOfOrderSequenceNumber;
    case BrokerError::ProducerFenced:
        return ErrorCode::InvalidProducerEpoch;
    case BrokerError::MessageTooLarge:
        return ErrorCode::MessageTooLarge;
    case BrokerError::Internal:
        break;
    }
    return ErrorCode::UnknownServerError;
}

} // namespace engine::protocol::kafka
