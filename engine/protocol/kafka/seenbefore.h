// SPDX-License-Identifier: GPL-3.0-or-later
// SeenBefore: which names a request has named already. What a client asks for many times is answered once, as in Kafka: a small
// request must not cost an answer without bound. Thread: any (a value on the stack).
#pragma once

#include <set>

namespace engine::protocol::kafka {

template <typename Key>
class SeenBefore
{
public:
    /// False the first time.
    bool operator()(const Key &key) { return !m_seen.insert(key).second; }

private:
    std::set<Key> m_seen;
};

} // namespace engine::protocol::kafka
