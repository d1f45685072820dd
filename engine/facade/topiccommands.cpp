// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/topiccommands.h"

#include "core/broker.h"

namespace engine::facade {

using namespace Qt::StringLiterals;

Result<core::VirtualHost *> TopicCommands::hostOf(const QString &name) const
{
    if (core::VirtualHost *host = m_broker.virtualHost(name.toUtf8()))
        return host;
    return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(name)};
}

Result<core::Topic *> TopicCommands::topicOf(const QString &virtualHost, const QString &name) const
{
    const Result<core::VirtualHost *> host = hostOf(virtualHost);
    if (!host)
        return host.error();
    if (core::Topic *topic = (*host)->topics().find(name.toUtf8()))
        return topic;
    return Error{BrokerError::NotFound, u"there is no topic '%1' in vhost '%2'"_s.arg(name, virtualHost)};
}

void TopicCommands::finish(const AnswerPtr<void> &answer, Result<void> result)
{
    if (result.ok() && m_broker.hasUncommittedDefinitions())
        return finishWhenCommitted(answer);
    answer->finish(std::move(result));
    m_broker.settle();
}

void TopicCommands::finishWhenCommitted(const AnswerPtr<void> &answer)
{
    m_broker.whenCommitted([answer](bool ok) {
        answer->finish(ok ? Result<void>() : Error{BrokerError::StorageFailed, u"the change could not be stored"_s});
    });
    m_broker.settle();
}

Result<void> TopicCommands::create(const TopicSpec &spec)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return host.error();
    const QByteArray name = spec.name.toUtf8();
    if (!core::Topics::isKafkaName(name)) {
        return Error{BrokerError::InvalidArgument,
                     u"'%1' is no name for a topic: letters, digits, '.', '_' and '-', at most 249 of them"_s.arg(
                         spec.name.left(40))};
    }
    if (core::Topics::isReserved(name))
        return Error{BrokerError::InvalidArgument, u"names that begin with 'amq.' are the broker's own"_s};
    const Result<core::Topic *> made = (*host)->topics().create({name, spec.partitions, spec.config, {}});
    return made ? Result<void>() : made.error();
}

void TopicCommands::createTopic(const TopicSpec &spec, const AnswerPtr<void> &answer)
{
    finish(answer, create(spec));
}

void TopicCommands::deleteTopic(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer)
{
    const Result<core::Topic *> topic = topicOf(virtualHost, name);
    if (!topic)
        return answer->finish(topic.error());
    m_broker.virtualHost(virtualHost.toUtf8())->topics().remove(**topic);
    finish(answer, {});
}

void TopicCommands::recreateTopic(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer)
{
    const Result<core::Topic *> topic = topicOf(virtualHost, name);
    if (!topic)
        return answer->finish(topic.error());
    const Result<core::Topic *> made = m_broker.virtualHost(virtualHost.toUtf8())->topics().recreate(**topic);
    finish(answer, made ? Result<void>() : made.error());
}

/// As Kafka refuses it: the latest record of each key is what such a topic is for.
Result<core::Topic *> TopicCommands::deletingTopicOf(const QString &virtualHost, const QString &name) const
{
    Result<core::Topic *> topic = topicOf(virtualHost, name);
    if (topic && !(*topic)->settings().deletes) {
        return Error{BrokerError::NotAllowed,
                     u"the topic '%1' only compacts (cleanup.policy): its records can not be deleted"_s.arg(name)};
    }
    return topic;
}

void TopicCommands::deleteRecords(const QString &virtualHost, const QString &name, quint32 partition,
                                  quint64 beforeOffset, const AnswerPtr<void> &answer)
{
    const Result<core::Topic *> topic = deletingTopicOf(virtualHost, name);
    if (!topic)
        return answer->finish(topic.error());
    core::Partition *found = (*topic)->partition(partition);
    if (!found) {
        return answer->finish(
            Error{BrokerError::NotFound, u"the topic '%1' has no partition %2"_s.arg(name).arg(partition)});
    }
    if (const Result<void> deleted = found->deleteBelow(beforeOffset); !deleted)
        return answer->finish(deleted.error());
    finishWhenCommitted(answer);
}

void TopicCommands::clearTopic(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer)
{
    const Result<core::Topic *> topic = deletingTopicOf(virtualHost, name);
    if (!topic)
        return answer->finish(topic.error());
    for (const auto &partition : (*topic)->partitions()) {
        if (const Result<void> deleted = partition->deleteBelow(partition->highWatermark()); !deleted)
            return answer->finish(deleted.error());
    }
    finishWhenCommitted(answer);
}

void TopicCommands::setTopicConfig(const QString &virtualHost, const QString &name, const FieldTable &config,
                                   const AnswerPtr<void> &answer)
{
    const Result<core::Topic *> topic = topicOf(virtualHost, name);
    if (!topic)
        return answer->finish(topic.error());
    finish(answer, m_broker.virtualHost(virtualHost.toUtf8())->topics().setConfig(**topic, config));
}

void TopicCommands::addPartitions(const QString &virtualHost, const QString &name, quint32 partitions,
                                  const AnswerPtr<void> &answer)
{
    const Result<core::Topic *> topic = topicOf(virtualHost, name);
    if (!topic)
        return answer->finish(topic.error());
    finish(answer, m_broker.virtualHost(virtualHost.toUtf8())->topics().grow(**topic, partitions));
}

} // namespace engine::facade
