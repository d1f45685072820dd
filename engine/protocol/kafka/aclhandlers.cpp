// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/kafka/handlers.h"
#include "wire/kafka/api/createacls.h"
#include "wire/kafka/api/deleteacls.h"
#include "wire/kafka/api/describeacls.h"

namespace engine::protocol::kafka {

using namespace wire::kafka;

namespace {

/// What a broker of Kafka says that has no access rules of Kafka's kind: permissions are those of the virtual host here.
constexpr const char *noAuthorizer = "No Authorizer is configured on the broker";

} // namespace

void handle(const Call<DescribeAclsRequest> &call)
{
    DescribeAclsResponse response;
    response.errorCode = ErrorCode::SecurityDisabled;
    response.errorMessage = QByteArray(noAuthorizer);
    call.reply.send(response);
}

void handle(const Call<CreateAclsRequest> &call)
{
    CreateAclsResponse response;
    for (qsizetype i = 0; i < call.request.creations.size(); ++i)
        response.results.append({ErrorCode::SecurityDisabled, QByteArray(noAuthorizer)});
    call.reply.send(response);
}

void handle(const Call<DeleteAclsRequest> &call)
{
    DeleteAclsResponse response;
    for (qsizetype i = 0; i < call.request.filters.size(); ++i)
        response.filterResults.append({ErrorCode::SecurityDisabled, QByteArray(noAuthorizer), {}});
    call.reply.send(response);
}

} // namespace engine::protocol::kafka
