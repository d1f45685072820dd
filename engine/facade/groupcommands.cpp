// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/groupcommands.h"

#include "core/broker.h"
#include "core/groupprogress.h"
#include "core/topic.h"

#include <algorithm>

namespace engine::facade {

using namespace Qt::StringLiterals;
using core::CoordinationError;

namespace {

core::GroupKey keyOf(const QString &virtualHost, const QString &name)
{
    return {virtualHost.toUtf8(), name.toUtf8()};
}

Result<void> resultOf(CoordinationError error, const QString &group)
{
    switch (error) {
    case CoordinationError::None:
        return {};
    case CoordinationError::GroupIdNotFound:
        return Error{BrokerError::NotFound, u"there is no consumer group '%1'"_s.arg(group)};
    case CoordinationError::NonEmptyGroup:
    case CoordinationError::UnknownMemberId: // a commit from outside, while it has members
        return Error{BrokerError::PreconditionFailed, u"the consumer group '%1' has members"_s.arg(group)};
    case CoordinationError::InvalidGroupId:
        return Error{BrokerError::InvalidArgument, u"'%1' is no name for a consumer group"_s.arg(group)};
    case CoordinationError::CoordinatorNotAvailable:
        return Error{BrokerError::StorageFailed, u"the change could not be stored"_s};
    default:
        return Error{BrokerError::Internal,
                     u"the consumer group '%1' can not be changed now (error %2)"_s.arg(group).arg(int(error))};
    }
}

core::ResetTarget targetOf(const OffsetResetRequest &request)
{
    using Kind = core::ResetTarget::Kind;
    using To = OffsetResetRequest::To;
    switch (request.to) {
    case To::Earliest:
        return {Kind::Earliest, 0};
    case To::Latest:
        return {Kind::Latest, 0};
    case To::Offset:
        return {Kind::Offset, request.value};
    case To::Timestamp:
        return {Kind::Timestamp, request.value};
    case To::Shift:
        return {Kind::Shift, request.value};
    case To::Copy:
        return {Kind::Copy, 0};
    }
    return {};
}

OffsetResetStep::Note noteOf(core::ResetStep::Note note)
{
    switch (note) {
    case core::ResetStep::Note::None:
        return OffsetResetStep::Note::None;
    case core::ResetStep::Note::Limited:
        return OffsetResetStep::Note::Limited;
    case core::ResetStep::Note::NothingCommitted:
        return OffsetResetStep::Note::NothingCommitted;
    case core::ResetStep::Note::NothingToCopy:
        return OffsetResetStep::Note::NothingToCopy;
    }
    return OffsetResetStep::Note::None;
}

QList<OffsetResetStep> stepsOf(const std::vector<core::ResetStep> &plan)
{
    QList<OffsetResetStep> steps;
    steps.reserve(qsizetype(plan.size()));
    for (const core::ResetStep &step : plan) {
        steps.append({{QString::fromUtf8(step.partition.topic), quint32(step.partition.partition)},
                      step.current,
                      step.target,
                      step.lagBefore,
                      step.lagAfter,
                      noteOf(step.note)});
    }
    return steps;
}

} // namespace

template <typename Ask>
void GroupCommands::keep(Ask ask)
{
    const quint64 number = ++m_lastTicket;
    m_tickets[number] = {};
    core::AnswerTicket ticket = ask([this, number] { m_tickets.erase(number); });
    if (const auto due = m_tickets.find(number); due != m_tickets.end())
        due->second = std::move(ticket);
    m_broker.settle();
}

void GroupCommands::deleteGroup(const QString &virtualHost, const QString &name, const AnswerPtr<void> &answer)
{
    keep([&](const auto &answered) {
        return m_broker.groups().remove(keyOf(virtualHost, name), [answer, name, answered](CoordinationError error) {
            answer->finish(resultOf(error, name));
            answered();
        });
    });
}

void GroupCommands::plan(const OffsetResetRequest &request, const AnswerPtr<QList<OffsetResetStep>> &answer)
{
    const core::GroupKey key = keyOf(request.virtualHost, request.group);
    std::vector<core::TopicPartition> partitions;
    for (const PartitionName &name : request.partitions)
        partitions.push_back({name.topic.toUtf8(), qint32(name.partition)});
    if (request.to == OffsetResetRequest::To::Copy && partitions.empty()) {
        const core::ConsumerGroup *from = m_broker.groups().find(keyOf(request.virtualHost, request.copyFrom));
        if (!from)
            return answer->finish(resultOf(CoordinationError::GroupIdNotFound, request.copyFrom).error());
        for (const auto &[partition, offset] : from->offsets())
            partitions.push_back(partition);
    }
    const core::ResetTarget target = targetOf(request);
    keep([&](const auto &answered) {
        return core::lookUp(m_broker, key, target, request.copyFrom.toUtf8(), partitions,
                            [answer, target, answered](const std::vector<core::PartitionFacts> &facts) {
                                answer->finish(stepsOf(core::planReset(target, facts)));
                                answered();
                            });
    });
}

void GroupCommands::reset(const QString &virtualHost, const QString &group, const QList<OffsetResetStep> &steps,
                          WhenActive whenActive, const AnswerPtr<void> &answer)
{
    const core::GroupKey key = keyOf(virtualHost, group);
    const auto hasTarget = [](const OffsetResetStep &step) { return step.target.has_value(); };
    const bool makesIt = m_broker.virtualHost(key.virtualHost) && std::any_of(steps.begin(), steps.end(), hasTarget);
    if (!m_broker.groups().find(key) && !makesIt)
        return answer->finish(resultOf(CoordinationError::GroupIdNotFound, group));
    std::vector<core::ResetStep> wanted;
    for (const OffsetResetStep &step : steps) {
        core::ResetStep &to = wanted.emplace_back();
        to.partition = {step.partition.topic.toUtf8(), qint32(step.partition.partition)};
        to.target = step.target;
    }
    using Active = core::ConsumerGroups::WhenActive;
    keep([&](const auto &answered) {
        return m_broker.groups().reset(key, wanted, whenActive == WhenActive::Fence ? Active::Fence : Active::Refuse,
                                       [answer, group, answered](CoordinationError error) {
                                           answer->finish(resultOf(error, group));
                                           answered();
                                       });
    });
}

void GroupCommands::commit(const QString &virtualHost, const QString &group, const PartitionName &partition,
                           qint64 offset, const AnswerPtr<void> &answer)
{
    core::VirtualHost *host = m_broker.virtualHost(virtualHost.toUtf8());
    const core::Topic *topic = host ? host->topics().find(partition.topic.toUtf8()) : nullptr;
    if (!topic || !topic->partition(qint32(partition.partition))) {
        return answer->finish(Error{BrokerError::NotFound, u"there is no partition %1 of a topic '%2'"_s.arg(
                                                               QString::number(partition.partition), partition.topic)});
    }
    if (group.isEmpty() || offset < 0)
        return answer->finish(resultOf(CoordinationError::InvalidGroupId, group));
    keep([&](const auto &answered) {
        return m_broker.groups().commit(keyOf(virtualHost, group), {},
                                        {{partition.topic.toUtf8(), qint32(partition.partition), offset, -1, {}}},
                                        [answer, group, answered](const core::ConsumerGroups::CommitAnswer &errors) {
                                            answer->finish(resultOf(errors.front(), group));
                                            answered();
                                        });
    });
}

} // namespace engine::facade
