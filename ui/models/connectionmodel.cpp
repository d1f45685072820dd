// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/connectionmodel.h"

#include "ui/models/features.h"
#include "ui/models/roles.h"
#include "ui/theme/format.h"

#include <algorithm>
#include <numeric>

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::ChannelSnapshot;
using engine::ConnectionSnapshot;
using engine::ConsumerSnapshot;

struct ConnectionModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    quint64 key = 0;
    ConnectionSnapshot::State connection =
        ConnectionSnapshot::State::Running; ///< of a channel: what its connection is in
    std::variant<std::monostate, ConnectionSnapshot, ChannelSnapshot, ConsumerSnapshot> value;
    Nodes children;
};

namespace {

bool isConnectionFigure(int column)
{
    return column >= ConnectionModel::Channels;
}

QString stateName(ConnectionSnapshot::State state)
{
    switch (state) {
    case ConnectionSnapshot::State::Starting:
        return ConnectionModel::tr("starting");
    case ConnectionSnapshot::State::Running:
        return ConnectionModel::tr("running");
    case ConnectionSnapshot::State::Flow:
        return ConnectionModel::tr("flow");
    case ConnectionSnapshot::State::Blocked:
        return ConnectionModel::tr("blocked");
    case ConnectionSnapshot::State::Closing:
        return ConnectionModel::tr("closing");
    }
    return {};
}

Tone connectionStateTone(ConnectionSnapshot::State state)
{
    switch (state) {
    case ConnectionSnapshot::State::Running:
        return Tone::Ok;
    case ConnectionSnapshot::State::Flow:
        return Tone::Unacked;
    case ConnectionSnapshot::State::Blocked:
        return Tone::Dead;
    default:
        return Tone::Muted;
    }
}

template <typename T>
double sum(const ConnectionSnapshot &c, T ChannelSnapshot::*member)
{
    return std::accumulate(
        c.channels.cbegin(), c.channels.cend(), 0.0,
        [member](double total, const ChannelSnapshot &channel) { return total + double(channel.*member); });
}

/// Nothing passes, and nothing keeps it from passing.
bool isIdle(const ChannelSnapshot &c, ConnectionSnapshot::State connection)
{
    return connection == ConnectionSnapshot::State::Running &&
           c.publishRate + c.confirmRate + c.unroutableRate + c.deliverGetRate + c.ackRate <= 0;
}

/// A figure of a row: a count, a rate, or nothing.
struct Figure
{
    enum Form : quint8 { Nothing, Count, Rate, ByteRate } form = Nothing;
    double value = 0;
    Tone tone = Tone::Normal;

    QString text() const
    {
        switch (form) {
        case Count:
            return theme::formatCount(quint64(value));
        case Rate:
            return theme::formatRate(value);
        case ByteRate:
            return value < 0.5 ? u"0 B/s"_s : QString(theme::formatSize(quint64(value)) + u"/s"_s);
        case Nothing:
            break;
        }
        return {};
    }
};

Figure figure(const ConnectionSnapshot &c, int column)
{
    switch (column) {
    case ConnectionModel::Channels:
        return {Figure::Count, double(c.channels.size())};
    case ConnectionModel::Unacked:
        return {Figure::Count, sum(c, &ChannelSnapshot::unacked), Tone::Unacked};
    case ConnectionModel::Unconfirmed:
        return {Figure::Count, sum(c, &ChannelSnapshot::unconfirmed), Tone::Unacked};
    case ConnectionModel::Publish:
        return {Figure::Rate, c.publishRate + sum(c, &ChannelSnapshot::publishRate)};
    case ConnectionModel::Confirm:
        return {Figure::Rate, sum(c, &ChannelSnapshot::confirmRate)};
    case ConnectionModel::Unroutable:
        return {Figure::Rate, sum(c, &ChannelSnapshot::unroutableRate), Tone::Dead};
    case ConnectionModel::DeliverGet:
        return {Figure::Rate, c.deliverRate + sum(c, &ChannelSnapshot::deliverGetRate)};
    case ConnectionModel::Ack:
        return {Figure::Rate, sum(c, &ChannelSnapshot::ackRate), Tone::Ok};
    case ConnectionModel::FromClient:
        return {Figure::ByteRate, c.bytesInRate};
    case ConnectionModel::ToClient:
        return {Figure::ByteRate, c.bytesOutRate};
    default:
        return {};
    }
}

Figure figure(const ChannelSnapshot &c, int column)
{
    switch (column) {
    case ConnectionModel::Unacked:
        return {Figure::Count, double(c.unacked), Tone::Unacked};
    case ConnectionModel::Unconfirmed:
        return {Figure::Count, double(c.unconfirmed), Tone::Unacked};
    case ConnectionModel::Prefetch:
        return c.globalPrefetch || c.prefetch
                   ? Figure{Figure::Count, double(c.globalPrefetch ? c.globalPrefetch : c.prefetch)}
                   : Figure{};
    case ConnectionModel::Publish:
        return {Figure::Rate, c.publishRate};
    case ConnectionModel::Confirm:
        return {Figure::Rate, c.confirmRate};
    case ConnectionModel::Unroutable:
        return {Figure::Rate, c.unroutableRate, Tone::Dead};
    case ConnectionModel::DeliverGet:
        return {Figure::Rate, c.deliverGetRate};
    case ConnectionModel::Ack:
        return {Figure::Rate, c.ackRate, Tone::Ok};
    default:
        return {};
    }
}

Figure figure(const ConsumerSnapshot &c, int column)
{
    switch (column) {
    case ConnectionModel::Unacked:
        return {Figure::Count, double(c.unacked), Tone::Unacked};
    case ConnectionModel::Prefetch:
        return c.prefetch ? Figure{Figure::Count, double(c.prefetch)} : Figure{};
    case ConnectionModel::DeliverGet:
        return {Figure::Rate, c.deliverRate};
    default:
        return {};
    }
}

Figure figure(std::monostate, int)
{
    return {};
}

QString words(const ConnectionSnapshot &c, int column)
{
    switch (column) {
    case ConnectionModel::Name:
        return c.name;
    case ConnectionModel::UserName:
        return c.user;
    case ConnectionModel::VirtualHost:
        return c.virtualHost;
    case ConnectionModel::State:
        return stateName(c.state);
    case ConnectionModel::Tls:
        return c.tls ? ConnectionModel::tr("yes") : ConnectionModel::tr("no");
    case ConnectionModel::Protocol:
        return c.protocol;
    case ConnectionModel::Mode:
        return c.clientProduct;
    default:
        return {};
    }
}

QString words(const ChannelSnapshot &c, int column)
{
    switch (column) {
    case ConnectionModel::Name:
        return ConnectionModel::tr("channel %1").arg(c.channel.number);
    case ConnectionModel::UserName:
        return c.user;
    case ConnectionModel::VirtualHost:
        return c.virtualHost;
    case ConnectionModel::Mode:
        return c.confirm         ? ConnectionModel::tr("C  confirm")
               : c.transactional ? ConnectionModel::tr("T  transactional")
                                 : QString();
    default:
        return {};
    }
}

QString words(const ConsumerSnapshot &c, int column)
{
    switch (column) {
    case ConnectionModel::Name:
        return c.queueName + u"  ·  "_s + c.tag;
    case ConnectionModel::State:
        return c.active ? ConnectionModel::tr("active") : ConnectionModel::tr("waiting");
    case ConnectionModel::Mode: {
        const QString ack = c.ackRequired ? ConnectionModel::tr("ack required") : ConnectionModel::tr("automatic ack");
        return c.exclusive ? ConnectionModel::tr("%1, exclusive").arg(ack) : ack;
    }
    default:
        return {};
    }
}

QString words(std::monostate, int)
{
    return {};
}

Tone tone(const ConnectionSnapshot &c, int column)
{
    if (column == ConnectionModel::State)
        return connectionStateTone(c.state);
    return column == ConnectionModel::Name ? Tone::Normal : Tone::Muted;
}

Tone tone(const ChannelSnapshot &, int column)
{
    return column == ConnectionModel::Name ? Tone::Normal : Tone::Muted;
}

Tone tone(const ConsumerSnapshot &c, int column)
{
    if (column == ConnectionModel::State)
        return c.active ? Tone::Ok : Tone::Unacked;
    return column == ConnectionModel::Name ? Tone::Normal : Tone::Muted;
}

Tone tone(std::monostate, int)
{
    return Tone::Normal;
}

QVariant toolTip(const ConnectionSnapshot &c)
{
    QStringList lines{c.name, ConnectionModel::tr("from %1, virtual host %2").arg(c.peer, c.virtualHost)};
    if (!c.waitsFor.isEmpty())
        lines << ConnectionModel::tr("%1 (%2): the broker reads nothing more from it until that is over")
                     .arg(stateName(c.state), c.waitsFor);
    lines << ConnectionModel::tr("connected since %1").arg(theme::formatDateTime(c.connectedAt));
    lines << ConnectionModel::tr("heartbeat %1 s, frame_max %2, channel_max %3")
                 .arg(c.heartbeatSeconds)
                 .arg(c.frameMax)
                 .arg(c.channelMax);
    if (!c.clientProperties.isEmpty())
        lines << argumentsText(c.clientProperties);
    return lines.join(u'\n');
}

QVariant toolTip(const ConsumerSnapshot &c)
{
    QString text = ConnectionModel::tr("consumer tag %1 on queue %2").arg(c.tag, c.queueName);
    if (!c.arguments.isEmpty())
        text += u'\n' + argumentsText(c.arguments);
    return text;
}

QVariant toolTip(const auto &)
{
    return {};
}

QString filterText(const ConnectionSnapshot &c)
{
    return c.name + u'\n' + c.user + u'\n' + c.peer + u'\n' + c.clientProduct + u'\n' + c.virtualHost;
}

QString filterText(const ConsumerSnapshot &c)
{
    return c.tag + u'\n' + c.queueName;
}

QString filterText(const auto &)
{
    return {};
}

} // namespace

ConnectionModel::ConnectionModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{}

ConnectionModel::~ConnectionModel() = default;

ConnectionModel::Nodes ConnectionModel::makeNodes(const QList<ConsumerSnapshot> &consumers)
{
    return makeSorted(consumers, [](const ConsumerSnapshot &consumer, Node &node) { node.key = consumer.id.v; });
}

ConnectionModel::Nodes ConnectionModel::makeNodes(const QList<ChannelSnapshot> &channels,
                                                  ConnectionSnapshot::State connection)
{
    return makeSorted(channels, [connection](const ChannelSnapshot &channel, Node &node) {
        node.key = channel.channel.number;
        node.connection = connection;
        node.children = makeNodes(channel.consumers);
    });
}

ConnectionModel::Nodes ConnectionModel::makeNodes(const QList<ConnectionSnapshot> &connections)
{
    return makeSorted(connections, [](const ConnectionSnapshot &connection, Node &node) {
        node.key = connection.id.v;
        node.children = makeNodes(connection.channels, connection.state);
    });
}

template <typename Snapshot, typename Fill>
ConnectionModel::Nodes ConnectionModel::makeSorted(const QList<Snapshot> &snapshots, Fill fill)
{
    Nodes nodes;
    nodes.reserve(size_t(snapshots.size()));
    for (const Snapshot &snapshot : snapshots) {
        auto node = std::make_unique<Node>();
        node->value = snapshot;
        fill(snapshot, *node);
        renumber(*node, 0);
        nodes.push_back(std::move(node));
    }
    std::sort(nodes.begin(), nodes.end(), [](const auto &a, const auto &b) { return a->key < b->key; });
    return nodes;
}

void ConnectionModel::update(const QList<ConnectionSnapshot> &connections)
{
    merge(*m_root, makeNodes(connections));
}

void ConnectionModel::removeMissing(Node &parent, const Nodes &next)
{
    const auto stays = [&next](const std::unique_ptr<Node> &node) {
        return std::binary_search(next.begin(), next.end(), node,
                                  [](const auto &a, const auto &b) { return a->key < b->key; });
    };
    Nodes &ours = parent.children;
    for (int last = int(ours.size()) - 1; last >= 0; --last) {
        if (stays(ours[size_t(last)]))
            continue;
        int first = last;
        while (first > 0 && !stays(ours[size_t(first - 1)]))
            --first;
        beginRemoveRows(indexOf(parent), first, last);
        ours.erase(ours.begin() + first, ours.begin() + last + 1);
        renumber(parent, size_t(first));
        endRemoveRows();
        last = first;
    }
}

void ConnectionModel::renumber(Node &parent, size_t from)
{
    for (size_t row = from; row < parent.children.size(); ++row) {
        parent.children[row]->row = int(row);
        parent.children[row]->parent = &parent;
    }
}

// Both sides are sorted by key; what is new comes in by ranges, whole with all that is below it.
void ConnectionModel::merge(Node &parent, Nodes next)
{
    removeMissing(parent, next);
    Nodes &ours = parent.children;
    for (size_t row = 0; row < next.size(); ++row) {
        const bool atEnd = row >= ours.size();
        if (!atEnd && ours[row]->key == next[row]->key) {
            if (ours[row]->value != next[row]->value || ours[row]->connection != next[row]->connection) {
                ours[row]->value = std::move(next[row]->value);
                ours[row]->connection = next[row]->connection;
                Q_EMIT dataChanged(indexOf(*ours[row]), indexOf(*ours[row], columnEnd - 1));
            }
            merge(*ours[row], std::move(next[row]->children));
            continue;
        }
        size_t end = row + 1;
        while (end < next.size() && (atEnd || ours[row]->key != next[end]->key))
            ++end;
        beginInsertRows(indexOf(parent), int(row), int(end) - 1);
        ours.insert(ours.begin() + qptrdiff(row), std::make_move_iterator(next.begin() + qptrdiff(row)),
                    std::make_move_iterator(next.begin() + qptrdiff(end)));
        renumber(parent, row);
        endInsertRows();
        row = end - 1;
    }
}

ConnectionModel::Node *ConnectionModel::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

QModelIndex ConnectionModel::indexOf(const Node &node, int column) const
{
    return node.parent ? createIndex(node.row, column, const_cast<Node *>(&node)) : QModelIndex();
}

QModelIndex ConnectionModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node &node = parent.isValid() ? *nodeOf(parent) : *m_root;
    return createIndex(row, column, node.children[size_t(row)].get());
}

QModelIndex ConnectionModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeOf(index)->parent) : QModelIndex();
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return int((parent.isValid() ? *nodeOf(parent) : *m_root).children.size());
}

ConnectionModel::Kind ConnectionModel::kindOf(const QModelIndex &index) const
{
    return Kind(nodeOf(index)->value.index() - 1);
}

const ConnectionSnapshot &ConnectionModel::connectionOf(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
    while (node->parent->parent)
        node = node->parent;
    return std::get<ConnectionSnapshot>(node->value);
}

QString ConnectionModel::wordsOf(const Node &node, int column)
{
    if (const auto *channel = std::get_if<ChannelSnapshot>(&node.value); channel && column == State)
        return isIdle(*channel, node.connection) ? tr("idle") : stateName(node.connection);
    return std::visit([column](const auto &v) { return words(v, column); }, node.value);
}

int ConnectionModel::toneOf(const Node &node, int column)
{
    if (const auto *channel = std::get_if<ChannelSnapshot>(&node.value); channel && column == State)
        return int(isIdle(*channel, node.connection) ? Tone::Muted : connectionStateTone(node.connection));
    return int(std::visit([column](const auto &v) { return tone(v, column); }, node.value));
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    const int column = index.column();
    const auto figureOf = [&] { return std::visit([column](const auto &v) { return figure(v, column); }, node.value); };
    switch (role) {
    case Qt::DisplayRole:
        return isConnectionFigure(column) ? figureOf().text() : wordsOf(node, column);
    case SortRole:
        return isConnectionFigure(column) ? QVariant(figureOf().value) : QVariant(wordsOf(node, column));
    case Qt::ToolTipRole:
        return std::visit([](const auto &v) { return toolTip(v); }, node.value);
    case Qt::TextAlignmentRole:
        return isConnectionFigure(column) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                          : int(Qt::AlignLeft | Qt::AlignVCenter);
    case IdRole:
        return node.key;
    case FilterRole:
        return std::visit([](const auto &v) { return filterText(v); }, node.value);
    case StyleRole:
        if (isConnectionFigure(column))
            return int(FigureCell);
        if (column == State && !data(index, Qt::DisplayRole).toString().isEmpty())
            return int(DotCell);
        return int(column == Name && kindOf(index) == Kind::Connection ? StrongCell : PlainCell);
    case SuffixRole:
        return column == Name && kindOf(index) == Kind::Connection ? hostSuffix(connectionOf(index).virtualHost)
                                                                   : QVariant();
    case ToneRole:
        if (isConnectionFigure(column))
            return int(figureOf().value < 0.05 ? Tone::Muted : figureOf().tone);
        return toneOf(node, column);
    case SnapshotRole:
        return std::visit([](const auto &v) { return QVariant::fromValue(v); }, node.value);
    }
    return {};
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isConnectionFigure(section) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                           : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case UserName:
        return tr("User name");
    case VirtualHost:
        return tr("Virtual host");
    case State:
        return tr("State");
    case Tls:
        return tr("TLS");
    case Protocol:
        return tr("Protocol");
    case Mode:
        return tr("Client, mode");
    case Channels:
        return tr("Channels");
    case Unacked:
        return tr("Unacked");
    case Prefetch:
        return tr("Prefetch");
    case Unconfirmed:
        return tr("Unconfirmed");
    case Publish:
        return tr("publish");
    case Confirm:
        return tr("confirm");
    case Unroutable:
        return tr("unroutable (drop)");
    case DeliverGet:
        return tr("deliver / get");
    case Ack:
        return tr("ack");
    case FromClient:
        return tr("From client");
    case ToClient:
        return tr("To client");
    }
    return {};
}

} // namespace ui::models
