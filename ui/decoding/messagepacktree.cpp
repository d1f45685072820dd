// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/messagepacktree.h"

#include "ui/decoding/words.h"

#include <QDateTime>

#include <bit>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

// First bytes, by the names of the specification.
enum First : quint8 {
    FixMap = 0x80,
    FixArray = 0x90,
    FixStr = 0xa0,
    Nil = 0xc0,
    NeverUsed = 0xc1,
    False = 0xc2,
    True = 0xc3,
    Bin8 = 0xc4,
    Bin32 = 0xc6,
    Ext8 = 0xc7,
    Ext32 = 0xc9,
    Float32 = 0xca,
    Float64 = 0xcb,
    Uint8 = 0xcc,
    Uint64 = 0xcf,
    Int8 = 0xd0,
    Int64 = 0xd3,
    FixExt1 = 0xd4,
    FixExt16 = 0xd8,
    Str8 = 0xd9,
    Str32 = 0xdb,
    Array16 = 0xdc,
    Array32 = 0xdd,
    Map16 = 0xde,
    Map32 = 0xdf,
    NegativeFixInt = 0xe0,
};

constexpr qint8 timestampExtension = -1;

bool isExtension(uchar first)
{
    return (first >= Ext8 && first <= Ext32) || (first >= FixExt1 && first <= FixExt16);
}

} // namespace

MessagePackTree MessagePackTree::build(const QByteArray &bytes, quint32 nodeLimit, const std::atomic_bool *cancelled)
{
    MessagePackTree tree;
    tree.scan(bytes, nodeLimit, cancelled);
    return tree;
}

/// Before there was a type for bytes, they were sent as texts.
MessagePackTree::Head MessagePackTree::withText(Head head) const
{
    if (head.type == Type::String && !bytes().sliced(head.body, head.end - head.body).isValidUtf8())
        head.type = Type::Bytes;
    return head;
}

/// So many bytes after the first.
MessagePackTree::Head MessagePackTree::fixed(qsizetype at, int size, Type type) const
{
    if (bytes().size() - at - 1 < size)
        return Head::bad(at, Words::tr("The bytes end within a value."));
    Head head;
    head.kind = Head::Kind::Scalar;
    head.type = type;
    head.body = at + 1;
    head.end = head.body + size;
    return withText(head);
}

/// A length of so many bytes, then so many bytes more of a head, then what is as long as it says.
MessagePackTree::Head MessagePackTree::sized(qsizetype at, int lengthBytes, Type type, int headBytes) const
{
    const auto length = bigEndian(bytes(), at + 1, lengthBytes);
    if (!length)
        return Head::bad(at, Words::tr("The bytes end within a value."));
    Head head;
    head.kind = Head::Kind::Scalar;
    head.type = type;
    head.body = at + 1 + lengthBytes + headBytes;
    const qsizetype left = bytes().size() - head.body;
    if (left < 0 || *length > quint64(left))
        return Head::bad(at, Words::tr("%1 bytes are announced, but only %2 are left.")
                                 .arg(QString::number(*length), QString::number(qMax(left, qsizetype(0)))));
    head.end = head.body + qsizetype(*length);
    return withText(head);
}

MessagePackTree::Head MessagePackTree::container(qsizetype at, int countBytes, Head::Kind kind) const
{
    const auto count = bigEndian(bytes(), at + 1, countBytes);
    if (!count)
        return Head::bad(at, Words::tr("The bytes end within a value."));
    Head head;
    head.kind = kind;
    head.body = at + 1 + countBytes;
    head.count = *count;
    return head;
}

MessagePackTree::Head MessagePackTree::head(qsizetype at) const
{
    if (at >= bytes().size())
        return Head::bad(at, Words::tr("The bytes end where a value is expected."));
    const uchar first = uchar(bytes()[at]);
    Head few;
    few.body = at + 1;
    if (first < FixMap || first >= NegativeFixInt)
        return fixed(at, 0, Type::Number);
    if (first < FixStr) {
        few.kind = first < FixArray ? Head::Kind::Map : Head::Kind::Array;
        few.count = first & 15;
        return few;
    }
    if (first < Nil)
        return fixed(at, first & 31, Type::String);
    if (first == NeverUsed)
        return Head::bad(at, Words::tr("No value begins with the byte 0x%1.").arg(uint(first), 2, 16, QChar(u'0')));
    if (first <= True)
        return fixed(at, 0, first == Nil ? Type::Null : first == True ? Type::True : Type::False);
    if (first <= Bin32)
        return sized(at, 1 << (first - Bin8), Type::Bytes);
    if (first <= Ext32)
        return sized(at, 1 << (first - Ext8), Type::Bytes, 1);
    if (first <= Float64)
        return fixed(at, first == Float32 ? 4 : 8, Type::Number);
    if (first <= Uint64)
        return fixed(at, 1 << (first - Uint8), Type::Number);
    if (first <= Int64)
        return fixed(at, 1 << (first - Int8), Type::Number);
    if (first <= FixExt16)
        return fixed(at, 1 + (1 << (first - FixExt1)), Type::Bytes);
    if (first <= Str32)
        return sized(at, 1 << (first - Str8), Type::String);
    const bool isMap = first >= Map16;
    return container(at, first == Array16 || first == Map16 ? 2 : 4, isMap ? Head::Kind::Map : Head::Kind::Array);
}

QString MessagePackTree::textAt(qsizetype at, qsizetype limit) const
{
    const uchar first = uchar(bytes()[at]);
    const Head value = head(at);
    if (isExtension(first))
        return extensionAt(at, limit);
    if (value.type == Type::String)
        return textOf(value.body, value.end - value.body, limit);
    if (value.type == Type::Bytes)
        return hexOf(value.body, value.end - value.body, limit);
    if (value.type == Type::Null)
        return u"null"_s;
    if (value.type != Type::Number)
        return value.type == Type::True ? u"true"_s : u"false"_s;
    if (first < FixMap || first >= NegativeFixInt)
        return QString::number(int(qint8(first)));
    const quint64 bits = bigEndian(bytes(), value.body, int(value.end - value.body)).value_or(0);
    switch (first) {
    case Float32:
        return floatText(std::bit_cast<float>(quint32(bits)));
    case Float64:
        return doubleText(std::bit_cast<double>(bits));
    case Int8:
        return QString::number(int(qint8(bits)));
    case Int8 + 1:
        return QString::number(qint16(bits));
    case Int8 + 2:
        return QString::number(qint32(bits));
    case Int64:
        return QString::number(qint64(bits));
    default:
        return QString::number(bits);
    }
}

/// The type stands before the data.
QString MessagePackTree::extensionAt(qsizetype at, qsizetype limit) const
{
    const bool hasLength = uchar(bytes()[at]) <= Ext32;
    const Head value = head(at);
    const qsizetype data = hasLength ? value.body : value.body + 1;
    const qint8 kind = qint8(bytes()[data - 1]);
    const QString time = kind == timestampExtension ? timeText(data, value.end - data) : QString();
    return time.isEmpty() ? hexOf(data, value.end - data, limit) : time;
}

QString MessagePackTree::timeText(qsizetype at, qsizetype size) const
{
    qint64 seconds = 0;
    quint32 nanoseconds = 0;
    if (size == 4) {
        seconds = qint64(bigEndian(bytes(), at, 4).value_or(0));
    } else if (size == 8) {
        const quint64 both = bigEndian(bytes(), at, 8).value_or(0);
        nanoseconds = quint32(both >> 34);
        seconds = qint64(both & 0x3ffffffff);
    } else if (size == 12) {
        nanoseconds = quint32(bigEndian(bytes(), at, 4).value_or(0));
        seconds = qint64(bigEndian(bytes(), at + 4, 8).value_or(0));
    } else {
        return {};
    }
    constexpr qint64 farthest = 100'000'000'000; // seconds; QDateTime is good for more, nobody means it
    if (nanoseconds >= 1'000'000'000 || seconds > farthest || seconds < -farthest)
        return {};
    return QDateTime::fromMSecsSinceEpoch(seconds * 1000 + nanoseconds / 1'000'000, Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

QString MessagePackTree::note(quint32 index) const
{
    const qsizetype at = node(index).begin;
    const uchar first = uchar(bytes()[at]);
    if (!isExtension(first))
        return {};
    const Head value = head(at);
    const qint8 kind = qint8(bytes()[first <= Ext32 ? value.body - 1 : value.body]);
    return kind == timestampExtension ? Words::tr("time stamp") : Words::tr("extension %1").arg(int(kind));
}

} // namespace ui::decoding
