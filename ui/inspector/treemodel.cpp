// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/treemodel.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using decoding::ValueTree;

namespace {

/// A row needs no more of a long string than fits any screen.
constexpr qsizetype shownCharacters = 600;

/// A piece of a row and the colour of what it is.
struct Piece
{
    QString text;
    QColor color;
};

QString summaryOf(const ValueTree &tree, quint32 node)
{
    const quint32 count = tree.node(node).childCount;
    const QString figure = theme::formatCount(count);
    if (tree.type(node) == ValueTree::Type::Array)
        return count == 1 ? TreeModel::tr("1 item") : TreeModel::tr("%1 items").arg(figure);
    return count == 1 ? TreeModel::tr("1 member") : TreeModel::tr("%1 members").arg(figure);
}

QColor colorOf(ValueTree::Type type, const theme::Tokens &tokens)
{
    switch (type) {
    case ValueTree::Type::String:
        return tokens.ok;
    case ValueTree::Type::Number:
        return tokens.ready;
    case ValueTree::Type::Bytes:
    case ValueTree::Type::Null:
        return tokens.muted;
    case ValueTree::Type::True:
    case ValueTree::Type::False:
        return tokens.unackedText;
    default:
        return tokens.text;
    }
}

void addContainer(QList<Piece> &pieces, const ValueTree &tree, quint32 node, bool open, const theme::Tokens &tokens)
{
    const bool array = tree.type(node) == ValueTree::Type::Array;
    if (tree.node(node).childCount == 0) {
        pieces << Piece{array ? u"[]"_s : u"{}"_s, tokens.text};
    } else if (open) {
        pieces << Piece{array ? u"["_s : u"{"_s, tokens.text};
        if (array)
            pieces << Piece{u"  "_s % summaryOf(tree, node), tokens.faint};
    } else {
        pieces << Piece{array ? u"[ "_s : u"{ "_s, tokens.text} << Piece{summaryOf(tree, node), tokens.muted}
               << Piece{array ? u" ]"_s : u" }"_s, tokens.text};
    }
}

QList<Piece> piecesOf(const ValueTree &tree, quint32 node, bool open, const theme::Tokens &tokens)
{
    QList<Piece> pieces;
    if (tree.hasKey(node)) {
        pieces << Piece{tree.shownKey(node).left(shownCharacters), tokens.topic};
        pieces << Piece{u": "_s, tokens.text};
    } else if (node != 0) {
        pieces << Piece{QString::number(tree.node(node).row) % u"  "_s, tokens.faint};
    }
    if (tree.isContainer(node))
        addContainer(pieces, tree, node, open, tokens);
    else
        pieces << Piece{tree.shownText(node, shownCharacters), colorOf(tree.type(node), tokens)};
    if (const QString note = tree.note(node); !note.isEmpty())
        pieces << Piece{u"   "_s % note, tokens.faint};
    return pieces;
}

/// A tint behind what is looked for, wherever it stands in the piece.
void mark(QPainter &painter, const QRect &room, const QString &shown, const QString &marked,
          const theme::Tokens &tokens)
{
    if (marked.isEmpty())
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    for (qsizetype at = shown.indexOf(marked, 0, Qt::CaseInsensitive); at >= 0;
         at = shown.indexOf(marked, at + marked.size(), Qt::CaseInsensitive)) {
        const int left = metrics.horizontalAdvance(shown.left(at));
        const int width = metrics.horizontalAdvance(shown.mid(at, marked.size()));
        painter.fillRect(room.left() + left, room.top() + 1, width, room.height() - 2, tokens.unackedBg);
    }
}

} // namespace

void TreeModel::setDocument(std::shared_ptr<const ValueTree> document)
{
    beginResetModel();
    m_document = document && document->isComplete() ? std::move(document) : nullptr;
    m_branches.clear();
    m_marked.clear();
    endResetModel();
}

QModelIndex TreeModel::indexOf(quint32 node)
{
    if (!m_document || node >= m_document->nodeCount())
        return {};
    // From the value up to the root, then down again.
    QList<quint32> way;
    for (quint32 at = node; at != 0; at = m_document->node(at).parent)
        way.prepend(at);
    QModelIndex found = index(0, 0);
    for (const quint32 step : std::as_const(way)) {
        const int row = int(m_document->node(step).row);
        if (row > farthestRow)
            return {};
        fetch(found, row);
        found = index(row, 0, found);
    }
    return found;
}

void TreeModel::setMarked(const QString &text)
{
    m_marked = text;
}

QModelIndex TreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(0, 0, quintptr(0));
    return createIndex(row, column, quintptr(m_branches.constFind(nodeAt(parent))->children.at(row)));
}

QModelIndex TreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || nodeAt(child) == 0)
        return {};
    const quint32 parent = m_document->node(nodeAt(child)).parent;
    return createIndex(int(m_document->node(parent).row), 0, quintptr(parent));
}

int TreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_document || parent.column() > 0)
        return 0;
    if (!parent.isValid())
        return 1;
    const auto it = m_branches.constFind(nodeAt(parent));
    return it == m_branches.constEnd() ? 0 : it->shown;
}

int TreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool TreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!m_document)
        return false;
    return !parent.isValid() ||
           (m_document->isContainer(nodeAt(parent)) && m_document->node(nodeAt(parent)).childCount > 0);
}

bool TreeModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && hasChildren(parent) &&
           rowCount(parent) < int(m_document->node(nodeAt(parent)).childCount);
}

void TreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(parent, rowCount(parent));
}

void TreeModel::fetch(const QModelIndex &parent, int row)
{
    const quint32 node = nodeAt(parent);
    if (!m_branches.contains(node))
        m_branches.insert(node, {m_document->children(node), 0});
    Branch &branch = m_branches[node];
    if (row < branch.shown)
        return;
    const int wanted = (row / portion + 1) * portion;
    const int more = qMin(wanted, int(branch.children.size())) - branch.shown;
    if (more <= 0)
        return;
    beginInsertRows(parent, branch.shown, branch.shown + more - 1);
    branch.shown += more;
    endInsertRows();
}

QVariant TreeModel::data(const QModelIndex &index, int role) const
{
    if (!m_document || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const quint32 node = nodeAt(index);
    if (role == Qt::ToolTipRole)
        return m_document->path(node);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    QString text;
    for (const Piece &piece : piecesOf(*m_document, node, false, theme::lightTokens()))
        text += piece.text;
    return text;
}

void TreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const TreeModel *>(index.model());
    if (!model || !model->document())
        return;
    const theme::Tokens &tokens = theme::tokensFor(option.palette);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, tokens.sel);
    const QFont font = theme::monospaceFont(option.font);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    QRect room = option.rect.adjusted(2, 0, -4, 0);
    for (const Piece &piece :
         piecesOf(*model->document(), model->nodeAt(index), option.state & QStyle::State_Open, tokens)) {
        if (room.width() < metrics.averageCharWidth())
            break;
        const QString shown = metrics.elidedText(piece.text, Qt::ElideRight, room.width());
        mark(*painter, room, shown, model->marked(), tokens);
        painter->setPen(piece.color);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        room.setLeft(room.left() + metrics.horizontalAdvance(shown));
    }
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, QFontMetrics(theme::monospaceFont(option.font)).height() + 4};
}

} // namespace ui::inspector
