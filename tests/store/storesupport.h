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

/// Consecutive batches of `records` uncompressed records each, of three producers in turn (one of them none), as a broker hands
/// them over. What stands in them follows from the id.
BatchAppend makeBatches(quint64 id, quint64 log, quint64 base, int batches, int records = 5, qsizetype valueSize = 40);
/// A row's worth of an append, as a start should answer it.
bool describes(const BatchChunk &chunk, const BatchAppend &append);

TopicDefinition makeTopic(quint64 id, std::vector<QueueId> partitions);
QueueDefinition makeQueue(quint64 id, const QByteArray &name = {});
DefinitionChange put(Definition definition);
DefinitionChange removeChange(Definition definition);

/// Commits and waits for the answer.
Result<void> commit(MessageStore &store, StoreTransaction transaction);
Result<std::vector<StoredMessage>> load(MessageStore &store, quint64 chunk);
Result<QByteArray> loadBatches(MessageStore &store, quint64 chunk);

/// Chunk ids of a log, in order of their base.
std::vector<quint64> chunkIds(const StoreContents &contents, quint64 log);
const StoredLog *findLog(const StoreContents &contents, quint64 log);
const StoredPartition *findPartition(const StoreContents &contents, quint64 log);
/// Chunk ids of a partition, in order of their base.
std::vector<quint64> batchIds(const StoreContents &contents, quint64 log);

} // namespace storetest
