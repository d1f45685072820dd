// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/dispatch.h"

#include "protocol/kafka/handlers.h"
#include "wire/kafka/apis.h"

#include <array>

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

using Handler = QByteArray (*)(Session &, const RequestHeader &, QByteArrayView);

template <typename Request>
QByteArray decodeAndHandle(Session &session, const RequestHeader &header, QByteArrayView body)
{
    const auto request = decodeMessage<Request>(body, header.apiVersion);
    if (!request)
        return QByteArray(apiInfo(Request::Key).name) + ": " +
               (request.isMalformed() ? request.error().what : "cut off");
    handle(Call<Request>{
        session,
        *request,
        header.apiVersion,
        {session, session.line().enter(), header.apiVersion, header.correlationId},
    });
    return {};
}

template <typename Request>
concept Handled = requires(const Call<Request> &call)
{
    handle(call);
};

template <typename Request>
constexpr Handler handlerOf()
{
    if constexpr (Handled<Request>)
        return decodeAndHandle<Request>;
    else
        return nullptr;
}

/// In the order of wire::kafka::Apis; null: not handled.
template <typename... Requests>
constexpr std::array<Handler, sizeof...(Requests)> tableOf(MessageList<Requests...>)
{
    return {handlerOf<Requests>()...};
}
constexpr auto handlers = tableOf(AllRequests{});

Handler handlerOf(const RequestHeader &header)
{
    const ApiInfo *api = header.supportedApi();
    return api ? handlers[size_t(api - Apis.data())] : nullptr;
}

} // namespace

bool isHandled(const RequestHeader &header)
{
    return handlerOf(header) != nullptr;
}

QByteArray dispatch(Session &session, const RequestHeader &header, QByteArrayView body)
{
    return handlerOf(header)(session, header, body);
}

ApiVersionsResponse handledApis(ErrorCode error)
{
    ApiVersionsResponse response = supportedApis(error);
    response.apiKeys.removeIf([](const ApiVersionsResponse::ApiVersion &api) {
        return handlers[size_t(findApi(api.apiKey) - Apis.data())] == nullptr;
    });
    return response;
}

} // namespace engine::protocol::kafka
