// SPDX-License-Identifier: GPL-3.0-or-later
// DeadLetterReader: rows of the dead letters' list, read in place like the browser's: messages in memory where they are, others
// through a ChunkReader, one chunk after another.
// Owner: facade's Watches; the broker outlives it. Thread: engine.
#pragma once

#include "inspect/chunkreader.h"

#include <engine/deadletters.h>

#include <functional>
#include <memory>

namespace engine::core {
class Broker;
}

namespace engine::inspect {

class DeadLetterReader
{
public:
    static constexpr qsizetype most = 1000;

    using Names = std::function<QString(MessageRef)>;
    using Done = std::function<void(const QList<DeadLetter> &)>;

    /// rejectedBy: who is known to have rejected a message.
    DeadLetterReader(core::Broker &broker, Names rejectedBy);

    /// Those that have left their queue, can not be read or carry no history are left out.
    void read(const QList<MessageRef> &messages, const Done &done);

private:
    struct Request;
    void describe(DeadLetter &row, const core::Message &message) const;
    void fill(const std::shared_ptr<Request> &request);

    core::Broker &m_broker;
    const Names m_rejectedBy;
    ChunkReader m_reader;
};

} // namespace engine::inspect
