// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scram.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace engine::core {

namespace {

QCryptographicHash::Algorithm algorithmOf(ScramMechanism mechanism)
{
    return mechanism == ScramMechanism::Sha256 ? QCryptographicHash::Sha256 : QCryptographicHash::Sha512;
}

QByteArray randomSalt()
{
    std::array<quint32, scramSaltSize / sizeof(quint32)> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), scramSaltSize);
}

} // namespace

QByteArray scramMechanismName(ScramMechanism mechanism)
{
    return mechanism == ScramMechanism::Sha256 ? QByteArrayLiteral("SCRAM-SHA-256")
                                               : QByteArrayLiteral("SCRAM-SHA-512");
}

std::optional<ScramMechanism> scramMechanismFromName(QByteArrayView name)
{
    for (const ScramMechanism mechanism : scramMechanisms) {
        if (name == scramMechanismName(mechanism))
            return mechanism;
    }
    return std::nullopt;
}

qsizetype scramHashSize(ScramMechanism mechanism)
{
    return QCryptographicHash::hashLength(algorithmOf(mechanism));
}

QByteArray scramHash(ScramMechanism mechanism, const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, algorithmOf(mechanism));
}

QByteArray scramHmac(ScramMechanism mechanism, const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, algorithmOf(mechanism));
}

QByteArray saltedPassword(ScramMechanism mechanism, const QByteArray &password, const QByteArray &salt,
                          qint32 iterations)
{
    QMessageAuthenticationCode mac(algorithmOf(mechanism), password);
    mac.addData(salt);
    mac.addData(QByteArrayLiteral("\0\0\0\1"));
    QByteArray last = mac.result();
    QByteArray sum = last;
    for (qint32 i = 1; i < iterations; ++i) {
        mac.reset();
        mac.addData(last);
        last = mac.result();
        for (qsizetype at = 0; at < sum.size(); ++at)
            sum[at] = char(sum[at] ^ last[at]);
    }
    return sum;
}

ScramCredential scramCredential(const QByteArray &user, ScramMechanism mechanism, const QByteArray &salt,
                                qint32 iterations, const QByteArray &saltedPassword)
{
    const QByteArray clientKey = scramHmac(mechanism, saltedPassword, "Client Key");
    return {user,
            mechanism,
            iterations,
            salt,
            scramHash(mechanism, clientKey),
            scramHmac(mechanism, saltedPassword, "Server Key")};
}

ScramCredential deriveScramCredential(const QByteArray &user, ScramMechanism mechanism, const QByteArray &password)
{
    const QByteArray salt = randomSalt();
    return scramCredential(user, mechanism, salt, scramIterations,
                           saltedPassword(mechanism, password, salt, scramIterations));
}

bool isScramCredential(const ScramCredential &credential)
{
    const qsizetype size = scramHashSize(credential.mechanism);
    return credential.iterations >= scramIterations && credential.iterations <= maxScramIterations &&
           !credential.salt.isEmpty() && credential.salt.size() <= maxScramSaltSize &&
           credential.storedKey.size() == size && credential.serverKey.size() == size;
}

} // namespace engine::core
