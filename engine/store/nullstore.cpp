// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/nullstore.h"

namespace engine::store {

using namespace Qt::StringLiterals;

void NullStore::submit(core::StoreTransaction &&transaction, Committed done)
{
    auto job = std::make_shared<core::StoreTransaction>(std::move(transaction));
    QMetaObject::invokeMethod(
        &m_context, [job, done = std::move(done)] { done(std::move(*job), {}); }, Qt::QueuedConnection);
}

void NullStore::load(core::ChunkId chunk, Loaded loaded)
{
    answerNotFound(chunk, std::move(loaded));
}

void NullStore::loadBatches(core::ChunkId chunk, BatchesLoaded loaded)
{
    answerNotFound(chunk, std::move(loaded));
}

template <typename Answer>
void NullStore::answerNotFound(core::ChunkId chunk, Answer answer)
{
    QMetaObject::invokeMethod(
        &m_context,
        [chunk, answer = std::move(answer)] {
            answer(Error{BrokerError::NotFound, u"chunk %1: this broker keeps nothing on disk"_s.arg(chunk.v)});
        },
        Qt::QueuedConnection);
}

} // namespace engine::store
