// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/amqp/sasl.h"

#include "wire/amqp/fieldtable.h"

namespace engine::protocol::amqp {

namespace {

Error invalid(const QString &detail)
{
    return Error{BrokerError::InvalidArgument, detail};
}

std::optional<QByteArray> text(const FieldValue *value)
{
    if (!value)
        return std::nullopt;
    if (const auto *bytes = std::get_if<FieldBytes>(&value->value))
        return bytes->bytes;
    return value->toText();
}

} // namespace

// RFC 4616: message = [authzid] NUL authcid NUL passwd
Result<Credentials> readPlain(const QByteArray &response)
{
    const qsizetype first = response.indexOf('\0');
    const qsizetype second = first < 0 ? -1 : response.indexOf('\0', first + 1);
    if (second < 0 || response.indexOf('\0', second + 1) >= 0)
        return invalid(QStringLiteral("PLAIN response of %1 octets invalid").arg(response.size()));
    return Credentials{response.mid(first + 1, second - first - 1), response.mid(second + 1)};
}

Result<Credentials> readAmqPlain(const QByteArray &response)
{
    const auto table = wire::amqp::decodeTableEntries(response);
    if (!table)
        return invalid(QStringLiteral("AMQPLAIN auth info is not a field table"));
    const FieldValue *login = table->find("LOGIN");
    const FieldValue *password = table->find("PASSWORD");
    if (!login || !password)
        return invalid(QStringLiteral("AMQPLAIN auth info is missing LOGIN or PASSWORD field"));
    const auto user = text(login);
    const auto secret = text(password);
    if (!user || !secret)
        return invalid(QStringLiteral("AMQPLAIN auth info uses unsupported type for LOGIN or PASSWORD field"));
    return Credentials{*user, *secret};
}

} // namespace engine::protocol::amqp
