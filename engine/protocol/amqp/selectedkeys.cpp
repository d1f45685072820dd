// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/selectedkeys.h"

#include "core/senderselected.h"
#include "wire/amqp/fieldtable.h"

namespace engine::protocol::amqp {

using namespace wire::amqp;

Outcome takeSelectedKeys(const PropertyScan &properties, QByteArrayView raw, QByteArrayList &keys,
                         QByteArray &rewritten)
{
    for (const char *header : {core::ccHeader, core::bccHeader}) {
        const auto value = findInTable(properties.headers, header);
        if (!value)
            continue;
        if (const auto taken = core::appendSelectedKeys(header, *value, keys); !taken)
            return failureOf(taken.error());
        if (header != core::bccHeader)
            continue;
        auto decoded = decodeProperties(raw);
        if (!decoded)
            return Failure{ReplyCode::SyntaxError, decoded.error().what, {}};
        decoded->headers->remove(core::bccHeader);
        rewritten = encodeProperties(*decoded);
    }
    return {};
}

} // namespace engine::protocol::amqp
