// SPDX-License-Identifier: GPL-3.0-or-later
// Colours for JSON text: names, strings, numbers, words, each with the colour it has in the tree.
// jsonSpans() works line by line, since no token of JSON crosses one.
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
    enum class Kind : quint8 { Name, String, Number, Word };
    qsizetype at = 0;
    qsizetype length = 0;
    Kind kind = Kind::Word;
};

QList<JsonSpan> jsonSpans(QStringView line);
QColor spanColor(JsonSpan::Kind kind, const theme::Tokens &tokens);

/// Owner: the document. `widget` gives the palette.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    JsonHighlighter(QTextDocument *document, const QWidget *widget);
    void setActive(bool active);

protected:
    void highlightBlock(const QString &text) override;

private:
    const QWidget *m_widget;
    bool m_active = true;
};

} // namespace ui::inspector
