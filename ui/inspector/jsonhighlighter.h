// SPDX-License-Identifier: GPL-3.0-or-later
// Colours for JSON and XML text: names, strings, numbers, words, each with the colour it has in the tree.
// Spans are found line by line: no token of JSON crosses one, and of XML only comments and long texts do.
// Thread: ui.
#pragma once

#include <QColor>
#include <QList>
#include <QStringView>
#include <QSyntaxHighlighter>

class QWidget;

namespace ui::theme {
struct Tokens;
}

namespace ui::inspector {

struct JsonSpan
{
    enum class Kind : quint8 { Name, String, Number, Word, Comment };
    qsizetype at = 0;
    qsizetype length = 0;
    Kind kind = Kind::Word;
};

enum class Syntax : quint8 { None, Json, Xml };

QList<JsonSpan> jsonSpans(QStringView line);
/// Elements are names, attributes words.
QList<JsonSpan> xmlSpans(QStringView line);
QList<JsonSpan> spansOf(Syntax syntax, QStringView line);
QColor spanColor(JsonSpan::Kind kind, const theme::Tokens &tokens);

/// Owner: the document. `widget` gives the palette.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    JsonHighlighter(QTextDocument *document, const QWidget *widget);
    void setSyntax(Syntax syntax);
    void setActive(bool active) { setSyntax(active ? Syntax::Json : Syntax::None); }

protected:
    void highlightBlock(const QString &text) override;

private:
    const QWidget *m_widget;
    Syntax m_syntax = Syntax::Json;
};

} // namespace ui::inspector
