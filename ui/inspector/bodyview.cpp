// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/bodyview.h"

#include "ui/async/whendone.h"
#include "ui/inspector/jsonhighlighter.h"
#include "ui/inspector/jsonmodel.h"
#include "ui/inspector/linesview.h"
#include "ui/inspector/pictureview.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/menukey.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QFuture>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPromise>
#include <QStackedWidget>
#include <QThreadPool>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

namespace {

/// Below this a look takes less than a frame, so no worker and no flicker.
constexpr qsizetype atOnce = 32 << 10;
/// A text edit lays out the whole text; above this the lines are painted as they come into view.
constexpr qsizetype editLimit = 96 << 10;
/// Trees up to this many values open whole.
constexpr quint32 openWhole = 150;

QFuture<BodyContent> inspectInWorker(const QByteArray &body, const QString &type, const QString &encoding,
                                     const std::shared_ptr<std::atomic_bool> &cancelled)
{
    auto promise = std::make_shared<QPromise<BodyContent>>();
    QFuture<BodyContent> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, body, type, encoding, cancelled] {
        promise->addResult(inspectBody(body, type, encoding, cancelled.get()));
        promise->finish();
    });
    return future;
}

bool fitsEdit(const TextLines &lines)
{
    return lines.utf8.size() <= editLimit && !(lines.cut && lines.utf8.size() > (16 << 10));
}

} // namespace

BodyView::BodyView(QWidget *parent)
    : QWidget(parent)
{
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    m_note->setProperty("surface", u"warning"_s);
    m_note->setContentsMargins(12, 6, 12, 6);
    m_note->hide();
    m_info = new QLabel(this);
    m_info->setProperty("role", u"faint"_s);
    m_info->setContentsMargins(12, 2, 12, 6);
    m_info->setWordWrap(true);
    m_textView = new TextView(this);
    m_textView->setAccessibleName(tr("Body as text"));
    m_hexView = new HexView(this);
    m_hexView->setAccessibleName(tr("Body as bytes"));
    m_picture = new PictureView(this);
    m_picture->setAccessibleName(tr("Body as a picture"));
    m_state = new widgets::StateView(this);
    m_stack = new QStackedWidget(this);
    for (QWidget *page :
         std::initializer_list<QWidget *>{makeTree(), makeTextEdit(), m_textView, m_hexView, m_picture, m_state})
        m_stack->addWidget(page);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeSelector());
    rows->addWidget(m_note);
    rows->addWidget(m_stack, 1);
    rows->addWidget(m_info);
    clear();
}

BodyView::~BodyView()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

QWidget *BodyView::makeSelector()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 4);
    row->setSpacing(2);
    auto *group = new QButtonGroup(bar);
    const std::array<QString, 4> names{tr("JSON"), tr("Text"), tr("Hex"), tr("Image")};
    for (size_t i = 0; i < names.size(); ++i) {
        auto *button = new QToolButton(bar);
        button->setText(names[i]);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setAccessibleName(tr("Show the body as %1").arg(names[i]));
        connect(button, &QToolButton::clicked, this, [this, i] { choose(Kind(i)); });
        group->addButton(button);
        row->addWidget(button);
        m_buttons[i] = button;
    }
    row->addStretch();
    m_pretty = new QToolButton(bar);
    m_pretty->setText(tr("Indented"));
    m_pretty->setToolTip(tr("Indent the JSON text; off: exactly as it was sent"));
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    m_pretty->setAutoRaise(true);
    connect(m_pretty, &QToolButton::toggled, this, &BodyView::showText);
    row->addWidget(m_pretty);
    return bar;
}

QWidget *BodyView::makeTree()
{
    m_jsonModel = new JsonModel(this);
    m_tree = new QTreeView(this);
    m_tree->setModel(m_jsonModel);
    m_tree->setItemDelegate(new JsonDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setStyleSheet(u"QTreeView { padding: 4px 0 0 6px; }"_s);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QTreeView::NoEditTriggers);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    new widgets::MenuKey(*m_tree);
    m_tree->setAccessibleName(tr("Body as JSON"));
    connect(m_tree, &QWidget::customContextMenuRequested, this, &BodyView::showTreeMenu);
    auto *copy = new QAction(tr("Copy value"), m_tree);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { copyTree(false); });
    m_tree->addAction(copy);
    return m_tree;
}

QWidget *BodyView::makeTextEdit()
{
    m_edit = new QPlainTextEdit(this);
    m_edit->setReadOnly(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_edit->setFont(theme::monospaceFont());
    m_edit->setStyleSheet(u"QPlainTextEdit { border: none; border-radius: 0; padding: 4px 8px; }"_s);
    m_edit->setAccessibleName(tr("Body as text"));
    m_highlighter = new JsonHighlighter(m_edit->document(), m_edit);
    return m_edit;
}

void BodyView::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void BodyView::clear()
{
    setBody({}, {}, {});
}

void BodyView::setBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding)
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const quint64 generation = ++m_generation;
    if (body.size() <= atOnce)
        return take(inspectBody(body, contentType, contentEncoding));
    m_busy = true;
    m_content = {};
    m_content.body = body;
    m_state->show(widgets::StateView::Kind::Loading, tr("Reading %1").arg(theme::formatSize(quint64(body.size()))), {});
    m_stack->setCurrentWidget(m_state);
    m_info->clear();
    async::whenDone(inspectInWorker(body, contentType, contentEncoding, m_cancelled), this,
                    [this, generation](const BodyContent &content) {
                        if (generation == m_generation)
                            take(content);
                    });
}

void BodyView::take(const BodyContent &content)
{
    m_busy = false;
    m_content = content;
    m_jsonShown = m_hexShown = false;
    m_jsonModel->setDocument(nullptr);
    showKind(m_chosen && content.can(*m_chosen) ? *m_chosen : content.preferred);
    updateSelector();
    Q_EMIT ready();
}

void BodyView::choose(Kind kind)
{
    m_chosen = kind;
    if (!m_busy)
        showKind(kind);
}

void BodyView::showKind(Kind kind)
{
    m_kind = kind;
    m_buttons[size_t(kind)]->setChecked(true);
    m_pretty->setVisible(kind == Kind::Text && m_content.pretty.count() > 0);
    const QString problem = m_content.problem(kind);
    if (m_content.body.isEmpty()) {
        m_state->show(widgets::StateView::Kind::NothingFound, tr("Empty body"),
                      tr("The message has no body; its properties and headers are all it carries."));
        m_stack->setCurrentWidget(m_state);
    } else if (!problem.isEmpty()) {
        m_state->show(widgets::StateView::Kind::NothingFound,
                      tr("Not shown as %1").arg(m_buttons[size_t(kind)]->text()), problem);
        m_stack->setCurrentWidget(m_state);
    } else if (kind == Kind::Json) {
        showJson();
    } else if (kind == Kind::Text) {
        showText();
    } else if (kind == Kind::Hex) {
        if (!std::exchange(m_hexShown, true))
            m_hexView->setBytes(m_content.body);
        m_stack->setCurrentWidget(m_hexView);
    } else {
        m_picture->setImage(m_content.image);
        m_stack->setCurrentWidget(m_picture);
    }
    updateInfo();
}

void BodyView::showJson()
{
    m_stack->setCurrentWidget(m_tree);
    if (std::exchange(m_jsonShown, true))
        return;
    m_jsonModel->setDocument(m_content.json);
    if (m_content.json->nodeCount() <= openWhole)
        m_tree->expandAll();
    else
        m_tree->expand(m_jsonModel->index(0, 0));
}

void BodyView::showText()
{
    const bool json = m_content.pretty.count() > 0;
    const bool pretty = json && m_pretty->isChecked();
    const TextLines &lines = pretty ? m_content.pretty : m_content.text;
    if (fitsEdit(lines)) {
        m_highlighter->setActive(json);
        m_edit->setPlainText(QString::fromUtf8(lines.utf8));
        m_stack->setCurrentWidget(m_edit);
    } else {
        m_textView->setLines(lines, json);
        m_stack->setCurrentWidget(m_textView);
    }
    updateInfo();
}

void BodyView::updateSelector()
{
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        const QString problem = m_content.body.isEmpty() ? QString() : m_content.problem(Kind(i));
        m_buttons[i]->setToolTip(problem);
        m_buttons[i]->setStyleSheet(
            problem.isEmpty() ? QString()
                              : u"QToolButton { color: %1; }"_s.arg(theme::tokensFor(palette()).faint.name()));
    }
}

void BodyView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_highlighter)
        return;
    m_highlighter->rehighlight();
    updateSelector();
}

void BodyView::updateInfo()
{
    QStringList parts{theme::formatSize(quint64(m_content.body.size()))};
    if (!m_content.contentType.isEmpty())
        parts << m_content.contentType;
    if (m_kind == Kind::Text && !m_content.charset.isEmpty())
        parts << m_content.charset;
    if (m_kind == Kind::Text && !m_content.textNote.isEmpty())
        parts << m_content.textNote;
    if (m_kind == Kind::Text && m_content.prettyCut && m_pretty->isChecked())
        parts << tr("only the beginning is indented; switch “Indented” off for all of it");
    if (m_kind == Kind::Json && m_content.json)
        parts << tr("%1 values").arg(theme::formatCount(m_content.json->nodeCount()));
    if (m_kind == Kind::Image && !m_content.image.isNull())
        parts << m_content.image.text(u"size"_s);
    m_info->setText(m_content.body.isEmpty() ? QString() : parts.join(u" · "_s));
}

void BodyView::copyTree(bool path)
{
    const QModelIndex index = m_tree->currentIndex().isValid() ? m_tree->currentIndex() : m_jsonModel->index(0, 0);
    if (!index.isValid())
        return;
    QString text = path ? m_jsonModel->document()->path(m_jsonModel->nodeAt(index))
                        : QString::fromUtf8(m_jsonModel->valueText(index));
    if (!path && m_jsonModel->document()->type(m_jsonModel->nodeAt(index)) == JsonIndex::Type::String)
        text = m_jsonModel->document()->scalarText(m_jsonModel->nodeAt(index), m_content.body.size());
    QApplication::clipboard()->setText(text);
}

void BodyView::showTreeMenu(const QPoint &position)
{
    auto *menu = new QMenu(m_tree);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy value"), QKeySequence::Copy, this, [this] { copyTree(false); });
    menu->addAction(tr("Copy path"), this, [this] { copyTree(true); });
    menu->addSeparator();
    const QPersistentModelIndex index = m_tree->indexAt(position);
    QAction *expand =
        menu->addAction(tr("Expand all below"), this, [this, index] { m_tree->expandRecursively(index, 6); });
    expand->setEnabled(index.isValid() && m_jsonModel->hasChildren(index));
    menu->addAction(tr("Collapse all"), m_tree, &QTreeView::collapseAll);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

} // namespace ui::inspector
