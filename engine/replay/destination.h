// SPDX-License-Identifier: GPL-3.0-or-later
// Destination: where a replay publishes to, by id: one that is deleted and made again under its name is another one.
// Owner: Publisher. Thread: engine.
#pragma once

#include "replay/reader.h"

#include <engine/fieldvalue.h>
#include <engine/replay.h>
#include <engine/result.h>

namespace engine::core {
class Broker;
class Topic;
class VirtualHost;
} // namespace engine::core

namespace engine::replay {

class Destination
{
public:
    /// NotFound; AccessRefused for an internal exchange and for what holds delayed messages.
    static Result<Destination> find(core::Broker &broker, const ReplayTarget &target);

    core::VirtualHost &virtualHost() const { return *m_host; }
    /// NotFound once it is not there any more.
    Result<void> check() const;
    /// A topic or a stream: what is published becomes records there, whatever AMQP's clients could take.
    bool isLog() const { return m_target.kind == ReplayTarget::Kind::Topic || m_isStream; }
    /// "queue 'orders'"
    QString description() const;

    struct Place
    {
        QByteArray exchange, routingKey;
        bool keepsKey = false; ///< a log without an exchange before it: the key of the record is its own
        bool isOwnKey = false; ///< the message is routed as it was, by the keys of CC too
    };
    /// `from`: of so many partitions; 0: of a queue.
    Place placeOf(const Item &item, const FieldTable &headers, quint32 from) const;

private:
    Destination(core::Broker &broker, core::VirtualHost &host, const ReplayTarget &target)
        : m_broker(&broker)
        , m_host(&host)
        , m_target(target)
        , m_name(target.name.toUtf8())
    {}
    Result<void> identify();
    core::Topic *topic() const;
    quint32 partitionFor(const Item &item, const FieldTable &headers, quint32 from, quint32 partitions) const;

    core::Broker *m_broker;
    core::VirtualHost *m_host;
    ReplayTarget m_target;
    QByteArray m_name;
    quint64 m_id = 0; ///< of the queue, exchange or topic
    bool m_isStream = false;
};

} // namespace engine::replay
