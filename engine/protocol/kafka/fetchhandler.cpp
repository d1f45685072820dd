// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/pendingfetch.h"

#include <algorithm>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

constexpr qint32 initialEpoch = 0, finalEpoch = -1;

/// Of a request outside of any session: what it names, in its order.
void addTargets(const FetchRequest &request, PendingFetch::Plan &plan)
{
    for (const auto &topic : request.topics) {
        for (const auto &partition : topic.partitions) {
            plan.targets.push_back({{topic.topic, partition.partition},
                                    {.offset = partition.fetchOffset,
                                     .maxBytes = partition.partitionMaxBytes,
                                     .leaderEpoch = partition.currentLeaderEpoch}});
        }
    }
}

void addTargets(FetchSession &session, PendingFetch::Plan &plan)
{
    auto &targets = session.targets();
    plan.targets.reserve(targets.size());
    const auto first = session.begin();
    for (auto it = first; it != targets.end(); ++it)
        plan.targets.push_back({it->first, it->second});
    for (auto it = targets.begin(); it != first; ++it)
        plan.targets.push_back({it->first, it->second});
}

/// KIP-227: epoch 0 begins a session, -1 ends it, any other goes on with it.
ErrorCode planTargets(const Call<FetchRequest> &call, PendingFetch::Plan &plan)
{
    const FetchRequest &request = call.request;
    std::unique_ptr<FetchSession> &session = call.session.fetchSession();
    if (request.sessionEpoch == finalEpoch || request.sessionEpoch == initialEpoch) {
        session.reset();
        addTargets(request, plan);
        if (request.sessionEpoch == finalEpoch || plan.targets.empty())
            return ErrorCode::None;
        qint32 &last = call.session.environment().lastFetchSession;
        last = last == 0x7fffffff ? 1 : last + 1;
        session = std::make_unique<FetchSession>(last);
        if (session->update(request))
            plan.sessionId = last;
        else
            session.reset();
        return ErrorCode::None;
    }
    if (!session || session->id() != request.sessionId)
        return ErrorCode::FetchSessionIdNotFound;
    if (session->epoch() != request.sessionEpoch)
        return ErrorCode::InvalidFetchSessionEpoch;
    session->nextEpoch();
    if (!session->update(request)) {
        session.reset();
        return ErrorCode::FetchSessionIdNotFound; // the client begins a new one
    }
    plan.sessionId = session->id();
    plan.onlyNew = true;
    addTargets(*session, plan);
    return ErrorCode::None;
}

} // namespace

void handle(const Call<FetchRequest> &call)
{
    const FetchRequest &request = call.request;
    PendingFetch::Plan plan;
    if (const ErrorCode error = planTargets(call, plan); error != ErrorCode::None) {
        FetchResponse refused;
        refused.errorCode = error;
        call.reply.send(refused);
        return;
    }
    plan.maxBytes = std::clamp(request.maxBytes, 0, MaxFetchBytes);
    plan.minBytes = std::min(request.minBytes, plan.maxBytes);
    plan.committedOnly = request.isolationLevel == 1;
    // With nothing to wait for there is no waiting.
    const qint64 waitMs = plan.targets.empty() ? 0 : std::clamp<qint64>(request.maxWaitMs, 0, MaxFetchWaitMs);
    plan.deadlineMs = call.session.broker().nowMs() + waitMs;
    auto fetch = std::make_unique<PendingFetch>(call.reply, std::move(plan));
    PendingFetch &pending = *fetch;
    call.session.line().setWork(call.reply.place(), std::move(fetch));
    pending.tryNow();
}

} // namespace engine::protocol::kafka
