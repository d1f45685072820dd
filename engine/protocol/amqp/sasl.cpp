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
