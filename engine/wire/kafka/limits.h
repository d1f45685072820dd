// SPDX-License-Identifier: GPL-3.0-or-later
// The named limits that every size in a request of a Kafka client meets. How long a whole request may be is the
// caller's to say (socket.request.max.bytes). Thread: any (constants).
#pragma once

#include <QtGlobal>

namespace engine::wire::kafka {

/// A string's length is a signed 16-bit number; Kafka keeps flexible versions to the same.
inline constexpr qint32 MaxString = 32767;
/// Elements in the arrays of one message, all together. Kafka has no limit but the request's size, so that a peer can
/// claim many times its request in memory; all partitions of 1,000 topics with 1,000 each fit.
inline constexpr qsizetype MaxElements = 1'100'000;

} // namespace engine::wire::kafka
