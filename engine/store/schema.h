// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the data file, its version, and the way from older versions to this one. SCHEMA.md explains them.
// Thread: any (plain functions; the connection belongs to the caller's thread).
#pragma once

#include "store/sqlconnection.h"

#include <QByteArrayView>
#include <QStringList>

namespace engine::store {

/// What stands in the file's header, so that tools and other programs know whose file it is: "SgLs".
inline constexpr qint32 ApplicationId = 0x53674c73;
inline constexpr int SchemaVersion = 6;
inline constexpr int PageSize = 4096;

/// Settings of the file that must be made before its first table, and that hold for good.
Result<void> prepareNewFile(SqlConnection &db);

/// Brings a file of any older version, 0 being an empty one, to this version; each step is one transaction.
Result<void> migrate(SqlConnection &db, int from);

/// The exact statements that sqlite_schema holds at this version, sorted. A file that has others was damaged or altered.
QStringList expectedSchema();

/// Settings that a connection has to make anew each time.
Result<void> tuneWriter(SqlConnection &db);
Result<void> tuneReader(SqlConnection &db);

} // namespace engine::store
