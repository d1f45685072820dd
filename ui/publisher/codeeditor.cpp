// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/codeeditor.h"

#include "ui/inspector/jsonhighlighter.h"
#include "ui/publisher/scintilla.h"
#include "ui/theme/theme.h"

#include <QDropEvent>
#include <QFontInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int numberMargin = 0, markMargin = 1;
constexpr int placeholderIndicator = 8, problemIndicator = 9, matchIndicator = 10, unmatchedIndicator = 11;
constexpr int problemMarker = 1;
constexpr int noteStyle = 60;
constexpr int noteWidth = 60; // characters

using Kind = inspector::JsonSpan::Kind;

QColor translucent(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

/// Notes do not break by themselves.
QString broken(const QString &text)
{
    QString out;
    qsizetype length = 0;
    for (const QString &word : text.split(u' ')) {
        const bool fits = length == 0 || length + word.size() < noteWidth;
        if (length > 0)
            out += fits ? u' ' : u'\n';
        out += word;
        length = fits ? length + word.size() + 1 : word.size();
    }
    return out;
}

/// Scintilla knows points only.
QFont editorFont()
{
    QFont font = theme::monospaceFont();
    font.setPointSizeF(QFontInfo(font).pointSizeF());
    return font;
}

} // namespace

CodeEditor::CodeEditor(const QString &accessibleName, QWidget *parent)
    : QFrame(parent)
    , m_editor(new QsciScintilla(this))
    , m_hint(new QLabel(m_editor->viewport()))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->addWidget(m_editor);
    m_editor->setAccessibleName(accessibleName);
    m_editor->setFrameShape(QFrame::NoFrame);
    setFocusProxy(m_editor);
    m_hint->setProperty("role", u"faint"_s);
    m_hint->setFont(theme::monospaceFont());
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    setUp();
    applyColors();
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        placeHint();
        Q_EMIT textChanged();
    });
    connect(m_editor, &QsciScintilla::linesChanged, this, &CodeEditor::fitMargin);
}

CodeEditor::~CodeEditor()
{
    m_editor->setLexer(nullptr);
}

void CodeEditor::setUp()
{
    m_editor->setUtf8(true);
    m_editor->setEolMode(QsciScintilla::EolUnix);
    m_editor->setTabWidth(2);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setAutoIndent(true);
    m_editor->setBackspaceUnindents(true);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setScrollWidth(1);
    m_editor->setScrollWidthTracking(true);
    m_editor->setExtraAscent(1);
    m_editor->setExtraDescent(1);
    m_editor->setCaretWidth(2);
    m_editor->setMarginType(numberMargin, QsciScintilla::NumberMargin);
    m_editor->setMarginType(markMargin, QsciScintilla::SymbolMargin);
    m_editor->setMarginMarkerMask(markMargin, 1 << problemMarker);
    m_editor->setMarginWidth(markMargin, 12);
    m_editor->setMarginWidth(2, 0);
    m_editor->markerDefine(QsciScintilla::Circle, problemMarker);
    m_editor->indicatorDefine(QsciScintilla::StraightBoxIndicator, placeholderIndicator);
    m_editor->indicatorDefine(QsciScintilla::SquiggleIndicator, problemIndicator);
    m_editor->indicatorDefine(QsciScintilla::StraightBoxIndicator, matchIndicator);
    m_editor->setIndicatorDrawUnder(true, placeholderIndicator);
    m_editor->setMatchedBraceIndicator(matchIndicator);
    // The braces of placeholders are in the way of JSON's: that one has no partner says nothing.
    m_editor->indicatorDefine(QsciScintilla::HiddenIndicator, unmatchedIndicator);
    m_editor->setUnmatchedBraceIndicator(unmatchedIndicator);
    m_editor->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
    // The window's own keys.
    for (const int key : {int(Qt::CTRL) | Qt::Key_L, int(Qt::CTRL) | Qt::Key_T, int(Qt::CTRL) | Qt::Key_D}) {
        if (QsciCommand *command = m_editor->standardCommands()->boundTo(key))
            command->setKey(0);
    }
    m_editor->installEventFilter(this);
    m_editor->viewport()->installEventFilter(this);
    fitMargin();
}

void CodeEditor::fitMargin()
{
    const int digits = qMax(2, int(QString::number(m_editor->lines()).size()));
    m_editor->setMarginWidth(numberMargin, u"0"_s.repeated(digits + 1));
}

// ---- colours

void CodeEditor::applyColors()
{
    const theme::Tokens &t = theme::tokensFor(this);
    const QFont font = editorFont();
    m_editor->setFont(font);
    m_editor->setColor(t.text);
    m_editor->setPaper(t.surface);
    if (m_lexer)
        colorLexer(*m_lexer);
    m_editor->setMarginsFont(font);
    m_editor->setMarginsForegroundColor(t.faint);
    m_editor->setMarginsBackgroundColor(t.sunken);
    m_editor->setMarginBackgroundColor(markMargin, t.sunken);
    m_editor->setCaretForegroundColor(t.text);
    m_editor->setSelectionBackgroundColor(t.sel);
    m_editor->resetSelectionForegroundColor();
    m_editor->setMatchedBraceForegroundColor(t.accent);
    m_editor->setIndicatorForegroundColor(translucent(t.topic, t.dark ? 70 : 40), placeholderIndicator);
    m_editor->setIndicatorOutlineColor(translucent(t.topic, 110), placeholderIndicator);
    m_editor->setIndicatorForegroundColor(t.dead, problemIndicator);
    m_editor->setIndicatorForegroundColor(translucent(t.accent, 50), matchIndicator);
    m_editor->setIndicatorOutlineColor(translucent(t.accent, 160), matchIndicator);
    m_editor->setMarkerBackgroundColor(t.dead, problemMarker);
    m_editor->setMarkerForegroundColor(t.dead, problemMarker);
    m_editor->SendScintilla(QsciScintilla::SCI_STYLESETFORE, noteStyle, t.dead);
    m_editor->SendScintilla(QsciScintilla::SCI_STYLESETBACK, noteStyle, t.deadBg);
    m_editor->SendScintilla(QsciScintilla::SCI_STYLESETFONT, ulong(noteStyle), font.family().toUtf8().constData());
    m_editor->SendScintilla(QsciScintilla::SCI_STYLESETSIZE, noteStyle, font.pointSize());
    QPalette colors = m_editor->palette();
    colors.setColor(QPalette::Base, t.surface);
    m_editor->setPalette(colors);
    fitMargin();
    update();
}

/// As the inspector colours the same things.
void CodeEditor::colorLexer(QsciLexer &lexer)
{
    const theme::Tokens &t = theme::tokensFor(this);
    const QFont font = editorFont();
    lexer.setDefaultFont(font);
    lexer.setDefaultColor(t.text);
    lexer.setDefaultPaper(t.surface);
    lexer.setFont(font);
    lexer.setPaper(t.surface);
    lexer.setColor(t.text);
    const auto color = [&](std::initializer_list<int> styles, const QColor &value) {
        for (const int style : styles)
            lexer.setColor(value, style);
    };
    const QColor name = inspector::spanColor(Kind::Name, t), string = inspector::spanColor(Kind::String, t);
    if (m_language == TextLanguage::Json) {
        color({QsciLexerJSON::Property}, name);
        color({QsciLexerJSON::String, QsciLexerJSON::UnclosedString, QsciLexerJSON::EscapeSequence, QsciLexerJSON::IRI,
               QsciLexerJSON::IRICompact},
              string);
        color({QsciLexerJSON::Number}, inspector::spanColor(Kind::Number, t));
        color({QsciLexerJSON::Keyword, QsciLexerJSON::KeywordLD}, inspector::spanColor(Kind::Word, t));
        color({QsciLexerJSON::Operator}, t.muted);
        return;
    }
    color({QsciLexerXML::Tag, QsciLexerXML::UnknownTag, QsciLexerXML::XMLTagEnd, QsciLexerXML::XMLStart,
           QsciLexerXML::XMLEnd},
          name);
    color({QsciLexerXML::Attribute, QsciLexerXML::UnknownAttribute}, inspector::spanColor(Kind::Number, t));
    color({QsciLexerXML::HTMLDoubleQuotedString, QsciLexerXML::HTMLSingleQuotedString}, string);
    color({QsciLexerXML::HTMLComment, QsciLexerXML::OtherInTag}, t.muted);
    color({QsciLexerXML::Entity, QsciLexerXML::CDATA}, inspector::spanColor(Kind::Word, t));
}

void CodeEditor::setLanguage(TextLanguage language)
{
    if (language == m_language)
        return;
    m_language = language;
    QsciLexer *old = m_lexer;
    if (language == TextLanguage::Json)
        m_lexer = new QsciLexerJSON(this);
    else
        m_lexer = language == TextLanguage::Xml ? new QsciLexerXML(this) : nullptr;
    m_editor->setLexer(m_lexer);
    delete old;
    applyColors();
    fitMargin();
}

void CodeEditor::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyColors();
}

void CodeEditor::paintEvent(QPaintEvent *)
{
    const theme::Tokens &t = theme::tokensFor(this);
    QPainter painter(this);
    painter.setPen(m_editor->hasFocus() ? t.accent : t.line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

// ---- text

QString CodeEditor::text() const
{
    return m_editor->text();
}

qsizetype CodeEditor::length() const
{
    return m_editor->length();
}

void CodeEditor::setText(const QString &text)
{
    m_editor->setText(text);
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    placeHint();
}

void CodeEditor::replaceText(const QString &text)
{
    m_editor->beginUndoAction();
    m_editor->selectAll();
    m_editor->replaceSelectedText(text);
    m_editor->endUndoAction();
    m_editor->setCursorPosition(0, 0);
}

void CodeEditor::insertText(const QString &text)
{
    m_editor->replaceSelectedText(text);
    m_editor->setFocus();
}

void CodeEditor::setReadOnly(bool readOnly)
{
    m_editor->setReadOnly(readOnly);
    m_editor->viewport()->setAcceptDrops(!readOnly); // those around it may want them
    m_editor->setAcceptDrops(!readOnly);
}

void CodeEditor::setHint(const QString &hint)
{
    m_hint->setText(hint);
    placeHint();
}

void CodeEditor::placeHint()
{
    m_hint->setVisible(m_editor->length() == 0 && !m_hint->text().isEmpty());
    const int left = m_editor->marginWidth(numberMargin) + m_editor->marginWidth(markMargin) + 3;
    m_hint->adjustSize();
    m_hint->move(left, 2);
}

QWidget *CodeEditor::input() const
{
    return m_editor;
}

// ---- marks

void CodeEditor::setMarks(const QList<Mark> &marks)
{
    const QString text = this->text();
    const auto bytesTo = [&text](qsizetype position) {
        return long(QStringView(text).first(qBound<qsizetype>(0, position, text.size())).toUtf8().size());
    };
    const long end = m_editor->length();
    for (const int indicator : {placeholderIndicator, problemIndicator}) {
        m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, indicator);
        m_editor->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0ul, end);
    }
    for (const Mark &mark : marks) {
        m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT,
                                mark.kind == Mark::Kind::Problem ? problemIndicator : placeholderIndicator);
        const long from = bytesTo(mark.position);
        const long length = bytesTo(mark.position + qMax<qsizetype>(1, mark.length)) - from;
        // At the very end there is nothing to underline but what comes before.
        if (length > 0)
            m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, ulong(from), length);
        else if (from > 0)
            m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, ulong(from - 1), 1l);
    }
}

void CodeEditor::setNotes(const QList<Note> &notes)
{
    m_editor->clearAnnotations();
    m_editor->markerDeleteAll(problemMarker);
    for (const Note &note : notes) {
        const int line = qBound(0, note.line, m_editor->lines() - 1);
        m_editor->annotate(line, broken(note.text), noteStyle);
        m_editor->markerAdd(line, problemMarker);
    }
}

QString CodeEditor::noteAt(int line) const
{
    return m_editor->annotation(line);
}

// ---- keys and files

bool CodeEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier)
            return focusNextPrevChild(true);
        if (key->key() == Qt::Key_Backtab)
            return focusNextPrevChild(false);
    }
    if (watched == m_editor && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    if (watched == m_editor->viewport() && handleDrag(event))
        return true;
    return QFrame::eventFilter(watched, event);
}

QStringList localFilesOf(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

bool CodeEditor::handleDrag(QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove && event->type() != QEvent::Drop)
        return false;
    auto *drop = static_cast<QDropEvent *>(event);
    const QStringList paths = localFilesOf(*drop->mimeData());
    if (paths.isEmpty() || m_editor->isReadOnly())
        return false;
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (event->type() == QEvent::Drop)
        Q_EMIT filesDropped(paths);
    return true;
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    placeHint();
}

} // namespace ui::publisher
