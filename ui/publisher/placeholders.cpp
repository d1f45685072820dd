// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/placeholders.h"

#include "ui/publisher/randomvalues.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUuid>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr QLatin1StringView openBraces("{{");
constexpr QLatin1StringView closeBraces("}}");
/// What is longer is no placeholder, but a text with braces in it.
constexpr qsizetype longestPlaceholder = 400;

struct PlaceholderWords
{
    Q_DECLARE_TR_FUNCTIONS(Placeholders)
};

using Make = std::function<QString(Expansion &)>;
/// How a placeholder is made, or what is wrong with it.
struct Meaning
{
    Make make;
    QString problem;
    bool usesRow = false;
};

Meaning wrong(const QString &problem)
{
    return {{}, problem, false};
}

// ---- uuid, seq

Meaning uuidOf(const QString &name)
{
    if (name.isEmpty())
        return {[](Expansion &) { return QUuid::createUuid().toString(QUuid::WithoutBraces); }, {}, false};
    return {[name](Expansion &values) {
                QString &known = values.named[name];
                if (known.isEmpty())
                    known = QUuid::createUuid().toString(QUuid::WithoutBraces);
                return known;
            },
            {},
            false};
}

Meaning sequenceOf(const QString &start)
{
    bool ok = true;
    const quint64 first = start.isEmpty() ? 1 : start.toULongLong(&ok);
    if (!ok)
        return wrong(PlaceholderWords::tr("seq counts from a whole number, for instance {{seq 100}}."));
    const int width = start.startsWith(u'0') ? int(start.size()) : 0;
    return {
        [first, width](Expansion &values) { return QString::number(first + values.index).rightJustified(width, u'0'); },
        {},
        false};
}

// ---- now

/// "+1d" as milliseconds.
std::optional<qint64> shiftOf(const QString &text)
{
    static const QRegularExpression form(u"^([+-]\\d{1,9})(ms|s|m|h|d)$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QHash<QString, qint64> units{
        {u"ms"_s, 1}, {u"s"_s, 1000}, {u"m"_s, 60'000}, {u"h"_s, 3'600'000}, {u"d"_s, 86'400'000}};
    return match.captured(1).toLongLong() * units.value(match.captured(2));
}

Meaning nowOf(QString arguments)
{
    qint64 shift = 0;
    if (arguments.startsWith(u'+') || arguments.startsWith(u'-')) {
        const std::optional<qint64> given = shiftOf(arguments.section(u' ', 0, 0));
        if (!given)
            return wrong(
                PlaceholderWords::tr("now is shifted by a number with ms, s, m, h or d behind it: {{now +90s}}."));
        shift = *given;
        arguments = arguments.section(u' ', 1).trimmed();
    }
    if (arguments == u"ms")
        return {[shift](Expansion &values) { return QString::number(values.nowMs + shift); }, {}, false};
    if (arguments == u"s")
        return {[shift](Expansion &values) { return QString::number((values.nowMs + shift) / 1000); }, {}, false};
    if (arguments.isEmpty() || arguments == u"iso") {
        return {[shift](Expansion &values) {
                    return QDateTime::fromMSecsSinceEpoch(values.nowMs + shift, Qt::UTC).toString(Qt::ISODateWithMs);
                },
                {},
                false};
    }
    return {[shift, format = arguments](Expansion &values) {
                return QDateTime::fromMSecsSinceEpoch(values.nowMs + shift, Qt::UTC).toString(format);
            },
            {},
            false};
}

// ---- random

int decimalsOf(const QString &number)
{
    const qsizetype point = number.indexOf(u'.');
    return point < 0 ? 0 : int(number.size() - point - 1);
}

Meaning randomBetween(const QString &from, const QString &to)
{
    bool fromOk = false, toOk = false;
    const double low = from.toDouble(&fromOk), high = to.toDouble(&toOk);
    if (!fromOk || !toOk || !std::isfinite(low) || !std::isfinite(high) || high < low)
        return wrong(PlaceholderWords::tr("random needs two numbers, the smaller one first: {{random 1..100}}."));
    const int decimals = qMin(9, qMax(decimalsOf(from), decimalsOf(to)));
    const double unit = std::pow(10.0, decimals);
    const double steps = std::round((high - low) * unit);
    if (steps >= 9e15)
        return wrong(PlaceholderWords::tr("This range is too wide for a random number."));
    return {[low, unit, decimals, count = quint64(steps) + 1](Expansion &values) {
                const quint64 step = values.random->generate64() % count;
                return QString::number(low + double(step) / unit, 'f', decimals);
            },
            {},
            false};
}

Meaning randomOf(const QString &arguments)
{
    static const QRegularExpression range(u"^(-?\\d+(?:\\.\\d+)?)\\s*\\.\\.\\s*(-?\\d+(?:\\.\\d+)?)$"_s);
    if (const QRegularExpressionMatch match = range.match(arguments); match.hasMatch())
        return randomBetween(match.captured(1), match.captured(2));
    if (!arguments.contains(u','))
        return wrong(
            PlaceholderWords::tr("random needs a range or a choice: {{random 1..100}}, {{random red, green}}."));
    QStringList choices;
    for (const QString &choice : arguments.split(u','))
        choices << choice.trimmed();
    return {[choices](Expansion &values) { return choices.at(values.random->bounded(choices.size())); }, {}, false};
}

Meaning randomValue(const QString &kind, const QString &argument)
{
    if (!randomKinds().contains(kind))
        return wrong(
            PlaceholderWords::tr("There is no random.%1. There are: %2.").arg(kind, randomKinds().join(u", "_s)));
    bool ok = true;
    const uint size = argument.isEmpty() ? 0 : argument.toUInt(&ok);
    if (!ok || size > 100'000)
        return wrong(PlaceholderWords::tr("random.%1 takes a length of at most 100000.").arg(kind));
    return {[kind, size](Expansion &values) { return randomText(kind, int(size), *values.random); }, {}, false};
}

// ---- rows of the data file

Meaning columnOf(const QString &column, const std::optional<QStringList> &columns)
{
    if (!columns)
        return wrong(PlaceholderWords::tr("Choose a data file first: this takes its value from there."));
    if (!columns->contains(column)) {
        QStringList some = columns->mid(0, 12);
        if (columns->size() > some.size())
            some << u"…"_s;
        return wrong(
            PlaceholderWords::tr("The data file has no column %1. It has: %2.").arg(column, some.join(u", "_s)));
    }
    return {
        [column](Expansion &values) { return values.row ? values.row->values.value(column) : QString(); }, {}, true};
}

Meaning rowOf(const QString &what, const std::optional<QStringList> &columns)
{
    if (!columns)
        return wrong(PlaceholderWords::tr("Choose a data file first: this takes its value from there."));
    if (what.isEmpty())
        return {[](Expansion &values) { return values.row ? values.row->text : QString(); }, {}, true};
    return {[](Expansion &values) { return values.row ? QString::number(values.row->number) : QString(); }, {}, true};
}

// ---- filters

QString insideJson(const QString &text)
{
    QString out;
    out.reserve(text.size() + 8);
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\' + QString(c);
        else if (c == u'\n')
            out += u"\\n"_s;
        else if (c == u'\r')
            out += u"\\r"_s;
        else if (c == u'\t')
            out += u"\\t"_s;
        else if (c.unicode() < 0x20)
            out += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
        else
            out += c;
    }
    return out;
}

using Filter = QString (*)(const QString &);

Filter filterNamed(const QString &name)
{
    static const QHash<QString, Filter> filters{
        {u"json"_s, insideJson},
        {u"xml"_s, [](const QString &text) { return text.toHtmlEscaped(); }},
        {u"url"_s, [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }},
        {u"base64"_s, [](const QString &text) { return QString::fromLatin1(text.toUtf8().toBase64()); }},
        {u"hex"_s, [](const QString &text) { return QString::fromLatin1(text.toUtf8().toHex()); }},
        {u"upper"_s, [](const QString &text) { return text.toUpper(); }},
        {u"lower"_s, [](const QString &text) { return text.toLower(); }},
    };
    return filters.value(name);
}

Meaning filtered(Meaning meaning, const QString &name)
{
    if (!meaning.problem.isEmpty())
        return meaning;
    const Filter filter = filterNamed(name);
    if (!filter)
        return wrong(
            PlaceholderWords::tr("There is no %1 to write it as. There are json, xml, url, base64, hex, upper, lower.")
                .arg(name));
    return {[make = meaning.make, filter](Expansion &values) { return filter(make(values)); }, {}, meaning.usesRow};
}

// ---- names

Meaning meaningOfName(const QString &name, const QString &arguments, const std::optional<QStringList> &columns)
{
    if (name == u"uuid")
        return uuidOf(arguments);
    if (name == u"seq")
        return sequenceOf(arguments);
    if (name == u"now")
        return nowOf(arguments);
    if (name == u"random")
        return randomOf(arguments);
    if (name.startsWith(u"random."))
        return randomValue(name.sliced(7), arguments);
    if (arguments.isEmpty() && name == u"row")
        return rowOf({}, columns);
    if (arguments.isEmpty() && name == u"row.number")
        return rowOf(u"number"_s, columns);
    return wrong(
        PlaceholderWords::tr("There is no placeholder {{%1}}. Write {{\"{{\"}} for the braces themselves.").arg(name));
}

/// What stands between the braces, without a filter.
Meaning meaningOf(const QString &inside, const std::optional<QStringList> &columns)
{
    if (inside.size() >= 2 && inside.startsWith(u'"') && inside.endsWith(u'"'))
        return {[text = inside.mid(1, inside.size() - 2)](Expansion &) { return text; }, {}, false};
    // A column's name may have blanks in it.
    for (const QLatin1StringView prefix : {QLatin1StringView("csv."), QLatin1StringView("json.")}) {
        if (inside.startsWith(prefix))
            return columnOf(inside.sliced(prefix.size()), columns);
    }
    return meaningOfName(inside.section(u' ', 0, 0), inside.section(u' ', 1).trimmed(), columns);
}

} // namespace

// ---- the parser

class TemplateParser
{
public:
    TemplateParser(const QString &text, const std::optional<QStringList> &columns)
        : m_columns(columns)
    {
        m_out.m_text = text;
    }

    Template run()
    {
        const QString &text = m_out.m_text;
        qsizetype at = 0;
        while (at < text.size()) {
            qsizetype open = text.indexOf(openBraces, at);
            if (open < 0)
                break;
            // Of more than two braces the last two are the placeholder's: {{{seq}}} is {1}.
            while (open + 2 < text.size() && text.at(open + 2) == u'{')
                ++open;
            literal(at, open);
            at = placeholder(open);
        }
        literal(at, text.size());
        return m_out;
    }

private:
    void literal(qsizetype from, qsizetype to)
    {
        if (from < to)
            m_out.m_pieces.append({from, to - from, {}, false});
    }
    /// The closing braces behind `from`, not those within quotes; -1: there are none.
    qsizetype closing(qsizetype from) const
    {
        const QString &text = m_out.m_text;
        bool isQuoted = false;
        for (qsizetype i = from; i < text.size() && i - from <= longestPlaceholder && text.at(i) != u'\n'; ++i) {
            if (text.at(i) == u'"')
                isQuoted = !isQuoted;
            else if (!isQuoted && QStringView(text).sliced(i).startsWith(closeBraces))
                return i;
        }
        return -1;
    }
    /// Returns where it goes on.
    qsizetype placeholder(qsizetype open)
    {
        const qsizetype close = closing(open + 2);
        if (close < 0) {
            m_out.m_hasPlaceholders = true;
            m_out.m_problems.append(
                {open, 2, PlaceholderWords::tr("This {{ has no }}. Write {{\"{{\"}} for the braces themselves.")});
            m_out.m_pieces.append({open, 2, {}, true});
            return open + 2;
        }
        const QString inside = m_out.m_text.sliced(open + 2, close - open - 2).trimmed();
        const Meaning meaning = filteredMeaning(inside);
        const qsizetype length = close + 2 - open;
        if (!meaning.problem.isEmpty())
            m_out.m_problems.append({open, length, meaning.problem});
        m_out.m_pieces.append({open, length, meaning.make, true});
        m_out.m_hasPlaceholders = true;
        m_out.m_usesRows = m_out.m_usesRows || meaning.usesRow;
        return close + 2;
    }
    Meaning filteredMeaning(const QString &inside) const
    {
        if (inside.isEmpty())
            return wrong(PlaceholderWords::tr("Name what is to stand here, for instance {{uuid}}."));
        const qsizetype bar = inside.lastIndexOf(u'|');
        if (bar < 0 || inside.endsWith(u'"'))
            return meaningOf(inside, m_columns);
        return filtered(filteredMeaning(inside.first(bar).trimmed()), inside.sliced(bar + 1).trimmed());
    }

    const std::optional<QStringList> &m_columns;
    Template m_out;
};

Template Template::parse(const QString &text, const std::optional<QStringList> &columns)
{
    return TemplateParser(text, columns).run();
}

Template Template::literal(const QString &text)
{
    Template literal;
    literal.m_text = text;
    if (!text.isEmpty())
        literal.m_pieces.append({0, text.size(), {}, false});
    return literal;
}

QList<Template::Span> Template::spans() const
{
    QList<Span> spans;
    for (const Piece &piece : m_pieces) {
        if (piece.isPlaceholder)
            spans.append({piece.position, piece.length});
    }
    return spans;
}

QString Template::expand(Expansion &values, SourceMap *map) const
{
    if (!m_hasPlaceholders && !map)
        return m_text;
    QString out;
    out.reserve(m_text.size() + 64);
    for (const Piece &piece : m_pieces) {
        const qsizetype at = out.size();
        if (piece.make)
            out += piece.make(values);
        else
            out += QStringView(m_text).sliced(piece.position, piece.length);
        if (map)
            map->add(at, out.size() - at, piece.position, piece.length, !piece.make);
    }
    return out;
}

// ---- places

void SourceMap::add(qsizetype at, qsizetype size, qsizetype position, qsizetype length, bool isLiteral)
{
    m_parts.append({at, size, position, length, isLiteral});
}

qsizetype SourceMap::toTemplate(qsizetype at) const
{
    const auto behind = std::upper_bound(m_parts.begin(), m_parts.end(), at,
                                         [](qsizetype place, const Part &part) { return place < part.at; });
    if (behind == m_parts.begin())
        return at;
    const Part &part = *std::prev(behind);
    if (at >= part.at + part.size)
        return part.position + part.length;
    return part.isLiteral ? part.position + at - part.at : part.position;
}

QString escapedBraces(const QString &text)
{
    return QString(text).replace(openBraces, u"{{\"{{\"}}"_s);
}

QList<PlaceholderHelp> placeholderHelp()
{
    return {
        {u"{{uuid}}"_s, PlaceholderWords::tr("a new UUID; {{uuid order}}: the same one throughout a message")},
        {u"{{seq}}"_s, PlaceholderWords::tr("1, 2, 3 …; {{seq 100}} from 100 on")},
        {u"{{now}}"_s, PlaceholderWords::tr("the time; {{now ms}}, {{now s}}, {{now yyyy-MM-dd}}, {{now +1d}}")},
        {u"{{random 1..100}}"_s, PlaceholderWords::tr("a whole number; {{random 0.00..9.99}} with decimals")},
        {u"{{random red, green, blue}}"_s, PlaceholderWords::tr("one of these")},
        {u"{{random.name}}"_s, PlaceholderWords::tr("a name; also %1").arg(randomKinds().join(u", "_s))},
        {u"{{row.number}}"_s, PlaceholderWords::tr("of the data file's row; {{row}}: the row as it stands")},
        {u"{{\"{{\"}}"_s, PlaceholderWords::tr("the braces themselves")},
    };
}

} // namespace ui::publisher
