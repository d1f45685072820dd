// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include <algorithm>
#include <array>

namespace engine::store {

using namespace Qt::StringLiterals;

namespace {

/// Version 1: definitions, logs, chunks.
QStringList baseTables()
{
    return {
        u"CREATE TABLE meta(id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, value INTEGER NOT NULL, crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE virtual_host(id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE exchange(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, name BLOB NOT NULL, "
        u"type INTEGER NOT NULL, durable INTEGER NOT NULL, auto_delete INTEGER NOT NULL, internal INTEGER NOT NULL, "
        u"arguments BLOB NOT NULL, crc INTEGER NOT NULL, UNIQUE(virtual_host, name))"_s,
        u"CREATE TABLE queue(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, name BLOB NOT NULL, "
        u"durable INTEGER NOT NULL, exclusive INTEGER NOT NULL, auto_delete INTEGER NOT NULL, arguments BLOB NOT NULL, "
        u"crc INTEGER NOT NULL, UNIQUE(virtual_host, name))"_s,
        u"CREATE TABLE binding(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, source BLOB NOT NULL, "
        u"destination_type INTEGER NOT NULL, destination BLOB NOT NULL, routing_key BLOB NOT NULL, arguments BLOB NOT "
        u"NULL, "
        u"crc INTEGER NOT NULL, UNIQUE(virtual_host, source, destination_type, destination, routing_key, arguments))"_s,
        u"CREATE TABLE log_state(log INTEGER PRIMARY KEY, low_water INTEGER NOT NULL, delivered_high INTEGER NOT NULL, "
        u"crc INTEGER NOT NULL)"_s,
        // The batch stands last: what comes before it is read without it.
        u"CREATE TABLE chunk(id INTEGER PRIMARY KEY, head BLOB NOT NULL, data BLOB NOT NULL)"_s,
        u"CREATE TABLE chunk_gone(chunk INTEGER PRIMARY KEY, bits BLOB NOT NULL, crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE doomed_chunk(chunk INTEGER PRIMARY KEY, crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE damaged_chunk(id INTEGER PRIMARY KEY, head BLOB NOT NULL, why TEXT NOT NULL, data BLOB)"_s,
    };
}

/// Version 2: users, what they may do, and limits.
QStringList accessTables()
{
    return {
        u"CREATE TABLE user(id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, password_hash BLOB NOT NULL, "
        u"hashing INTEGER NOT NULL, tags BLOB NOT NULL, crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE permission(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, user BLOB NOT NULL, "
        u"configure BLOB NOT NULL, write BLOB NOT NULL, read BLOB NOT NULL, crc INTEGER NOT NULL, "
        u"UNIQUE(virtual_host, user))"_s,
        u"CREATE TABLE topic_permission(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, user BLOB NOT NULL, "
        u"exchange BLOB NOT NULL, write BLOB NOT NULL, read BLOB NOT NULL, crc INTEGER NOT NULL, "
        u"UNIQUE(virtual_host, user, exchange))"_s,
        u"CREATE TABLE access_limit(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, owner BLOB NOT NULL, "
        u"name BLOB NOT NULL, value INTEGER NOT NULL, crc INTEGER NOT NULL, UNIQUE(scope, owner, name))"_s,
        u"CREATE TABLE virtual_host_metadata(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL UNIQUE, "
        u"metadata BLOB NOT NULL, crc INTEGER NOT NULL)"_s,
    };
}

/// Version 3: policies and operator policies.
QStringList policyTables()
{
    return {
        u"CREATE TABLE policy(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, operator INTEGER NOT NULL, "
        u"name BLOB NOT NULL, pattern BLOB NOT NULL, apply_to INTEGER NOT NULL, priority INTEGER NOT NULL, "
        u"definition BLOB NOT NULL, crc INTEGER NOT NULL, UNIQUE(virtual_host, operator, name))"_s,
    };
}

/// Version 4: topics, and messages that came back to their queue.
QStringList topicTables()
{
    return {
        u"CREATE TABLE topic(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, name BLOB NOT NULL, uuid BLOB NOT "
        u"NULL, "
        u"partitions BLOB NOT NULL, config BLOB NOT NULL, arguments BLOB NOT NULL, crc INTEGER NOT NULL, "
        u"UNIQUE(virtual_host, name))"_s,
        u"CREATE TABLE group_offset(id INTEGER PRIMARY KEY, virtual_host BLOB NOT NULL, consumer_group BLOB NOT NULL, "
        u"topic BLOB NOT NULL, partition_number INTEGER NOT NULL, next_offset INTEGER NOT NULL, "
        u"leader_epoch INTEGER NOT NULL, metadata BLOB NOT NULL, committed_at INTEGER NOT NULL, crc INTEGER NOT NULL, "
        u"UNIQUE(virtual_host, consumer_group, topic, partition_number))"_s,
        u"CREATE TABLE transaction_state(id INTEGER PRIMARY KEY, transactional_id BLOB NOT NULL UNIQUE, "
        u"producer INTEGER NOT NULL, epoch INTEGER NOT NULL, timeout INTEGER NOT NULL, phase INTEGER NOT NULL, "
        u"started_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, partitions BLOB NOT NULL, offsets BLOB NOT NULL, "
        u"crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE producer_id_limit(id INTEGER PRIMARY KEY, next INTEGER NOT NULL, crc INTEGER NOT NULL)"_s,
        u"CREATE TABLE topic_chunk(id INTEGER PRIMARY KEY, head BLOB NOT NULL, data BLOB NOT NULL)"_s,
        u"CREATE TABLE message_return(chunk INTEGER PRIMARY KEY, messages BLOB NOT NULL, crc INTEGER NOT NULL)"_s,
    };
}

/// Version 5: what users prove themselves by in SCRAM.
QStringList scramTables()
{
    return {
        u"CREATE TABLE scram_credential(id INTEGER PRIMARY KEY, user BLOB NOT NULL, mechanism INTEGER NOT NULL, "
        u"iterations INTEGER NOT NULL, salt BLOB NOT NULL, stored_key BLOB NOT NULL, server_key BLOB NOT NULL, "
        u"crc INTEGER NOT NULL, UNIQUE(user, mechanism))"_s,
    };
}

/// Version 6: queues that are paused.
QStringList pauseTables()
{
    return {
        u"CREATE TABLE paused_queue(queue INTEGER PRIMARY KEY, crc INTEGER NOT NULL)"_s,
    };
}

/// Statements that lead from the version before to the one at their place.
const std::array<QStringList, SchemaVersion> &migrations()
{
    static const std::array<QStringList, SchemaVersion> steps = {baseTables(),  accessTables(), policyTables(),
                                                                 topicTables(), scramTables(),  pauseTables()};
    return steps;
}

Result<void> executeAll(SqlConnection &db, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (auto done = db.execute(statement); !done)
            return done;
    }
    return {};
}

} // namespace

Result<void> prepareNewFile(SqlConnection &db)
{
    return executeAll(db, {u"PRAGMA page_size = %1"_s.arg(PageSize), u"PRAGMA encoding = 'UTF-8'"_s,
                           u"PRAGMA auto_vacuum = NONE"_s, u"PRAGMA journal_mode = WAL"_s,
                           u"PRAGMA application_id = %1"_s.arg(ApplicationId)});
}

Result<void> migrate(SqlConnection &db, int from)
{
    for (int version = from; version < SchemaVersion; ++version) {
        QStringList step{u"BEGIN IMMEDIATE"_s};
        step += migrations()[size_t(version)];
        step += {u"PRAGMA user_version = %1"_s.arg(version + 1), u"COMMIT"_s};
        if (auto done = executeAll(db, step); !done) {
            (void)db.execute(u"ROLLBACK"_s);
            return done;
        }
    }
    return {};
}

QStringList expectedSchema()
{
    QStringList all;
    for (const QStringList &step : migrations())
        all += step;
    std::sort(all.begin(), all.end());
    return all;
}

Result<void> tuneWriter(SqlConnection &db)
{
    return executeAll(
        db, {
                u"PRAGMA journal_mode = WAL"_s,
                u"PRAGMA synchronous = FULL"_s,
                u"PRAGMA wal_autocheckpoint = 0"_s, // the writer chooses the moment
                u"PRAGMA secure_delete = OFF"_s,    // Debian builds it on, which writes each freed page once more
                u"PRAGMA cache_size = -4096"_s,
                u"PRAGMA temp_store = MEMORY"_s,
                u"PRAGMA mmap_size = 0"_s,
            });
}

Result<void> tuneReader(SqlConnection &db)
{
    return executeAll(db, {u"PRAGMA query_only = ON"_s, u"PRAGMA cache_size = -512"_s, u"PRAGMA temp_store = MEMORY"_s,
                           u"PRAGMA mmap_size = 0"_s});
}

} // namespace engine::store
