// SPDX-License-Identifier: GPL-3.0-or-later
// Definitions and small states as rows of their tables and back, each with its checksum in the last column.
// Arguments are stored as an AMQP 0-9-1 field table (RabbitMQ's type letters), so every type comes back as it was.
// Thread: any (plain functions).
#pragma once

#include "core/messagestore.h"

#include <QVariant>

#include <optional>
#include <span>

namespace engine::store {

/// The tables that hold small rows, every one with `crc` as its last column.
enum class SmallTable : quint8 {
    Meta,
    VirtualHost,
    Exchange,
    Queue,
    Binding,
    LogState,
    ChunkGone,
    DoomedChunk,
    User,
    Permission,
    TopicPermission,
    AccessLimit,
    VirtualHostMetadata,
    Policy,
    Topic,
    GroupOffset,
    TransactionState,
    ProducerIdLimit,
    MessageReturn,
    ScramCredential,
    PausedQueue,
};

struct SmallTableLayout
{
    SmallTable table;
    const char *name;
    const char *columns; ///< all of them, comma separated; the first is the row id
    bool rowIdIsValue;   ///< false: SQLite chose it, and it says nothing
};

std::span<const SmallTableLayout> smallTables();
const SmallTableLayout &layoutOf(SmallTable table);

/// A row's columns without the row id and crc, then the crc over everything that has a meaning.
using Row = QVariantList;

/// Appends the checksum to `columns` (which begin with the row id where it is a value).
void seal(SmallTable table, Row &columns);
/// True when the last column is the checksum of those before it.
bool isSealed(SmallTable table, const Row &row);

SmallTable tableOf(const core::Definition &definition);
/// The columns of a definition, sealed.
Row toRow(const core::Definition &definition);
/// nullopt when a value is out of its range or the arguments do not parse.
std::optional<core::Definition> toDefinition(SmallTable table, const Row &row);

QByteArray encodeArguments(const FieldTable &arguments);
std::optional<FieldTable> decodeArguments(const QByteArray &bytes);

} // namespace engine::store
