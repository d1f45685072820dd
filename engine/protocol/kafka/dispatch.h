// SPDX-License-Identifier: GPL-3.0-or-later
// The dispatch: a table from API key to handler, made of wire/kafka/apis.h's list and the handlers there are (handlers.h). What
// ApiVersions tells is read from it. Thread: engine.
#pragma once

#include "wire/kafka/api/apiversions.h"
#include "wire/kafka/frame.h"

namespace engine::protocol::kafka {

class Session;

/// Whether key and version of this header have a handler.
bool isHandled(const wire::kafka::RequestHeader &header);
/// Decodes the body and calls its handler. Empty, or why the bytes make no sense.
QByteArray dispatch(Session &session, const wire::kafka::RequestHeader &header, QByteArrayView body);
/// Everything that is handled, in the versions that are.
wire::kafka::ApiVersionsResponse handledApis(wire::kafka::ErrorCode error = wire::kafka::ErrorCode::None);

} // namespace engine::protocol::kafka
