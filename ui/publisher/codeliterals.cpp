// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/codeliterals.h"

#include "ui/widgets/plaintext.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

// Java and C# take a literal of at most 64 kB; longer texts are joined at run time.
constexpr qsizetype pieceLength = 16'000;

QString hexDigits(uint value, int width)
{
    return QString::number(value, 16).rightJustified(width, u'0');
}

/// The escapes that all of these languages share; null: not one of them.
QString commonEscape(QChar c, QChar quote)
{
    switch (c.unicode()) {
    case '\\':
        return u"\\\\"_s;
    case '\n':
        return u"\\n"_s;
    case '\r':
        return u"\\r"_s;
    case '\t':
        return u"\\t"_s;
    default:
        return c == quote ? u'\\' + QString(c) : QString();
    }
}

/// In quotes. What is not printable, and with `asciiOnly` what is not ASCII, becomes \uXXXX, UTF-16 unit by unit.
QString quoted(const QString &text, QChar quote, bool asciiOnly)
{
    QString out(quote);
    for (const QChar c : text) {
        const QString escape = commonEscape(c, quote);
        if (!escape.isNull())
            out += escape;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f || c == QChar::LineSeparator ||
                 c == QChar::ParagraphSeparator || (asciiOnly && c.unicode() > 0x7e))
            out += u"\\u"_s + hexDigits(c.unicode(), 4);
        else
            out += c;
    }
    return out + quote;
}

/// In quotes, byte by byte: Python's b'' and Go's "" take \xNN.
QString quotedBytes(const QByteArray &bytes, QChar quote)
{
    QString out(quote);
    for (const char byte : bytes) {
        const QString escape = commonEscape(QLatin1Char(byte), quote);
        if (!escape.isNull())
            out += escape;
        else if (uchar(byte) < 0x20 || uchar(byte) > 0x7e)
            out += u"\\x"_s + hexDigits(uchar(byte), 2);
        else
            out += QLatin1Char(byte);
    }
    return out + quote;
}

QString joinedPieces(const QString &text, const QString &before, const QString &after)
{
    if (text.size() <= pieceLength)
        return quoted(text, u'"', true);
    QStringList pieces;
    for (qsizetype at = 0; at < text.size(); at += pieceLength)
        pieces << quoted(text.mid(at, pieceLength), u'"', true);
    return before + pieces.join(u", "_s) + after;
}

QString javaText(const QString &text)
{
    return joinedPieces(text, u"String.join(\"\", "_s, u")"_s);
}

QString csharpText(const QString &text)
{
    return joinedPieces(text, u"string.Concat("_s, u")"_s);
}

QString plainNumber(double number)
{
    QString text = QString::number(number, 'g', 17);
    return text.contains(u'.') || text.contains(u'e') ? text : text + u".0"_s;
}

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QString withPairs(const CodePairs &pairs, const QString &open, const QString &between, const QString &close)
{
    QStringList items;
    for (const auto &[name, value] : pairs)
        items << name + between + value;
    return open + items.join(u", "_s) + close;
}

} // namespace

bool isPlainText(const QByteArray &bytes)
{
    return widgets::isPlainText(bytes) && std::none_of(bytes.begin(), bytes.end(), [](char c) {
               return (uchar(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || uchar(c) == 0x7f;
           });
}

const CodeDialect &pythonDialect()
{
    static const CodeDialect dialect{
        .text = [](const QString &text) -> QString { return quoted(text, u'\'', false); },
        .bytes = [](const QByteArray &bytes) -> QString {
            if (isPlainText(bytes) && QString::fromUtf8(bytes).size() != bytes.size())
                return quoted(QString::fromUtf8(bytes), u'\'', false) + u".encode()"_s;
            return u'b' + quotedBytes(bytes, u'\'');
        },
        .integer = [](qint64 value) -> QString { return QString::number(value); },
        .number = plainNumber,
        .yes = u"True"_s,
        .no = u"False"_s,
        .null = u"None"_s,
        .list = [](const QStringList &items) -> QString { return u'[' + items.join(u", "_s) + u']'; },
        .table = [](const CodePairs &pairs) -> QString { return withPairs(pairs, u"{"_s, u": "_s, u"}"_s); },
        .timestamp = [](quint64 s) -> QString { return u"datetime.datetime.utcfromtimestamp(%1)"_s.arg(s); },
    };
    return dialect;
}

const CodeDialect &nodeDialect()
{
    static const CodeDialect dialect{
        .text = [](const QString &text) -> QString { return quoted(text, u'\'', false); },
        .bytes = [](const QByteArray &bytes) -> QString {
            if (isPlainText(bytes))
                return u"Buffer.from("_s + quoted(QString::fromUtf8(bytes), u'\'', false) + u')';
            return u"Buffer.from('"_s + base64(bytes) + u"', 'base64')"_s;
        },
        .integer = [](qint64 value) -> QString {
            constexpr qint64 exact = 1ll << 53;
            return value > -exact && value < exact ? QString::number(value)
                                                   : u"{ '!': 'int64', value: %1n }"_s.arg(QString::number(value));
        },
        .number = plainNumber,
        .yes = u"true"_s,
        .no = u"false"_s,
        .null = u"null"_s,
        .list = [](const QStringList &items) -> QString { return u'[' + items.join(u", "_s) + u']'; },
        .table = [](const CodePairs &pairs) -> QString { return withPairs(pairs, u"{ "_s, u": "_s, u" }"_s); },
        .timestamp = [](quint64 s) -> QString { return u"{ '!': 'timestamp', value: %1 }"_s.arg(s); },
    };
    return dialect;
}

const CodeDialect &javaDialect()
{
    static const CodeDialect dialect{
        .text = javaText,
        .bytes = [](const QByteArray &bytes) -> QString {
            if (isPlainText(bytes))
                return javaText(QString::fromUtf8(bytes)) + u".getBytes(StandardCharsets.UTF_8)"_s;
            return u"Base64.getDecoder().decode("_s + javaText(base64(bytes)) + u')';
        },
        .integer = [](qint64 value) -> QString { return QString::number(value) + u'L'; },
        .number = plainNumber,
        .yes = u"true"_s,
        .no = u"false"_s,
        .null = u"null"_s,
        .list = [](const QStringList &items) -> QString { return u"Arrays.asList("_s + items.join(u", "_s) + u')'; },
        .table = [](const CodePairs &pairs) -> QString {
            QString out = u"new HashMap<String, Object>() {{"_s;
            for (const auto &[name, value] : pairs)
                out += u" put("_s + name + u", "_s + value + u");"_s;
            return out + u" }}"_s;
        },
        .timestamp = [](quint64 s) -> QString { return u"new java.util.Date(%1L)"_s.arg(s * 1000); },
    };
    return dialect;
}

const CodeDialect &csharpDialect()
{
    static const CodeDialect dialect{
        .text = csharpText,
        .bytes = [](const QByteArray &bytes) -> QString {
            if (isPlainText(bytes))
                return u"Encoding.UTF8.GetBytes("_s + csharpText(QString::fromUtf8(bytes)) + u')';
            return u"Convert.FromBase64String("_s + csharpText(base64(bytes)) + u')';
        },
        .integer = [](qint64 value) -> QString { return QString::number(value) + u'L'; },
        .number = plainNumber,
        .yes = u"true"_s,
        .no = u"false"_s,
        .null = u"null"_s,
        .list = [](const QStringList &items) -> QString {
            return u"new List<object?> { "_s + items.join(u", "_s) + u" }"_s;
        },
        .table = [](const CodePairs &pairs) -> QString {
            QStringList items;
            for (const auto &[name, value] : pairs)
                items << u'[' + name + u"] = "_s + value;
            return u"new Dictionary<string, object?> { "_s + items.join(u", "_s) + u" }"_s;
        },
        .timestamp = [](quint64 s) -> QString { return u"new AmqpTimestamp(%1)"_s.arg(s); },
    };
    return dialect;
}

const CodeDialect &goDialect()
{
    static const CodeDialect dialect{
        .text = [](const QString &text) -> QString { return quotedBytes(text.toUtf8(), u'"'); },
        .bytes = [](const QByteArray &bytes) -> QString { return u"[]byte("_s + quotedBytes(bytes, u'"') + u')'; },
        .integer = [](qint64 value) -> QString { return u"int64(%1)"_s.arg(value); },
        .number = plainNumber,
        .yes = u"true"_s,
        .no = u"false"_s,
        .null = u"nil"_s,
        .list = [](const QStringList &items) -> QString { return u"[]interface{}{"_s + items.join(u", "_s) + u'}'; },
        .table = [](const CodePairs &pairs) -> QString { return withPairs(pairs, u"amqp.Table{"_s, u": "_s, u"}"_s); },
        .timestamp = [](quint64 s) -> QString { return u"time.Unix(%1, 0)"_s.arg(s); },
    };
    return dialect;
}

namespace {

struct LiteralOf
{
    const CodeDialect &dialect;

    QString operator()(std::monostate) const { return dialect.null; }
    QString operator()(bool v) const { return v ? dialect.yes : dialect.no; }
    template <typename T>
    requires std::is_integral_v<T> QString operator()(T v) const { return dialect.integer(qint64(v)); }
    template <typename T>
    requires std::is_floating_point_v<T> QString operator()(T v) const
    {
        return std::isfinite(v) ? dialect.number(double(v)) : dialect.null;
    }
    QString operator()(const engine::FieldDecimal &v) const
    {
        return dialect.number(v.value / std::pow(10.0, v.scale));
    }
    QString operator()(const QByteArray &v) const { return dialect.text(QString::fromUtf8(v)); }
    QString operator()(const engine::FieldBytes &v) const { return dialect.bytes(v.bytes); }
    QString operator()(const engine::FieldTimestamp &v) const { return dialect.timestamp(v.seconds); }
    QString operator()(const engine::FieldArray &v) const
    {
        QStringList items;
        for (const engine::FieldValue &item : v.items)
            items << literal(dialect, item);
        return dialect.list(items);
    }
    QString operator()(const engine::FieldTable &v) const { return literal(dialect, v); }
};

} // namespace

QString literal(const CodeDialect &dialect, const engine::FieldValue &value)
{
    return std::visit(LiteralOf{dialect}, value.value);
}

QString literal(const CodeDialect &dialect, const engine::FieldTable &table)
{
    CodePairs pairs;
    for (const engine::FieldEntry &entry : table.entries)
        pairs.append({dialect.text(QString::fromUtf8(entry.name)), literal(dialect, entry.value)});
    return dialect.table(pairs);
}

QString programText(const QStringList &lines)
{
    return lines.join(u'\n') + u'\n';
}

namespace {

QString octal(const QByteArray &bytes)
{
    QString text;
    for (const char byte : bytes)
        text += u'\\' + QString::number(uchar(byte), 8).rightJustified(3, u'0');
    return text;
}

} // namespace

QString shellWord(const QByteArray &bytes)
{
    if (isPlainText(bytes))
        return u'\'' + QString::fromUtf8(bytes).replace(u'\'', u"'\\''"_s) + u'\'';
    return u"\"$(printf '"_s + octal(bytes) + u"')\""_s;
}

QString shellOutput(const QByteArray &bytes)
{
    if (isPlainText(bytes) && !bytes.contains('\r'))
        return u"printf %s "_s + shellWord(bytes);
    return u"printf '"_s + octal(bytes) + u'\'';
}

namespace {

QStringList commentsOf(const ShellProgram &program)
{
    QStringList lines;
    for (const QString &remark : program.remarks)
        lines << u"# "_s + remark;
    return lines;
}

} // namespace

QString programText(const ShellProgram &program)
{
    return programText(QStringList{u"#!/bin/sh"_s} + commentsOf(program) + program.commands);
}

QString pasteText(const ShellProgram &program)
{
    const QString commands = program.commands.join(u"; "_s);
    return (commentsOf(program) << (program.commands.size() > 1 ? u'(' + commands + u')' : commands)).join(u'\n');
}

QString remarkWords(const QString &text)
{
    QString harmless = text;
    for (QChar &c : harmless) {
        if (!c.isLetterOrNumber() && !QStringView(u"_-.:/ ").contains(c))
            c = u'_';
    }
    return harmless;
}

} // namespace ui::publisher
