// SPDX-License-Identifier: GPL-3.0-or-later
// Browser: looks at the messages of a queue in place, whatever the depth: nothing is consumed, marked or moved, and the
// broker's cache is not filled by it. Messages in memory are read where they are, others through a ChunkReader.
// Owner: facade's EngineHost; broker and store outlive it. Thread: engine.
#pragma once

#include "inspect/chunkreader.h"
#include "inspect/livematcher.h"

#include <engine/snapshots.h>

namespace engine::core {
class Broker;
class Queue;
} // namespace engine::core

namespace engine::inspect {

class Browser
{
public:
    static constexpr quint32 maxPage = 1000;

    using PageDone = std::function<void(const Result<MessagePage> &)>;
    using DetailsDone = std::function<void(const Result<MessageDetails> &)>;

    Browser(core::Broker &broker, ConnectionNames names);

    /// Positions, states and holders are those of the moment of the call. Of a message whose chunk can not be read (any more)
    /// the page shows position and state alone. NotFound: no such queue.
    void browse(QueueId queue, quint64 firstIndex, quint32 count, const PageDone &done);
    /// NotFound where the message has left the queue, the store's error where its chunk can not be read.
    void message(MessageRef ref, const DetailsDone &done);

private:
    struct Request;
    void fill(const std::shared_ptr<Request> &request);
    void describeHolders(const core::Queue &queue, Request &request) const;

    core::Broker &m_broker;
    const ConnectionNames m_names;
    ChunkReader m_reader;
};

} // namespace engine::inspect
