// SPDX-License-Identifier: GPL-3.0-or-later
// TopicTrie: topic-exchange patterns ("eu.*.new", "audit.#") by words, so that a look-up costs the words of the routing key
// and not the number of bindings. AMQP 0-9-1 §3.1.3.3: '*' is one word, '#' zero or more; words are separated by '.'.
// Thread: engine.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace engine::core {

struct Binding;

class TopicTrie
{
public:
    TopicTrie();
    ~TopicTrie();
    void insert(const QByteArray &pattern, Binding *binding);
    void remove(const QByteArray &pattern, Binding *binding);
    /// Calls visit once or more for each binding whose pattern matches.
    void match(QByteArrayView routingKey, const std::function<void(Binding &)> &visit) const;

private:
    struct Node;
    std::unique_ptr<Node> m_root;
};

} // namespace engine::core
