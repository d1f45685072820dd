// SPDX-License-Identifier: GPL-3.0-or-later
// Editing: a MessageEdit made ready for many messages; and messages made of what was written by hand or exported.
// Thread: engine.
#pragma once

#include "core/message.h"

#include <engine/messageactions.h>
#include <engine/result.h>

namespace engine::core {
class PropertyEditor;
}

namespace engine::actions {

using FreshMessage = QExplicitlySharedDataPointer<core::Message>;

class Editing
{
public:
    /// InvalidArgument: no message can have such properties, or header names.
    static Result<void> check(const MessageEdit &edit);
    /// `editor` may be null: then no headers can be changed.
    Editing(MessageEdit edit, const core::PropertyEditor *editor)
        : m_edit(std::move(edit))
        , m_editor(editor)
    {}

    /// A copy that nobody shares yet, edited. `headers` are those of the message. InvalidArgument: it cannot be made so.
    Result<FreshMessage> edited(const core::Message &message, const FieldTable &headers) const;

private:
    bool changesHeaders() const
    {
        return !m_edit.setHeaders.isEmpty() || !m_edit.removeHeaders.isEmpty() || m_edit.dropDeathHeaders;
    }
    FieldTable editedHeaders(FieldTable headers) const;

    const MessageEdit m_edit;
    const core::PropertyEditor *const m_editor;
};

/// InvalidArgument: properties or names that AMQP cannot carry.
Result<FreshMessage> messageOf(const NewMessage &made);

} // namespace engine::actions
