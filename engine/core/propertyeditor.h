// SPDX-License-Identifier: GPL-3.0-or-later
// PropertyEditor: how the core reads and rewrites the headers of a message without knowing the bytes of any protocol, where
// a broker has to: the history of a dead letter, the delivery count. Never on the common way of a message.
// Owner: whoever builds the broker; it outlives the broker. Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/fieldvalue.h>

#include <optional>

namespace engine::core {

class PropertyEditor
{
public:
    virtual ~PropertyEditor() = default;
    /// Empty where there are none, or where the bytes are damaged.
    virtual FieldTable headers(const Message &message) const = 0;
    /// The expiration as the publisher wrote it (decimal milliseconds).
    virtual std::optional<QByteArray> expiration(const Message &message) const = 0;
    struct Edit
    {
        FieldTable headers; ///< instead of those that are there
        bool dropExpiration = false;
    };
    /// The property bytes of the message, edited; the other properties stay as they are. nullopt: they are damaged.
    virtual std::optional<QByteArray> edited(const Message &message, const Edit &edit) const = 0;
};

} // namespace engine::core
