// SPDX-License-Identifier: GPL-3.0-or-later
// The named limits that a Kafka client meets above the codec; wire/kafka/limits.h has those of strings and arrays. Where Kafka has
// a broker setting of that kind its default is taken. Thread: any (constants).
#pragma once

#include <QtGlobal>

namespace engine::protocol::kafka {

/// socket.request.max.bytes
inline constexpr qint32 MaxRequestSize = 100 * 1024 * 1024;
/// sasl.server.max.receive.size: what is taken from a client that has not logged in.
inline constexpr qint32 MaxLoginSize = 512 * 1024;
/// A request up to this is left to wait in the socket's rest until it is whole; a larger one is collected.
inline constexpr qsizetype InPlaceSize = 64 * 1024;
/// A large request gets so much memory at once, and more as its bytes arrive: a claim alone costs nothing more.
inline constexpr qsizetype EagerRequestSize = 1024 * 1024;
/// Requests that may wait for their answers; nothing more is read while there are so many.
inline constexpr size_t MaxPipelined = 256;

/// fetch.max.bytes of the broker: a fetch answers no more, but for a single batch that is larger.
inline constexpr qint32 MaxFetchBytes = 55 * 1024 * 1024;
/// Partitions that one fetch session remembers.
inline constexpr size_t MaxSessionPartitions = 100'000;
/// A fetch does not wait longer, whatever its client asks for.
inline constexpr qint64 MaxFetchWaitMs = 5 * 60 * 1000;

/// Output is handed to the transport when this much has gathered within a turn.
inline constexpr qsizetype FlushBytes = 64 * 1024;
/// Fetches are answered while no more than this waits for the client to read it.
inline constexpr qint64 OutputBound = 256 * 1024;
/// Requests stop being read while more than this waits: their answers would pile up.
inline constexpr qint64 AnswersBound = 1024 * 1024;

/// A client of another machine has so long to log in (connections.max.reauth has no meaning before that).
inline constexpr qint64 LoginTimeoutMs = 30'000;

/// Node id of the one broker there is, which is also controller and every coordinator.
inline constexpr qint32 NodeId = 1;
/// Leaders never change, so there is one epoch.
inline constexpr qint32 LeaderEpoch = 0;

} // namespace engine::protocol::kafka
