// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/protobuftree.h"

#include "ui/decoding/binarytree.h"
#include "ui/decoding/treebuilder.h"
#include "ui/decoding/words.h"

#include <QVarLengthArray>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

enum class Wire : quint8 { Varint, Fixed64, Length, GroupStart, GroupEnd, Fixed32 };

/// Numbers that a schema gives; the wire allows more.
constexpr quint64 largestNumber = (1u << 29) - 1;
constexpr quint64 largestLikely = 20'000;
/// Groups within each other that a nested message may have. They are of the past.
constexpr int nestedGroups = 8;
/// Of what may be packed numbers so many are shown.
constexpr int packedShown = 8;

/// Moves `at` behind it. Nothing: the bytes end, or it has more than ten of them.
std::optional<quint64> varint(QByteArrayView bytes, qsizetype &at)
{
    quint64 value = 0;
    qsizetype i = at;
    for (int shift = 0; shift < 70 && i < bytes.size(); shift += 7) {
        const uchar byte = uchar(bytes[i++]);
        value |= shift < 64 ? quint64(byte & 0x7f) << shift : 0;
        if (!(byte & 0x80)) {
            at = i;
            return value;
        }
    }
    return std::nullopt;
}

struct Field
{
    quint64 number = 0;
    Wire wire = Wire::Varint;
    qsizetype tag = 0;   ///< where it begins
    qsizetype value = 0; ///< where its value begins …
    qsizetype end = 0;   ///< … and ends; of a group's begin: the same
};

struct Failure
{
    qsizetype at = 0;
    QString what;
};

/// The field at `at`, whose value fits.
std::variant<Field, Failure> fieldAt(QByteArrayView bytes, qsizetype at)
{
    Field field;
    field.tag = at;
    const auto tag = varint(bytes, at);
    if (!tag)
        return Failure{field.tag, Words::tr("The bytes end within the number of a field.")};
    field.number = *tag >> 3;
    field.value = field.end = at;
    const quint64 left = quint64(bytes.size() - at);
    if (field.number == 0 || field.number > largestNumber)
        return Failure{field.tag, Words::tr("No field has the number %1.").arg(field.number)};
    const int wire = int(*tag & 7);
    if (wire > int(Wire::Fixed32))
        return Failure{field.tag, Words::tr("There is no wire type %1.").arg(wire)};
    field.wire = Wire(wire);
    quint64 size = 0;
    if (field.wire == Wire::Varint) {
        if (!varint(bytes, field.end))
            return Failure{at, Words::tr("Field %1 is a number that does not end.").arg(field.number)};
        return field;
    }
    if (field.wire == Wire::Length) {
        const auto length = varint(bytes, field.value);
        if (!length)
            return Failure{at, Words::tr("Field %1 has a length that does not end.").arg(field.number)};
        size = *length;
        field.end = field.value;
        const quint64 rest = quint64(bytes.size() - field.value);
        if (size > rest)
            return Failure{at, Words::tr("Field %1 is said to have %2 bytes, but only %3 are left.")
                                   .arg(QString::number(field.number), QString::number(size), QString::number(rest))};
    } else if (field.wire == Wire::Fixed64 || field.wire == Wire::Fixed32) {
        size = field.wire == Wire::Fixed64 ? 8 : 4;
        if (size > left)
            return Failure{at, Words::tr("Field %1 is a number of %2 bytes, but only %3 are left.")
                                   .arg(QString::number(field.number), QString::number(size), QString::number(left))};
    }
    field.end += qsizetype(size);
    return field;
}

/// Letters and what stands between them; a line break or tab is fine.
bool isPlainText(QByteArrayView bytes)
{
    return bytes.isValidUtf8() && std::none_of(bytes.begin(), bytes.end(), [](char c) {
               return (uchar(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == '\x7f';
           });
}

/// Its fields fill it exactly, and its groups end. What is in them is not looked at.
bool isMessage(QByteArrayView bytes)
{
    QVarLengthArray<quint64, nestedGroups> groups;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto read = fieldAt(bytes, at);
        const auto *field = std::get_if<Field>(&read);
        if (!field || field->number > largestLikely)
            return false;
        if (field->wire == Wire::GroupStart) {
            if (groups.size() == nestedGroups)
                return false;
            groups.append(field->number);
        } else if (field->wire == Wire::GroupEnd) {
            if (groups.isEmpty() || groups.last() != field->number)
                return false;
            groups.removeLast();
        }
        at = field->end;
    }
    return groups.isEmpty() && !bytes.isEmpty();
}

/// The numbers, where the bytes are nothing but varints.
QStringList packedNumbers(QByteArrayView bytes)
{
    QStringList numbers;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto number = varint(bytes, at);
        if (!number)
            return {};
        if (numbers.size() < packedShown)
            numbers << QString::number(*number);
        else if (numbers.size() == packedShown)
            numbers << u"…"_s;
    }
    return numbers;
}

bool isPlausible(double value)
{
    return value == 0 || (std::isfinite(value) && std::abs(value) > 1e-9 && std::abs(value) < 1e15);
}

Field valueOf(QByteArrayView bytes, qsizetype tag)
{
    const auto read = fieldAt(bytes, tag);
    const auto *field = std::get_if<Field>(&read);
    return field ? *field : Field();
}

} // namespace

class ProtobufTree::Scan
{
public:
    Scan(QByteArrayView bytes, quint32 nodeLimit, const std::atomic_bool *cancelled)
        : builder(nodeLimit, cancelled)
        , m_bytes(bytes)
    {}

    bool run()
    {
        if (m_bytes.isEmpty())
            return fail(0, Words::tr("There is no field."));
        builder.open(Type::Object, 0, 0);
        if (!fields(0, m_bytes.size(), 0, 0))
            return false;
        builder.close(m_bytes.size());
        return true;
    }

    TreeBuilder builder;
    Problem problem;

private:
    bool fail(qsizetype at, const QString &what)
    {
        problem.offset = at;
        problem.what = what;
        return false;
    }

    /// The fields from `at` up to `end`, or up to the end of the group. Answers where that was in m_at.
    bool fields(qsizetype at, qsizetype end, quint64 group, int depth)
    {
        while (at < end) {
            if (builder.isCancelled())
                return false;
            const auto read = fieldAt(m_bytes.first(end), at);
            if (const auto *failure = std::get_if<Failure>(&read))
                return fail(failure->at, failure->what);
            const Field &field = std::get<Field>(read);
            if (field.wire == Wire::GroupEnd) {
                if (field.number != group)
                    return fail(at, Words::tr("A group ends here that did not begin."));
                m_at = field.end;
                return true;
            }
            if (!take(field, end, depth))
                return false;
            at = field.wire == Wire::GroupStart ? m_at : field.end;
        }
        m_at = at;
        return group == 0 || fail(end, Words::tr("Group %1 does not end.").arg(group));
    }

    bool take(const Field &field, qsizetype end, int depth)
    {
        const bool isGroup = field.wire == Wire::GroupStart;
        if (isGroup && depth >= depthLimit)
            return fail(field.tag, Words::tr("Groups are nested more than %1 deep.").arg(depthLimit));
        const QByteArrayView content = m_bytes.sliced(field.value, field.end - field.value);
        const bool isText = field.wire == Wire::Length && isPlainText(content);
        const bool isNested = isGroup || (field.wire == Wire::Length && !isText && depth + nestedGroups < depthLimit &&
                                          isMessage(content));
        if (!isNested) {
            builder.addScalar(field.wire != Wire::Length ? Type::Number
                              : isText                   ? Type::String
                                                         : Type::Bytes,
                              field.value, field.end, field.tag);
            return true;
        }
        builder.open(Type::Object, field.value, field.tag);
        if (!fields(field.value, isGroup ? end : field.end, isGroup ? field.number : 0, depth + 1))
            return false;
        builder.close(m_at);
        return true;
    }

    const QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

ProtobufTree ProtobufTree::build(const QByteArray &bytes, quint32 nodeLimit, const std::atomic_bool *cancelled)
{
    ProtobufTree tree;
    tree.m_bytes = bytes;
    if (bytes.size() > longestBody) {
        tree.m_problem = {longestBody, 0, 0, Words::tr("The body is too long for a tree.")};
        return tree;
    }
    Scan scan(bytes, nodeLimit, cancelled);
    tree.m_valid = scan.run();
    tree.m_problem = scan.problem;
    tree.m_complete = tree.m_valid && scan.builder.isComplete();
    if (tree.m_complete)
        tree.m_nodes = scan.builder.take();
    return tree;
}

bool ProtobufTree::isLikely(QByteArrayView bytes)
{
    constexpr qsizetype shortest = 4; // whatever is shorter is a message by chance
    return bytes.size() >= shortest && isMessage(bytes);
}

QString ProtobufTree::key(quint32 index) const
{
    return index == 0 ? QString() : QString::number(valueOf(m_bytes, node(index).key).number);
}

QString ProtobufTree::scalarText(quint32 index, qsizetype limit) const
{
    if (isContainer(index))
        return {};
    const Field field = valueOf(m_bytes, node(index).key);
    const char *value = m_bytes.constData() + field.value;
    qsizetype at = field.value;
    switch (field.wire) {
    case Wire::Varint:
        return QString::number(varint(m_bytes, at).value_or(0));
    case Wire::Fixed64:
        return QString::number(qFromLittleEndian<quint64>(value));
    case Wire::Fixed32:
        return QString::number(qFromLittleEndian<quint32>(value));
    default:
        break;
    }
    const QByteArrayView content = QByteArrayView(m_bytes).sliced(field.value, field.end - field.value);
    if (type(index) == Type::String)
        return QString::fromUtf8(content.first(qMin(content.size(), limit)));
    const QByteArrayView shown = content.first(qMin(content.size(), limit / 3 + 1));
    const QString digits = QString::fromLatin1(shown.toByteArray().toHex(' '));
    return shown.size() < content.size() ? QString(digits % u" …"_s) : digits;
}

QString ProtobufTree::note(quint32 index) const
{
    if (index == 0)
        return {};
    const Field field = valueOf(m_bytes, node(index).key);
    const char *value = m_bytes.constData() + field.value;
    qsizetype at = field.value;
    QStringList notes;
    if (field.wire == Wire::Varint) {
        const quint64 number = varint(m_bytes, at).value_or(0);
        notes << u"varint"_s;
        if (number <= 1)
            notes << (number ? u"true"_s : u"false"_s);
        if (number > quint64(std::numeric_limits<qint64>::max()))
            notes << u"int64 %1"_s.arg(qint64(number));
        if (number > 0)
            notes << u"sint %1"_s.arg(qint64(number >> 1) ^ -qint64(number & 1));
    } else if (field.wire == Wire::Fixed64) {
        const quint64 bits = qFromLittleEndian<quint64>(value);
        notes << u"64 bits"_s;
        if (const double real = std::bit_cast<double>(bits); isPlausible(real))
            notes << u"double %1"_s.arg(doubleText(real));
        if (bits > quint64(std::numeric_limits<qint64>::max()))
            notes << u"sfixed64 %1"_s.arg(qint64(bits));
    } else if (field.wire == Wire::Fixed32) {
        const quint32 bits = qFromLittleEndian<quint32>(value);
        notes << u"32 bits"_s;
        if (const float real = std::bit_cast<float>(bits); isPlausible(double(real)))
            notes << u"float %1"_s.arg(floatText(real));
        if (bits > quint32(std::numeric_limits<qint32>::max()))
            notes << u"sfixed32 %1"_s.arg(qint32(bits));
    } else if (field.wire == Wire::GroupStart) {
        notes << Words::tr("group");
    } else if (type(index) == Type::Bytes) {
        notes << Words::tr("%1 bytes").arg(field.end - field.value);
        const QByteArrayView content = QByteArrayView(m_bytes).sliced(field.value, field.end - field.value);
        if (const QStringList numbers = packedNumbers(content.first(qMin(content.size(), qsizetype(4096))));
            !numbers.isEmpty())
            notes << Words::tr("packed %1").arg(numbers.join(u", "_s));
    }
    return notes.join(u" · "_s);
}

} // namespace ui::decoding
