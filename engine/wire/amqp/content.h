// SPDX-License-Identifier: GPL-3.0-or-later
// Content on its way out: method frame, content header and body frames of one message in a single append.
// The hot path of the broker: one reservation, then straight writes. Raw properties go out as they came in.
// Thread: any.
#pragma once

#include "wire/amqp/methods/basic.h"
#include "wire/outbuffer.h"

#include <QByteArrayView>

namespace engine::wire::amqp {

/// What follows the method: `properties` are raw (flag word and values), the body is split into frames of `frameMax`
/// bytes at most (0: one frame).
struct ContentView
{
    QByteArrayView properties;
    QByteArrayView body;
    quint32 frameMax = 0;
};

void appendDeliver(OutBuffer &out, quint16 channel, const BasicDeliverView &method, const ContentView &content);
void appendGetOk(OutBuffer &out, quint16 channel, const BasicGetOkView &method, const ContentView &content);
void appendReturn(OutBuffer &out, quint16 channel, const BasicReturnView &method, const ContentView &content);
void appendPublish(OutBuffer &out, quint16 channel, const BasicPublishView &method, const ContentView &content);

/// Bytes that the content part takes: for limits on a connection's output.
qsizetype contentSize(const ContentView &content);

/// Confirms and acknowledgements are as frequent as messages: whole frames of 21 bytes, without the general encoder.
void appendAck(OutBuffer &out, quint16 channel, quint64 deliveryTag, bool multiple);
void appendNack(OutBuffer &out, quint16 channel, quint64 deliveryTag, bool multiple, bool requeue);

} // namespace engine::wire::amqp
