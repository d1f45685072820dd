// SPDX-License-Identifier: GPL-3.0-or-later
// Method: any method of AMQP 0-9-1, for a session's dispatch and for the frame inspector, and the functions that turn
// methods into bytes and back, all driven by each method's field list. Encoding works in both directions of the
// protocol. Thread: any.
#pragma once

#include "wire/amqp/fields.h"
#include "wire/amqp/frame.h"
#include "wire/amqp/methodid.h"
#include "wire/amqp/methods/access.h"
#include "wire/amqp/methods/basic.h"
#include "wire/amqp/methods/channel.h"
#include "wire/amqp/methods/confirm.h"
#include "wire/amqp/methods/connection.h"
#include "wire/amqp/methods/exchange.h"
#include "wire/amqp/methods/queue.h"
#include "wire/amqp/methods/tx.h"

#include <variant>

namespace engine::wire::amqp {

using Method =
    std::variant<std::monostate, ConnectionStart, ConnectionStartOk, ConnectionSecure, ConnectionSecureOk,
                 ConnectionTune, ConnectionTuneOk, ConnectionOpen, ConnectionOpenOk, ConnectionClose, ConnectionCloseOk,
                 ConnectionBlocked, ConnectionUnblocked, ConnectionUpdateSecret, ConnectionUpdateSecretOk, ChannelOpen,
                 ChannelOpenOk, ChannelFlow, ChannelFlowOk, ChannelClose, ChannelCloseOk, AccessRequest,
                 AccessRequestOk, ExchangeDeclare, ExchangeDeclareOk, ExchangeDelete, ExchangeDeleteOk, ExchangeBind,
                 ExchangeBindOk, ExchangeUnbind, ExchangeUnbindOk, QueueDeclare, QueueDeclareOk, QueueBind, QueueBindOk,
                 QueuePurge, QueuePurgeOk, QueueDelete, QueueDeleteOk, QueueUnbind, QueueUnbindOk, BasicQos, BasicQosOk,
                 BasicConsume, BasicConsumeOk, BasicCancel, BasicCancelOk, BasicPublish, BasicReturn, BasicDeliver,
                 BasicGet, BasicGetOk, BasicGetEmpty, BasicAck, BasicReject, BasicRecoverAsync, BasicRecover,
                 BasicRecoverOk, BasicNack, ConfirmSelect, ConfirmSelectOk, TxSelect, TxSelectOk, TxCommit, TxCommitOk,
                 TxRollback, TxRollbackOk>;

/// Decodes the payload of a method frame whose ids are known to be M's. Fails on left-over bytes, as RabbitMQ does.
template <typename M>
DecodeResult<M> decodeMethodAs(QByteArrayView payload)
{
    ByteReader reader(payload);
    reader.skip(MethodIdSize);
    M method;
    FieldDecoder decoder(reader);
    M::fields(method, decoder);
    reader.expectEnd();
    if (Q_UNLIKELY(!reader.ok()))
        return reader.error();
    return Decoded<M>{std::move(method), payload.size()};
}

/// Decodes any method frame's payload. Ids that the specification does not have: Fault::UnknownMethod.
DecodeResult<Method> decodeMethod(QByteArrayView payload);

template <typename M>
void writeMethod(ByteWriter &writer, const M &method)
{
    writer.u16(M::Id.classId);
    writer.u16(M::Id.methodId);
    FieldEncoder encoder(writer);
    M::fields(method, encoder);
}

/// Appends a whole method frame, ready to send.
template <typename M>
void appendMethod(OutBuffer &out, quint16 channel, const M &method)
{
    ByteWriter writer(out);
    const qsizetype begin = beginFrame(writer, FrameType::Method, channel);
    writeMethod(writer, method);
    endFrame(writer, begin);
}

/// The same for a method known only at run time; monostate appends nothing.
void appendMethod(OutBuffer &out, quint16 channel, const Method &method);

/// The specification's name ("queue.declare"), or null for unknown ids.
const char *methodName(MethodId id);
MethodId methodId(const Method &method);
/// basic.publish, return, deliver and get-ok are followed by a content header and body frames.
bool carriesContent(MethodId id);

/// The fields by name, for the frame inspector. Secrets (SASL responses, update-secret) are replaced by their length.
QList<PrintedField> printedFields(const Method &method);
/// One line: queue.declare queue=orders passive=false …
QByteArray describe(const Method &method);

} // namespace engine::wire::amqp
