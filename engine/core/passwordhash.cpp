// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/passwordhash.h"

#include "core/samebytes.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace engine::core {

namespace {

constexpr qsizetype saltSize = 4;

struct Algorithm
{
    PasswordHashing hashing;
    QCryptographicHash::Algorithm algorithm;
    const char *name;
};

constexpr std::array<Algorithm, 3> algorithms = {{
    {PasswordHashing::Sha256, QCryptographicHash::Sha256, "rabbit_password_hashing_sha256"},
    {PasswordHashing::Sha512, QCryptographicHash::Sha512, "rabbit_password_hashing_sha512"},
    {PasswordHashing::Md5, QCryptographicHash::Md5, "rabbit_password_hashing_md5"},
}};

const Algorithm &algorithmOf(PasswordHashing hashing)
{
    return algorithms[size_t(hashing)];
}

QByteArray hashWith(const QByteArray &salt, const QByteArray &password, PasswordHashing hashing)
{
    const QByteArray salted = salt + password;
    return salt + QCryptographicHash::hash(salted, algorithmOf(hashing).algorithm);
}

} // namespace

QByteArray passwordHashingName(PasswordHashing hashing)
{
    return algorithmOf(hashing).name;
}

std::optional<PasswordHashing> passwordHashingFromName(QByteArrayView name)
{
    const auto it = std::find_if(algorithms.begin(), algorithms.end(),
                                 [name](const Algorithm &algorithm) { return name == algorithm.name; });
    return it == algorithms.end() ? std::nullopt : std::optional(it->hashing);
}

QByteArray hashPassword(const QByteArray &password, PasswordHashing hashing)
{
    if (password.isEmpty())
        return {};
    const quint32 random = QRandomGenerator::system()->generate();
    return hashWith(QByteArray(reinterpret_cast<const char *>(&random), saltSize), password, hashing);
}

bool isPasswordOf(const UserDefinition &user, const QByteArray &password)
{
    if (user.passwordHash.size() <= saltSize || password.isEmpty())
        return false;
    return sameBytes(user.passwordHash, hashWith(user.passwordHash.left(saltSize), password, user.hashing));
}

bool isPasswordHash(const QByteArray &hash, PasswordHashing hashing)
{
    return hash.isEmpty() || hash.size() == saltSize + QCryptographicHash::hashLength(algorithmOf(hashing).algorithm);
}

} // namespace engine::core
