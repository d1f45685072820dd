// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/usermodel.h"

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

QStringList userLimitBadges(const UserSnapshot &user)
{
    QStringList badges;
    if (user.limits.maxConnections)
        badges << UserModel::tr("connections %1").arg(*user.limits.maxConnections);
    if (user.limits.maxChannels)
        badges << UserModel::tr("channels %1").arg(*user.limits.maxChannels);
    return badges;
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

QString tagMeanings(const UserSnapshot &user)
{
    QStringList lines;
    for (const QString &tag : user.tags)
        lines << tagMeaning(tag);
    return lines.join(u'\n');
}

template <typename Limit, typename Count>
ColumnOf<UserSnapshot> limitedColumn(const QString &title, Limit limit, Count count)
{
    ColumnOf<UserSnapshot> column = countColumn<UserSnapshot>(title, count);
    column.tone = [limit, count, usual = column.tone](const UserSnapshot &u) {
        return limit(u) && count(u) >= *limit(u) ? Tone::Unacked : usual(u);
    };
    return column;
}

} // namespace

const UserModel::Columns &UserModel::columns() const
{
    using User = UserSnapshot;
    static const Columns all{
        {.title = tr("Name"),
         .text = [](const User &u) { return u.name; },
         .style = StrongCell,
         .toolTip = [](const User &u) { return u.name == u"guest" ? tr("guest – from this machine only") : u.name; }},
        {.title = tr("Tags"),
         .text = [](const User &u) { return u.tags.join(u' '); },
         .toolTip = tagMeanings,
         .badges = [](const User &u) { return u.tags; }},
        {.title = tr("Virtual hosts"),
         .text = [](const User &u) { return u.permissions.isEmpty() ? tr("none") : virtualHostsOf(u).join(u", "_s); },
         .tone = [](const User &u) { return u.permissions.isEmpty() ? Tone::Unacked : Tone::Normal; },
         .toolTip =
             [](const User &u) {
                 return u.permissions.isEmpty() ? tr("Can log in, but may open no virtual host.")
                                                : virtualHostsOf(u).join(u", "_s);
             }},
        {.title = tr("Password"),
         .text = passwordText,
         .tone = [](const User &) { return Tone::Muted; },
         .toolTip =
             [](const User &u) {
                 return u.hasPassword ? tr("Kept as a salted hash: %1").arg(u.hashing)
                                      : tr("Cannot log in with a password; a certificate of that name may (EXTERNAL).");
             }},
        {.title = tr("Limits"),
         .text = [](const User &u) { return userLimitBadges(u).join(u' '); },
         .badges = userLimitBadges},
        limitedColumn(
            tr("Connections"), [](const User &u) { return u.limits.maxConnections; },
            [](const User &u) { return u.connections; }),
        limitedColumn(
            tr("Channels"), [](const User &u) { return u.limits.maxChannels; },
            [](const User &u) { return u.channels; }),
    };
    return all;
}

QString UserModel::filterText(const UserSnapshot &user) const
{
    return user.name + u'\n' + user.tags.join(u' ') + u'\n' + virtualHostsOf(user).join(u' ');
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

using Expression = QString engine::PermissionSpec::*;

ColumnOf<PermissionEntry> expressionColumn(const QString &title, Expression member)
{
    // Topic exchanges have no configure of their own.
    const auto isGiven = [member](const PermissionEntry &e) {
        return !e.exchange || member != &engine::PermissionSpec::configure;
    };
    return {
        .title = title,
        .text = [=](const PermissionEntry &e) { return isGiven(e) ? expressionText(e.permission.*member) : QString(); },
        .style = MonoCell,
        .tone =
            [=](const PermissionEntry &e) { return (e.permission.*member).isEmpty() ? Tone::Muted : Tone::Normal; }};
}

} // namespace

const PermissionModel::Columns &PermissionModel::columns() const
{
    using Entry = PermissionEntry;
    static const Columns all{
        {.title = tr("Virtual host"), .text = [](const Entry &e) { return e.permission.virtualHost; }},
        {.title = tr("Topic exchange"),
         .text = [](const Entry &e) { return e.exchange ? *e.exchange : tr("everything by name"); },
         .tone = [](const Entry &e) { return e.exchange ? Tone::Normal : Tone::Muted; },
         .toolTip =
             [](const Entry &e) {
                 return e.exchange
                            ? tr("Routing keys of the topic exchange %1 that may be published (write) and bound (read)")
                                  .arg(*e.exchange)
                            : tr("Names of exchanges and queues that may be declared and deleted (configure), "
                                 "published to and bound (write), consumed and bound from (read)");
             }},
        expressionColumn(tr("Configure"), &engine::PermissionSpec::configure),
        expressionColumn(tr("Write"), &engine::PermissionSpec::write),
        expressionColumn(tr("Read"), &engine::PermissionSpec::read),
    };
    return all;
}

QVariant PermissionModel::idOf(const PermissionEntry &entry) const
{
    return QString(entry.permission.virtualHost + u'\n' + entry.exchange.value_or(u"\t"_s));
}

} // namespace ui::models
