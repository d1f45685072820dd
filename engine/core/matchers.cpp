// SPDX-License-Identifier: GPL-3.0-or-later
// The indexes of direct, fanout and topic exchanges, and the choice among all of them. Headers stands in headersmatcher.cpp,
// what picks one destination of many in distributingmatchers.cpp.
#include "core/distributingmatchers.h"
#include "core/exchange.h"
#include "core/headersmatcher.h"
#include "core/topictrie.h"

#include <QHash>

namespace engine::core {

namespace {

class DirectMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_byKey[binding->definition.routingKey].insert(binding); }

    void remove(Binding *binding) override
    {
        const auto it = m_byKey.find(binding->definition.routingKey);
        if (it == m_byKey.end())
            return;
        it->remove(binding);
        if (it->isEmpty())
            m_byKey.erase(it);
    }

    void match(const RoutingInput &input, const Visit &visit) const override
    {
        input.forEachKey([&](QByteArrayView key) {
            const auto it = m_byKey.constFind(QByteArray::fromRawData(key.data(), key.size()));
            if (it == m_byKey.cend())
                return;
            m_looked += it->size();
            for (Binding *binding : *it)
                visit(*binding);
        });
    }

private:
    QHash<QByteArray, BucketList> m_byKey;
};

class FanoutMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_bindings.insert(binding); }
    void remove(Binding *binding) override { m_bindings.remove(binding); }

    void match(const RoutingInput &, const Visit &visit) const override
    {
        m_looked += m_bindings.size();
        for (Binding *binding : m_bindings)
            visit(*binding);
    }

private:
    BucketList m_bindings;
};

class TopicMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_trie.insert(binding->definition.routingKey, binding); }
    void remove(Binding *binding) override { m_trie.remove(binding->definition.routingKey, binding); }

    void match(const RoutingInput &input, const Visit &visit) const override
    {
        input.forEachKey([&](QByteArrayView key) { m_looked += m_trie.match(key, visit); });
    }

private:
    TopicTrie m_trie;
};

} // namespace

std::unique_ptr<Matcher> Matcher::create(ExchangeType type, const FieldTable &arguments)
{
    switch (type) {
    case ExchangeType::Direct:
        return std::make_unique<DirectMatcher>();
    case ExchangeType::Fanout:
        return std::make_unique<FanoutMatcher>();
    case ExchangeType::Topic:
        return std::make_unique<TopicMatcher>();
    case ExchangeType::Headers:
        return std::make_unique<HeadersMatcher>();
    case ExchangeType::ConsistentHash:
        return std::make_unique<ConsistentHashMatcher>(arguments);
    case ExchangeType::Random:
    case ExchangeType::LocalRandom: // there is one node, and every queue is on it
        return std::make_unique<RandomMatcher>();
    case ExchangeType::ModulusHash:
        return std::make_unique<ModulusHashMatcher>();
    case ExchangeType::Delayed:
        break; // routes by another type
    }
    Q_UNREACHABLE();
    return nullptr;
}

} // namespace engine::core
