// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/usermodel.h"

#include "ui/models/roles.h"
#include "ui/theme/format.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::UserSnapshot;

namespace {

QStringList virtualHostsOf(const UserSnapshot &user)
{
    QStringList hosts;
    for (const engine::PermissionSpec &permission : user.permissions)
        hosts << permission.virtualHost;
    return hosts;
}

QString passwordText(const UserSnapshot &user)
{
    if (!user.hasPassword)
        return UserModel::tr("none");
    return user.hashing.section(u'_', -1).toUpper().replace(u"SHA"_s, u"SHA-"_s);
}

QStringList limitBadges(const UserSnapshot &user)
{
    QStringList badges;
    if (user.limits.maxConnections)
        badges << UserModel::tr("connections %1").arg(*user.limits.maxConnections);
    if (user.limits.maxChannels)
        badges << UserModel::tr("channels %1").arg(*user.limits.maxChannels);
    return badges;
}

QString text(const UserSnapshot &user, int column)
{
    switch (column) {
    case UserModel::Name:
        return user.name;
    case UserModel::Tags:
        return user.tags.join(u' ');
    case UserModel::VirtualHosts:
        return user.permissions.isEmpty() ? UserModel::tr("none") : virtualHostsOf(user).join(u", "_s);
    case UserModel::Password:
        return passwordText(user);
    case UserModel::Limits:
        return limitBadges(user).join(u' ');
    case UserModel::Connections:
        return theme::formatCount(user.connections);
    case UserModel::Channels:
        return theme::formatCount(user.channels);
    }
    return {};
}

Tone tone(const UserSnapshot &user, int column)
{
    switch (column) {
    case UserModel::VirtualHosts:
        return user.permissions.isEmpty() ? Tone::Unacked : Tone::Normal;
    case UserModel::Password:
        return Tone::Muted;
    case UserModel::Connections:
        return user.limits.maxConnections && user.connections >= *user.limits.maxConnections ? Tone::Unacked
               : user.connections                                                            ? Tone::Normal
                                                                                             : Tone::Muted;
    case UserModel::Channels:
        return user.limits.maxChannels && user.channels >= *user.limits.maxChannels ? Tone::Unacked
               : user.channels                                                      ? Tone::Normal
                                                                                    : Tone::Muted;
    }
    return Tone::Normal;
}

QString tagMeaning(const QString &tag)
{
    if (tag == u"administrator")
        return UserModel::tr("administrator – manages users, virtual hosts, policies and limits");
    if (tag == u"monitoring")
        return UserModel::tr("monitoring – may see everything in the management tools");
    if (tag == u"policymaker")
        return UserModel::tr("policymaker – manages policies of its virtual hosts");
    if (tag == u"management")
        return UserModel::tr("management – may use the management tools");
    if (tag == u"impersonator")
        return UserModel::tr("impersonator – may publish with any user-id");
    return tag;
}

QString toolTip(const UserSnapshot &user, int column)
{
    switch (column) {
    case UserModel::Name:
        return user.name == u"guest" ? UserModel::tr("guest – from this machine only") : user.name;
    case UserModel::Tags: {
        QStringList lines;
        for (const QString &tag : user.tags)
            lines << tagMeaning(tag);
        return lines.join(u'\n');
    }
    case UserModel::VirtualHosts:
        return user.permissions.isEmpty() ? UserModel::tr("Can log in, but may open no virtual host.")
                                          : text(user, column);
    case UserModel::Password:
        return user.hasPassword
                   ? UserModel::tr("Kept as a salted hash: %1").arg(user.hashing)
                   : UserModel::tr("Cannot log in with a password; a certificate of that name may (EXTERNAL).");
    }
    return text(user, column);
}

Qt::Alignment alignment(int column)
{
    return Qt::AlignVCenter | (column >= UserModel::Connections ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

QVariant UserModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const UserSnapshot &user = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(user, column);
    case Qt::ToolTipRole:
        return toolTip(user, column);
    case Qt::TextAlignmentRole:
        return int(alignment(column));
    case SortRole:
        if (column == Connections)
            return user.connections;
        return column == Channels ? QVariant(user.channels) : text(user, column);
    case IdRole:
        return user.name;
    case BadgesRole:
        if (column == Tags)
            return user.tags;
        return column == Limits ? limitBadges(user) : QVariant();
    case ToneRole:
        return int(tone(user, column));
    case StyleRole:
        return int(column >= Connections ? FigureCell : column == Name ? StrongCell : PlainCell);
    case SnapshotRole:
        return QVariant::fromValue(user);
    case FilterRole:
        return QString(user.name + u'\n' + user.tags.join(u' ') + u'\n' + virtualHostsOf(user).join(u' '));
    }
    return {};
}

QVariant UserModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(alignment(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Tags:
        return tr("Tags");
    case VirtualHosts:
        return tr("Virtual hosts");
    case Password:
        return tr("Password");
    case Limits:
        return tr("Limits");
    case Connections:
        return tr("Connections");
    case Channels:
        return tr("Channels");
    }
    return {};
}

// ---- permissions

QList<PermissionEntry> permissionEntries(const UserSnapshot &user)
{
    QList<PermissionEntry> entries;
    for (const engine::PermissionSpec &permission : user.permissions)
        entries.append({permission, std::nullopt});
    for (const engine::TopicPermissionSpec &topic : user.topicPermissions)
        entries.append({{topic.user, topic.virtualHost, {}, topic.write, topic.read}, topic.exchange});
    return entries;
}

namespace {

QString expressionText(const QString &expression)
{
    return expression.isEmpty() ? PermissionModel::tr("nothing") : expression;
}

QString text(const PermissionEntry &entry, int column)
{
    switch (column) {
    case PermissionModel::VirtualHost:
        return entry.permission.virtualHost;
    case PermissionModel::Exchange:
        return entry.exchange ? *entry.exchange : PermissionModel::tr("everything by name");
    case PermissionModel::Configure:
        return entry.exchange ? QString() : expressionText(entry.permission.configure);
    case PermissionModel::Write:
        return expressionText(entry.permission.write);
    case PermissionModel::Read:
        return expressionText(entry.permission.read);
    }
    return {};
}

bool isExpression(const PermissionEntry &entry, int column)
{
    return (column == PermissionModel::Configure && !entry.permission.configure.isEmpty()) ||
           (column == PermissionModel::Write && !entry.permission.write.isEmpty()) ||
           (column == PermissionModel::Read && !entry.permission.read.isEmpty());
}

QString toolTip(const PermissionEntry &entry, int column)
{
    if (column == PermissionModel::Exchange)
        return entry.exchange
                   ? PermissionModel::tr(
                         "Routing keys of the topic exchange %1 that may be published (write) and bound (read)")
                         .arg(*entry.exchange)
                   : PermissionModel::tr("Names of exchanges and queues that may be declared and deleted (configure), "
                                         "published to and bound (write), consumed and bound from (read)");
    return text(entry, column);
}

} // namespace

QVariant PermissionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PermissionEntry &entry = at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return text(entry, column);
    case Qt::ToolTipRole:
        return toolTip(entry, column);
    case IdRole:
        return QString(entry.permission.virtualHost + u'\n' + entry.exchange.value_or(u"\t"_s));
    case ToneRole:
        return int((column >= Configure && !isExpression(entry, column)) || (column == Exchange && !entry.exchange)
                       ? Tone::Muted
                       : Tone::Normal);
    case StyleRole:
        return int(isExpression(entry, column) ? MonoCell : PlainCell);
    case SnapshotRole:
        return QVariant::fromValue(entry);
    }
    return {};
}

QVariant PermissionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VirtualHost:
        return tr("Virtual host");
    case Exchange:
        return tr("Topic exchange");
    case Configure:
        return tr("Configure");
    case Write:
        return tr("Write");
    case Read:
        return tr("Read");
    }
    return {};
}

} // namespace ui::models
