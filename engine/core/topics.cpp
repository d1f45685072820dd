// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topics.h"

#include "core/broker.h"
#include "core/cleaner.h"
#include "core/consumergroups.h"
#include "core/stream.h"
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

bool isStreamOf(const Queue &queue, const Topic *topic)
{
    return queue.stream() && &queue.stream()->partition().topic() == topic;
}

/// Who has a name that a topic or one of its partitions would have.
Error taken(const Queue &queue)
{
    const QString name = nameOf(queue.name());
    if (!queue.stream())
        return {BrokerError::AlreadyExists, u"There is a queue named '%1'."_s.arg(name)};
    const Topic &topic = queue.stream()->partition().topic();
    if (topic.partitions().size() == 1)
        return {BrokerError::AlreadyExists, u"There is a topic named '%1'."_s.arg(name)};
    return {BrokerError::AlreadyExists,
            u"'%1' is the stream of a partition of the topic '%2'."_s.arg(name, nameOf(topic.name()))};
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
    return check(request, nullptr);
}

/// `leaving`: a topic that is deleted first, whose names are free then. Null: none is.
Result<void> Topics::check(const Request &request, const Topic *leaving) const
{
    if (const Topic *there = find(request.name); there && there != leaving)
        return Error{BrokerError::AlreadyExists, u"Topic '%1' already exists."_s.arg(nameOf(request.name))};
    if (request.partitions < 1 || request.partitions > maxPartitions) {
        return Error{BrokerError::InvalidArgument,
                     u"A topic has between 1 and %1 partitions, not %2."_s.arg(maxPartitions).arg(request.partitions)};
    }
    for (const QByteArray &name : streamNames(request)) {
        if (const Queue *queue = m_host.queue(name); queue && !isStreamOf(*queue, leaving))
            return taken(*queue);
    }
    if (const Result<TopicSettings> settings = topicSettingsOf(request.config); !settings)
        return settings.error();
    return {};
}

Result<Topic *> Topics::create(const Request &request)
{
    if (const Result<void> possible = check(request); !possible)
        return possible.error();
    return &make(request);
}

Topic &Topics::make(const Request &request)
{
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
    return topic;
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
    const Result<TopicSettings> settings = settingsOf(definition.config);
    Topic &topic = add(definition, settings ? *settings : tolerated(definition.config));
    m_host.addStreams(topic);
    return &topic;
}

/// What does not hold any more was checked when it was set: its default is better than no topic, and what holds goes on counting.
TopicSettings Topics::tolerated(const FieldTable &config) const
{
    FieldTable holding;
    for (const FieldEntry &entry : config.entries) {
        FieldTable more = holding;
        more.set(entry.name, entry.value);
        if (settingsOf(more))
            holding = more;
    }
    return *settingsOf(holding);
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

Result<Topic *> Topics::recreate(Topic &topic)
{
    const TopicDefinition &old = topic.definition();
    const Request request{old.name, quint32(old.partitions.size()), old.config, old.arguments};
    if (const Result<void> possible = check(request, &topic); !possible)
        return possible.error();
    const std::vector<BindingDefinition> bindings = m_host.takeBindings(topic);
    remove(topic);
    Topic &made = make(request);
    m_host.bindAgain(bindings);
    return &made;
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
        if (const Queue *queue = m_host.queue(name))
            return taken(*queue);
    }
    std::vector<BindingDefinition> bindings;
    if (have == 1) {
        if (!topic.definition().arguments.isEmpty()) {
            return Error{BrokerError::InvalidArgument,
                         u"A stream that AMQP has declared has one partition and keeps its name."_s};
        }
        bindings = m_host.takeBindings(topic);
        m_host.removeStreams(topic); // the one partition gets another name
    }
    for (size_t i = have; i < partitions; ++i)
        topic.addPartition(m_host.broker().nextQueueId());
    ++m_version;
    write(topic);
    m_host.addStreams(topic);
    m_host.bindPartitions(topic);
    for (BindingDefinition &binding : bindings)
        binding.destination = VirtualHost::streamName(topic, *topic.partition(0));
    m_host.bindAgain(bindings);
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
    if (m_topics.empty())
        return agenda.cancel(m_retention);
    qint64 shortest = std::numeric_limits<qint64>::max();
    for (const auto &[name, topic] : m_topics) {
        if (topic->settings().deletes && topic->settings().retentionMs >= 0)
            shortest = std::min(shortest, topic->settings().retentionMs);
    }
    const qint64 dueMs = m_host.broker().nowMs() + std::clamp(shortest / 10, shortestCheckMs, longestCheckMs);
    // Topics that come and change again and again do not put off what is due anyway.
    if (m_retention.isValid() && m_retention.dueMs <= dueMs)
        return;
    agenda.cancel(m_retention);
    m_retention = agenda.at(dueMs, [this] { enforceRetention(); });
}

void Topics::enforceRetention()
{
    m_retention = {}; // it has run
    for (const auto &[name, topic] : m_topics) {
        for (const auto &partition : topic->partitions())
            partition->enforceRetention(m_host.broker().nowMs());
    }
    armRetention();
}

} // namespace engine::core
