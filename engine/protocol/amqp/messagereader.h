// SPDX-License-Identifier: GPL-3.0-or-later
// What routing may ask of the properties of an AMQP message; its bytes are decoded only when it asks.
// Thread: any.
#pragma once

#include "core/publication.h"

namespace engine::protocol::amqp {

/// As core::ReaderOf: the message outlives what is returned.
core::RoutingInput::Reader readerOf(const core::Message &message);

} // namespace engine::protocol::amqp
