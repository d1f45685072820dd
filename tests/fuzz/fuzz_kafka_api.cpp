// SPDX-License-Identifier: GPL-3.0-or-later
// Kafka's requests under arbitrary bytes, taken for a frame's payload. Beyond not crashing: whatever decodes is encoded,
// decoded to the same and encoded to the same bytes; it prints; a prefix of the frame asks for the rest. Byte fields
// are taken for what consumers tell each other, and so is the whole input.
#include "fuzz/fuzzinput.h"
#include "wire/kafka/apis.h"
#include "wire/kafka/consumerprotocol.h"
#include "wire/kafka/printed.h"

using namespace engine::wire;
using namespace engine::wire::kafka;
using fuzz::require;

namespace {

void consumerProtocol(QByteArrayView bytes)
{
    if (const auto subscription = decodeSubscription(bytes)) {
        const QByteArray once = encodeSubscription(*subscription);
        const auto again = decodeSubscription(once);
        require(again.ok() && *again == *subscription && encodeSubscription(*again) == once);
    }
    if (const auto assignment = decodeAssignment(bytes)) {
        const QByteArray once = encodeAssignment(*assignment);
        const auto again = decodeAssignment(once);
        require(again.ok() && *again == *assignment && encodeAssignment(*again) == once);
    }
}

void membersOf(const JoinGroupRequest &request)
{
    for (const auto &protocol : request.protocols)
        consumerProtocol(protocol.metadata);
}

void membersOf(const SyncGroupRequest &request)
{
    for (const auto &assignment : request.assignments)
        consumerProtocol(assignment.assignment);
}

template <typename M>
QByteArray encoded(const M &message, qint16 version)
{
    OutBuffer out;
    ByteWriter writer(out);
    writeMessage(writer, message, version);
    return out.toByteArray();
}

template <typename M>
void body(QByteArrayView bytes, qint16 version)
{
    const auto message = decodeMessage<M>(bytes, version);
    if (!message) {
        require(message.isMalformed() && message.error().offset <= bytes.size());
        return;
    }
    require(message.consumed() <= bytes.size());
    const QByteArray once = encoded(*message, version);
    const auto again = decodeMessage<M>(once, version);
    require(again.ok() && again.consumed() == once.size());
    require(*again == *message && encoded(*again, version) == once);
    if constexpr (requires { membersOf(*message); })
        membersOf(*message);
}

void request(QByteArrayView payload)
{
    const auto header = decodeRequestHeader(payload);
    require(!describeRequest(payload).isEmpty());
    if (!header)
        return;
    require(header.consumed() <= payload.size());
    const ApiInfo *api = header->supportedApi();
    if (!api)
        return;
    const QByteArrayView rest = payload.sliced(header.consumed());
    withRequestOf(api->key, [&]<typename R>(std::type_identity<R>) { body<R>(rest, header->apiVersion); });
}

// A client's side: the versions that we speak, whatever the bytes of the header would have said.
void response(ApiKey key, quint8 salt, QByteArrayView bytes)
{
    const ApiInfo &api = apiInfo(key);
    const qint16 version = qint16(api.minVersion + salt % (api.maxVersion - api.minVersion + 1));
    withRequestOf(key, [&]<typename R>(std::type_identity<R>) { body<typename R::Response>(bytes, version); });
}

void frames(QByteArrayView bytes, quint8 salt)
{
    constexpr qint32 Limit = 4096;
    const auto whole = decodeFrame(bytes, Limit);
    const auto part = decodeFrame(bytes.first(qMin(bytes.size(), qsizetype(salt))), Limit);
    if (whole.ok()) {
        require(part.needsMore() || (part.ok() && part.consumed() == whole.consumed()));
        request(*whole);
    }
    if (whole.needsMore())
        require(part.needsMore() && whole.missing() > 0);
    if (part.isMalformed())
        require(whole.isMalformed() && whole.error().fault == part.error().fault);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 kind = input.byte();
    switch (kind % 4) {
    case 0:
        consumerProtocol(input.rest());
        break;
    case 1:
        frames(input.rest(), kind / 4);
        break;
    case 2:
        response(Apis.at(std::size_t(input.byte()) % Apis.size()).key, kind / 4, input.rest());
        break;
    default:
        request(input.rest());
        break;
    }
    return 0;
}
