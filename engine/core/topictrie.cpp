// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topictrie.h"

#include <algorithm>

namespace engine::core {

struct TopicTrie::Node
{
    QHash<QByteArray, Node *> words; ///< owned; a raw pointer because QHash copies its values
    std::unique_ptr<Node> star;
    std::unique_ptr<Node> hash;
    std::vector<Binding *> bindings; ///< patterns that end here

    Node() = default;
    Node(const Node &) = delete;
    Node &operator=(const Node &) = delete;
    ~Node() { qDeleteAll(words); }

    bool isEmpty() const { return words.isEmpty() && !star && !hash && bindings.empty(); }

    Node *child(const QByteArray &word)
    {
        if (word == "*") {
            if (!star)
                star = std::make_unique<Node>();
            return star.get();
        }
        if (word == "#") {
            if (!hash)
                hash = std::make_unique<Node>();
            return hash.get();
        }
        Node *&node = words[word];
        if (!node)
            node = new Node;
        return node;
    }

    Node *existing(const QByteArray &word) const
    {
        if (word == "*")
            return star.get();
        return word == "#" ? hash.get() : words.value(word);
    }

    void dropChild(const QByteArray &word)
    {
        if (word == "*")
            star.reset();
        else if (word == "#")
            hash.reset();
        else
            delete words.take(word);
    }
};

namespace {

using Words = std::vector<QByteArray>;
using Visit = std::function<void(Binding &)>;

/// The words between the dots; an empty key has none, as in RabbitMQ, so that "#" matches it and "*" does not.
Words splitWords(QByteArrayView key)
{
    Words words;
    if (key.isEmpty())
        return words;
    qsizetype from = 0;
    while (true) {
        const qsizetype dot = key.indexOf('.', from);
        // Views into the key: the words live no longer than the call that splits.
        const QByteArrayView word = dot < 0 ? key.sliced(from) : key.sliced(from, dot - from);
        words.push_back(QByteArray::fromRawData(word.data(), word.size()));
        if (dot < 0)
            return words;
        from = dot + 1;
    }
}

template <typename Node>
void visitAll(const Node &node, const Visit &visit)
{
    for (Binding *binding : node.bindings)
        visit(*binding);
}

template <typename Node>
void matchFrom(const Node &node, const Words &words, size_t index, const Visit &visit)
{
    if (node.hash) {
        // '#' swallows none, one … all of the words that are left.
        for (size_t rest = index; rest <= words.size(); ++rest)
            matchFrom(*node.hash, words, rest, visit);
    }
    if (index == words.size()) {
        visitAll(node, visit);
        return;
    }
    if (const Node *exact = node.words.value(words[index]))
        matchFrom(*exact, words, index + 1, visit);
    if (node.star)
        matchFrom(*node.star, words, index + 1, visit);
}

} // namespace

TopicTrie::TopicTrie()
    : m_root(std::make_unique<Node>())
{}
TopicTrie::~TopicTrie() = default;

void TopicTrie::insert(const QByteArray &pattern, Binding *binding)
{
    Node *node = m_root.get();
    for (const QByteArray &word : splitWords(pattern))
        node = node->child(QByteArray(word.constData(), word.size()));
    node->bindings.push_back(binding);
}

void TopicTrie::remove(const QByteArray &pattern, Binding *binding)
{
    const Words words = splitWords(pattern);
    std::vector<Node *> path = {m_root.get()};
    for (const QByteArray &word : words) {
        Node *next = path.back()->existing(word);
        if (!next)
            return;
        path.push_back(next);
    }
    std::erase(path.back()->bindings, binding);
    for (size_t i = words.size(); i > 0 && path[i]->isEmpty(); --i)
        path[i - 1]->dropChild(words[i - 1]);
}

void TopicTrie::match(QByteArrayView routingKey, const std::function<void(Binding &)> &visit) const
{
    matchFrom(*m_root, splitWords(routingKey), 0, visit);
}

} // namespace engine::core
