// SPDX-License-Identifier: GPL-3.0-or-later
// The named limits that every size from an AMQP peer meets, and the numbers of the frame format.
// Thread: any (constants).
#pragma once

#include <QtGlobal>

namespace engine::wire::amqp {

/// Type, channel and size before a payload, the end octet behind it (specification 4.2.3).
inline constexpr int FrameHeaderSize = 7;
inline constexpr int FrameOverhead = 8;
inline constexpr quint8 FrameEnd = 0xCE;

/// Every peer must accept frames of this size before tuning (specification 4.2.3, "frame-min-size").
inline constexpr quint32 FrameMinSize = 4096;
/// What RabbitMQ proposes, and we do.
inline constexpr quint32 DefaultFrameMax = 131072;
/// Above this no frame is read, even when a peer negotiated "no limit" (0).
inline constexpr quint32 HardFrameMax = 16 * 1024 * 1024;

/// A short string's length is one octet (specification 4.2.5.3).
inline constexpr int MaxShortString = 255;
/// Tables and arrays inside each other. Deeper input is refused: decoding recurses once a level.
inline constexpr int MaxNesting = 64;

} // namespace engine::wire::amqp
