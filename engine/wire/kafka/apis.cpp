// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/apis.h"

namespace engine::wire::kafka {

ApiVersionsResponse supportedApis(ErrorCode error)
{
    ApiVersionsResponse response;
    response.errorCode = error;
    response.apiKeys.reserve(qsizetype(Apis.size()));
    for (const ApiInfo &api : Apis)
        response.apiKeys.append({qint16(api.key), api.minVersion, api.maxVersion});
    return response;
}

} // namespace engine::wire::kafka
