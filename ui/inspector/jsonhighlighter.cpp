// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/jsonhighlighter.h"

#include "ui/theme/tokens.h"

#include <QTextCharFormat>
#include <QWidget>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

QList<JsonSpan> jsonSpans(QStringView line)
{
    QList<JsonSpan> spans;
    for (qsizetype i = 0; i < line.size();) {
        const QChar c = line[i];
        const qsizetype start = i;
        if (c == '"'_L1) {
            for (++i; i < line.size() && line[i] != '"'_L1; ++i) {
                if (line[i] == '\\'_L1)
                    ++i;
            }
            i = qMin(i + 1, line.size());
            qsizetype after = i;
            while (after < line.size() && line[after].isSpace())
                ++after;
            const bool name = after < line.size() && line[after] == ':'_L1;
            spans << JsonSpan{start, i - start, name ? JsonSpan::Kind::Name : JsonSpan::Kind::String};
        } else if (c.isDigit() || c == '-'_L1) {
            while (i < line.size() &&
                   (line[i].isLetterOrNumber() || line[i] == '.'_L1 || line[i] == '-'_L1 || line[i] == '+'_L1))
                ++i;
            spans << JsonSpan{start, i - start, JsonSpan::Kind::Number};
        } else if (c.isLetter()) {
            while (i < line.size() && line[i].isLetter())
                ++i;
            spans << JsonSpan{start, i - start, JsonSpan::Kind::Word};
        } else {
            ++i;
        }
    }
    return spans;
}

QList<JsonSpan> xmlSpans(QStringView line)
{
    using Kind = JsonSpan::Kind;
    QList<JsonSpan> spans;
    const auto isName = [](QChar c) { return c.isLetterOrNumber() || QStringView(u":_-.").contains(c); };
    for (qsizetype i = line.indexOf('<'_L1); i >= 0 && i < line.size(); i = line.indexOf('<'_L1, i)) {
        const qsizetype end = line.indexOf('>'_L1, i) < 0 ? line.size() : line.indexOf('>'_L1, i) + 1;
        if (line.sliced(i).startsWith("<!"_L1) || line.sliced(i).startsWith("<?"_L1)) {
            spans << JsonSpan{i, end - i, Kind::Comment};
            i = end;
            continue;
        }
        bool isElement = true;
        for (++i; i < line.size() && line[i] != '>'_L1;) {
            const qsizetype start = i;
            if (line[i] == '"'_L1 || line[i] == '\''_L1) {
                const qsizetype close = line.indexOf(line[i], i + 1);
                i = close < 0 ? line.size() : close + 1;
                spans << JsonSpan{start, i - start, Kind::String};
            } else if (isName(line[i])) {
                while (i < line.size() && isName(line[i]))
                    ++i;
                spans << JsonSpan{start, i - start, std::exchange(isElement, false) ? Kind::Name : Kind::Word};
            } else {
                ++i;
            }
        }
    }
    return spans;
}

QList<JsonSpan> spansOf(Syntax syntax, QStringView line)
{
    switch (syntax) {
    case Syntax::None:
        break;
    case Syntax::Json:
        return jsonSpans(line);
    case Syntax::Xml:
        return xmlSpans(line);
    }
    return {};
}

QColor spanColor(JsonSpan::Kind kind, const theme::Tokens &tokens)
{
    switch (kind) {
    case JsonSpan::Kind::Name:
        return tokens.topic;
    case JsonSpan::Kind::String:
        return tokens.ok;
    case JsonSpan::Kind::Number:
        return tokens.ready;
    case JsonSpan::Kind::Word:
        return tokens.unackedText;
    case JsonSpan::Kind::Comment:
        return tokens.muted;
    }
    return tokens.text;
}

JsonHighlighter::JsonHighlighter(QTextDocument *document, const QWidget *widget)
    : QSyntaxHighlighter(document)
    , m_widget(widget)
{}

void JsonHighlighter::setSyntax(Syntax syntax)
{
    if (syntax == m_syntax)
        return;
    m_syntax = syntax;
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    const theme::Tokens &tokens = theme::tokensFor(m_widget);
    for (const JsonSpan &span : spansOf(m_syntax, text)) {
        QTextCharFormat format;
        format.setForeground(spanColor(span.kind, tokens));
        setFormat(int(span.at), int(span.length), format);
    }
}

} // namespace ui::inspector
