// SPDX-License-Identifier: GPL-3.0-or-later
// Access: what one channel of a logged-in client may do. Asks AccessControl once and remembers the answer until something
// changes there, so that a publish costs a comparison. Counts as one channel of its user while it lives.
// Owner: the protocol's channel. Thread: engine.
#pragma once

#include "core/accesscontrol.h"

#include <vector>

namespace engine::core {

struct Identity
{
    QByteArray user;
    bool isOwner = false; ///< proven by the local socket: may do everything
};

class Access
{
public:
    /// variables: for topic permissions, beside {username} and {vhost}.
    Access(AccessControl &control, Identity identity, QByteArray virtualHost, AccessControl::Variables variables = {});
    ~Access();
    Access(const Access &) = delete;
    Access &operator=(const Access &) = delete;

    const QByteArray &user() const { return m_identity.user; }
    /// The default exchange goes by the name "amq.default", in permissions and in texts.
    bool allows(Permission permission, ResourceKind kind, const QByteArray &name)
    {
        if (m_identity.isOwner)
            return true;
        if (m_version == m_control.version() && m_last < m_known.size() && m_known[m_last].is(permission, kind, name))
            [[likely]]
            return true;
        return decide(permission, kind, name);
    }
    /// As allows(), or AccessRefused with RabbitMQ's text.
    Result<void> check(Permission permission, ResourceKind kind, const QByteArray &name);
    Error refusal(Permission permission, ResourceKind kind, const QByteArray &name) const;

    /// Whether this routing key may be used with this topic exchange.
    bool allowsTopic(Permission permission, const QByteArray &exchange, const QByteArray &routingKey)
    {
        if (m_identity.isOwner)
            return true;
        if (m_version == m_control.version() && !m_topic.restriction && m_topic.permission == permission &&
            m_topic.isKnown && m_topic.exchange == exchange) [[likely]]
            return true;
        return decideTopic(permission, exchange, routingKey);
    }
    Error topicRefusal(Permission permission, const QByteArray &exchange, const QByteArray &routingKey) const;

private:
    /// Permissions of this channel that have been asked for; as many as RabbitMQ keeps.
    static constexpr size_t maxKnown = 12;
    struct Known
    {
        Permission permission;
        ResourceKind kind;
        QByteArray name;
        bool is(Permission p, ResourceKind k, const QByteArray &n) const
        {
            return permission == p && kind == k && name == n;
        }
    };
    struct Topic
    {
        bool isKnown = false;
        Permission permission = Permission::Write;
        QByteArray exchange;
        std::optional<QRegularExpression> restriction;
        QByteArray lastAllowed; ///< routing key; null: none yet
    };

    bool decide(Permission permission, ResourceKind kind, const QByteArray &name);
    bool decideTopic(Permission permission, const QByteArray &exchange, const QByteArray &routingKey);
    void forgetIfChanged();

    // Set in the constructor.
    AccessControl &m_control;
    const Identity m_identity;
    const QByteArray m_virtualHost;
    const AccessControl::Variables m_variables;

    quint64 m_version = 0; ///< of the answers
    size_t m_last = 0;     ///< the answer that was used last
    std::vector<Known> m_known;
    Topic m_topic;
};

} // namespace engine::core
