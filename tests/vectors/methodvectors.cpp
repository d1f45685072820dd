// SPDX-License-Identifier: GPL-3.0-or-later
#include "vectors/amqpvectors.h"

using namespace engine;
using namespace engine::wire::amqp;

namespace vectors {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(QByteArray(digits));
}

namespace {

FieldTable table(const char *name, FieldValue value)
{
    return FieldTable{{FieldEntry{name, std::move(value)}}};
}

ConnectionStartOk startOk()
{
    ConnectionStartOk method;
    method.clientProperties.set("product", QByteArray("x"));
    method.clientProperties.set("capabilities", table("basic.nack", true));
    method.mechanism = "PLAIN";
    method.response = QByteArray("\0guest\0guest", 12);
    method.locale = "en_US";
    return method;
}

QList<MethodVector> connectionVectors()
{
    return {
        {"connection.start", "1.4.2.1",
         hex("01 0000 00000025 000a000a 00 09 00000000 0000000e 504c41494e20414d51504c41494e 00000005 656e5f5553 ce"),
         0, ConnectionStart{0, 9, {}, "PLAIN AMQPLAIN", "en_US"}},
        {"connection.start-ok", "1.4.2.2",
         hex("01000000000051000a000b0000002d0770726f647563745300000001780c6361706162696c6974696573460000000d0a6261"
             "7369632e6e61636b740105504c41494e0000000c00677565737400677565737405656e5f5553ce"),
         0, startOk()},
        {"connection.tune-ok", "1.4.2.6", hex("0100000000000c000a001f07ff00020000003cce"), 0,
         ConnectionTuneOk{2047, 131072, 60}},
        {"connection.open", "1.4.2.7", hex("01000000000008000a0028012f0000ce"), 0, ConnectionOpen{"/"}},
        // Old clients send a capabilities string and the insist bit where 0-9-1 has reserved fields.
        {"connection.open with reserved fields in use", "1.4.2.7",
         hex("01 0000 0000000b 000a0028 01 2f 03 616263 01 ce"), 0, ConnectionOpen{"/"}, false},
        {"connection.close", "1.4.2.9", hex("0100000000001a000a003200c80f4e6f726d616c2073687574646f776e00000000ce"), 0,
         ConnectionClose{200, "Normal shutdown", 0, 0}},
        {"connection.close-ok", "1.4.2.10", hex("01 0000 00000004 000a0033 ce"), 0, ConnectionCloseOk{}},
        {"connection.blocked", "RabbitMQ", hex("01000000000012000a003c0d6c6f77206f6e206d656d6f7279ce"), 0,
         ConnectionBlocked{"low on memory"}},
        {"connection.update-secret", "RabbitMQ", hex("01 0000 0000000c 000a0046 00000002 7331 01 72 ce"), 0,
         ConnectionUpdateSecret{"s1", "r"}},
    };
}

QList<MethodVector> topologyVectors()
{
    return {
        {"channel.open", "1.5.2.1", hex("010001000000050014000a00ce"), 1, ChannelOpen{}},
        {"channel.flow", "1.5.2.3", hex("01 ffff 00000005 00140014 01 ce"), 65535, ChannelFlow{true}},
        {"access.request", "0-9", hex("01 0001 0000000b 001e000a 05 2f64617461 1d ce"), 1,
         AccessRequest{"/data", true, false, true, true, true}},
        {"exchange.declare", "1.6.2.1",
         hex("010001000000320028000a0000066f726465727305746f706963020000001a12616c7465726e6174652d65786368616e6765"
             "53000000026165ce"),
         1,
         ExchangeDeclare{"orders", "topic", false, true, false, false, false,
                         table("alternate-exchange", QByteArray("ae"))}},
        {"exchange.bind", "RabbitMQ", hex("010001000000130028001e00000164017303612e2a0000000000ce"), 1,
         ExchangeBind{"d", "s", "a.*", false, {}}},
        {"exchange.unbind-ok", "RabbitMQ", hex("01 0001 00000004 00280033 ce"), 1, ExchangeUnbindOk{}},
        {"queue.declare", "1.7.2.1",
         hex("0100010000001f0032000a000001710a000000120c782d6d61782d6c656e677468490000000ace"), 1,
         QueueDeclare{"q", false, true, false, true, false, table("x-max-length", qint32(10))}},
        {"queue.declare with an access ticket", "0-9", hex("01 0001 0000000d 0032000a 0065 01 71 1f 00000000 ce"), 1,
         QueueDeclare{"q", true, true, true, true, true, {}}, false},
        {"queue.declare with unused bits set", "4.2.5.2", hex("01 0001 0000000d 0032000a 0000 01 71 e1 00000000 ce"), 1,
         QueueDeclare{"q", true, false, false, false, false, {}}, false},
        {"queue.declare-ok", "1.7.2.2", hex("0100010000000e0032000b01710000000700000002ce"), 1,
         QueueDeclareOk{"q", 7, 2}},
        {"queue.bind", "1.7.2.3", hex("0100010000001100320014000001710165016b0000000000ce"), 1,
         QueueBind{"q", "e", "k", false, {}}},
        {"queue.delete", "1.7.2.9", hex("01000100000009003200280000017102ce"), 1, QueueDelete{"q", false, true, false}},
    };
}

QList<MethodVector> basicVectors()
{
    return {
        {"basic.qos", "1.8.3.1", hex("0100010000000b003c000a00000000000a00ce"), 1, BasicQos{0, 10, false}},
        {"basic.consume", "1.8.3.3", hex("01000100000012003c00140000017104637461670600000000ce"), 1,
         BasicConsume{"q", "ctag", false, true, true, false, {}}},
        {"basic.publish", "1.8.3.7", hex("01000100000015003c0028000009616d712e746f70696303612e6201ce"), 1,
         BasicPublish{"amq.topic", "a.b", true, false}},
        {"basic.publish immediate", "1.8.3.7", hex("01 0001 00000009 003c0028 0000 00 00 02 ce"), 1,
         BasicPublish{"", "", false, true}},
        {"basic.publish with UTF-8", "4.2.5.3", hex("01 0001 0000000b 003c0028 0000 00 02 c3a9 00 ce"), 1,
         BasicPublish{"", "é", false, false}},
        {"basic.return", "1.8.3.8", hex("01000100000013003c00320138084e4f5f524f5554450165016bce"), 1,
         BasicReturn{312, "NO_ROUTE", "e", "k"}},
        {"basic.deliver", "1.8.3.9", hex("01000100000016003c003c04637461670000000000000102010165016bce"), 1,
         BasicDeliver{"ctag", 258, true, "e", "k"}},
        {"basic.get-ok", "1.8.3.11", hex("01000100000014003c004700000000000000010000017100000003ce"), 1,
         BasicGetOk{1, false, "", "q", 3}},
        {"basic.ack", "1.8.3.13", hex("0100010000000d003c0050000000000000000501ce"), 1, BasicAck{5, true}},
        {"basic.reject", "1.8.3.14", hex("01 0001 0000000d 003c005a ffffffffffffffff 01 ce"), 1,
         BasicReject{~quint64(0), true}},
        {"basic.nack", "RabbitMQ", hex("0100010000000d003c0078000000000000000601ce"), 1, BasicNack{6, true, false}},
        {"basic.nack requeue", "RabbitMQ", hex("01 0001 0000000d 003c0078 0000000000000006 02 ce"), 1,
         BasicNack{6, false, true}},
        {"confirm.select", "RabbitMQ", hex("010001000000050055000a00ce"), 1, ConfirmSelect{}},
        {"tx.select", "1.9.2.1", hex("01 0001 00000004 005a000a ce"), 1, TxSelect{}},
    };
}

} // namespace

QList<MethodVector> methodVectors()
{
    return connectionVectors() + topologyVectors() + basicVectors();
}

} // namespace vectors
