// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/senderselected.h"

#include "core/declarationchecks.h"

namespace engine::core {

Result<void> appendSelectedKeys(const char *header, const FieldValue &value, QByteArrayList &keys)
{
    const auto *array = std::get_if<FieldArray>(&value.value);
    if (!array) {
        return Error{BrokerError::PreconditionFailed,
                     QStringLiteral("invalid message: {unacceptable_type_in_header,\"%1\",%2}")
                         .arg(QLatin1String(header), fieldTypeName(value.typeCode()))};
    }
    for (const FieldValue &item : array->items) {
        if (const auto key = item.toText())
            keys.append(*key);
    }
    return {};
}

Result<QByteArrayList> selectedKeys(const FieldTable &headers)
{
    QByteArrayList keys;
    for (const char *header : {ccHeader, bccHeader}) {
        if (const FieldValue *value = headers.find(header)) {
            if (auto done = appendSelectedKeys(header, *value, keys); !done)
                return done.error();
        }
    }
    return keys;
}

} // namespace engine::core
