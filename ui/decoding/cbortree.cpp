// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/cbortree.h"

#include "ui/decoding/words.h"

#include <QDateTime>
#include <QFloat16>

#include <bit>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

enum Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };
enum Info { OneByte = 24, TwoBytes, FourBytes, EightBytes, Endless = 31 };
enum SimpleValue { FalseValue = 20, TrueValue = 21, NullValue = 22, UndefinedValue = 23 };

/// Nobody means more of them in a row.
constexpr int tagLimit = 32;
constexpr quint64 dateTextTag = 0, epochTag = 1;

QString tagName(quint64 tag)
{
    switch (tag) {
    case dateTextTag:
        return Words::tr("date and time");
    case epochTag:
        return Words::tr("seconds since 1970");
    case 2:
    case 3:
        return Words::tr("big integer");
    case 4:
        return Words::tr("decimal fraction");
    case 24:
        return Words::tr("CBOR as bytes");
    case 32:
        return u"URI"_s;
    case 37:
        return u"UUID"_s;
    case 55799:
        return Words::tr("CBOR");
    default:
        return {};
    }
}

} // namespace

bool saysCbor(QByteArrayView bytes)
{
    return bytes.startsWith("\xd9\xd9\xf7");
}

CborTree CborTree::build(const QByteArray &bytes, quint32 nodeLimit, const std::atomic_bool *cancelled)
{
    CborTree tree;
    tree.scan(bytes, nodeLimit, cancelled);
    return tree;
}

std::optional<CborTree::Start> CborTree::startAt(qsizetype at) const
{
    if (at < 0 || at >= bytes().size())
        return std::nullopt;
    const uchar first = uchar(bytes()[at]);
    Start start{first >> 5, first & 31, quint64(first & 31), at + 1};
    if (start.info < OneByte || start.info > EightBytes)
        return start;
    const int size = 1 << (start.info - OneByte);
    const auto argument = bigEndian(bytes(), at + 1, size);
    if (!argument)
        return std::nullopt;
    start.argument = *argument;
    start.end += size;
    return start;
}

/// Moves `at` to the value that they stand before.
QList<quint64> CborTree::tagsAt(qsizetype *at) const
{
    QList<quint64> tags;
    for (auto start = startAt(*at); start && start->major == Tag && tags.size() < tagLimit; start = startAt(*at)) {
        tags.append(start->argument);
        *at = start->end;
    }
    return tags;
}

CborTree::Head CborTree::head(qsizetype at) const
{
    tagsAt(&at);
    const auto start = startAt(at);
    if (!start)
        return Head::bad(at, Words::tr("The bytes end within a value."));
    const bool isEndless = start->info == Endless;
    if ((start->info > EightBytes && !isEndless) || (isEndless && (start->major < Bytes || start->major == Tag)))
        return Head::bad(
            at, Words::tr("No value begins with the byte 0x%1.").arg(uint(uchar(bytes()[at])), 2, 16, QChar(u'0')));
    Head head;
    head.body = head.end = start->end;
    head.count = start->argument;
    head.isEndless = isEndless;
    head.kind = Head::Kind::Scalar;
    switch (start->major) {
    case Unsigned:
    case Negative:
        head.type = Type::Number;
        return head;
    case Bytes:
    case Text:
        if (isEndless)
            return endlessString(start->end, start->major);
        if (start->argument > quint64(bytes().size() - start->end))
            return Head::bad(at,
                             Words::tr("%1 bytes are announced, but only %2 are left.")
                                 .arg(QString::number(start->argument), QString::number(bytes().size() - start->end)));
        head.type = start->major == Text ? Type::String : Type::Bytes;
        head.end += qsizetype(start->argument);
        if (start->major == Text && !bytes().sliced(start->end, qsizetype(start->argument)).isValidUtf8())
            return Head::bad(at, Words::tr("The text is not UTF-8."));
        return head;
    case Array:
        head.kind = Head::Kind::Array;
        return head;
    case Map:
        head.kind = Head::Kind::Map;
        return head;
    case Tag:
        return Head::bad(at, Words::tr("More than %1 tags stand before one value.").arg(tagLimit));
    default:
        break;
    }
    if (isEndless)
        head.kind = Head::Kind::Break;
    else if (start->info >= TwoBytes)
        head.type = Type::Number;
    else if (start->argument == FalseValue || start->argument == TrueValue)
        head.type = start->argument == TrueValue ? Type::True : Type::False;
    return head;
}

CborTree::Head CborTree::endlessString(qsizetype at, int major) const
{
    for (;;) {
        const auto start = startAt(at);
        if (!start)
            return Head::bad(at, Words::tr("The bytes end within a text in pieces."));
        if (start->major == Simple && start->info == Endless) {
            Head head;
            head.kind = Head::Kind::Scalar;
            head.type = major == Text ? Type::String : Type::Bytes;
            head.end = start->end;
            return head;
        }
        if (start->major != major || start->info > EightBytes || start->argument > quint64(bytes().size() - start->end))
            return Head::bad(at, Words::tr("This is no piece of the text that goes on here."));
        at = start->end + qsizetype(start->argument);
    }
}

QString CborTree::stringAt(const Start &start, qsizetype limit) const
{
    if (start.info != Endless)
        return start.major == Text ? textOf(start.end, qsizetype(start.argument), limit)
                                   : hexOf(start.end, qsizetype(start.argument), limit);
    QString text;
    qsizetype at = start.end;
    for (auto piece = startAt(at); piece && piece->info != Endless && text.size() < limit; piece = startAt(at)) {
        text += stringAt(*piece, limit - text.size());
        at = piece->end + qsizetype(piece->argument);
        if (start.major == Bytes)
            text += u' ';
    }
    return start.major == Bytes ? text.trimmed() : text;
}

QString CborTree::textAt(qsizetype at, qsizetype limit) const
{
    tagsAt(&at);
    const auto start = startAt(at);
    if (!start)
        return {};
    switch (start->major) {
    case Unsigned:
        return QString::number(start->argument);
    case Negative:
        // -1 - n, which for the largest n is more than 64 bits have.
        return start->argument == ~quint64(0) ? u"-18446744073709551616"_s
                                              : QString(u'-' % QString::number(start->argument + 1));
    case Bytes:
    case Text:
        return stringAt(*start, limit);
    default:
        break;
    }
    switch (start->info) {
    case TwoBytes:
        return floatText(float(std::bit_cast<qfloat16>(quint16(start->argument))));
    case FourBytes:
        return floatText(std::bit_cast<float>(quint32(start->argument)));
    case EightBytes:
        return doubleText(std::bit_cast<double>(start->argument));
    case FalseValue:
        return u"false"_s;
    case TrueValue:
        return u"true"_s;
    case NullValue:
        return u"null"_s;
    case UndefinedValue:
        return u"undefined"_s;
    default:
        return u"simple(%1)"_s.arg(start->argument);
    }
}

QString CborTree::note(quint32 index) const
{
    qsizetype at = node(index).begin;
    const QList<quint64> tags = tagsAt(&at);
    QStringList notes;
    for (const quint64 tag : tags) {
        const QString name = tagName(tag);
        notes << (name.isEmpty() ? Words::tr("tag %1").arg(tag) : Words::tr("tag %1, %2").arg(tag).arg(name));
    }
    if (tags.contains(epochTag) && type(index) == Type::Number) {
        const double seconds = textAt(at, 64).toDouble();
        if (qAbs(seconds) < 1e11)
            notes << QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000), Qt::UTC).toString(Qt::ISODateWithMs);
    }
    return notes.join(u" · "_s);
}

} // namespace ui::decoding
