// SPDX-License-Identifier: GPL-3.0-or-later
// DetailModel: everything of a message but its body, as a tree of name, value and type: the message itself, its properties,
// its headers with nested tables and arrays. Small by nature (a header frame), so it is built whole.
// Owner: InspectorPanel. Thread: ui.
#pragma once

#include <engine/events.h>
#include <engine/snapshots.h>

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace ui::inspector {

class DetailModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, TypeColumn, ColumnCount };

    explicit DetailModel(QObject *parent = nullptr);
    ~DetailModel() override;

    void showMessage(const engine::MessageDetails &details);
    void showEvent(const engine::LiveEvent &event);
    void clear();
    /// "name: value" of the row and all below it, a line each.
    QString textOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    struct Item;

private:
    Item *itemAt(const QModelIndex &index) const;
    Item &section(const QString &title);
    void addProperties(Item &section, const engine::MessageProperties &properties);
    void addMetadata(Item &section, const engine::MessageDetails &details);
    static void addState(Item &section, const engine::MessageSummary &message);

    std::unique_ptr<Item> m_root;
};

} // namespace ui::inspector
