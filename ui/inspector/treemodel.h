// SPDX-License-Identifier: GPL-3.0-or-later
// TreeModel: the values of a body as a tree. Children are found when a branch is opened and handed out in portions, so that an array
// of a million values costs nothing until somebody reads on. TreeDelegate paints a row as JSON reads: "name": value.
// Owner: BodyView. Thread: ui.
#pragma once

#include "ui/decoding/valuetree.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QStyledItemDelegate>

#include <memory>

namespace ui::inspector {

class TreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    static constexpr int portion = 500;
    /// Rows further down their branch than this are not brought into the tree by indexOf().
    static constexpr int farthestRow = 20'000;

    using QAbstractItemModel::QAbstractItemModel;

    /// Null: an empty model.
    void setDocument(std::shared_ptr<const decoding::ValueTree> document);
    const decoding::ValueTree *document() const { return m_document.get(); }
    std::shared_ptr<const decoding::ValueTree> shared() const { return m_document; }
    quint32 nodeAt(const QModelIndex &index) const { return quint32(index.internalId()); }
    /// Opens the branches above it as far as needed. Invalid: it is too far down.
    QModelIndex indexOf(quint32 node);
    /// What is looked for, to be marked where it stands.
    void setMarked(const QString &text);
    QString marked() const { return m_marked; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Branch
    {
        QList<quint32> children;
        int shown = 0;
    };

    /// At least up to this row, as far as there are so many.
    void fetch(const QModelIndex &parent, int row);

    std::shared_ptr<const decoding::ValueTree> m_document;
    QHash<quint32, Branch> m_branches; ///< opened ones
    QString m_marked;
};

class TreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui::inspector
