// SPDX-License-Identifier: GPL-3.0-or-later
// The named limits that a client meets above the frame layer; wire/amqp/limits.h has those of frames and tables.
// Thread: any (constants).
#pragma once

#include <QtGlobal>

namespace engine::protocol::amqp {

/// What tune proposes, RabbitMQ's defaults. A client may ask for less, not for more. The maximum of channels can be
/// configured, up to 65,535.
inline constexpr quint16 ChannelMax = 2047;
inline constexpr quint16 HeartbeatSeconds = 60;
/// Frames until tune-ok: room for client properties and credentials, and no more.
inline constexpr quint32 HandshakeFrameMax = 8192;

/// Bodies above this are refused when their header arrives (max_message_size: RabbitMQ 3's default; version 4 has 16 MiB).
inline constexpr quint64 MaxMessageSize = 128 * 1024 * 1024;
/// What one transaction may hold back until its commit.
inline constexpr quint64 MaxTransactionSize = 512 * 1024 * 1024;
/// Bodies up to this get their memory at once; a larger one gets it as it arrives, so that headers alone cost nothing.
inline constexpr qsizetype EagerBodySize = 1024 * 1024;

/// Output is handed to the transport when this much has gathered within a turn.
inline constexpr qsizetype FlushBytes = 64 * 1024;
/// Deliveries stop while more than this waits for the client to read it (one message may exceed it).
inline constexpr qint64 OutputBound = 256 * 1024;
/// Commands stop being read while more than this waits: their answers would pile up.
inline constexpr qint64 AnswersBound = 1024 * 1024;

/// From the first byte to connection.open-ok (RabbitMQ's handshake_timeout).
inline constexpr qint64 HandshakeTimeoutMs = 10'000;
/// How long close-ok is waited for, unless the heartbeat is shorter.
inline constexpr qint64 ClosingTimeoutMs = 30'000;

} // namespace engine::protocol::amqp
