// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/clientgroups.h"

#include <algorithm>

namespace ui::canvas {

using namespace Qt::StringLiterals;

namespace {

/// "shipping-svc 2" is one of several "shipping-svc".
QString withoutNumber(const QString &name)
{
    qsizetype end = name.size();
    while (end > 0 && name.at(end - 1).isDigit())
        --end;
    if (end == name.size() || end < 2)
        return name;
    const bool isNumbered = name.at(end - 1) == u' ' || (name.at(end - 1) == u'#' && name.at(end - 2) == u' ');
    return isNumbered ? name.left(end - (name.at(end - 1) == u'#' ? 2 : 1)).trimmed() : name;
}

/// As a group's coordinator names its members: by client id and address only.
struct KafkaClient
{
    QString virtualHost, id, host;
    bool operator==(const KafkaClient &) const = default;
    friend size_t qHash(const KafkaClient &client, size_t seed = 0)
    {
        return qHashMulti(seed, client.virtualHost, client.id, client.host);
    }
};

QSet<KafkaClient> membersOf(const QList<engine::GroupSnapshot> &groups)
{
    QSet<KafkaClient> clients;
    for (const engine::GroupSnapshot &group : groups) {
        for (const engine::GroupMemberSnapshot &member : group.members)
            clients.insert({group.virtualHost, member.clientId,
                            member.host.startsWith(u'/') ? member.host.mid(1) : member.host}); // as Kafka writes it
    }
    return clients;
}

KafkaClient clientOf(const engine::ConnectionSnapshot &connection)
{
    const engine::FieldValue *id = connection.clientProperties.find("client_id");
    return {connection.virtualHost, id ? QString::fromUtf8(id->toText().value_or(QByteArray())) : QString(),
            connection.peer.left(connection.peer.lastIndexOf(u':'))};
}

} // namespace

QString clientLabel(const engine::ConnectionSnapshot &connection)
{
    if (!connection.name.isEmpty() && !connection.name.contains(u" -> "_s))
        return connection.name;
    return connection.clientProduct.isEmpty() ? connection.peer : connection.clientProduct;
}

double routedRate(const engine::ConnectionSnapshot &connection)
{
    double rate = 0;
    for (const engine::ChannelSnapshot &channel : connection.channels)
        rate += channel.publishRate;
    return rate;
}

double publishRate(const engine::ConnectionSnapshot &connection)
{
    double rate = routedRate(connection);
    for (const engine::TopicUseSnapshot &topic : connection.topics)
        rate += topic.publishRate;
    return rate;
}

QSet<engine::ConnectionId> loneReaders(const QList<engine::ConnectionSnapshot> &connections,
                                       const QList<engine::GroupSnapshot> &groups)
{
    const QSet<KafkaClient> members = membersOf(groups);
    QSet<engine::ConnectionId> readers;
    for (const engine::ConnectionSnapshot &connection : connections) {
        const bool reads = std::any_of(connection.topics.begin(), connection.topics.end(),
                                       [](const engine::TopicUseSnapshot &topic) { return topic.delivered > 0; });
        if (reads && !members.contains(clientOf(connection)))
            readers.insert(connection.id);
    }
    return readers;
}

void ClientGroups::add(const engine::ConnectionSnapshot &connection)
{
    const QString label = clientLabel(connection);
    const QString name = withoutNumber(label);
    const NodeId id = nodeId(m_kind, connection.virtualHost, name);
    const auto [it, isNew] = m_groups.try_emplace(id, ClientGroup{id, connection.virtualHost, name, label, {}});
    if (!isNew && it->second.title != label)
        it->second.title = name;
    it->second.members << &connection;
}

QList<ClientGroup> ClientGroups::groups() const
{
    QList<ClientGroup> list;
    for (const auto &[id, group] : m_groups)
        list << group;
    return list;
}

} // namespace ui::canvas
