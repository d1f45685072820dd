// SPDX-License-Identifier: GPL-3.0-or-later
// A message as JSON for the clipboard, with the names RabbitMQ's management API gives the same things
// (exchange, routing_key, properties, payload, payload_encoding …).
// Thread: any.
#pragma once

#include <engine/snapshots.h>

#include <QByteArray>

namespace ui::inspector {

QByteArray messageJson(const engine::MessageDetails &details);

} // namespace ui::inspector
