// SPDX-License-Identifier: GPL-3.0-or-later
// What the store's tests share: messages of every kind, transactions, and a store driven one commit at a time.
// Thread: the test's own.
#pragma once

#include "store/sqlitestore.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <memory>

namespace storetest {

using namespace engine;
using namespace engine::core;

/// A directory for one test: in memory where the system has such a place, as a sync costs time and proves nothing there.
std::unique_ptr<QTemporaryDir> scratch();

/// Any combination of fields, empty and long ones too.
StoredMessage randomMessage(QRandomGenerator &random, quint64 offset);
StoredMessage makeMessage(quint64 offset, const QByteArray &body, quint64 id = 0);
ChunkAppend makeChunk(quint64 id, quint64 log, quint64 base, quint32 count, qsizetype bodySize = 64);
/// The same in every field.
bool equal(const StoredMessage &a, const StoredMessage &b);
bool equal(const std::vector<StoredMessage> &a, const std::vector<StoredMessage> &b);
/// Empty when they are equal, the first difference in words otherwise.
QString difference(const std::vector<StoredMessage> &a, const std::vector<StoredMessage> &b);

QueueDefinition makeQueue(quint64 id, const QByteArray &name = {});
DefinitionChange put(Definition definition);
DefinitionChange removeChange(Definition definition);

/// Commits and waits for the answer.
Result<void> commit(MessageStore &store, StoreTransaction transaction);
Result<std::vector<StoredMessage>> load(MessageStore &store, quint64 chunk);

/// Chunk ids of a log, in order of their base.
std::vector<quint64> chunkIds(const StoreContents &contents, quint64 log);
const StoredLog *findLog(const StoreContents &contents, quint64 log);

} // namespace storetest
