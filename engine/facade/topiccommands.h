// SPDX-License-Identifier: GPL-3.0-or-later
// TopicCommands: what the window asks about topics. Each one answers when its effect is as durable as it will get.
// Owner: EngineHost. Thread: engine.
#pragma once

#include "facade/answer.h"

#include <engine/topics.h>

namespace engine::core {
class Broker;
class Topic;
class VirtualHost;
} // namespace engine::core

namespace engine::facade {

class TopicCommands
{
public:
    explicit TopicCommands(core::Broker &broker)
        : m_broker(broker)
    {}

    void createTopic(const TopicSpec &spec, const AnswerPtr<void> &answer);
    void deleteTopic(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer);
    void recreateTopic(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer);
    void deleteRecords(const QString &virtualHost, const QString &name, quint32 partition, quint64 beforeOffset,
                       const AnswerPtr<void> &answer);
    void clearTopic(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer);
    void setTopicConfig(const QString &virtualHost, const QString &name, const FieldTable &config,
                        const AnswerPtr<void> &answer);
    void addPartitions(const QString &virtualHost, const QString &name, quint32 partitions,
                       const AnswerPtr<void> &answer);

private:
    Result<void> create(const TopicSpec &spec);
    Result<core::VirtualHost *> hostOf(const QString &name) const;
    Result<core::Topic *> topicOf(const QString &virtualHost, const QString &name) const;
    /// One whose records may be deleted.
    Result<core::Topic *> deletingTopicOf(const QString &virtualHost, const QString &name) const;
    void finish(const AnswerPtr<void> &answer, Result<void> result);
    /// Once everything that was done is committed.
    void finishWhenCommitted(const AnswerPtr<void> &answer);

    core::Broker &m_broker;
};

} // namespace engine::facade
