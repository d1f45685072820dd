// SPDX-License-Identifier: GPL-3.0-or-later
// JsonModel: a JSON text as a tree. Children are found when a branch is opened and handed out in portions, so that an array
// of a million values costs nothing until somebody reads on. JsonDelegate paints a row as JSON reads: "name": value.
// Owner: BodyView. Thread: ui.
#pragma once

#include "ui/inspector/jsonindex.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QStyledItemDelegate>

#include <memory>

namespace ui::inspector {

class JsonModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    static constexpr int portion = 500;

    using QAbstractItemModel::QAbstractItemModel;

    /// Null: an empty model.
    void setDocument(std::shared_ptr<const JsonIndex> document);
    const JsonIndex *document() const { return m_document.get(); }
    quint32 nodeAt(const QModelIndex &index) const { return quint32(index.internalId()); }
    /// The value as JSON text, as it stands in the message.
    QByteArray valueText(const QModelIndex &index) const;

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

    std::shared_ptr<const JsonIndex> m_document;
    QHash<quint32, Branch> m_branches; ///< opened ones
};

class JsonDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui::inspector
