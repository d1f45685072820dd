// SPDX-License-Identifier: GPL-3.0-or-later
// TopicTrie: topic-exchange patterns ("eu.*.new", "audit.#") by words, so that a look-up costs the words of the routing key
// and not the number of bindings. AMQP 0-9-1 §3.1.3.3: '*' is one word, '#' zero or more; words are separated by '.'.
// A look-up goes through the key once, with the set of nodes that the words so far can lead to: a node is in it once,
// however many ways there are to it, so that patterns with many '#' cost no more than their length for each word.
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
    /// A binding stands under one pattern only.
    void insert(const QByteArray &pattern, Binding *binding);
    /// Nothing happens if it is not there.
    void remove(const QByteArray &pattern, Binding *binding);
    /// Calls visit once for each binding whose pattern matches; it must not change the trie. Returns the nodes looked at.
    quint64 match(QByteArrayView routingKey, const std::function<void(Binding &)> &visit) const;

private:
    struct Node;
    void reach(Node &node) const;
    void follow(Node &node, const QByteArray &word) const;

    std::unique_ptr<Node> m_root;
    // Of the look-up under way; kept for their capacity.
    mutable std::vector<Node *> m_reached; ///< by the words so far
    mutable std::vector<Node *> m_before;  ///< by the words before
    mutable quint64 m_step = 0;            ///< each word of each look-up has its own number
};

} // namespace engine::core
