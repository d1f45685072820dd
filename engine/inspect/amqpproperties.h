// SPDX-License-Identifier: GPL-3.0-or-later
// The properties of a core message as the window's values, and back: the one place where inspect and facade read and
// write the bytes that AMQP clients know (core::PropertiesFormat::Amqp091).
// Thread: any.
#pragma once

#include "core/message.h"

#include <engine/result.h>
#include <engine/specs.h>

namespace engine::inspect {

/// Everything unset where the bytes are of another format or damaged.
MessageProperties propertiesOf(const core::Message &message);
/// The content type alone, without decoding the rest.
QString contentTypeOf(const core::Message &message);
/// The property list as a content header carries it. InvalidArgument: a text of more than 255 bytes, a header name likewise,
/// an expiration that is no number, or too long.
Result<QByteArray> encodeProperties(const MessageProperties &properties);

} // namespace engine::inspect
