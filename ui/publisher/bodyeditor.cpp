// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/bodyeditor.h"

#include "ui/async/whendone.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/generator.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPromise>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>
#include <QStyle>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int checkDelayMs = 120;
/// Checked while typing up to this size; a larger body is the clipboard's, not typed.
constexpr qsizetype checkLimit = 4 << 20;
constexpr qsizetype mostMarks = 500;
enum PageIndex : quint8 { TextPage, FilePage, NullPage, PreviewPage, KeptPage };

/// What was read of a file: its bytes as far as they are wanted, and its size.
struct ReadFile
{
    QByteArray start;
    qint64 size = 0;
    QString problem;
};

ReadFile readStart(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, 0, file.errorString()};
    // No more room than it takes; of what knows no size as much as of a text.
    const qint64 wanted = qMin(most, qMax(file.size(), BodyEditor::mostTextFile));
    return {file.read(wanted + 1), file.size(), {}};
}

} // namespace

BodyEditor::BodyEditor(QWidget *parent, Use use)
    : QWidget(parent)
    , m_use(use)
    , m_editor(new CodeEditor(tr("Body"), this))
    , m_preview(new CodeEditor(tr("Preview"), this))
{
    if (use == Use::Draft)
        m_editor->setHint(u"{ \"id\": {{seq}}, \"order\": \"{{uuid}}\" }"_s);
    m_editor->input()->setObjectName(u"body"_s);
    m_preview->setReadOnly(true);
    m_delay.setSingleShot(true);
    m_delay.setInterval(checkDelayMs);
    m_remark = new QLabel(this);
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setWordWrap(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(makeBar());
    rows->addWidget(makePages(), 1);
    rows->addWidget(m_remark);

    connect(&m_delay, &QTimer::timeout, this, &BodyEditor::check);
    connect(m_editor, &CodeEditor::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_editor, &CodeEditor::textChanged, this, &BodyEditor::changed);
    connect(m_editor, &CodeEditor::filesDropped, this, [this](const QStringList &paths) { takeFile(paths.first()); });
    connect(m_form, &QComboBox::activated, this, &BodyEditor::chooseForm);
    check();
}

// ---- made once

QToolButton *BodyEditor::addButton(QWidget *bar, const QString &text, const QString &help)
{
    auto *button = new QToolButton(bar);
    button->setText(text);
    button->setToolTip(help);
    button->setAutoRaise(true);
    bar->layout()->addWidget(button);
    return button;
}

QWidget *BodyEditor::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    auto *title = new QLabel(tr("Body"), bar);
    title->setProperty("role", u"heading"_s);
    row->addWidget(title);
    row->addStretch();
    m_placeholder = addButton(bar, tr("Placeholder"), tr("Values that are made anew for each message"));
    m_placeholder->setPopupMode(QToolButton::InstantPopup);
    m_placeholder->setMenu(new QMenu(m_placeholder));
    m_placeholder->setVisible(m_use == Use::Draft);
    connect(m_placeholder->menu(), &QMenu::aboutToShow, this, &BodyEditor::fillPlaceholders);
    m_format = addButton(bar, tr("Format"), tr("Indents JSON and XML"));
    m_minify = addButton(bar, tr("Minify"), tr("Takes the blanks between values out of JSON and XML"));
    m_previewButton = addButton(bar, tr("Preview"), tr("The message as it will be published, placeholders filled in"));
    m_previewButton->setCheckable(true);
    m_previewButton->setVisible(m_use == Use::Draft);
    m_form = new QComboBox(bar);
    m_form->setAccessibleName(tr("How the body is written"));
    m_form->setToolTip(tr("Text is sent as UTF-8; hex and base64 are decoded to bytes first"));
    m_form->addItem(tr("Text"), int(BytesForm::Text));
    m_form->addItem(tr("Hex"), int(BytesForm::Hex));
    m_form->addItem(tr("Base64"), int(BytesForm::Base64));
    if (m_use == Use::Draft)
        m_form->addItem(tr("File…"), int(BytesForm::File));
    row->addSpacing(6);
    row->addWidget(m_form);
    connect(m_format, &QToolButton::clicked, this, [this] { reformat(true); });
    connect(m_minify, &QToolButton::clicked, this, [this] { reformat(false); });
    connect(m_previewButton, &QToolButton::toggled, this, [this](bool shown) {
        followForm();
        Q_EMIT previewToggled(shown);
    });
    return bar;
}

QWidget *BodyEditor::makePages()
{
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_editor);
    auto *file = new QFrame(m_pages);
    file->setProperty("surface", u"card"_s);
    auto *rows = new QVBoxLayout(file);
    m_file = new QLabel(file);
    m_file->setTextFormat(Qt::PlainText);
    m_file->setWordWrap(true);
    m_file->setAlignment(Qt::AlignCenter);
    auto *choose = new QPushButton(tr("Choose another file…"), file);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &BodyEditor::chooseFile);
    rows->addStretch();
    rows->addWidget(m_file);
    rows->addWidget(choose, 0, Qt::AlignCenter);
    rows->addStretch();
    m_pages->addWidget(file);
    auto *null = new QLabel(tr("The record has no value: null.\nIn a compacted topic it deletes the key."), m_pages);
    null->setAlignment(Qt::AlignCenter);
    null->setProperty("role", u"muted"_s);
    null->setWordWrap(true);
    m_pages->addWidget(null);
    m_pages->addWidget(makePreview());
    m_pages->addWidget(makeKept());
    return m_pages;
}

QWidget *BodyEditor::makeKept()
{
    auto *kept = new QFrame(m_pages);
    kept->setProperty("surface", u"card"_s);
    m_keptLabel = new QLabel(kept);
    m_keptLabel->setWordWrap(true);
    m_keptLabel->setAlignment(Qt::AlignCenter);
    auto *load = new QPushButton(tr("Load it anyway"), kept);
    load->setObjectName(u"loadBody"_s);
    auto *replace = new QPushButton(tr("Replace it by a file…"), kept);
    replace->setObjectName(u"replaceBody"_s);
    for (QPushButton *button : {load, replace})
        button->setAutoDefault(false);
    kept->setFocusProxy(load);
    connect(load, &QPushButton::clicked, this, [this] {
        if (m_kept)
            writeBytes(QByteArray(*m_kept));
        m_editor->input()->setFocus();
    });
    connect(replace, &QPushButton::clicked, this, &BodyEditor::chooseFile);
    auto *rows = new QVBoxLayout(kept);
    rows->addStretch();
    rows->addWidget(m_keptLabel);
    rows->addWidget(load, 0, Qt::AlignCenter);
    rows->addWidget(replace, 0, Qt::AlignCenter);
    rows->addStretch();
    return kept;
}

QWidget *BodyEditor::makePreview()
{
    auto *page = new QWidget(m_pages);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    auto *bar = new QWidget(page);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_previewTitle = new QLabel(bar);
    m_previewTitle->setProperty("role", u"muted"_s);
    row->addWidget(m_previewTitle, 1);
    auto *back = addButton(bar, u"‹"_s, tr("The message before"));
    auto *on = addButton(bar, u"›"_s, tr("The next message"));
    back->setAccessibleName(back->toolTip());
    on->setAccessibleName(on->toolTip());
    connect(back, &QToolButton::clicked, this, [this] { Q_EMIT previewStepped(-1); });
    connect(on, &QToolButton::clicked, this, [this] { Q_EMIT previewStepped(1); });
    rows->addWidget(bar);
    rows->addWidget(m_preview, 1);
    return page;
}

void BodyEditor::fillPlaceholders()
{
    QMenu &menu = *m_placeholder->menu();
    menu.clear();
    const auto add = [&](const QString &example, const QString &meaning) {
        QAction *action = menu.addAction(QString(example).replace(u'&', u"&&"_s) + u'\t' + meaning);
        connect(action, &QAction::triggered, this, [this, example] {
            setPreviewing(false);
            m_editor->insertText(example);
        });
    };
    if (m_columns) {
        const QString prefix = u"{{csv."_s;
        for (const QString &column : m_columns->mid(0, 20))
            add(prefix + column + u"}}"_s, tr("of the data file"));
        menu.addSeparator();
    }
    for (const PlaceholderHelp &help : placeholderHelp())
        add(help.example, help.meaning);
    menu.addSeparator();
    connect(menu.addAction(m_columns ? tr("Another data file…") : tr("Values from a data file…")), &QAction::triggered,
            this, &BodyEditor::dataFileRequested);
}

// ---- what is written

BytesForm BodyEditor::form() const
{
    return m_shownForm;
}

QString BodyEditor::text() const
{
    return m_shownForm == BytesForm::File ? m_path : m_editor->text();
}

void BodyEditor::setBody(BytesForm form, const QString &text)
{
    m_shownForm = form;
    m_kept.reset();
    if (form == BytesForm::File)
        m_path = text;
    else
        m_editor->setText(text);
    followForm();
    check();
    Q_EMIT changed();
}

void BodyEditor::setBytes(const QByteArray &bytes)
{
    if (m_use == Use::Correction && bytes.size() > mostWritten)
        keep(bytes);
    else
        writeBytes(bytes);
}

void BodyEditor::writeBytes(const QByteArray &bytes)
{
    if (m_use == Use::Correction) {
        const bool isText = widgets::isPlainText(bytes);
        return setBody(isText ? BytesForm::Text : BytesForm::Base64,
                       isText ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes.toBase64()));
    }
    Draft draft;
    publisher::setBody(draft, bytes);
    setBody(draft.bodyForm, draft.body);
}

/// An editor, and what looks at its text with each key, would hold up the window for seconds.
void BodyEditor::keep(const QByteArray &bytes)
{
    setBody(BytesForm::Text, {});
    m_kept = bytes;
    m_keptLabel->setText(tr("%1, kept as it is.").arg(theme::formatSize(quint64(bytes.size()))));
    check();
    Q_EMIT changed();
}

engine::Result<QByteArray> BodyEditor::bytes() const
{
    return m_kept ? engine::Result<QByteArray>(*m_kept) : bytesOf(m_editor->text(), m_shownForm);
}

Template BodyEditor::read(const QString &text) const
{
    return m_use == Use::Draft ? Template::parse(text, m_columns) : Template::literal(text);
}

void BodyEditor::setContentType(const QString &contentType)
{
    if (contentType == m_contentType)
        return;
    m_contentType = contentType;
    m_delay.start();
}

void BodyEditor::setColumns(const std::optional<QStringList> &columns)
{
    m_columns = columns;
    check();
}

void BodyEditor::setAllowsNull(bool allows)
{
    const int index = m_form->findData(int(BytesForm::Null));
    if (allows == (index >= 0))
        return;
    if (allows) {
        m_form->addItem(tr("No value"), int(BytesForm::Null));
        return;
    }
    if (m_shownForm == BytesForm::Null)
        setBody(BytesForm::Text, m_editor->text());
    m_form->removeItem(index);
}

/// The same bytes in the other form, where they can be: text with placeholders in it stays as it is.
void BodyEditor::chooseForm()
{
    const auto wanted = BytesForm(m_form->currentData().toInt());
    if (wanted == BytesForm::File)
        return chooseFile();
    const QString text = m_editor->text();
    const bool isWritten = m_shownForm != BytesForm::File && m_shownForm != BytesForm::Null;
    QString converted = text;
    if (isWritten && wanted != BytesForm::Null && !read(text).hasPlaceholders()) {
        const engine::Result<QByteArray> bytes = bytesOf(text, m_shownForm);
        if (bytes && wanted == BytesForm::Hex)
            converted = QString::fromLatin1(bytes->toHex(' '));
        else if (bytes && wanted == BytesForm::Base64)
            converted = QString::fromLatin1(bytes->toBase64());
        else if (bytes && widgets::isPlainText(*bytes))
            converted = QString::fromUtf8(*bytes);
    }
    m_shownForm = wanted;
    if (converted != text)
        m_editor->replaceText(converted);
    followForm();
    check();
    Q_EMIT changed();
}

// ---- files

void BodyEditor::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("The file that is the body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (m_use == Use::Correction)
            takeFile(path);
        else
            setBody(BytesForm::File, path);
    });
    connect(dialog, &QDialog::rejected, this, &BodyEditor::followForm);
    dialog->open();
}

void BodyEditor::takeFile(const QString &path)
{
    const qint64 most = m_use == Use::Correction ? Generator::mostBodyBytes : mostTextFile;
    auto promise = std::make_shared<QPromise<ReadFile>>();
    promise->start();
    async::whenDone(promise->future(), this, [this, path, most](const ReadFile &file) {
        if (m_use == Use::Correction)
            return takeStart(file.start, file.problem.isEmpty() && file.size <= most);
        const bool isText = file.problem.isEmpty() && file.size <= mostTextFile && widgets::isPlainText(file.start);
        if (!isText)
            return setBody(BytesForm::File, path);
        m_shownForm = BytesForm::Text;
        m_editor->replaceText(escapedBraces(QString::fromUtf8(file.start)));
        check();
        Q_EMIT changed(); // of the form, where the text is what it was
    });
    QThreadPool::globalInstance()->start([promise, path, most] {
        promise->addResult(readStart(path, most));
        promise->finish();
    });
}

void BodyEditor::takeStart(const QByteArray &bytes, bool isWhole)
{
    if (isWhole)
        setBytes(bytes);
    else
        say(tr("This file is too large to be written here."), u"error"_s);
}

void BodyEditor::showFile(const QString &path)
{
    const QFileInfo info(path);
    m_file->setText(info.exists()
                        ? tr("%1\n%2, read when it is published").arg(path, theme::formatSize(quint64(info.size())))
                        : tr("%1\nis not there.").arg(path));
}

// ---- preview

bool BodyEditor::isPreviewing() const
{
    return m_previewButton->isChecked();
}

void BodyEditor::setPreviewing(bool previewing)
{
    m_previewButton->setChecked(previewing);
}

void BodyEditor::showPreview(const QString &text, TextLanguage language)
{
    m_preview->setLanguage(language);
    m_preview->setReadOnly(false);
    m_preview->setText(text);
    m_preview->setReadOnly(true);
}

void BodyEditor::setPreviewTitle(const QString &title)
{
    m_previewTitle->setText(title);
}

void BodyEditor::focusBody()
{
    setPreviewing(false);
    m_pages->currentWidget()->setFocus();
}

void BodyEditor::followForm()
{
    const QSignalBlocker quiet(m_form);
    m_form->setCurrentIndex(m_form->findData(int(m_shownForm)));
    if (m_shownForm == BytesForm::File)
        showFile(m_path);
    const PageIndex own = m_kept                           ? KeptPage
                          : m_shownForm == BytesForm::File ? FilePage
                          : m_shownForm == BytesForm::Null ? NullPage
                                                           : TextPage;
    m_pages->setCurrentIndex(isPreviewing() ? PreviewPage : own);
    const bool isWritten = !isPreviewing() && own == TextPage;
    m_placeholder->setEnabled(isWritten);
    m_form->setEnabled(!m_kept);
    const bool hasShape = isWritten && m_editor->language() != TextLanguage::Plain;
    m_format->setEnabled(hasShape);
    m_minify->setEnabled(hasShape);
}

// ---- checks

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
    if (m_kept)
        say(tr("Not shown: it would take long"), u"faint"_s);
    else if (m_shownForm == BytesForm::File)
        say(tr("The file's bytes as they are"), u"faint"_s);
    else if (m_shownForm == BytesForm::Null)
        say(tr("No value"), u"faint"_s);
    else
        checkText();
    followForm();
}

void BodyEditor::checkText()
{
    const QString text = m_editor->text();
    const bool isText = m_shownForm == BytesForm::Text;
    const TextLanguage language =
        isText && text.size() <= checkLimit ? languageOf(text, m_contentType) : TextLanguage::Plain;
    m_editor->setLanguage(language);
    const Template body = text.size() <= checkLimit ? read(text) : Template();
    QList<CodeEditor::Mark> marks;
    QList<CodeEditor::Note> notes;
    for (const Template::Span &span : body.spans().mid(0, mostMarks))
        marks.append({span.position, span.length, CodeEditor::Mark::Kind::Placeholder});
    for (const TemplateProblem &problem : body.problems().mid(0, mostMarks)) {
        marks.append({problem.position, problem.length, CodeEditor::Mark::Kind::Problem});
        notes.append({int(QStringView(text).first(problem.position).count(u'\n')), problem.text});
    }
    const auto finish = [&](const QString &remark, const QString &role) {
        m_editor->setMarks(marks);
        m_editor->setNotes(notes);
        say(remark, role);
    };
    if (!body.problems().isEmpty())
        return finish(body.problems().first().text, u"error"_s);
    QRandomGenerator random(1);
    Expansion values{0, QDateTime::currentMSecsSinceEpoch(), &random, nullptr, {}};
    DataRow row;
    values.row = &row;
    if (!isText) {
        const engine::Result<QByteArray> bytes = bytesOf(body.expand(values), m_shownForm);
        return bytes ? finish(tr("%1 bytes").arg(theme::formatCount(quint64(bytes->size()))), u"faint"_s)
                     : finish(bytes.error().detail, u"error"_s);
    }
    // What a data file will put there is not known yet: it is not called broken for that.
    const std::optional<BodyProblem> problem = body.usesRows() ? std::nullopt : findProblem(body, language, values);
    if (!problem)
        return finish(remarkFor(language), u"faint"_s);
    marks.append({problem->position, 1, CodeEditor::Mark::Kind::Problem});
    notes.append({problem->line, problem->text});
    const QString what = language == TextLanguage::Json ? u"JSON"_s : u"XML"_s;
    finish(tr("Not %1, line %2:%3: %4 It is published as it is.")
               .arg(what, QString::number(problem->line + 1), QString::number(problem->column + 1), problem->text),
           u"warning"_s);
}

QString BodyEditor::remarkFor(TextLanguage language) const
{
    const QString size = theme::formatSize(quint64(m_editor->text().toUtf8().size()));
    if (m_editor->text().isEmpty())
        return tr("Empty body");
    if (language == TextLanguage::Json)
        return tr("Valid JSON · %1").arg(size);
    return language == TextLanguage::Xml ? tr("Well-formed XML · %1").arg(size) : tr("Text · %1").arg(size);
}

void BodyEditor::reformat(bool indent)
{
    const Template body = read(m_editor->text());
    const QString text = indent ? indented(body, m_editor->language()) : minified(body, m_editor->language());
    if (text != body.text())
        m_editor->replaceText(text);
}

void BodyEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_remark)
        m_delay.start();
}

} // namespace ui::publisher
