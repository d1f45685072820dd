// SPDX-License-Identifier: GPL-3.0-or-later
// Placeholders: {{…}} in what is published by hand, and the text that becomes of them for each message. A Template is a text that
// was read once and is expanded as often as wanted; what it does not understand it says at its place.
//
//   {{uuid}}                  a new one each time; {{uuid order}}: the same one wherever a message names it "order"
//   {{seq}}                   1, 2, 3 …; {{seq 100}} from 100 on; {{seq 0001}} with leading zeros
//   {{now}}                   2026-11-26T20:51:07.113Z; {{now ms}}, {{now s}}, {{now yyyy-MM-dd}}; {{now +1d}}, {{now -5m ms}}
//   {{random 1..100}}         {{random 0.00..9.99}}; {{random red, green, blue}}; {{random.name}}, {{random.city}} …
//   {{csv.column}}            of the data file's row, one row a message; {{json.customer.name}} where its rows are JSON
//   {{row}}, {{row.number}}   the row as it stands in the file, and its number
//   {{"{{"}}                  the braces themselves: a text in quotes stands for itself
//   {{csv.name | json}}       written as the inside of a JSON string; also xml, url, base64, hex, upper, lower
//
// Thread: any. A Template may be expanded on several threads at once, each with an Expansion of its own.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace ui::publisher {

/// A row of a data file, its values by column.
struct DataRow
{
    QHash<QString, QString> values;
    QString text;         ///< as it stands in the file
    qsizetype number = 0; ///< from 1
};

/// What placeholders of one message stand for.
struct Expansion
{
    quint64 index = 0; ///< of the message, from 0
    qint64 nowMs = 0;  ///< milliseconds since 1970
    QRandomGenerator *random = nullptr;
    const DataRow *row = nullptr;  ///< null: there is no data file
    QHash<QString, QString> named; ///< what has been given a name in this message
};

struct TemplateProblem
{
    qsizetype position = 0, length = 0; ///< in the template's text
    QString text;                       ///< a sentence for the user
    bool operator==(const TemplateProblem &) const = default;
};

/// Which part of an expansion came from which part of its template.
class SourceMap
{
public:
    void add(qsizetype at, qsizetype size, qsizetype position, qsizetype length, bool isLiteral);
    /// Of a place in the expansion; within what a placeholder has become: where that placeholder begins.
    qsizetype toTemplate(qsizetype at) const;

private:
    struct Part
    {
        qsizetype at, size, position, length;
        bool isLiteral;
    };
    QList<Part> m_parts;
};

class Template
{
public:
    Template() = default;
    /// `columns`: of the data file; none: there is no file, and a placeholder that asks for one is a problem.
    static Template parse(const QString &text, const std::optional<QStringList> &columns = {});

    /// A text that stands for itself, whatever braces it has.
    static Template literal(const QString &text);

    const QString &text() const { return m_text; }
    const QList<TemplateProblem> &problems() const { return m_problems; }
    bool hasPlaceholders() const { return m_hasPlaceholders; }
    /// Some of them take their values from a row of the data file.
    bool usesRows() const { return m_usesRows; }

    struct Span
    {
        qsizetype position = 0, length = 0;
        bool operator==(const Span &) const = default;
    };
    /// Where the placeholders stand, those that are problems included.
    QList<Span> spans() const;

    /// What is a problem stays as it is written.
    QString expand(Expansion &values, SourceMap *map = nullptr) const;

private:
    using Make = std::function<QString(Expansion &)>;
    friend class TemplateParser;
    struct Piece
    {
        qsizetype position = 0, length = 0;
        Make make; ///< null: these characters themselves
        bool isPlaceholder = false;
    };
    QString m_text;
    QList<Piece> m_pieces;
    QList<TemplateProblem> m_problems;
    bool m_hasPlaceholders = false;
    bool m_usesRows = false;
};

/// A text that expands to this one, whatever braces it has.
QString escapedBraces(const QString &text);

struct PlaceholderHelp
{
    QString example; ///< "{{seq}}"
    QString meaning;
};
/// For menus and completion, the common ones first.
QList<PlaceholderHelp> placeholderHelp();

} // namespace ui::publisher
