// SPDX-License-Identifier: GPL-3.0-or-later
// The headers CC and BCC of a publish (core/senderselected.h), found in its property bytes without decoding the others.
// Thread: any.
#pragma once

#include "protocol/amqp/replycodes.h"
#include "wire/amqp/properties.h"

#include <QByteArrayList>

namespace engine::protocol::amqp {

/// Appends the routing keys of both. `rewritten`: the property bytes without BCC if there is one, else left alone.
Outcome takeSelectedKeys(const wire::amqp::PropertyScan &properties, QByteArrayView raw, QByteArrayList &keys,
                         QByteArray &rewritten);

} // namespace engine::protocol::amqp
