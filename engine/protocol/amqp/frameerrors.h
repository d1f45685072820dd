// SPDX-License-Identifier: GPL-3.0-or-later
// Failures of the frame layer, with RabbitMQ's texts: they name the frame's type and show its first octets.
// Thread: any.
#pragma once

#include "protocol/amqp/replycodes.h"
#include "wire/amqp/frame.h"

namespace engine::protocol::amqp {

/// 505: a frame that may come, but not now. "type 2, all octets = <<…>>"
Failure unexpectedFrame(const wire::amqp::FrameView &frame);
/// 501: a type the specification does not have, a method frame without a method, a heartbeat with a payload.
Failure unknownFrame(quint8 type, QByteArrayView payload);
/// 501: the start of `input` is no frame. The stream has lost its beat: nothing behind it can be read.
Failure brokenFrame(QByteArrayView input, quint32 frameMax, const wire::Malformed &error);
/// 501: the fields of a method can not be read.
Failure undecodable(wire::amqp::MethodId method, const wire::Malformed &error);
/// 503: ids the specification does not have, or a method that only servers send.
Failure unknownMethod(wire::amqp::MethodId method);

/// Octets as RabbitMQ prints them: <<"text">> when printable, <<1,2,3>> otherwise.
QByteArray octets(QByteArrayView bytes);

} // namespace engine::protocol::amqp
