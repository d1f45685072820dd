// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/topictrie.h"

#include "core/bindinglist.h"

namespace engine::core {

struct TopicTrie::Node
{
    QHash<QByteArray, Node *> words; ///< owned; a raw pointer because QHash copies its values
    std::unique_ptr<Node> star;
    std::unique_ptr<Node> hash;
    BucketList bindings;   ///< patterns that end here
    bool swallows = false; ///< it is somebody's '#': more words stay here
    quint64 step = 0;      ///< the last one that reached it

    Node() = default;
    Node(const Node &) = delete;
    Node &operator=(const Node &) = delete;
    ~Node() { qDeleteAll(words); }

    bool isEmpty() const { return words.isEmpty() && !star && !hash && bindings.isEmpty(); }

    Node *child(const QByteArray &word)
    {
        if (word == "*") {
            if (!star)
                star = std::make_unique<Node>();
            return star.get();
        }
        if (word == "#") {
            if (!hash) {
                hash = std::make_unique<Node>();
                hash->swallows = true;
            }
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

/// The words between the dots, as views that live no longer than the key; an empty key has none, as in RabbitMQ, so that
/// "#" matches it and "*" does not. Ends early when `take` returns false.
template <typename Take>
void forEachWord(QByteArrayView key, Take &&take)
{
    if (key.isEmpty())
        return;
    qsizetype from = 0;
    while (true) {
        const qsizetype dot = key.indexOf('.', from);
        const QByteArrayView word = dot < 0 ? key.sliced(from) : key.sliced(from, dot - from);
        if (!take(QByteArray::fromRawData(word.data(), word.size())) || dot < 0)
            return;
        from = dot + 1;
    }
}

/// A pattern's words; "#.#" means what "#" means.
std::vector<QByteArray> patternWords(const QByteArray &pattern)
{
    std::vector<QByteArray> words;
    forEachWord(pattern, [&](const QByteArray &word) {
        if (word != "#" || words.empty() || words.back() != "#")
            words.emplace_back(word.constData(), word.size());
        return true;
    });
    return words;
}

} // namespace

TopicTrie::TopicTrie()
    : m_root(std::make_unique<Node>())
{}
TopicTrie::~TopicTrie() = default;

void TopicTrie::insert(const QByteArray &pattern, Binding *binding)
{
    Node *node = m_root.get();
    for (const QByteArray &word : patternWords(pattern))
        node = node->child(word);
    node->bindings.insert(binding);
}

void TopicTrie::remove(const QByteArray &pattern, Binding *binding)
{
    const std::vector<QByteArray> words = patternWords(pattern);
    std::vector<Node *> path = {m_root.get()};
    for (const QByteArray &word : words) {
        Node *next = path.back()->existing(word);
        if (!next)
            return;
        path.push_back(next);
    }
    path.back()->bindings.remove(binding);
    for (size_t i = words.size(); i > 0 && path[i]->isEmpty(); --i)
        path[i - 1]->dropChild(words[i - 1]);
}

void TopicTrie::reach(Node &node) const
{
    if (node.step == m_step)
        return;
    node.step = m_step;
    m_reached.push_back(&node);
    if (node.hash)
        reach(*node.hash); // '#' may be no word at all; it has no '#' of its own below it
}

void TopicTrie::follow(Node &node, const QByteArray &word) const
{
    if (node.swallows)
        reach(node);
    if (!node.words.isEmpty()) {
        if (Node *exact = node.words.value(word))
            reach(*exact);
    }
    if (node.star)
        reach(*node.star);
}

quint64 TopicTrie::match(QByteArrayView routingKey, const std::function<void(Binding &)> &visit) const
{
    ++m_step;
    m_reached.clear();
    reach(*m_root);
    quint64 looked = m_reached.size();
    forEachWord(routingKey, [&](const QByteArray &word) {
        ++m_step;
        m_before.swap(m_reached);
        m_reached.clear();
        for (Node *node : m_before)
            follow(*node, word);
        looked += m_reached.size();
        return !m_reached.empty();
    });
    for (const Node *node : m_reached) {
        for (Binding *binding : node->bindings)
            visit(*binding);
    }
    return looked;
}

} // namespace engine::core
