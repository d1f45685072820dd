// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/amqp/fieldtable.h"

#include "wire/amqp/limits.h"

namespace engine::wire::amqp {
namespace {

FieldValue readValueAt(ByteReader &reader, int depth);

FieldTable readEntries(ByteReader &entries, int depth)
{
    FieldTable table;
    while (entries.ok() && !entries.atEnd()) {
        QByteArray name = entries.bytes(entries.u8()).toByteArray();
        FieldValue value = readValueAt(entries, depth);
        if (entries.ok())
            table.entries.append({std::move(name), std::move(value)});
    }
    return table;
}

FieldArray readItems(ByteReader &items, int depth)
{
    FieldArray array;
    while (items.ok() && !items.atEnd()) {
        FieldValue value = readValueAt(items, depth);
        if (items.ok())
            array.items.append(std::move(value));
    }
    return array;
}

bool tooDeep(ByteReader &reader, int depth)
{
    if (Q_LIKELY(depth <= MaxNesting))
        return false;
    reader.fail(Fault::TooDeep, "tables nested too deeply");
    return true;
}

// `depth` is that of the table or array read here; the outermost is 1.
template <typename Container>
Container readNested(ByteReader &reader, int depth, Container (*read)(ByteReader &, int))
{
    Container container;
    const quint32 size = reader.u32();
    if (!tooDeep(reader, depth))
        reader.nested(size, [&](ByteReader &sub) { container = read(sub, depth); });
    return container;
}

FieldDecimal readDecimal(ByteReader &reader)
{
    const quint8 scale = reader.u8();
    return {scale, reader.i32()};
}

FieldValue readValueAt(ByteReader &reader, int depth)
{
    switch (reader.u8()) {
    case 'V':
        return {};
    case 't':
        return reader.u8() != 0;
    case 'b':
        return reader.i8();
    case 'B':
        return reader.u8();
    case 's':
        return reader.i16();
    case 'u':
        return reader.u16();
    case 'I':
        return reader.i32();
    case 'i':
        return reader.u32();
    case 'l':
        return reader.i64();
    case 'L':
        return reader.u64();
    case 'f':
        return reader.f32();
    case 'd':
        return reader.f64();
    case 'D':
        return readDecimal(reader);
    case 'S':
        return reader.bytes(reader.u32()).toByteArray();
    case 'x':
        return FieldBytes{reader.bytes(reader.u32()).toByteArray()};
    case 'T':
        return FieldTimestamp{reader.u64()};
    case 'A':
        return readNested<FieldArray>(reader, depth + 1, readItems);
    case 'F':
        return readNested<FieldTable>(reader, depth + 1, readEntries);
    default:
        reader.fail(Fault::BadType, "unknown type of a field value");
        return {};
    }
}

void writeEntries(ByteWriter &writer, const FieldTable &table)
{
    for (const FieldEntry &entry : table.entries) {
        Q_ASSERT(entry.name.size() <= MaxShortString);
        const QByteArrayView name =
            QByteArrayView(entry.name).first(qMin(entry.name.size(), qsizetype(MaxShortString)));
        writer.u8(quint8(name.size()));
        writer.bytes(name);
        writeValue(writer, entry.value);
    }
}

template <typename Body>
void writeSized(ByteWriter &writer, Body &&body)
{
    const qsizetype at = writer.placeholder(4);
    body();
    writer.patchU32(at, quint32(writer.position() - at - 4));
}

void writeBytes(ByteWriter &writer, QByteArrayView bytes)
{
    writer.u32(quint32(bytes.size()));
    writer.bytes(bytes);
}

struct ValueWriter
{
    ByteWriter &writer;

    void operator()(std::monostate) const {}
    void operator()(bool v) const { writer.u8(v); }
    void operator()(qint8 v) const { writer.i8(v); }
    void operator()(quint8 v) const { writer.u8(v); }
    void operator()(qint16 v) const { writer.i16(v); }
    void operator()(quint16 v) const { writer.u16(v); }
    void operator()(qint32 v) const { writer.i32(v); }
    void operator()(quint32 v) const { writer.u32(v); }
    void operator()(qint64 v) const { writer.i64(v); }
    void operator()(quint64 v) const { writer.u64(v); }
    void operator()(float v) const { writer.f32(v); }
    void operator()(double v) const { writer.f64(v); }
    void operator()(FieldDecimal v) const
    {
        writer.u8(v.scale);
        writer.i32(v.value);
    }
    void operator()(const QByteArray &v) const { writeBytes(writer, v); }
    void operator()(const FieldBytes &v) const { writeBytes(writer, v.bytes); }
    void operator()(FieldTimestamp v) const { writer.u64(v.seconds); }
    void operator()(const FieldTable &v) const { writeTable(writer, v); }
    void operator()(const FieldArray &v) const
    {
        writeSized(writer, [&] {
            for (const FieldValue &item : v.items)
                writeValue(writer, item);
        });
    }
};

bool checkEntries(ByteReader &entries, int depth);

// Bytes that a value of a fixed size takes behind its type letter; -1 for the others.
int fixedSize(quint8 type)
{
    switch (type) {
    case 'V':
        return 0;
    case 't':
    case 'b':
    case 'B':
        return 1;
    case 's':
    case 'u':
        return 2;
    case 'I':
    case 'i':
    case 'f':
        return 4;
    case 'D':
        return 5;
    case 'l':
    case 'L':
    case 'd':
    case 'T':
        return 8;
    default:
        return -1;
    }
}

void checkValue(ByteReader &reader, int depth)
{
    const quint8 type = reader.u8();
    if (!reader.ok())
        return;
    if (const int size = fixedSize(type); size >= 0)
        return reader.skip(size);
    if (type == 'S' || type == 'x')
        return reader.skip(reader.u32());
    if (type != 'A' && type != 'F')
        return reader.fail(Fault::BadType, "unknown type of a field value");
    const quint32 size = reader.u32();
    if (tooDeep(reader, depth + 1))
        return;
    reader.nested(size, [&](ByteReader &sub) {
        if (type == 'F') {
            checkEntries(sub, depth + 1);
            return;
        }
        while (sub.ok() && !sub.atEnd())
            checkValue(sub, depth + 1);
    });
}

bool checkEntries(ByteReader &entries, int depth)
{
    while (entries.ok() && !entries.atEnd()) {
        entries.skip(entries.u8());
        checkValue(entries, depth);
    }
    return entries.ok();
}

// Over a value that was checked before, in one step whatever it holds.
void stepOver(ByteReader &reader)
{
    const int size = fixedSize(reader.u8());
    reader.skip(size >= 0 ? qint64(size) : qint64(reader.u32()));
}

} // namespace

FieldTable readTable(ByteReader &reader)
{
    return readNested<FieldTable>(reader, 1, readEntries);
}

FieldValue readValue(ByteReader &reader)
{
    return readValueAt(reader, 0);
}

void writeTable(ByteWriter &writer, const FieldTable &table)
{
    writeSized(writer, [&] { writeEntries(writer, table); });
}

void writeValue(ByteWriter &writer, const FieldValue &value)
{
    writer.u8(quint8(value.typeCode()));
    std::visit(ValueWriter{writer}, value.value);
}

DecodeResult<FieldTable> decodeTableEntries(QByteArrayView entries)
{
    ByteReader reader(entries);
    FieldTable table = readEntries(reader, 1);
    if (!reader.ok())
        return reader.error();
    return Decoded<FieldTable>{std::move(table), entries.size()};
}

QByteArray encodeTableEntries(const FieldTable &table)
{
    OutBuffer out;
    ByteWriter writer(out);
    writeEntries(writer, table);
    return out.toByteArray();
}

QByteArray encodeTable(const FieldTable &table)
{
    OutBuffer out;
    ByteWriter writer(out);
    writeTable(writer, table);
    return out.toByteArray();
}

bool validateTableEntries(ByteReader &entries)
{
    return checkEntries(entries, 1);
}

std::optional<FieldValue> findInTable(QByteArrayView entries, QByteArrayView name)
{
    ByteReader reader(entries);
    while (reader.ok() && !reader.atEnd()) {
        const bool found = reader.bytes(reader.u8()) == name;
        if (!found) {
            stepOver(reader);
            continue;
        }
        FieldValue value = readValueAt(reader, 1);
        return reader.ok() ? std::optional(std::move(value)) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace engine::wire::amqp
