// SPDX-License-Identifier: GPL-3.0-or-later
// How the core edits the headers of AMQP messages: core::PropertyEditor over the property bytes of AMQP 0-9-1 §4.2.6.1.
// Owner: facade. Thread: engine.
#pragma once

#include "core/propertyeditor.h"

namespace engine::protocol::amqp {

class PropertyEditor final : public core::PropertyEditor
{
public:
    FieldTable headers(const core::Message &message) const override;
    std::optional<QByteArray> expiration(const core::Message &message) const override;
    std::optional<QByteArray> edited(const core::Message &message, const Edit &edit) const override;
};

} // namespace engine::protocol::amqp
