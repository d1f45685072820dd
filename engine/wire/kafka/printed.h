// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and responses in words. Thread: any.
#pragma once

#include "wire/kafka/message.h"

namespace engine::wire::kafka {

/// The fields of a request by name, its header's first, for the inspector; `payload` is a frame without its length. Of
/// an API or version that we do not speak, and of what is malformed, the header's fields only.
QList<PrintedField> printedRequest(QByteArrayView payload);
/// One line: Metadata v12 correlationId=1 clientId=rdkafka topics=[{…}] …
QByteArray describeRequest(QByteArrayView payload);
/// The same for a response to a request of this API and version.
QList<PrintedField> printedResponse(ApiKey key, qint16 version, QByteArrayView payload);
QByteArray describeResponse(ApiKey key, qint16 version, QByteArrayView payload);

} // namespace engine::wire::kafka
