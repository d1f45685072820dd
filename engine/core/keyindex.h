// SPDX-License-Identifier: GPL-3.0-or-later
// KeyIndex: bindings by their whole routing key. Owner: a matcher. Thread: engine.
#pragma once

#include "core/bindinglist.h"

#include <QByteArrayView>
#include <QHash>

namespace engine::core {

class KeyIndex
{
public:
    void insert(Binding *binding) { m_byKey[binding->definition.routingKey].insert(binding); }

    void remove(Binding *binding)
    {
        const auto it = m_byKey.find(binding->definition.routingKey);
        if (it == m_byKey.end())
            return;
        it->remove(binding);
        if (it->isEmpty())
            m_byKey.erase(it);
    }

    /// The bindings with this key, or null.
    const BucketList *find(QByteArrayView key) const
    {
        const auto it = m_byKey.constFind(QByteArray::fromRawData(key.data(), key.size()));
        return it == m_byKey.cend() ? nullptr : &*it;
    }

private:
    QHash<QByteArray, BucketList> m_byKey;
};

} // namespace engine::core
