// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/jsonhighlighter.h"

#include "ui/theme/tokens.h"

#include <QTextCharFormat>
#include <QWidget>

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
    }
    return tokens.text;
}

JsonHighlighter::JsonHighlighter(QTextDocument *document, const QWidget *widget)
    : QSyntaxHighlighter(document)
    , m_widget(widget)
{}

void JsonHighlighter::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (!m_active)
        return;
    const theme::Tokens &tokens = theme::tokensFor(m_widget);
    for (const JsonSpan &span : jsonSpans(text)) {
        QTextCharFormat format;
        format.setForeground(spanColor(span.kind, tokens));
        setFormat(int(span.at), int(span.length), format);
    }
}

} // namespace ui::inspector
