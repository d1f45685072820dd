// SPDX-License-Identifier: GPL-3.0-or-later
// The index of each exchange type. Headers stands in headersmatcher.cpp.
#include "core/exchange.h"
#include "core/headersmatcher.h"

namespace engine::core {

namespace {

class DirectMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_byKey[binding->definition.routingKey].push_back(binding); }

    void remove(Binding *binding) override
    {
        const auto it = m_byKey.find(binding->definition.routingKey);
        if (it == m_byKey.end())
            return;
        std::erase(*it, binding);
        if (it->empty())
            m_byKey.erase(it);
    }

    void match(const RoutingInput &input, const std::function<void(Binding &)> &visit) const override
    {
        const auto it = m_byKey.constFind(QByteArray::fromRawData(input.routingKey.data(), input.routingKey.size()));
        if (it == m_byKey.cend())
            return;
        for (Binding *binding : *it)
            visit(*binding);
    }

private:
    QHash<QByteArray, std::vector<Binding *>> m_byKey;
};

class FanoutMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_bindings.push_back(binding); }
    void remove(Binding *binding) override { std::erase(m_bindings, binding); }

    void match(const RoutingInput &, const std::function<void(Binding &)> &visit) const override
    {
        for (Binding *binding : m_bindings)
            visit(*binding);
    }

private:
    std::vector<Binding *> m_bindings;
};

class TopicMatcher final : public Matcher
{
public:
    void insert(Binding *binding) override { m_trie.insert(binding->definition.routingKey, binding); }
    void remove(Binding *binding) override { m_trie.remove(binding->definition.routingKey, binding); }

    void match(const RoutingInput &input, const std::function<void(Binding &)> &visit) const override
    {
        m_trie.match(input.routingKey, visit);
    }

private:
    TopicTrie m_trie;
};

} // namespace

std::unique_ptr<Matcher> Matcher::create(ExchangeType type)
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
    }
    Q_UNREACHABLE();
    return nullptr;
}

} // namespace engine::core
