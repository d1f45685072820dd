// SPDX-License-Identifier: GPL-3.0-or-later
// Topics: the topics of one virtual host: making, changing and deleting them, and their retention. They share the name space of
// queues, since AMQP sees a topic as a stream. Owner: VirtualHost. Thread: engine.
#pragma once

#include "core/agenda.h"
#include "core/topic.h"

#include <engine/result.h>

#include <map>
#include <memory>

namespace engine::core {

class VirtualHost;

class Topics
{
public:
    static constexpr quint32 maxPartitions = 1024;

    explicit Topics(VirtualHost &host);
    ~Topics();

    using Map = std::map<QByteArray, std::unique_ptr<Topic>>;
    const Map &all() const { return m_topics; }
    Topic *find(const QByteArray &name) const;
    Topic *find(const QUuid &uuid) const;
    /// Changes with every topic and partition that comes or goes.
    quint64 version() const { return m_version; }

    struct Request
    {
        QByteArray name;
        quint32 partitions = 1;
        FieldTable config;    ///< by Kafka's names, as text
        FieldTable arguments; ///< where AMQP declares a stream
    };
    /// AlreadyExists where there is a topic or a queue of that name; InvalidArgument for a configuration or a number of
    /// partitions that cannot be.
    Result<Topic *> create(const Request &request);
    /// What create() would say, without making anything.
    Result<void> check(const Request &request) const;
    /// With all its partitions and the offsets that groups have in them.
    void remove(Topic &topic);
    /// Deletes it and makes it anew, empty, with the same partitions, configuration and bindings: to clients another topic of
    /// that name. With an error nothing has changed: what it is configured with is checked as in create().
    Result<Topic *> recreate(Topic &topic);
    /// Grows to so many partitions; InvalidArgument where that is not more than there are. What was bound to the one stream of a
    /// topic is bound to that of partition 0 afterwards.
    Result<void> grow(Topic &topic, quint32 partitions);
    /// Replaces the whole configuration. InvalidArgument.
    Result<void> setConfig(Topic &topic, const FieldTable &config);
    /// Policies have changed; takes effect on what the topic holds.
    void setPolicy(Topic &topic, const RetentionPolicy &policy);

    /// A name as Kafka wants it: letters, digits, '.', '_' and '-', at most 249, not "." or "..".
    static bool isKafkaName(QByteArrayView name);
    /// Each partition is a stream of this name for AMQP, where these names are the broker's own: nobody may choose one.
    static bool isReserved(const QByteArray &name);

    // Recovery, called by Broker only: nothing is refused, nothing written.
    Topic *restore(const TopicDefinition &definition);
    /// The virtual host is being deleted.
    void removeAll();

private:
    Result<void> check(const Request &request, const Topic *leaving) const;
    Topic &make(const Request &request);
    Topic &add(TopicDefinition definition, TopicSettings settings);
    Result<TopicSettings> settingsOf(const FieldTable &config) const;
    TopicSettings tolerated(const FieldTable &config) const;
    void write(const Topic &topic);
    void settingsChanged(const Topic &topic);
    void armRetention();
    void enforceRetention();

    VirtualHost &m_host;
    Map m_topics;
    quint64 m_version = 0;
    Agenda::Ticket m_retention;
};

} // namespace engine::core
