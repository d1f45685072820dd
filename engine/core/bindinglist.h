// SPDX-License-Identifier: GPL-3.0-or-later
// Binding, and lists of bindings that forget one without searching for it: each binding knows its places.
// Owner of a binding: its source exchange. Thread: engine.
#pragma once

#include "core/definitions.h"

#include <vector>

namespace engine::core {

class Exchange;
class Queue;

/// A binding from one exchange to a queue or to another exchange.
struct Binding
{
    BindingDefinition definition;
    Exchange *source = nullptr;
    Queue *queue = nullptr; ///< exactly one of queue and exchange is set
    Exchange *exchange = nullptr;
    bool durable = false; ///< both ends are

    // Its places in the lists that hold it.
    size_t sourcePlace = 0;      ///< Exchange::bindings()
    size_t destinationPlace = 0; ///< VirtualHost's list of what leads to the destination
    size_t bucketPlace = 0;      ///< the bucket of the source's index
};

/// Bindings in no order. A binding is in at most one list of each kind of place.
template <size_t Binding::*Place>
class BindingList
{
public:
    void insert(Binding *binding)
    {
        binding->*Place = m_bindings.size();
        m_bindings.push_back(binding);
    }
    /// Nothing happens if it is not there.
    void remove(Binding *binding)
    {
        const size_t place = binding->*Place;
        if (place >= m_bindings.size() || m_bindings[place] != binding)
            return;
        m_bindings[place] = m_bindings.back();
        m_bindings[place]->*Place = place;
        m_bindings.pop_back();
    }
    bool isEmpty() const { return m_bindings.empty(); }
    size_t size() const { return m_bindings.size(); }
    Binding *last() const { return m_bindings.back(); }
    Binding *at(size_t place) const { return m_bindings[place]; }
    auto begin() const { return m_bindings.begin(); }
    auto end() const { return m_bindings.end(); }

private:
    std::vector<Binding *> m_bindings;
};

using BucketList = BindingList<&Binding::bucketPlace>;
using DestinationList = BindingList<&Binding::destinationPlace>;

} // namespace engine::core
