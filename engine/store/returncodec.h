// SPDX-License-Identifier: GPL-3.0-or-later
// The returned messages of a chunk as one value, the column `messages` of the table message_return (SCHEMA.md).
// Thread: any (plain functions).
#pragma once

#include "core/messagestore.h"

namespace engine::store {

/// Ascending offsets.
QByteArray encodeReturns(const std::vector<core::ReturnedMessage> &messages);
/// As far as it can be read; ascending offsets.
std::vector<core::ReturnedMessage> decodeReturns(const QByteArray &bytes);
/// Of two versions of one row: for each message what was written last, as it only ever comes back more often.
QByteArray furthestReturns(const QByteArray &a, const QByteArray &b);

} // namespace engine::store
