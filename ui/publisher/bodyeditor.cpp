// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/bodyeditor.h"

#include "ui/inspector/jsonhighlighter.h"
#include "ui/inspector/jsonindex.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int checkDelayMs = 120;
/// Checked while typing up to this size; a larger body is the clipboard's, not typed.
constexpr qsizetype checkLimit = 4 << 20;
constexpr qsizetype colourLimit = 256 << 10;

} // namespace

BodyEditor::BodyEditor(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_encoding(new QComboBox(this))
    , m_indent(new QToolButton(this))
    , m_remark(new QLabel(this))
    , m_highlighter(new inspector::JsonHighlighter(m_edit->document(), m_edit))
{
    m_edit->setFont(theme::monospaceFont());
    m_edit->setTabStopDistance(QFontMetricsF(m_edit->font()).horizontalAdvance(u' ') * 2);
    m_edit->setTabChangesFocus(true);
    m_edit->setPlaceholderText(u"{ \"id\": 1, \"total\": 9.5 }"_s);
    m_edit->setAccessibleName(tr("Body"));
    m_encoding->addItem(tr("Text"));
    m_encoding->addItem(tr("Base64"));
    m_encoding->setAccessibleName(tr("How the body is written"));
    m_encoding->setToolTip(tr("Text is sent as UTF-8; base64 is decoded to bytes first"));
    m_indent->setText(tr("Indent JSON"));
    m_indent->setAutoRaise(true);
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setWordWrap(true);
    m_delay.setSingleShot(true);
    m_delay.setInterval(checkDelayMs);

    auto *title = new QLabel(tr("Body"), this);
    title->setProperty("role", u"heading"_s);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(6);
    bar->addWidget(title);
    bar->addStretch();
    bar->addWidget(m_indent);
    bar->addWidget(m_encoding);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(bar);
    rows->addWidget(m_edit, 1);
    rows->addWidget(m_remark);

    connect(&m_delay, &QTimer::timeout, this, &BodyEditor::check);
    connect(m_edit, &QPlainTextEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_encoding, &QComboBox::currentIndexChanged, this, &BodyEditor::check);
    connect(m_indent, &QToolButton::clicked, this, &BodyEditor::indent);
    check();
}

bool BodyEditor::isBase64() const
{
    return m_encoding->currentIndex() == 1;
}

QByteArray BodyEditor::body() const
{
    const QByteArray text = m_edit->toPlainText().toUtf8();
    return isBase64() ? QByteArray::fromBase64(text) : text;
}

void BodyEditor::setBody(const QByteArray &body)
{
    const bool text = body.isValidUtf8() && !body.contains('\0');
    m_encoding->setCurrentIndex(text ? 0 : 1);
    m_edit->setPlainText(text ? QString::fromUtf8(body) : QString::fromLatin1(body.toBase64()));
    check();
}

void BodyEditor::setContentType(const QString &contentType)
{
    if (contentType == m_contentType)
        return;
    m_contentType = contentType;
    m_delay.start();
}

QString BodyEditor::problem() const
{
    if (!isBase64())
        return {};
    const QByteArray text = m_edit->toPlainText().simplified().remove(u' ').toLatin1();
    return QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors)
               ? QString()
               : tr("The body is not valid base64.");
}

QString BodyEditor::remark() const
{
    return m_remark->text();
}

void BodyEditor::say(const QString &text, const QString &role)
{
    m_remark->setText(text);
    m_remark->setToolTip(text);
    if (m_remark->property("role").toString() != role) {
        m_remark->setProperty("role", role);
        m_remark->style()->unpolish(m_remark);
        m_remark->style()->polish(m_remark);
    }
}

void BodyEditor::check()
{
    m_delay.stop();
    m_edit->setExtraSelections({});
    const QByteArray text = m_edit->toPlainText().toUtf8();
    const QString bad = problem();
    const bool saysJson = m_contentType.contains("json"_L1, Qt::CaseInsensitive);
    const QByteArray start = text.first(qMin(text.size(), qsizetype(64))).trimmed();
    const bool looksJson = saysJson || start.startsWith('{') || start.startsWith('[');
    m_highlighter->setActive(looksJson && !isBase64() && text.size() <= colourLimit);
    m_indent->setEnabled(looksJson && !isBase64());
    if (!bad.isEmpty())
        say(bad, u"error"_s);
    else if (text.isEmpty())
        say(tr("Empty body"), u"faint"_s);
    else if (isBase64())
        say(tr("%1 bytes").arg(theme::formatCount(quint64(body().size()))), u"faint"_s);
    else if (looksJson && text.size() <= checkLimit)
        checkJson(text);
    else
        say(tr("Text · %1").arg(theme::formatSize(quint64(text.size()))), u"faint"_s);
    Q_EMIT changed();
}

void BodyEditor::checkJson(const QByteArray &text)
{
    const auto json = inspector::JsonIndex::build(text, 1);
    if (json.isValid())
        return say(tr("Valid JSON · %1").arg(theme::formatSize(quint64(text.size()))), u"faint"_s);
    const inspector::JsonProblem &p = json.problem();
    say(tr("Not JSON, line %1:%2: %3 It is published as it is.")
            .arg(QString::number(p.line), QString::number(p.column), p.what),
        u"warning"_s);
    markOffset(text, p.offset);
}

void BodyEditor::markOffset(const QByteArray &text, qsizetype offset)
{
    const qsizetype at = QString::fromUtf8(text.first(qMin(offset, text.size()))).size();
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(m_edit->document());
    mark.cursor.setPosition(int(qMin<qsizetype>(at, m_edit->document()->characterCount() - 1)));
    if (!mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor))
        mark.cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor);
    const theme::Tokens &tokens = theme::tokensFor(this);
    mark.format.setBackground(tokens.deadBg);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(tokens.dead);
    m_edit->setExtraSelections({mark});
}

void BodyEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_highlighter)
        return;
    m_highlighter->rehighlight();
    m_delay.start();
}

void BodyEditor::indent()
{
    const QByteArray text = m_edit->toPlainText().toUtf8();
    if (!inspector::JsonIndex::build(text, 1).isValid())
        return check();
    // As one edit, so that one undo brings the former text back.
    QTextCursor all(m_edit->document());
    all.select(QTextCursor::Document);
    all.insertText(QString::fromUtf8(inspector::prettyJson(text, checkLimit * 4)));
}

} // namespace ui::publisher
