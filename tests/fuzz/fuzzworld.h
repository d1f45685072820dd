// SPDX-License-Identifier: GPL-3.0-or-later
// A broker for one run of a fuzz target: its store keeps nothing and commits when asked to, so that no event loop is needed, and
// its clock stands still until it is moved. Thread: engine (the target's).
#pragma once

#include "core/broker.h"

namespace fuzz {

class LoopStore : public engine::core::MessageStore
{
public:
    engine::Result<engine::core::StoreContents> open() override { return engine::core::StoreContents{}; }
    void submit(engine::core::StoreTransaction &&transaction, Committed done) override
    {
        m_transaction = std::move(transaction);
        m_done = std::move(done);
    }
    void load(engine::core::ChunkId, Loaded loaded) override
    {
        loaded(engine::Error{engine::BrokerError::NotFound, {}});
    }
    void loadBatches(engine::core::ChunkId, BatchesLoaded loaded) override
    {
        loaded(engine::Error{engine::BrokerError::NotFound, {}});
    }
    quint64 diskBytes() const override { return 0; }
    bool isDurable() const override { return true; } // so that declarations wait

    void commitAll()
    {
        while (m_done)
            std::exchange(m_done, nullptr)(std::move(m_transaction), {});
    }

private:
    engine::core::StoreTransaction m_transaction;
    Committed m_done;
};

class HandClock : public engine::core::Clock
{
public:
    qint64 nowMs() const override { return now; }
    qint64 now = 1'700'000'000'000;
};

struct World
{
    LoopStore store;
    HandClock clock;
    engine::core::Broker broker{store, clock, {1 << 20, 1 << 20, 1 << 20}};

    void settle()
    {
        broker.settle();
        store.commitAll();
    }
    void pass(qint64 milliseconds)
    {
        clock.now += milliseconds;
        broker.wake();
        store.commitAll();
    }
};

} // namespace fuzz
