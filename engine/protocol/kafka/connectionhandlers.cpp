// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/dispatch.h"
#include "protocol/kafka/handlers.h"

namespace engine::protocol::kafka {

using namespace Qt::StringLiterals;
using namespace wire::kafka;

namespace {

/// What KIP-511 allows in a client's name and version; others are not shown.
bool isSoftwareName(const QByteArray &name)
{
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    return std::all_of(name.begin(), name.end(), isAllowed);
}

} // namespace

void handle(const Call<ApiVersionsRequest> &call)
{
    if (!isSoftwareName(call.request.clientSoftwareName) || !isSoftwareName(call.request.clientSoftwareVersion)) {
        ApiVersionsResponse refused;
        refused.errorCode = ErrorCode::InvalidRequest;
        call.reply.send(refused);
        return;
    }
    if (call.version >= 3)
        call.session.setSoftware(call.request.clientSoftwareName, call.request.clientSoftwareVersion);
    call.reply.send(handledApis());
}

void handle(const Call<SaslHandshakeRequest> &call)
{
    Login &login = call.session.login();
    const SaslHandshakeResponse answer = login.handshake(call.request, call.version);
    call.reply.send(answer);
    if (answer.errorCode != ErrorCode::None)
        call.session.fail(u"SASL handshake refused: "_s % login.refusal());
}

void handle(const Call<SaslAuthenticateRequest> &call)
{
    Login &login = call.session.login();
    const SaslAuthenticateResponse answer = login.authenticate(call.request);
    call.reply.send(answer);
    if (answer.errorCode != ErrorCode::None)
        call.session.fail(u"SASL login refused: "_s % login.refusal());
    else if (login.identity())
        call.session.enter();
}

} // namespace engine::protocol::kafka
