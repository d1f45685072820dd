// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectionModel: a tree of connections, their channels, and the consumers of those. The columns are RabbitMQ's of the three
// lists in one row of headings; a connection sums up what its channels count.
// Owner: ConnectionsPage. Thread: ui.
#pragma once

#include <engine/snapshots.h>

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace ui::models {

class ConnectionModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column {
        Name,
        UserName,
        VirtualHost,
        State,
        Tls,
        Protocol,
        Mode,
        Channels,
        Unacked,
        Prefetch,
        Unconfirmed,
        Publish,
        Confirm,
        Unroutable,
        DeliverGet,
        Ack,
        FromClient,
        ToClient,
        columnEnd
    };
    enum class Kind : quint8 { Connection, Channel, Consumer };

    explicit ConnectionModel(QObject *parent = nullptr);
    ~ConnectionModel() override;

    void update(const QList<engine::ConnectionSnapshot> &connections);

    Kind kindOf(const QModelIndex &index) const;
    /// The connection the row is or belongs to.
    const engine::ConnectionSnapshot &connectionOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    using Nodes = std::vector<std::unique_ptr<Node>>;

    static QString wordsOf(const Node &node, int column);
    static int toneOf(const Node &node, int column);
    static Node *nodeOf(const QModelIndex &index);
    QModelIndex indexOf(const Node &node, int column = 0) const;
    static Nodes makeNodes(const QList<engine::ConnectionSnapshot> &connections);
    static Nodes makeNodes(const QList<engine::ChannelSnapshot> &channels,
                           engine::ConnectionSnapshot::State connection);
    static Nodes makeNodes(const QList<engine::ConsumerSnapshot> &consumers);
    template <typename Snapshot, typename Fill>
    static Nodes makeSorted(const QList<Snapshot> &snapshots, Fill fill);
    static void renumber(Node &parent, size_t from);
    void merge(Node &parent, Nodes next);
    void removeMissing(Node &parent, const Nodes &next);

    std::unique_ptr<Node> m_root;
};

} // namespace ui::models
