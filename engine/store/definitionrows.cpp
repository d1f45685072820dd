// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/definitionrows.h"

#include "store/rowcheck.h"
#include "wire/amqp/fieldtable.h"
#include "wire/bytereader.h"
#include "wire/bytewriter.h"
#include "wire/outbuffer.h"

#include <array>

namespace engine::store {

using core::BindingDefinition;
using core::Definition;
using core::ExchangeDefinition;
using core::GroupOffset;
using core::LimitDefinition;
using core::PasswordHashing;
using core::PausedQueue;
using core::PermissionDefinition;
using core::PolicyDefinition;
using core::ProducerIdLimit;
using core::QueueDefinition;
using core::ScramCredential;
using core::ScramMechanism;
using core::TopicDefinition;
using core::TopicPermissionDefinition;
using core::TransactionState;
using core::UserDefinition;
using core::VirtualHostDefinition;
using core::VirtualHostMetadata;

namespace {

constexpr std::array<SmallTableLayout, 21> Layouts = {{
    {SmallTable::Meta, "meta", "id,name,value,crc", false},
    {SmallTable::VirtualHost, "virtual_host", "id,name,crc", false},
    {SmallTable::Exchange, "exchange", "id,virtual_host,name,type,durable,auto_delete,internal,arguments,crc", false},
    {SmallTable::Queue, "queue", "id,virtual_host,name,durable,exclusive,auto_delete,arguments,crc", true},
    {SmallTable::Binding, "binding", "id,virtual_host,source,destination_type,destination,routing_key,arguments,crc",
     false},
    {SmallTable::LogState, "log_state", "log,low_water,delivered_high,crc", true},
    {SmallTable::ChunkGone, "chunk_gone", "chunk,bits,crc", true},
    {SmallTable::DoomedChunk, "doomed_chunk", "chunk,crc", true},
    {SmallTable::User, "user", "id,name,password_hash,hashing,tags,crc", false},
    {SmallTable::Permission, "permission", "id,virtual_host,user,configure,write,read,crc", false},
    {SmallTable::TopicPermission, "topic_permission", "id,virtual_host,user,exchange,write,read,crc", false},
    {SmallTable::AccessLimit, "access_limit", "id,scope,owner,name,value,crc", false},
    {SmallTable::VirtualHostMetadata, "virtual_host_metadata", "id,virtual_host,metadata,crc", false},
    {SmallTable::Policy, "policy", "id,virtual_host,operator,name,pattern,apply_to,priority,definition,crc", false},
    {SmallTable::Topic, "topic", "id,virtual_host,name,uuid,partitions,config,arguments,crc", true},
    {SmallTable::GroupOffset, "group_offset",
     "id,virtual_host,consumer_group,topic,partition_number,next_offset,leader_epoch,metadata,committed_at,crc", false},
    {SmallTable::TransactionState, "transaction_state",
     "id,transactional_id,producer,epoch,timeout,phase,started_at,changed_at,partitions,offsets,crc", false},
    {SmallTable::ProducerIdLimit, "producer_id_limit", "id,next,crc", true},
    {SmallTable::MessageReturn, "message_return", "chunk,messages,crc", true},
    {SmallTable::ScramCredential, "scram_credential", "id,user,mechanism,iterations,salt,stored_key,server_key,crc",
     false},
    {SmallTable::PausedQueue, "paused_queue", "queue,crc", true},
}};

quint32 checkOf(SmallTable table, const Row &row, qsizetype columns)
{
    RowCheck check(layoutOf(table).name);
    for (qsizetype i = 0; i < columns; ++i) {
        const QVariant &value = row.at(i);
        if (value.metaType().id() == QMetaType::QByteArray)
            check.bytes(value.toByteArray());
        else
            check.number(value.toLongLong());
    }
    return check.value();
}

// A null QByteArray would become SQL's NULL.
QVariant blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QVariant(QByteArray("", 0)) : QVariant(bytes);
}

constexpr int TheOnlyRow = 1;
constexpr qsizetype MinOffsetSize = 8; // of a group offset as bytes

QByteArray encodeLogs(const std::vector<QueueId> &logs)
{
    wire::OutBuffer out;
    wire::ByteWriter writer(out);
    writer.varint(logs.size());
    for (const QueueId log : logs)
        writer.varint(log.v);
    return out.toByteArray();
}

std::optional<std::vector<QueueId>> decodeLogs(const QByteArray &bytes)
{
    wire::ByteReader reader(bytes);
    std::vector<QueueId> logs;
    const quint32 count = reader.varint32();
    if (qint64(count) > reader.remaining())
        return std::nullopt;
    logs.reserve(count);
    for (quint32 i = 0; i < count; ++i)
        logs.push_back({reader.varint64()});
    reader.expectEnd();
    return reader.ok() ? std::optional(std::move(logs)) : std::nullopt;
}

QByteArray encodeOffsets(const std::vector<GroupOffset> &offsets)
{
    wire::OutBuffer out;
    wire::ByteWriter writer(out);
    writer.varint(offsets.size());
    for (const GroupOffset &offset : offsets) {
        for (const QByteArray &bytes : {offset.virtualHost, offset.group, offset.topic, offset.metadata}) {
            writer.varint(quint64(bytes.size()));
            writer.bytes(bytes);
        }
        writer.zigzag32(offset.partition);
        writer.zigzag64(offset.offset);
        writer.zigzag32(offset.leaderEpoch);
        writer.zigzag64(offset.committedAtMs);
    }
    return out.toByteArray();
}

std::optional<std::vector<GroupOffset>> decodeOffsets(const QByteArray &bytes)
{
    wire::ByteReader reader(bytes);
    const quint32 count = reader.varint32();
    if (qint64(count) * MinOffsetSize > reader.remaining())
        return std::nullopt;
    std::vector<GroupOffset> offsets(count);
    for (GroupOffset &offset : offsets) {
        for (QByteArray *into : {&offset.virtualHost, &offset.group, &offset.topic, &offset.metadata})
            *into = reader.bytes(qint64(reader.varint32())).toByteArray();
        offset.partition = reader.zigzag32();
        offset.offset = reader.zigzag64();
        offset.leaderEpoch = reader.zigzag32();
        offset.committedAtMs = reader.zigzag64();
    }
    reader.expectEnd();
    return reader.ok() ? std::optional(std::move(offsets)) : std::nullopt;
}

struct RowMaker
{
    Row row;

    void operator()(const VirtualHostDefinition &d) { row = {blob(d.name)}; }
    void operator()(const ExchangeDefinition &d)
    {
        row = {blob(d.virtualHost),
               blob(d.name),
               int(d.type),
               int(d.durable),
               int(d.autoDelete),
               int(d.internal),
               blob(encodeArguments(d.arguments))};
    }
    void operator()(const QueueDefinition &d)
    {
        row = {qint64(d.id.v),
               blob(d.virtualHost),
               blob(d.name),
               int(d.durable),
               int(d.exclusive),
               int(d.autoDelete),
               blob(encodeArguments(d.arguments))};
    }
    void operator()(const BindingDefinition &d)
    {
        row = {blob(d.virtualHost), blob(d.source),     int(d.destinationType),
               blob(d.destination), blob(d.routingKey), blob(encodeArguments(d.arguments))};
    }
    void operator()(const UserDefinition &d)
    {
        row = {blob(d.name), blob(d.passwordHash), int(d.hashing), blob(d.tags.join(','))};
    }
    void operator()(const PermissionDefinition &d)
    {
        row = {blob(d.virtualHost), blob(d.user), blob(d.configure), blob(d.write), blob(d.read)};
    }
    void operator()(const TopicPermissionDefinition &d)
    {
        row = {blob(d.virtualHost), blob(d.user), blob(d.exchange), blob(d.write), blob(d.read)};
    }
    void operator()(const LimitDefinition &d) { row = {int(d.scope), blob(d.owner), blob(d.limit), d.value}; }
    void operator()(const PolicyDefinition &d)
    {
        row = {blob(d.virtualHost),
               int(d.isOperator),
               blob(d.name),
               blob(d.pattern),
               int(d.applyTo),
               d.priority,
               blob(encodeArguments(d.definition))};
    }
    void operator()(const VirtualHostMetadata &d) { row = {blob(d.virtualHost), blob(encodeArguments(d.metadata))}; }
    void operator()(const TopicDefinition &d)
    {
        row = {qint64(d.id.v),
               blob(d.virtualHost),
               blob(d.name),
               d.uuid.toRfc4122(),
               encodeLogs(d.partitions),
               blob(encodeArguments(d.config)),
               blob(encodeArguments(d.arguments))};
    }
    void operator()(const GroupOffset &d)
    {
        row = {blob(d.virtualHost), blob(d.group),    blob(d.topic),  d.partition, d.offset,
               d.leaderEpoch,       blob(d.metadata), d.committedAtMs};
    }
    void operator()(const TransactionState &d)
    {
        row = {blob(d.transactionalId),
               d.producer,
               int(d.epoch),
               d.timeoutMs,
               int(d.phase),
               d.startedAtMs,
               d.changedAtMs,
               encodeLogs(d.partitions),
               encodeOffsets(d.offsets)};
    }
    void operator()(const ProducerIdLimit &d) { row = {TheOnlyRow, d.next}; }
    void operator()(const ScramCredential &d)
    {
        row = {blob(d.user), int(d.mechanism), d.iterations, blob(d.salt), blob(d.storedKey), blob(d.serverKey)};
    }
    void operator()(const PausedQueue &d) { row = {qint64(d.queue.v)}; }
};

std::optional<Definition> toExchange(const Row &row)
{
    const auto arguments = decodeArguments(row.at(6).toByteArray());
    if (!arguments || row.at(2).toUInt() >= exchangeTypeCount)
        return std::nullopt;
    return ExchangeDefinition{row.at(0).toByteArray(),
                              row.at(1).toByteArray(),
                              ExchangeType(row.at(2).toInt()),
                              row.at(3).toBool(),
                              row.at(4).toBool(),
                              row.at(5).toBool(),
                              *arguments};
}

std::optional<Definition> toQueue(const Row &row)
{
    const auto arguments = decodeArguments(row.at(6).toByteArray());
    if (!arguments)
        return std::nullopt;
    return QueueDefinition{QueueId{row.at(0).toULongLong()},
                           row.at(1).toByteArray(),
                           row.at(2).toByteArray(),
                           row.at(3).toBool(),
                           row.at(4).toBool(),
                           row.at(5).toBool(),
                           *arguments};
}

std::optional<Definition> toBinding(const Row &row)
{
    const auto arguments = decodeArguments(row.at(5).toByteArray());
    if (!arguments || row.at(2).toUInt() > uint(DestinationType::Exchange))
        return std::nullopt;
    return BindingDefinition{row.at(0).toByteArray(), row.at(1).toByteArray(), DestinationType(row.at(2).toInt()),
                             row.at(3).toByteArray(), row.at(4).toByteArray(), *arguments};
}

std::optional<Definition> toUser(const Row &row)
{
    if (row.at(2).toUInt() > uint(PasswordHashing::Md5))
        return std::nullopt;
    const QByteArray tags = row.at(3).toByteArray();
    return UserDefinition{row.at(0).toByteArray(), row.at(1).toByteArray(), PasswordHashing(row.at(2).toInt()),
                          tags.isEmpty() ? QByteArrayList() : tags.split(',')};
}

std::optional<Definition> toScramCredential(const Row &row)
{
    if (row.at(1).toUInt() > uint(ScramMechanism::Sha512))
        return std::nullopt;
    return ScramCredential{row.at(0).toByteArray(), ScramMechanism(row.at(1).toInt()), row.at(2).toInt(),
                           row.at(3).toByteArray(), row.at(4).toByteArray(),           row.at(5).toByteArray()};
}

std::optional<Definition> toLimit(const Row &row)
{
    if (row.at(0).toUInt() > uint(LimitDefinition::Scope::User))
        return std::nullopt;
    return LimitDefinition{LimitDefinition::Scope(row.at(0).toInt()), row.at(1).toByteArray(), row.at(2).toByteArray(),
                           row.at(3).toLongLong()};
}

std::optional<Definition> toMetadata(const Row &row)
{
    const auto metadata = decodeArguments(row.at(1).toByteArray());
    if (!metadata)
        return std::nullopt;
    return VirtualHostMetadata{row.at(0).toByteArray(), *metadata};
}

std::optional<Definition> toPolicy(const Row &row)
{
    const auto definition = decodeArguments(row.at(6).toByteArray());
    if (!definition || row.at(4).toUInt() >= applyToCount)
        return std::nullopt;
    return PolicyDefinition{row.at(0).toByteArray(),    row.at(2).toByteArray(),   row.at(3).toByteArray(),
                            ApplyTo(row.at(4).toInt()), qint32(row.at(5).toInt()), *definition,
                            row.at(1).toBool()};
}

std::optional<Definition> toTopic(const Row &row)
{
    const QByteArray uuid = row.at(3).toByteArray();
    auto partitions = decodeLogs(row.at(4).toByteArray());
    const auto config = decodeArguments(row.at(5).toByteArray());
    const auto arguments = decodeArguments(row.at(6).toByteArray());
    if (uuid.size() != 16 || !partitions || !config || !arguments)
        return std::nullopt;
    return TopicDefinition{TopicId{row.at(0).toULongLong()},
                           row.at(1).toByteArray(),
                           row.at(2).toByteArray(),
                           QUuid::fromRfc4122(uuid),
                           std::move(*partitions),
                           *config,
                           *arguments};
}

std::optional<Definition> toGroupOffset(const Row &row)
{
    return GroupOffset{row.at(0).toByteArray(), row.at(1).toByteArray(), row.at(2).toByteArray(),
                       row.at(3).toInt(),       row.at(4).toLongLong(),  row.at(5).toInt(),
                       row.at(6).toByteArray(), row.at(7).toLongLong()};
}

std::optional<Definition> toTransaction(const Row &row)
{
    auto partitions = decodeLogs(row.at(7).toByteArray());
    auto offsets = decodeOffsets(row.at(8).toByteArray());
    if (!partitions || !offsets || row.at(4).toUInt() > uint(TransactionState::Phase::Aborted))
        return std::nullopt;
    return TransactionState{row.at(0).toByteArray(),
                            row.at(1).toLongLong(),
                            qint16(row.at(2).toInt()),
                            row.at(3).toInt(),
                            TransactionState::Phase(row.at(4).toInt()),
                            row.at(5).toLongLong(),
                            row.at(6).toLongLong(),
                            std::move(*partitions),
                            std::move(*offsets)};
}

} // namespace

std::span<const SmallTableLayout> smallTables()
{
    return Layouts;
}

const SmallTableLayout &layoutOf(SmallTable table)
{
    return Layouts[size_t(table)];
}

void seal(SmallTable table, Row &columns)
{
    columns.append(qint64(checkOf(table, columns, columns.size())));
}

bool isSealed(SmallTable table, const Row &row)
{
    return !row.isEmpty() && row.last().toLongLong() == qint64(checkOf(table, row, row.size() - 1));
}

SmallTable tableOf(const Definition &definition)
{
    constexpr std::array tables = {SmallTable::VirtualHost,
                                   SmallTable::Exchange,
                                   SmallTable::Queue,
                                   SmallTable::Binding,
                                   SmallTable::User,
                                   SmallTable::Permission,
                                   SmallTable::TopicPermission,
                                   SmallTable::AccessLimit,
                                   SmallTable::VirtualHostMetadata,
                                   SmallTable::Policy,
                                   SmallTable::Topic,
                                   SmallTable::GroupOffset,
                                   SmallTable::TransactionState,
                                   SmallTable::ProducerIdLimit,
                                   SmallTable::ScramCredential,
                                   SmallTable::PausedQueue};
    static_assert(tables.size() == std::variant_size_v<Definition>);
    return tables[definition.index()];
}

Row toRow(const Definition &definition)
{
    RowMaker maker;
    std::visit(maker, definition);
    seal(tableOf(definition), maker.row);
    return maker.row;
}

std::optional<Definition> toDefinition(SmallTable table, const Row &row)
{
    switch (table) {
    case SmallTable::VirtualHost:
        return VirtualHostDefinition{row.at(0).toByteArray()};
    case SmallTable::Exchange:
        return toExchange(row);
    case SmallTable::Queue:
        return toQueue(row);
    case SmallTable::Binding:
        return toBinding(row);
    case SmallTable::User:
        return toUser(row);
    case SmallTable::Permission:
        return PermissionDefinition{row.at(0).toByteArray(), row.at(1).toByteArray(), row.at(2).toByteArray(),
                                    row.at(3).toByteArray(), row.at(4).toByteArray()};
    case SmallTable::TopicPermission:
        return TopicPermissionDefinition{row.at(0).toByteArray(), row.at(1).toByteArray(), row.at(2).toByteArray(),
                                         row.at(3).toByteArray(), row.at(4).toByteArray()};
    case SmallTable::AccessLimit:
        return toLimit(row);
    case SmallTable::VirtualHostMetadata:
        return toMetadata(row);
    case SmallTable::Policy:
        return toPolicy(row);
    case SmallTable::Topic:
        return toTopic(row);
    case SmallTable::GroupOffset:
        return toGroupOffset(row);
    case SmallTable::TransactionState:
        return toTransaction(row);
    case SmallTable::ProducerIdLimit:
        return ProducerIdLimit{row.at(1).toLongLong()};
    case SmallTable::ScramCredential:
        return toScramCredential(row);
    case SmallTable::PausedQueue:
        return PausedQueue{QueueId{row.at(0).toULongLong()}};
    default:
        return std::nullopt;
    }
}

QByteArray encodeArguments(const FieldTable &arguments)
{
    return wire::amqp::encodeTable(arguments);
}

std::optional<FieldTable> decodeArguments(const QByteArray &bytes)
{
    wire::ByteReader reader(bytes);
    FieldTable table = wire::amqp::readTable(reader);
    reader.expectEnd();
    if (!reader.ok())
        return std::nullopt;
    return table;
}

} // namespace engine::store
