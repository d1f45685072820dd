// SPDX-License-Identifier: GPL-3.0-or-later
// AccessCommands: what the window asks about virtual hosts, users, permissions and limits. Each one answers when its effect is
// as durable as it will get. Owner: EngineHost. Thread: engine.
#pragma once

#include "facade/answer.h"
#include "facade/scramderivation.h"

#include <engine/access.h>

namespace engine::core {
class Broker;
struct UserDefinition;
} // namespace engine::core

namespace engine::facade {

class AccessCommands
{
public:
    explicit AccessCommands(core::Broker &broker)
        : m_broker(broker)
        , m_scram(broker)
    {}

    void putVirtualHost(const VirtualHostSpec &spec, const AnswerPtr<void> &answer);
    void deleteVirtualHost(const QString &name, const AnswerPtr<void> &answer);
    void setVirtualHostLimits(const QString &name, const VirtualHostLimits &limits, const AnswerPtr<void> &answer);
    void putUser(const UserSpec &spec, const AnswerPtr<void> &answer);
    void deleteUser(const QString &name, const AnswerPtr<void> &answer);
    void setUserLimits(const QString &name, const UserLimits &limits, const AnswerPtr<void> &answer);
    void setPermissions(const PermissionSpec &spec, const AnswerPtr<void> &answer);
    void clearPermissions(const QString &user, const QString &virtualHost, const AnswerPtr<void> &answer);
    void setTopicPermissions(const TopicPermissionSpec &spec, const AnswerPtr<void> &answer);
    void clearTopicPermissions(const QString &user, const QString &virtualHost, const QString &exchange,
                               const AnswerPtr<void> &answer);

private:
    Result<void> put(const VirtualHostSpec &spec);
    Result<core::UserDefinition> userOf(const UserSpec &spec) const;
    void finish(const AnswerPtr<void> &answer, Result<void> result);

    core::Broker &m_broker;
    ScramDerivation m_scram;
};

} // namespace engine::facade
