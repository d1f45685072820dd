// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access.h"

#include <algorithm>

namespace engine::core {

namespace {

QString permissionName(Permission permission)
{
    switch (permission) {
    case Permission::Configure:
        return QStringLiteral("configure");
    case Permission::Write:
        return QStringLiteral("write");
    case Permission::Read:
        return QStringLiteral("read");
    }
    return {};
}

QByteArray permissionTarget(ResourceKind kind, const QByteArray &name)
{
    return kind == ResourceKind::Exchange && name.isEmpty() ? QByteArrayLiteral("amq.default") : name;
}

} // namespace

Access::Access(AccessControl &control, Identity identity, QByteArray virtualHost, AccessControl::Variables variables)
    : m_control(control)
    , m_identity(std::move(identity))
    , m_virtualHost(std::move(virtualHost))
    , m_variables(std::move(variables))
{
    m_control.channelOpened(m_identity.user);
}

Access::~Access()
{
    m_control.channelClosed(m_identity.user);
}

void Access::forgetIfChanged()
{
    if (m_version == m_control.version())
        return;
    m_version = m_control.version();
    m_known.clear();
    m_last = 0;
    m_topic = {};
}

bool Access::decide(Permission permission, ResourceKind kind, const QByteArray &name)
{
    forgetIfChanged();
    const auto known =
        std::find_if(m_known.begin(), m_known.end(), [&](const Known &k) { return k.is(permission, kind, name); });
    if (known != m_known.end()) {
        m_last = size_t(known - m_known.begin());
        return true;
    }
    if (!m_control.isPermitted(m_identity.user, m_virtualHost, permission, permissionTarget(kind, name)))
        return false;
    if (m_known.size() == maxKnown)
        m_known.erase(m_known.begin());
    m_known.push_back({permission, kind, name});
    m_last = m_known.size() - 1;
    return true;
}

Result<void> Access::check(Permission permission, ResourceKind kind, const QByteArray &name)
{
    return allows(permission, kind, name) ? Result<void>() : refusal(permission, kind, name);
}

// As RabbitMQ 4.x puts it; 3.x does not name the permission that is missing.
Error Access::refusal(Permission permission, ResourceKind kind, const QByteArray &name) const
{
    return {BrokerError::AccessRefused,
            QStringLiteral("%1 access to %2 '%3' in vhost '%4' refused for user '%5'")
                .arg(permissionName(permission),
                     kind == ResourceKind::Exchange ? QStringLiteral("exchange") : QStringLiteral("queue"),
                     QString::fromUtf8(permissionTarget(kind, name)), QString::fromUtf8(m_virtualHost),
                     QString::fromUtf8(m_identity.user))};
}

bool Access::decideTopic(Permission permission, const QByteArray &exchange, const QByteArray &routingKey)
{
    forgetIfChanged();
    if (!m_topic.isKnown || m_topic.permission != permission || m_topic.exchange != exchange) {
        AccessControl::Variables variables = m_variables;
        variables.append({"username", m_identity.user});
        variables.append({"vhost", m_virtualHost});
        m_topic = {true,
                   permission,
                   exchange,
                   m_control.topicRestriction(m_identity.user, m_virtualHost, exchange, permission, variables),
                   {}};
    }
    if (!m_topic.restriction || (!m_topic.lastAllowed.isNull() && m_topic.lastAllowed == routingKey))
        return true;
    if (!m_topic.restriction->match(QString::fromLatin1(routingKey)).hasMatch())
        return false;
    m_topic.lastAllowed = routingKey.isNull() ? QByteArray("", 0) : routingKey;
    return true;
}

Error Access::topicRefusal(Permission permission, const QByteArray &exchange, const QByteArray &routingKey) const
{
    return {BrokerError::AccessRefused,
            QStringLiteral("%1 access to topic '%2' in exchange topic '%3' in vhost '%4' refused for user '%5'")
                .arg(permissionName(permission), QString::fromUtf8(routingKey), QString::fromUtf8(exchange),
                     QString::fromUtf8(m_virtualHost), QString::fromUtf8(m_identity.user))};
}

} // namespace engine::core
