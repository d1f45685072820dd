// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/saslplain.h"

namespace engine::protocol {

Result<Credentials> readPlain(const QByteArray &response)
{
    const qsizetype first = response.indexOf('\0');
    const qsizetype second = first < 0 ? -1 : response.indexOf('\0', first + 1);
    if (second < 0 || response.indexOf('\0', second + 1) >= 0) {
        return Error{BrokerError::InvalidArgument,
                     QStringLiteral("PLAIN response of %1 octets invalid").arg(response.size())};
    }
    return Credentials{response.mid(first + 1, second - first - 1), response.mid(second + 1)};
}

} // namespace engine::protocol
