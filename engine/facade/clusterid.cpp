// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/clusterid.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QUuid>

#include <array>
#include <optional>

namespace engine::facade {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype idLength = 22;     // 16 bytes in base64
constexpr qsizetype secretLength = 43; // 32 bytes in base64

QByteArray textOf(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> bytesFrom(const QByteArray &text)
{
    const auto bytes =
        QByteArray::fromBase64Encoding(text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

/// The file's one line, of this length and in base64; where there is none, `fresh` is written.
Result<QByteArray> keptIn(const QString &path, qsizetype length, const QByteArray &fresh, const QString &what)
{
    if (QFile file(path); file.open(QFile::ReadOnly)) {
        const QByteArray text = file.read(length + 1).trimmed();
        if (text.size() == length && bytesFrom(text))
            return text;
    }
    QSaveFile file(path);
    const bool isWritten = file.open(QFile::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                           file.write(fresh + '\n') > 0 && file.commit();
    if (!isWritten) {
        return Error{BrokerError::StorageFailed,
                     u"%1 could not be written to %2: %3"_s.arg(what, path, file.errorString())};
    }
    return fresh;
}

} // namespace

QByteArray newClusterId()
{
    return textOf(QUuid::createUuid().toRfc4122());
}

Result<QByteArray> clusterIdOf(const QString &dataDirectory)
{
    return keptIn(dataDirectory % u"/cluster-id"_s, idLength, newClusterId(), u"the cluster id"_s);
}

QByteArray newLoginSecret()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words);
}

Result<QByteArray> loginSecretOf(const QString &dataDirectory)
{
    const Result<QByteArray> text =
        keptIn(dataDirectory % u"/login-secret"_s, secretLength, textOf(newLoginSecret()), u"the secret for logins"_s);
    return text ? Result<QByteArray>(*bytesFrom(*text)) : text;
}

} // namespace engine::facade
