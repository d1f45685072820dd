// SPDX-License-Identifier: GPL-3.0-or-later
// NullStore: keeps nothing (--memory). Every commit succeeds, on the next turn of the event loop; there is nothing to load.
// Owner: whoever builds the broker. Thread: engine.
#pragma once

#include "core/messagestore.h"

#include <QObject>

namespace engine::store {

class NullStore : public core::MessageStore
{
public:
    Result<core::StoreContents> open() override { return core::StoreContents{}; }
    void submit(core::StoreTransaction &&transaction, Committed done) override;
    void load(core::ChunkId chunk, Loaded loaded) override;
    void loadBatches(core::ChunkId chunk, BatchesLoaded loaded) override;
    quint64 diskBytes() const override { return 0; }
    bool isDurable() const override { return false; }

private:
    template <typename Answer>
    void answerNotFound(core::ChunkId chunk, Answer answer);

    QObject m_context; ///< answers that are under way end with it
};

} // namespace engine::store
