// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/printed.h"

#include "wire/kafka/apis.h"

namespace engine::wire::kafka {
namespace {

QList<PrintedField> headerFields(const RequestHeader &header)
{
    return {{"correlationId", QByteArray::number(header.correlationId)},
            {"clientId", header.clientId.value_or(QByteArray("null"))}};
}

QList<PrintedField> bodyFields(const ApiInfo &api, QByteArrayView body, qint16 version)
{
    QList<PrintedField> fields;
    withRequestOf(api.key, [&]<typename R>(std::type_identity<R>) {
        if (const auto request = decodeMessage<R>(body, version))
            fields = printedFields(*request, version);
    });
    return fields;
}

QByteArray title(qint16 key, qint16 version)
{
    const ApiInfo *api = findApi(key);
    return (api ? QByteArray(api->name) : "API " + QByteArray::number(key)) + " v" + QByteArray::number(version);
}

QByteArray line(const QByteArray &title, const QList<PrintedField> &fields)
{
    QByteArray out = title;
    for (const PrintedField &field : fields)
        out += ' ' + field.name + '=' + field.value;
    return out;
}

} // namespace

QList<PrintedField> printedRequest(QByteArrayView payload)
{
    const auto header = decodeRequestHeader(payload);
    if (!header)
        return {};
    QList<PrintedField> fields = headerFields(*header);
    if (const ApiInfo *api = header->supportedApi())
        fields += bodyFields(*api, payload.sliced(header.consumed()), header->apiVersion);
    return fields;
}

QByteArray describeRequest(QByteArrayView payload)
{
    const auto header = decodeRequestHeader(payload);
    if (!header)
        return "(malformed)";
    return line(title(header->apiKey, header->apiVersion), printedRequest(payload));
}

QList<PrintedField> printedResponse(ApiKey key, qint16 version, QByteArrayView payload)
{
    const auto header = decodeResponseHeader(key, version, payload);
    if (!header)
        return {};
    QList<PrintedField> fields{{"correlationId", QByteArray::number(*header)}};
    withRequestOf(key, [&]<typename R>(std::type_identity<R>) {
        if (const auto response = decodeMessage<typename R::Response>(payload.sliced(header.consumed()), version))
            fields += printedFields(*response, version);
    });
    return fields;
}

QByteArray describeResponse(ApiKey key, qint16 version, QByteArrayView payload)
{
    return line(title(qint16(key), version), printedResponse(key, version, payload));
}

} // namespace engine::wire::kafka
