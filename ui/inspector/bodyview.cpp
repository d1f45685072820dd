// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/bodyview.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/feed/querywords.h"
#include "ui/inspector/bodysearch.h"
#include "ui/inspector/findbar.h"
#include "ui/inspector/linesview.h"
#include "ui/inspector/pictureview.h"
#include "ui/inspector/readingmemory.h"
#include "ui/inspector/readingmenu.h"
#include "ui/inspector/treemodel.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/menukey.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using decoding::Layer;
using decoding::Reading;

namespace {

/// Below this a look takes less than a frame, so no worker and no flicker.
constexpr qsizetype atOnce = 32 << 10;
/// A text edit lays out the whole text; above this the lines are painted as they come into view.
constexpr qsizetype editLimit = 96 << 10;
/// Of what is mostly done before anybody sees it nothing is said.
constexpr int loadingDelayMs = 150;
/// Trees up to this many values open whole.
constexpr quint32 openWhole = 150;
/// Of more values than this a copy is made in a worker.
constexpr quint32 valuesCopiedAtOnce = 1000;
constexpr qsizetype longestAskedFor = 200;             // characters of a value
constexpr qsizetype mostEscaped = 7 * longestAskedFor; // bytes that so many characters are written as, and some more

// What the links in the crumbs stand for; numbers are layers.
constexpr auto decodeLink = "base64"_L1, automaticLink = "automatic"_L1;

bool fitsEdit(const TextLines &lines)
{
    return lines.utf8.size() <= editLimit && !(lines.cut && lines.utf8.size() > (16 << 10));
}

/// What is small may unpack to much.
bool isQuick(const QByteArray &body, const QString &contentEncoding, const Reading &reading)
{
    const QStringList encodings = contentEncoding.split(u',');
    const bool isPacked = std::any_of(encodings.cbegin(), encodings.cend(),
                                      [](const QString &name) { return decoding::layerNamed(name).has_value(); });
    return body.size() <= atOnce && !isPacked && !reading.layers && !decoding::layerByMark(body);
}

} // namespace

BodyView::BodyView(ReadingMemory &memory, QWidget *parent)
    : QWidget(parent)
    , m_memory(memory)
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
    m_findBar = new FindBar(this);
    m_stack = new QStackedWidget(this);
    for (QWidget *page :
         std::initializer_list<QWidget *>{makeTree(), makeTextEdit(), m_textView, m_hexView, m_picture, m_state})
        m_stack->addWidget(page);
    m_search = new BodySearch(*m_findBar, *m_treeModel, *m_tree, *m_edit, *m_textView, this);
    connect(m_findBar, &FindBar::closed, m_stack, [this] { m_stack->currentWidget()->setFocus(); });

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeSelector());
    rows->addWidget(makeCrumbs());
    rows->addWidget(m_findBar);
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

// ---- what it is made of

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
    m_pretty->setText(u"⇥"_s); // a word would take more room than a narrow inspector has
    m_pretty->setAccessibleName(tr("Indented"));
    m_pretty->setToolTip(tr("Indent the text; off: exactly as it was sent"));
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    m_pretty->setAutoRaise(true);
    connect(m_pretty, &QToolButton::toggled, this, &BodyView::showText);
    m_pretty->hide(); // until there is text that can be indented
    row->addWidget(m_pretty);
    auto *find = new QToolButton(bar);
    find->setText(u"⌕"_s);
    find->setObjectName(u"findInBody"_s);
    find->setToolTip(tr("Find in names and values (Ctrl+F)"));
    find->setAccessibleName(tr("Find in the body"));
    find->setAutoRaise(true);
    connect(find, &QToolButton::clicked, this, &BodyView::find);
    row->addWidget(find);
    m_readAs = new QToolButton(bar);
    m_readAs->setText(tr("Read as"));
    m_readAs->setObjectName(u"readAs"_s);
    m_readAs->setToolTip(tr("Say what bodies here are, what they are packed in, in which characters"));
    m_readAs->setAutoRaise(true);
    connect(m_readAs, &QToolButton::clicked, this, &BodyView::showReadingMenu);
    row->addWidget(m_readAs);
    return bar;
}

QWidget *BodyView::makeCrumbs()
{
    m_crumbs = new QLabel(this);
    m_crumbs->setObjectName(u"crumbs"_s);
    m_crumbs->setTextFormat(Qt::RichText);
    m_crumbs->setWordWrap(true);
    m_crumbs->setContentsMargins(12, 0, 12, 6);
    m_crumbs->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_crumbs, &QLabel::linkActivated, this, &BodyView::follow);
    return m_crumbs;
}

QWidget *BodyView::makeTree()
{
    m_treeModel = new TreeModel(this);
    m_tree = new QTreeView(this);
    m_tree->setModel(m_treeModel);
    m_tree->setItemDelegate(new TreeDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setStyleSheet(u"QTreeView { padding: 4px 0 0 6px; }"_s);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QTreeView::NoEditTriggers);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    new widgets::MenuKey(*m_tree);
    m_tree->setAccessibleName(tr("Body as a tree of values"));
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

// ---- the body

void BodyView::clear()
{
    setBody({}, {}, {});
}

void BodyView::setBody(const QByteArray &body, const QString &contentType, const QString &contentEncoding,
                       const QString &place)
{
    m_content = {};
    m_content.body = body;
    m_content.contentType = contentType;
    m_contentEncoding = contentEncoding;
    m_place = place;
    inspect();
}

void BodyView::setReading(const Reading &reading)
{
    m_memory.remember(m_place, reading);
    m_chosen.reset(); // it is to be seen
    inspect();
}

void BodyView::inspect()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const quint64 generation = ++m_generation;
    const QByteArray body = m_content.body;
    const QString type = m_content.contentType;
    const Reading reading = m_memory.readingOf(m_place);
    if (isQuick(body, m_contentEncoding, reading))
        return take(inspectBody(body, type, m_contentEncoding, reading));
    m_busy = true;
    m_content = {};
    m_content.body = body;
    m_content.contentType = type;
    if (body.size() > atOnce)
        showLoading();
    else
        QTimer::singleShot(loadingDelayMs, this, [this, generation] {
            if (m_busy && generation == m_generation)
                showLoading();
        });
    async::whenDone(async::inWorker([body, type, encoding = m_contentEncoding, reading, cancelled = m_cancelled] {
                        return inspectBody(body, type, encoding, reading, cancelled.get());
                    }),
                    this, [this, generation](const BodyContent &content) {
                        if (generation == m_generation)
                            take(content);
                    });
}

void BodyView::showLoading()
{
    m_search->setTarget(BodySearch::Target::None);
    m_state->show(widgets::StateView::Kind::Loading,
                  tr("Reading %1").arg(theme::formatSize(quint64(m_content.body.size()))), {});
    m_stack->setCurrentWidget(m_state);
    m_info->clear();
    updateCrumbs();
    updateNote();
}

void BodyView::take(const BodyContent &content)
{
    m_busy = false;
    m_content = content;
    m_treeShown = false;
    m_hexShown = -1;
    m_treeModel->setDocument(nullptr);
    showKind(m_chosen && content.can(*m_chosen) ? *m_chosen : content.preferred);
    updateSelector();
    updateCrumbs();
    updateNote();
    Q_EMIT ready();
}

// ---- showing it

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
    m_search->setTarget(BodySearch::Target::None);
    if (m_content.body.isEmpty() || !problem.isEmpty()) {
        showProblem(kind, problem);
    } else if (kind == Kind::Tree) {
        showTree();
    } else if (kind == Kind::Text) {
        showText();
    } else if (kind == Kind::Hex) {
        showHex(0);
    } else {
        m_picture->setImage(m_content.image);
        m_stack->setCurrentWidget(m_picture);
    }
    updateInfo();
}

void BodyView::showProblem(Kind kind, const QString &problem)
{
    if (m_content.body.isEmpty())
        m_state->show(widgets::StateView::Kind::NothingFound, tr("Empty body"),
                      tr("The message has no body; its properties and headers are all it carries."));
    else
        m_state->show(widgets::StateView::Kind::NothingFound,
                      tr("Not shown as %1").arg(m_buttons[size_t(kind)]->text()), problem);
    m_stack->setCurrentWidget(m_state);
}

void BodyView::showTree()
{
    m_stack->setCurrentWidget(m_tree);
    if (!std::exchange(m_treeShown, true)) {
        m_treeModel->setDocument(m_content.tree);
        if (m_content.tree->nodeCount() <= openWhole)
            m_tree->expandAll();
        else
            m_tree->expand(m_treeModel->index(0, 0));
    }
    m_search->setTarget(BodySearch::Target::Tree);
}

void BodyView::showText()
{
    const bool pretty = m_content.pretty.count() > 0 && m_pretty->isChecked();
    const TextLines &lines = pretty ? m_content.pretty : m_content.text;
    if (fitsEdit(lines)) {
        m_highlighter->setSyntax(m_content.syntax);
        m_edit->setPlainText(QString::fromUtf8(lines.utf8));
        m_stack->setCurrentWidget(m_edit);
        m_search->setTarget(BodySearch::Target::Edit);
    } else {
        m_textView->setLines(lines, m_content.syntax);
        m_stack->setCurrentWidget(m_textView);
        m_search->setTarget(BodySearch::Target::Lines);
    }
    updateInfo();
}

/// 0: as it was sent; 1 … what was in the layers.
void BodyView::showHex(qsizetype layer)
{
    if (std::exchange(m_hexShown, layer) != layer)
        m_hexView->setBytes(layer == 0 ? m_content.body : m_content.layers.at(layer - 1).bytes);
    m_stack->setCurrentWidget(m_hexView);
}

void BodyView::find()
{
    m_findBar->open();
    const bool isSearched = (m_kind == Kind::Tree || m_kind == Kind::Text) && m_content.can(m_kind);
    if (!m_busy)
        showKind(!isSearched && m_content.can(Kind::Text) ? Kind::Text : m_kind);
}

bool BodyView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Ctrl+F is the window's, too; here it means what is shown here.
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || (key->key() == Qt::Key_F3 && !m_findBar->isHidden())) {
            key->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void BodyView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        return find();
    if (event->key() == Qt::Key_F3 && !m_findBar->isHidden())
        return Q_EMIT m_findBar->stepped(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    QWidget::keyPressEvent(event);
}

// ---- what is told of it

void BodyView::updateSelector()
{
    const bool isKnown = m_content.format != BodyContent::Format::Automatic;
    m_buttons[0]->setText(isKnown ? decoding::formatName(m_content.format)
                          : m_content.body.isEmpty() || m_content.textProblem.isEmpty() ? tr("JSON")
                                                                                        : tr("Values"));
    m_buttons[0]->setAccessibleName(tr("Show the body as %1").arg(m_buttons[0]->text()));
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        const QString problem = m_content.body.isEmpty() ? QString() : m_content.problem(Kind(i));
        m_buttons[i]->setToolTip(problem);
        // That words are no picture need not be said; that a picture is damaged is.
        m_buttons[i]->setVisible(Kind(i) != Kind::Image || m_content.isMeantAsPicture || m_buttons[i]->isChecked());
        m_buttons[i]->setStyleSheet(
            problem.isEmpty() ? QString()
                              : u"QToolButton { color: %1; }"_s.arg(theme::tokensFor(palette()).faint.name()));
    }
}

void BodyView::updateCrumbs()
{
    const theme::Tokens &tokens = theme::tokensFor(palette());
    const auto link = [&tokens](const QString &target, const QString &text) {
        return u"<a href=\"%1\" style=\"color:%2\">%3</a>"_s.arg(target, tokens.accent.name(), text.toHtmlEscaped());
    };
    const auto faint = [&tokens](const QString &text) {
        return u"<span style=\"color:%1\">%2</span>"_s.arg(tokens.muted.name(), text.toHtmlEscaped());
    };
    QStringList parts;
    for (qsizetype i = 0; i < m_content.layers.size(); ++i) {
        const BodyContent::Unpacked &layer = m_content.layers.at(i);
        const qsizetype before = i == 0 ? m_content.body.size() : m_content.layers.at(i - 1).bytes.size();
        if (i == 0)
            parts << link(u"0"_s, tr("as sent")) + u' ' + faint(theme::formatSize(quint64(before)));
        const double ratio = double(layer.bytes.size()) / double(qMax(before, qsizetype(1)));
        parts << link(QString::number(i + 1), decoding::layerName(layer.layer)) + u' ' +
                     faint(theme::formatSize(quint64(layer.bytes.size())) + u" · "_s + QString::number(ratio, 'f', 1) +
                           u'×');
    }
    const bool isSaid = !m_memory.readingOf(m_place).isAutomatic();
    if (m_content.tree && (!parts.isEmpty() || m_content.isGuess || isSaid)) {
        const QString name = decoding::formatName(m_content.format);
        parts << (m_content.isGuess ? tr("%1, by its look").arg(name) : name).toHtmlEscaped();
    } else if (!parts.isEmpty() && m_content.textProblem.isEmpty()) {
        parts << m_content.charset.toHtmlEscaped();
    }
    QString text = parts.join(faint(u" → "_s));
    const auto add = [&text](const QString &more) { text += text.isEmpty() ? more : QString(u" &nbsp; "_s + more); };
    if (m_content.isEncoded)
        add(faint(tr("This may be base64.")) + u' ' + link(decodeLink, tr("Decode it")));
    if (isSaid && !m_content.body.isEmpty())
        add(link(automaticLink, tr("Find out again")));
    m_crumbs->setText(text);
    m_crumbs->setVisible(!text.isEmpty());
}

void BodyView::follow(const QString &link)
{
    if (link == automaticLink)
        return setReading({});
    if (link == decodeLink) {
        Reading reading = m_memory.readingOf(m_place);
        QList<Layer> layers;
        for (const BodyContent::Unpacked &layer : std::as_const(m_content.layers))
            layers << layer.layer;
        reading.layers = layers << Layer::Base64;
        return setReading(reading);
    }
    const qsizetype layer = link.toLongLong();
    if (layer > m_content.layers.size())
        return;
    showKind(Kind::Hex);
    showHex(layer);
    updateInfo();
}

void BodyView::setNote(const QString &note)
{
    m_givenNote = note;
    updateNote();
}

void BodyView::updateNote()
{
    QStringList notes;
    if (!m_givenNote.isEmpty())
        notes << m_givenNote;
    for (const BodyContent::Unpacked &layer : std::as_const(m_content.layers)) {
        if (!layer.note.isEmpty())
            notes << layer.note;
    }
    // Where nothing can be shown it is said there.
    if (!m_content.layerProblem.isEmpty() && m_content.textProblem != m_content.layerProblem)
        notes << m_content.layerProblem;
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

void BodyView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_crumbs)
        return;
    m_highlighter->rehighlight();
    updateSelector();
    updateCrumbs();
}

void BodyView::updateInfo()
{
    const bool isLayer = m_kind == Kind::Hex && m_hexShown > 0;
    const qsizetype size = isLayer ? m_content.layers.at(m_hexShown - 1).bytes.size() : m_content.body.size();
    QStringList parts{theme::formatSize(quint64(size))};
    if (isLayer)
        parts << tr("out of %1").arg(decoding::layerName(m_content.layers.at(m_hexShown - 1).layer));
    else if (m_kind == Kind::Hex && !m_content.layers.isEmpty())
        parts << tr("as sent");
    if (!m_content.contentType.isEmpty())
        parts << m_content.contentType;
    if (m_kind == Kind::Text && !m_content.charset.isEmpty())
        parts << m_content.charset;
    if (m_kind == Kind::Text && !m_content.textNote.isEmpty())
        parts << m_content.textNote;
    if (m_kind == Kind::Text && m_content.prettyCut && m_pretty->isChecked())
        parts << tr("only the beginning is indented; switch “Indented” off for all of it");
    if (m_kind == Kind::Tree && m_content.tree)
        parts << tr("%1 values").arg(theme::formatCount(m_content.tree->nodeCount()));
    if (m_kind == Kind::Image && !m_content.image.isNull())
        parts << m_content.image.text(u"size"_s);
    m_info->setText(m_content.body.isEmpty() ? QString() : parts.join(u" · "_s));
}

// ---- menus

void BodyView::showReadingMenu()
{
    auto *menu = new QMenu(m_readAs);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillReadingMenu(*menu, m_memory.readingOf(m_place), m_place,
                    [this](const Reading &reading) { setReading(reading); });
    menu->popup(m_readAs->mapToGlobal(QPoint(0, m_readAs->height())));
}

void BodyView::copyTree(bool path)
{
    const QModelIndex index = m_tree->currentIndex().isValid() ? m_tree->currentIndex() : m_treeModel->index(0, 0);
    if (!index.isValid())
        return;
    const quint32 node = m_treeModel->nodeAt(index);
    const auto tree = m_treeModel->shared();
    if (path || tree->node(node).next - node <= valuesCopiedAtOnce) {
        QApplication::clipboard()->setText(path ? tree->path(node) : QString::fromUtf8(tree->copyText(node)));
        return;
    }
    async::whenDone(async::inWorker([tree, node] { return QString::fromUtf8(tree->copyText(node)); }), this,
                    [](const QString &text) { QApplication::clipboard()->setText(text); });
}

/// What finds messages with the same value there; empty: there is no such query. Queries look into JSON as it was sent.
QString BodyView::conditionAt(const QModelIndex &index) const
{
    const auto tree = m_treeModel->shared();
    const bool isJson = m_content.format == decoding::Reading::Format::Json && m_content.layers.isEmpty();
    if (!index.isValid() || !tree || !isJson)
        return {};
    quint32 node = m_treeModel->nodeAt(index);
    const QString value = tree->isContainer(node) ? QString() : tree->scalarText(node, mostEscaped);
    if (node == 0 || tree->isContainer(node) || value.size() > longestAskedFor || value.contains(u'\n'))
        return {};
    QString path;
    for (; node != 0; node = tree->node(node).parent) {
        const QString name = tree->hasKey(node) ? tree->key(node) : QString();
        if (!name.isEmpty() && !feed::isPlainName(name))
            return {};
        path.prepend(tree->hasKey(node) ? QString(u'.' % name) : u"[]"_s); // in any place of a list
    }
    return feed::bodyCondition(path, value);
}

void BodyView::showTreeMenu(const QPoint &position)
{
    auto *menu = new QMenu(m_tree);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy value"), QKeySequence::Copy, this, [this] { copyTree(false); });
    menu->addAction(tr("Copy path"), this, [this] { copyTree(true); });
    menu->addSeparator();
    if (const QString condition = conditionAt(m_tree->indexAt(position)); !condition.isEmpty()) {
        Q_EMIT valueMenuAboutToShow(menu, condition);
        menu->addSeparator();
    }
    menu->addAction(tr("Find…"), QKeySequence::Find, this, &BodyView::find);
    menu->addSeparator();
    const QPersistentModelIndex index = m_tree->indexAt(position);
    QAction *expand =
        menu->addAction(tr("Expand all below"), this, [this, index] { m_tree->expandRecursively(index, 6); });
    expand->setEnabled(index.isValid() && m_treeModel->hasChildren(index));
    menu->addAction(tr("Collapse all"), m_tree, &QTreeView::collapseAll);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

} // namespace ui::inspector
