// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/purge.h"

#include "actions/undolog.h"
#include "core/broker.h"
#include "inspect/chunkreader.h"

#include <QPointer>

namespace engine::facade {

using namespace Qt::StringLiterals;
using actions::UndoLog;

namespace {

constexpr int sliceMessages = 16 * 1024; // a millisecond or two

Error tooMuch()
{
    return {BrokerError::ResourceExhausted, u"there is too much in the queue to bring it back afterwards"_s};
}

/// Known without reading anything. Bodies that consumers hold are in the queue's sum, so with those it says nothing.
bool isSurelyTooMuch(const core::Queue &queue)
{
    const quint64 bodies = queue.unacked() == 0 ? queue.log().bodyBytes() : 0;
    return queue.ready() * core::Message().footprint() + bodies > UndoLog::budgetBytes;
}

} // namespace

Purge::Purge(core::Broker &broker, QueueId queue, Done done, QObject *parent)
    : QObject(parent)
    , m_broker(broker)
    , m_queue(queue)
    , m_done(std::move(done))
{}

void Purge::start()
{
    const core::Queue *queue = m_broker.queue(m_queue);
    if (queue && isSurelyTooMuch(*queue))
        return finish(tooMuch());
    step();
}

void Purge::step()
{
    core::Queue *queue = m_broker.queue(m_queue);
    if (!queue)
        return finish(Error{BrokerError::NotFound, u"the queue was deleted meanwhile"_s});
    const core::QueueLog &log = queue->log();
    int looked = 0;
    for (m_next = log.nextLive(m_next); m_next < log.end(); m_next = log.nextLive(m_next + 1)) {
        if (++looked > sliceMessages) {
            QMetaObject::invokeMethod(this, &Purge::step, Qt::QueuedConnection);
            return;
        }
        if (!queue->isReady(m_next))
            continue;
        core::MessagePtr message = log.at(m_next);
        if (!message)
            message = inspect::messageAt(m_chunk, m_next);
        if (!message)
            return read(*log.segmentOf(m_next));
        m_keptBytes += message->footprint();
        if (m_keptBytes > UndoLog::budgetBytes)
            return finish(tooMuch());
        m_kept.push_back({m_next, message});
    }
    Messages removed;
    removed.reserve(m_kept.size());
    for (core::Queue::Taken &kept : m_kept) {
        if (const auto taken = queue->take(kept.offset))
            removed.push_back(
                {kept.offset, std::move(kept.message), taken->redelivered, taken->returns, taken->failures});
    }
    finish(std::move(removed));
}

void Purge::read(const core::Segment &segment)
{
    if (segment.chunk == m_chunkId)
        return finish(Error{BrokerError::Damaged, u"the message at position %1 can not be read"_s.arg(m_next)});
    m_chunkId = segment.chunk;
    m_broker.store().load(m_chunkId, [self = QPointer(this)](Result<std::vector<core::StoredMessage>> loaded) {
        if (!self)
            return;
        // A chunk goes with its last message, and is written anew under another name: a look at the queue tells.
        const core::Queue *queue = self->m_broker.queue(self->m_queue);
        const core::Segment *now = queue ? queue->log().segmentOf(self->m_next) : nullptr;
        if (!loaded.ok() && now && now->chunk == self->m_chunkId && !now->isGone(self->m_next))
            return self->finish(Error{BrokerError::Damaged, loaded.error().detail});
        self->m_chunk = loaded.ok() ? std::move(*loaded) : std::vector<core::StoredMessage>();
        self->step();
    });
}

void Purge::finish(Result<Messages> &&removed)
{
    m_done(std::move(removed));
    deleteLater();
}

} // namespace engine::facade
