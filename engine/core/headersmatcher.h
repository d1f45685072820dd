// SPDX-License-Identifier: GPL-3.0-or-later
// HeadersMatcher: the index of a headers exchange (AMQP 0-9-1 §3.1.3.4, x-match as RabbitMQ has it: all, any, all-with-x,
// any-with-x). A binding is found through a hash of its conditions, so that publishing looks at the bindings that share a
// header with the message and not at all of them. Owner: Exchange. Thread: engine.
#pragma once

#include "core/exchange.h"

#include <engine/result.h>

#include <unordered_map>

namespace engine::core {

class HeadersMatcher final : public Matcher
{
public:
    /// x-match must be one of the four; anything else is InvalidArgument with RabbitMQ's text.
    static Result<void> validate(const FieldTable &arguments);
    /// What the arguments of a binding ask for.
    struct Conditions
    {
        bool any = false;   ///< one of them is enough
        FieldTable entries; ///< without x-match; without x-… unless the variant is with-x. No value: presence is enough
    };
    static Conditions conditionsOf(const FieldTable &arguments);

    void insert(Binding *binding) override;
    void remove(Binding *binding) override;
    void match(const RoutingInput &input, const Visit &visit) const override;
    bool matchesByKeyOnly() const override { return false; }

private:
    struct Entry;
    /// An entry's place in a bucket: which of its conditions brought it there.
    struct Place
    {
        Entry *entry;
        size_t condition;
    };
    using Bucket = std::vector<Place>;
    struct Entry
    {
        Binding *binding = nullptr;
        bool any = false;
        FieldTable conditions;      ///< without x-match; without x-… unless the variant is with-x
        std::vector<size_t> places; ///< by condition: where in its bucket it stands; notIndexed: nowhere
    };
    static constexpr size_t notIndexed = ~size_t(0);
    static Entry entryFor(Binding *binding);
    static bool matches(const Entry &entry, const FieldTable &headers);
    size_t rarestCondition(const Entry &entry) const;
    void addToBucket(Entry &entry, size_t condition);
    void removeFromBucket(const Entry &entry, size_t condition);

    std::unordered_map<Binding *, Entry> m_entries;
    /// all: under the condition that fewest others had when it came; any: under each of them. A condition with no value (void)
    /// asks for presence only.
    std::unordered_map<size_t, Bucket> m_byCondition;
    std::vector<const Entry *> m_unconditional; ///< all of nothing: matches everything
};

} // namespace engine::core
