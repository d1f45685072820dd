// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/scramjson.h"

#include "core/accesscontrol.h"
#include "core/scram.h"

namespace engine::facade {

using namespace Qt::StringLiterals;
using core::ScramCredential;
using core::ScramMechanism;

namespace {

constexpr QLatin1StringView iterationsKey("iterations"), saltKey("salt"), storedKey("stored_key"),
    serverKey("server_key");

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

/// Empty where it is none.
QByteArray fromBase64(const QJsonValue &value)
{
    const auto bytes =
        QByteArray::fromBase64Encoding(value.toString().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? *bytes : QByteArray();
}

} // namespace

ScramCredentials scramCredentialsOf(const core::AccessControl &access, const QByteArray &user)
{
    ScramCredentials all;
    for (const ScramMechanism mechanism : core::scramMechanisms) {
        if (const ScramCredential *credential = access.scramCredential(user, mechanism))
            all.push_back(*credential);
    }
    return all;
}

QJsonObject toJson(const ScramCredentials &credentials)
{
    QJsonObject all;
    for (const ScramCredential &credential : credentials) {
        all[QString::fromLatin1(core::scramMechanismName(credential.mechanism))] =
            QJsonObject{{iterationsKey, credential.iterations},
                        {saltKey, base64(credential.salt)},
                        {storedKey, base64(credential.storedKey)},
                        {serverKey, base64(credential.serverKey)}};
    }
    return all;
}

Result<ScramCredentials> scramFromJson(const QByteArray &user, const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    ScramCredentials all;
    for (const ScramMechanism mechanism : core::scramMechanisms) {
        const QString name = QString::fromLatin1(core::scramMechanismName(mechanism));
        if (!object.contains(name))
            continue;
        const QJsonObject item = object.value(name).toObject();
        const ScramCredential credential{user,
                                         mechanism,
                                         item.value(iterationsKey).toInt(),
                                         fromBase64(item.value(saltKey)),
                                         fromBase64(item.value(storedKey)),
                                         fromBase64(item.value(serverKey))};
        if (!core::isScramCredential(credential))
            return Error{BrokerError::InvalidArgument, u"its credential for %1 is none"_s.arg(name)};
        all.push_back(credential);
    }
    return all;
}

} // namespace engine::facade
