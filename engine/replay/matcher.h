// SPDX-License-Identifier: GPL-3.0-or-later
// Matcher: a ReplayFilter compiled. Cheap conditions come first.
// Owner: Replay. Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/fieldvalue.h>
#include <engine/glob.h>
#include <engine/replay.h>

namespace engine::replay {

class Matcher
{
public:
    explicit Matcher(const ReplayFilter &filter);
    /// headers: those of the message.
    bool matches(const core::Message &message, const FieldTable &headers) const;

private:
    const Glob m_key;
    const QByteArray m_header;
    const QByteArray m_headerValue;
    const Needle m_bodyText;
};

/// The header that is the key of a Kafka record made of the message, as protocol/records/recordmapping.h says.
inline constexpr char kafkaKeyHeader[] = "x-kafka-key";

/// What a Kafka record made of this message has as its key; nullopt: none. As protocol/records/recordmapping.h says.
std::optional<QByteArray> recordKeyOf(const core::Message &message, const FieldTable &headers);

} // namespace engine::replay
