// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/jsonmodel.h"

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

namespace {

/// A row needs no more of a long string than fits any screen.
constexpr qsizetype shownCharacters = 600;

/// A piece of a row and the colour of what it is.
struct Piece
{
    QString text;
    QColor color;
};

/// The text as it stands, with what would break the line written as an escape.
QString oneLine(QByteArrayView raw)
{
    QString text = QString::fromUtf8(raw.first(qMin(raw.size(), shownCharacters)));
    return raw.size() > shownCharacters ? QString(text % u'…') : text;
}

QString summaryOf(const JsonIndex &json, quint32 node)
{
    const quint32 count = json.node(node).childCount;
    const QString figure = theme::formatCount(count);
    if (json.type(node) == JsonIndex::Type::Array)
        return count == 1 ? JsonModel::tr("1 item") : JsonModel::tr("%1 items").arg(figure);
    return count == 1 ? JsonModel::tr("1 member") : JsonModel::tr("%1 members").arg(figure);
}

QColor colorOf(JsonIndex::Type type, const theme::Tokens &tokens)
{
    switch (type) {
    case JsonIndex::Type::String:
        return tokens.ok;
    case JsonIndex::Type::Number:
        return tokens.ready;
    case JsonIndex::Type::Null:
        return tokens.muted;
    case JsonIndex::Type::True:
    case JsonIndex::Type::False:
        return tokens.unackedText;
    default:
        return tokens.text;
    }
}

QList<Piece> piecesOf(const JsonIndex &json, quint32 node, bool open, const theme::Tokens &tokens)
{
    QList<Piece> pieces;
    if (json.hasKey(node)) {
        pieces << Piece{u'"' % json.key(node).left(shownCharacters) % u'"', tokens.topic};
        pieces << Piece{u": "_s, tokens.text};
    } else if (node != 0) {
        pieces << Piece{QString::number(json.node(node).row) % u"  "_s, tokens.faint};
    }
    const JsonIndex::Type type = json.type(node);
    if (!json.isContainer(node)) {
        pieces << Piece{oneLine(json.raw(node)), colorOf(type, tokens)};
        return pieces;
    }
    const bool array = type == JsonIndex::Type::Array;
    if (json.node(node).childCount == 0) {
        pieces << Piece{array ? u"[]"_s : u"{}"_s, tokens.text};
    } else if (open) {
        pieces << Piece{array ? u"["_s : u"{"_s, tokens.text};
        if (array)
            pieces << Piece{u"  "_s % summaryOf(json, node), tokens.faint};
    } else {
        pieces << Piece{array ? u"[ "_s : u"{ "_s, tokens.text} << Piece{summaryOf(json, node), tokens.muted}
               << Piece{array ? u" ]"_s : u" }"_s, tokens.text};
    }
    return pieces;
}

} // namespace

void JsonModel::setDocument(std::shared_ptr<const JsonIndex> document)
{
    beginResetModel();
    m_document = document && document->isComplete() ? std::move(document) : nullptr;
    m_branches.clear();
    endResetModel();
}

QByteArray JsonModel::valueText(const QModelIndex &index) const
{
    return index.isValid() && m_document ? m_document->raw(nodeAt(index)).toByteArray() : QByteArray();
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(0, 0, quintptr(0));
    return createIndex(row, column, quintptr(m_branches.constFind(nodeAt(parent))->children.at(row)));
}

QModelIndex JsonModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || nodeAt(child) == 0)
        return {};
    const quint32 parent = m_document->node(nodeAt(child)).parent;
    return createIndex(int(m_document->node(parent).row), 0, quintptr(parent));
}

int JsonModel::rowCount(const QModelIndex &parent) const
{
    if (!m_document || parent.column() > 0)
        return 0;
    if (!parent.isValid())
        return 1;
    const auto it = m_branches.constFind(nodeAt(parent));
    return it == m_branches.constEnd() ? 0 : it->shown;
}

int JsonModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool JsonModel::hasChildren(const QModelIndex &parent) const
{
    if (!m_document)
        return false;
    return !parent.isValid() ||
           (m_document->isContainer(nodeAt(parent)) && m_document->node(nodeAt(parent)).childCount > 0);
}

bool JsonModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && hasChildren(parent) &&
           rowCount(parent) < int(m_document->node(nodeAt(parent)).childCount);
}

void JsonModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const quint32 node = nodeAt(parent);
    if (!m_branches.contains(node))
        m_branches.insert(node, {m_document->children(node), 0});
    Branch &branch = m_branches[node];
    const int more = qMin(portion, int(branch.children.size()) - branch.shown);
    beginInsertRows(parent, branch.shown, branch.shown + more - 1);
    branch.shown += more;
    endInsertRows();
}

QVariant JsonModel::data(const QModelIndex &index, int role) const
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

void JsonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const JsonModel *>(index.model());
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
        painter->setPen(piece.color);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        room.setLeft(room.left() + metrics.horizontalAdvance(shown));
    }
}

QSize JsonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, QFontMetrics(theme::monospaceFont(option.font)).height() + 4};
}

} // namespace ui::inspector
