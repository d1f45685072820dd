// SPDX-License-Identifier: GPL-3.0-or-later
// CodeEditor: an editor for code in the window's colours: line numbers, colours for JSON and XML, matching brackets, marks within the
// text and sentences below its lines. Tab leaves it, as it does any field. Nobody else knows that QScintilla is inside.
// Owner: its parent. Thread: ui.
#pragma once

#include "ui/publisher/bodytext.h"

#include <QFrame>
#include <QList>

class QLabel;
class QMimeData;
class QsciLexer;
class QsciScintilla;

namespace ui::publisher {

/// What is dragged from a file manager; empty: something else.
QStringList localFilesOf(const QMimeData &data);

class CodeEditor : public QFrame
{
    Q_OBJECT
public:
    explicit CodeEditor(const QString &accessibleName, QWidget *parent = nullptr);
    ~CodeEditor() override;

    QString text() const;
    /// In bytes; costs nothing.
    qsizetype length() const;
    /// Forgets what could be undone.
    void setText(const QString &text);
    /// As one edit, which undo takes back.
    void replaceText(const QString &text);
    /// Where the cursor is.
    void insertText(const QString &text);
    void setLanguage(TextLanguage language);
    TextLanguage language() const { return m_language; }
    void setReadOnly(bool readOnly);
    /// Shown while there is no text.
    void setHint(const QString &hint);

    struct Mark
    {
        enum class Kind : quint8 { Placeholder, Problem };
        qsizetype position = 0, length = 0; ///< in text()
        Kind kind = Kind::Placeholder;
    };
    void setMarks(const QList<Mark> &marks);
    struct Note
    {
        int line = 0; ///< from 0
        QString text;
    };
    /// Below their lines, with a mark beside the line's number.
    void setNotes(const QList<Note> &notes);
    /// The sentence below this line; empty: none.
    QString noteAt(int line) const;
    /// What takes the keyboard.
    QWidget *input() const;

Q_SIGNALS:
    void textChanged();
    /// Files were dropped on it; their local paths.
    void filesDropped(const QStringList &paths);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setUp();
    void applyColors();
    void colorLexer(QsciLexer &lexer);
    void fitMargin();
    void placeHint();
    bool handleDrag(QEvent *event);

    QsciScintilla *m_editor;
    QLabel *m_hint;
    QsciLexer *m_lexer = nullptr; ///< null: plain text
    TextLanguage m_language = TextLanguage::Plain;
};

} // namespace ui::publisher
