// SPDX-License-Identifier: GPL-3.0-or-later
#include "vectors/amqpvectors.h"

#include "wire/amqp/limits.h"

#include <limits>

using namespace engine;
using namespace engine::wire::amqp;

namespace vectors {
namespace {

BasicProperties somePresent()
{
    BasicProperties properties;
    properties.contentType = "text/plain";
    properties.headers = FieldTable{{{"a", qint32(1)}, {"b", QByteArray("x")}}};
    properties.deliveryMode = 2;
    properties.priority = 5;
    properties.expiration = "1000";
    properties.messageId = "m1";
    properties.timestamp = 1700000000;
    return properties;
}

BasicProperties allPresent()
{
    BasicProperties properties;
    properties.contentType = "a";
    properties.contentEncoding = "b";
    properties.headers = FieldTable{};
    properties.deliveryMode = 1;
    properties.priority = 9;
    properties.correlationId = "c";
    properties.replyTo = "d";
    properties.expiration = "e";
    properties.messageId = "f";
    properties.timestamp = 1;
    properties.type = "g";
    properties.userId = "h";
    properties.appId = "i";
    properties.clusterId = "";
    return properties;
}

} // namespace

QList<PropertiesVector> propertiesVectors()
{
    return {
        {"none", "4.2.6.1", hex("0000"), {}},
        {"some", "4.2.6.1",
         hex("b9c00a746578742f706c61696e0000000f01614900000001016253000000017802050431303030026d31000000006553f100"),
         somePresent()},
        {"all", "1.8.1",
         hex("fffc 01 61 01 62 00000000 01 09 01 63 01 64 01 65 01 66 0000000000000001 01 67 01 68 01 69 00"),
         allPresent()},
    };
}

QList<ValueVector> valueVectors()
{
    const FieldTable duplicates{{{"k", qint32(1)}, {"k", QByteArray("two")}, {"", FieldValue()}}};
    const FieldArray mixed{{qint32(1), QByteArray("a"), FieldArray{{true}}}};
    return {
        {"void", "V", hex("56"), {}},
        {"true", "t", hex("74 01"), true},
        {"true as any octet but zero", "t", hex("74 80"), true, false},
        {"false", "t", hex("74 00"), false},
        {"int8", "b", hex("62 80"), qint8(-128)},
        {"uint8", "B", hex("42 ff"), quint8(255)},
        {"int16", "s", hex("73 fffe"), qint16(-2)},
        {"uint16", "u", hex("75 ffff"), quint16(65535)},
        {"int32", "I", hex("49 ffffffff"), qint32(-1)},
        {"uint32", "i", hex("69 80000000"), quint32(0x80000000)},
        {"int64", "l", hex("6c 8000000000000000"), std::numeric_limits<qint64>::min()},
        {"uint64", "L", hex("4c ffffffffffffffff"), std::numeric_limits<quint64>::max()},
        {"float", "f", hex("66 3fc00000"), 1.5f},
        {"double", "d", hex("64 bff0000000000000"), -1.0},
        {"decimal", "D", hex("44 02 000004d2"), FieldDecimal{2, 1234}},
        {"negative decimal", "D", hex("44 ff ffffffff"), FieldDecimal{255, -1}},
        {"text", "S", hex("53 00000004 74657874"), QByteArray("text")},
        {"text with a zero", "S", hex("53 00000002 0061"), QByteArray("\0a", 2)},
        {"bytes", "x", hex("78 00000002 00ff"), FieldBytes{QByteArray("\0\xff", 2)}},
        {"timestamp", "T", hex("54 000000006553f100"), FieldTimestamp{1700000000}},
        {"empty array", "A", hex("41 00000000"), FieldArray{}},
        {"array", "A", hex("41 00000012 49 00000001 53 00000001 61 41 00000002 74 01"), mixed},
        {"empty table", "F", hex("46 00000000"), FieldTable{}},
        {"table with duplicate and empty names", "F",
         hex("46 00000013 01 6b 49 00000001 01 6b 53 00000003 74776f 00 56"), duplicates},
    };
}

namespace {

// `levels` tables inside each other, as a value: F, length, "n", F, length …
QByteArray nestedTables(int levels)
{
    QByteArray value = hex("46 00000000");
    for (int i = 1; i < levels; ++i) {
        const quint32 size = quint32(value.size()) + 2;
        QByteArray outer("F");
        for (int shift = 24; shift >= 0; shift -= 8)
            outer += char(quint8(size >> shift));
        value = outer + hex("01 6e") + value;
    }
    return value;
}

QList<BadVector> badFrames()
{
    using enum wire::Fault;
    return {
        {"frame of type 0", "4.2.3", Layer::Frame, hex("00 0001 00000000 ce"), BadFrameType},
        {"frame of type 4", "4.2.3", Layer::Frame, hex("04 0001 00000000 ce"), BadFrameType},
        {"frame end", "4.2.3", Layer::Frame, hex("08 0000 00000000 cd"), BadFrameEnd},
        {"frame end one too early", "4.2.3", Layer::Frame, hex("03 0001 00000002 61 ce 00"), BadFrameEnd},
        {"frame of 4 GiB", "4.2.3", Layer::Frame, hex("03 0001 ffffffff"), TooLarge},
        {"frame above the negotiated size", "4.2.3", Layer::Frame, hex("03 0001 00020001"), TooLarge},
        {"HTTP", "4.2.2", Layer::ProtocolHeader, "GET / HTTP/1.1\r\n", BadHeader},
        {"AMQX", "4.2.2", Layer::ProtocolHeader, "AMQX", BadHeader},
    };
}

QList<BadVector> badMethods()
{
    using enum wire::Fault;
    return {
        {"no ids", "4.2.4", Layer::Method, hex("003c00"), Truncated},
        {"unknown class", "4.2.4", Layer::Method, hex("0063 000a"), UnknownMethod},
        {"unknown method", "4.2.4", Layer::Method, hex("003c 0001"), UnknownMethod},
        {"short string behind the end", "4.2.5.3", Layer::Method, hex("003c0028 0000 05 6162"), Truncated},
        {"long string behind the end", "4.2.5.3", Layer::Method, hex("000a0014 ffffffff 6162"), Truncated},
        {"table behind the end", "4.2.5.5", Layer::Method, hex("0032000a 0000 00 00 00000001"), Truncated},
        {"bits missing", "4.2.5.2", Layer::Method, hex("003c0050 0000000000000001"), Truncated},
        {"left-over byte", "4.2.4", Layer::Method, hex("003c0050 0000000000000001 00 00"), TrailingBytes},
        {"left-over byte without arguments", "4.2.4", Layer::Method, hex("000a0033 00"), TrailingBytes},
        {"name that is no UTF-8", "4.2.5.3", Layer::Method, hex("003c0028 0000 01 ff 00 00"), BadUtf8},
        {"overlong UTF-8", "4.2.5.3", Layer::Method, hex("003c0028 0000 02 c080 00 00"), BadUtf8},
        {"unknown type in a table", "4.2.5.5", Layer::Method, hex("0032000a 0000 00 00 00000003 01 61 5a"), BadType},
    };
}

QList<BadVector> badContent()
{
    using enum wire::Fault;
    return {
        {"empty header frame", "4.2.6.1", Layer::ContentHeader, {}, Truncated},
        {"no flags", "4.2.6.1", Layer::ContentHeader, hex("003c 0000 0000000000000001"), Truncated},
        {"half of the flags", "4.2.6.1", Layer::ContentHeader, hex("003c 0000 0000000000000001 00"), Truncated},
        {"weight", "4.2.6.1", Layer::ContentHeader, hex("003c 0001 0000000000000001 0000"), BadHeader},
        {"no flag word", "4.2.6.1", Layer::Properties, {}, Truncated},
        {"second flag word", "4.2.6.1", Layer::Properties, hex("0001 0000"), BadHeader},
        {"flag without a property", "4.2.6.1", Layer::Properties, hex("0002"), BadHeader},
        {"content-type missing", "4.2.6.1", Layer::Properties, hex("8000"), Truncated},
        {"content-type cut off", "4.2.6.1", Layer::Properties, hex("8000 02 61"), Truncated},
        {"left-over byte", "4.2.6.1", Layer::Properties, hex("1000 02 00"), TrailingBytes},
        {"headers behind the end", "4.2.6.1", Layer::Properties, hex("2000 00000005 01 61 74"), Truncated},
        {"header value cut off by its table", "4.2.6.1", Layer::Properties, hex("2000 00000003 01 61 74 01"),
         Truncated},
        {"unknown type in headers", "4.2.6.1", Layer::Properties, hex("2000 00000003 01 61 7a"), BadType},
    };
}

QList<BadVector> badValues()
{
    using enum wire::Fault;
    return {
        {"nothing", "4.2.5.5", Layer::Value, {}, Truncated},
        {"unknown type", "4.2.5.5", Layer::Value, hex("00"), BadType},
        {"type without value", "4.2.5.5", Layer::Value, hex("6c 00"), Truncated},
        {"array longer than its frame", "4.2.5.5", Layer::Value, hex("41 00000002 56"), Truncated},
        {"item longer than its array", "4.2.5.5", Layer::Value, hex("41 00000001 74 01"), Truncated},
        {"table name longer than its table", "4.2.5.5", Layer::Value, hex("46 00000002 05 61 61616161"), Truncated},
        {"one level too deep", "limit", Layer::Value, nestedTables(MaxNesting + 1), TooDeep},
    };
}

} // namespace

QList<BadVector> badVectors()
{
    return badFrames() + badMethods() + badContent() + badValues();
}

} // namespace vectors
