// SPDX-License-Identifier: GPL-3.0-or-later
// FetchSession (KIP-227): the partitions that a consumer fetches again and again, remembered so that a request names only what
// has changed, and an answer only what is new. Each connection has one at most, which ends with it: so there are no more of them
// than connections. Owner: Session. Thread: engine.
#pragma once

#include "wire/kafka/api/fetch.h"

#include <map>
#include <utility>

namespace engine::protocol::kafka {

/// One partition that is to be fetched from, and what its client knows of it.
struct FetchTarget
{
    qint64 offset = 0;
    qint32 maxBytes = 0;
    qint32 leaderEpoch = -1;
    qint64 knownHighWatermark = -1, knownLogStart = -1; ///< as told last; -1: not yet
};

class FetchSession
{
public:
    using Key = std::pair<QByteArray, qint32>;
    using Targets = std::map<Key, FetchTarget>;

    explicit FetchSession(qint32 id)
        : m_id(id)
    {}

    qint32 id() const { return m_id; }
    /// What the next request has to say.
    qint32 epoch() const { return m_epoch; }
    void nextEpoch() { m_epoch = m_epoch == 0x7fffffff ? 1 : m_epoch + 1; }

    /// Takes what the request adds, changes and forgets. False: more partitions than a session may have.
    bool update(const wire::kafka::FetchRequest &request);
    Targets &targets() { return m_targets; }
    /// Where the next answer begins to look: whoever did not get its turn within the last one's bytes comes first.
    Targets::iterator begin() { return m_targets.lower_bound(m_start); }
    void startFrom(const Key &key) { m_start = key; }

private:
    const qint32 m_id;
    qint32 m_epoch = 1;
    Targets m_targets;
    Key m_start;
};

} // namespace engine::protocol::kafka
