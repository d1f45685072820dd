// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topics.h"

#include "core/broker.h"
#include "core/cleaner.h"
#include "core/consumergroups.h"
#include "core/transactions.h"
#include "core/virtualhost.h"

#include <algorithm>
#include <limits>

namespace engine::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shortestCheckMs = 1000, longestCheckMs = 60'000;

QString nameOf(const QByteArray &name)
{
    return QString::fromUtf8(name);
}

/// The names that its partitions will have as streams, and the topic's own.
QByteArrayList streamNames(const Topics::Request &request)
{
    QByteArrayList names{request.name};
    for (quint32 i = 0; request.partitions > 1 && i < request.partitions; ++i)
        names.append(request.name + '-' + QByteArray::number(i));
    return names;
}

} // namespace

Topics::Topics(VirtualHost &host)
    : m_host(host)
{}

Topics::~Topics()
{
    m_host.broker().agenda().cancel(m_retention);
}

bool Topics::isKafkaName(QByteArrayView name)
{
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !name.isEmpty() && name.size() <= 249 && name != "." && name != ".." &&
           std::all_of(name.begin(), name.end(), isAllowed);
}

Topic *Topics::find(const QByteArray &name) const
{
    const auto found = m_topics.find(name);
    return found == m_topics.end() ? nullptr : found->second.get();
}

Topic *Topics::find(const QUuid &uuid) const
{
    const auto found = std::find_if(m_topics.begin(), m_topics.end(),
                                    [&](const auto &entry) { return entry.second->definition().uuid == uuid; });
    return found == m_topics.end() ? nullptr : found->second.get();
}

bool Topics::isReserved(const QByteArray &name)
{
    return name.startsWith("amq.");
}

Result<void> Topics::check(const Request &request) const
{
    if (find(request.name))
        return Error{BrokerError::AlreadyExists, u"Topic '%1' already exists."_s.arg(nameOf(request.name))};
    if (request.partitions < 1 || request.partitions > maxPartitions) {
        return Error{BrokerError::InvalidArgument,
                     u"A topic has between 1 and %1 partitions, not %2."_s.arg(maxPartitions).arg(request.partitions)};
    }
    for (const QByteArray &name : streamNames(request)) {
        if (m_host.queue(name))
            return Error{BrokerError::AlreadyExists, u"There is a queue named '%1'."_s.arg(nameOf(name))};
    }
    if (const Result<TopicSettings> settings = topicSettingsOf(request.config); !settings)
        return settings.error();
    return {};
}

Result<Topic *> Topics::create(const Request &request)
{
    if (const Result<void> possible = check(request); !possible)
        return possible.error();
    TopicDefinition definition;
    definition.id = TopicId{m_host.broker().nextQueueId().v};
    definition.virtualHost = m_host.name();
    definition.name = request.name;
    definition.uuid = QUuid::createUuid();
    definition.config = request.config;
    definition.arguments = request.arguments;
    for (quint32 i = 0; i < request.partitions; ++i)
        definition.partitions.push_back(m_host.broker().nextQueueId());
    Topic &topic = add(std::move(definition), *settingsOf(request.config));
    write(topic);
    m_host.addStreams(topic);
    m_host.bindPartitions(topic);
    return &topic;
}

Topic &Topics::add(TopicDefinition definition, TopicSettings settings)
{
    const QByteArray name = definition.name;
    auto topic = std::make_unique<Topic>(m_host.broker(), std::move(definition), settings);
    Topic &added = *topic;
    m_topics[name] = std::move(topic);
    ++m_version;
    armRetention();
    if (settings.compacts)
        m_host.broker().cleaner().arm();
    return added;
}

Topic *Topics::restore(const TopicDefinition &definition)
{
    // What does not hold any more was checked when it was set: defaults are better than no topic.
    const Result<TopicSettings> settings = settingsOf(definition.config);
    Topic &topic = add(definition, settings ? *settings : *settingsOf({}));
    m_host.addStreams(topic);
    return &topic;
}

Result<TopicSettings> Topics::settingsOf(const FieldTable &config) const
{
    return topicSettingsOf(config, m_host.broker().topicDefaults());
}

void Topics::write(const Topic &topic)
{
    m_host.broker().definitionChanged({DefinitionChange::Kind::Put, topic.definition()});
}

void Topics::remove(Topic &topic)
{
    const auto found = m_topics.find(topic.name());
    if (found == m_topics.end() || found->second.get() != &topic)
        return;
    m_host.removeStreams(topic);
    const std::unique_ptr<Topic> leaving = std::move(found->second);
    m_topics.erase(found);
    ++m_version;
    m_host.broker().groups().topicDeleted(m_host.name(), leaving->name());
    m_host.broker().transactions().forgetLogs(leaving->definition().partitions);
    m_host.broker().definitionChanged({DefinitionChange::Kind::Remove, leaving->definition()});
}

Topic &Topics::recreate(Topic &topic)
{
    const TopicDefinition &old = topic.definition();
    const Request request{old.name, quint32(old.partitions.size()), old.config, old.arguments};
    remove(topic);
    const Result<Topic *> made = create(request);
    Q_ASSERT(made.ok()); // nothing has come in between
    return **made;
}

void Topics::removeAll()
{
    while (!m_topics.empty())
        remove(*m_topics.begin()->second);
}

Result<void> Topics::grow(Topic &topic, quint32 partitions)
{
    const size_t have = topic.partitions().size();
    if (partitions <= have || partitions > maxPartitions) {
        return Error{
            BrokerError::InvalidArgument,
            partitions > maxPartitions
                ? u"A topic has at most %1 partitions."_s.arg(maxPartitions)
                : u"Topic currently has %1 partitions, which is higher than or equal to the requested %2."_s.arg(have)
                      .arg(partitions)};
    }
    for (size_t i = have == 1 ? 0 : have; i < partitions; ++i) {
        const QByteArray name = topic.name() + '-' + QByteArray::number(i);
        if (m_host.queue(name))
            return Error{BrokerError::AlreadyExists, u"There is a queue named '%1'."_s.arg(nameOf(name))};
    }
    if (have == 1) {
        if (!topic.definition().arguments.isEmpty()) {
            return Error{BrokerError::InvalidArgument,
                         u"A stream that AMQP has declared has one partition and keeps its name."_s};
        }
        m_host.removeStreams(topic); // the one partition gets another name
    }
    for (size_t i = have; i < partitions; ++i)
        topic.addPartition(m_host.broker().nextQueueId());
    ++m_version;
    write(topic);
    m_host.addStreams(topic);
    m_host.bindPartitions(topic);
    return {};
}

Result<void> Topics::setConfig(Topic &topic, const FieldTable &config)
{
    const Result<TopicSettings> settings = settingsOf(config);
    if (!settings)
        return settings.error();
    topic.setConfig(config, *settings);
    write(topic);
    settingsChanged(topic);
    return {};
}

void Topics::setPolicy(Topic &topic, const RetentionPolicy &policy)
{
    if (topic.setPolicy(policy))
        settingsChanged(topic);
}

void Topics::settingsChanged(const Topic &topic)
{
    for (const auto &partition : topic.partitions())
        partition->enforceRetention(m_host.broker().nowMs());
    armRetention();
    if (topic.settings().compacts)
        m_host.broker().cleaner().arm();
}

// ---- retention

/// Looks again after a tenth of the shortest time that a topic keeps its records.
void Topics::armRetention()
{
    Agenda &agenda = m_host.broker().agenda();
    agenda.cancel(m_retention);
    qint64 shortest = std::numeric_limits<qint64>::max();
    for (const auto &[name, topic] : m_topics) {
        if (topic->settings().deletes && topic->settings().retentionMs >= 0)
            shortest = std::min(shortest, topic->settings().retentionMs);
    }
    if (m_topics.empty())
        return;
    const qint64 every = std::clamp(shortest / 10, shortestCheckMs, longestCheckMs);
    m_retention = agenda.at(m_host.broker().nowMs() + every, [this] { enforceRetention(); });
}

void Topics::enforceRetention()
{
    for (const auto &[name, topic] : m_topics) {
        for (const auto &partition : topic->partitions())
            partition->enforceRetention(m_host.broker().nowMs());
    }
    armRetention();
}

} // namespace engine::core
