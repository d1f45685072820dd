// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/saslscram.h"

#include "core/accesscontrol.h"
#include "core/samebytes.h"
#include "core/scram.h"

#include <QRandomGenerator>

#include <algorithm>

namespace engine::protocol {

using namespace Qt::StringLiterals;
using core::ScramCredential;
using core::ScramMechanism;

namespace {

Error malformed(const QString &what)
{
    return {BrokerError::InvalidArgument, u"a SCRAM message that makes no sense: "_s + what};
}

QByteArray randomNonce()
{
    std::array<quint32, 6> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toBase64();
}

/// RFC 5802 §7: printable is any character of ASCII that shows, but the comma.
bool isPrintable(const QByteArray &text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != ','; });
}

/// RFC 5802 §5.1: a comma is written "=2C", an equals sign "=3D"; no other "=" may stand in a name.
std::optional<QByteArray> nameOf(QByteArray text)
{
    for (qsizetype at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
        const QByteArray code = text.mid(at, 3);
        if (code != "=2C" && code != "=3D")
            return std::nullopt;
        text.replace(at, 3, code == "=2C" ? "," : "=");
    }
    return text.isEmpty() || text.contains('\0') ? std::nullopt : std::optional(text);
}

std::optional<QByteArray> decoded(const QByteArray &base64)
{
    const auto result = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(*result) : std::nullopt;
}

QByteArray exclusiveOr(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size(); ++i)
        a[i] = char(a[i] ^ b[i]);
    return a;
}

} // namespace

ScramExchange::ScramExchange(ScramMechanism mechanism, const core::AccessControl &users, QByteArray secret,
                             const QByteArray &serverNonce)
    : m_mechanism(mechanism)
    , m_users(users)
    , m_secret(std::move(secret))
    , m_serverNonce(serverNonce.isEmpty() ? randomNonce() : serverNonce)
{}

Result<QByteArray> ScramExchange::take(const QByteArray &message)
{
    const Step step = std::exchange(m_step, Step::Failed);
    if (message.size() > maxMessageSize)
        return malformed(u"it has %1 bytes"_s.arg(message.size()));
    if (step == Step::ClientFirst)
        return takeFirst(message);
    if (step == Step::ClientFinal)
        return takeFinal(message);
    return malformed(u"there was an end already"_s);
}

// ---- the first message: GS2 header, user, nonce

Result<QByteArray> ScramExchange::takeFirst(const QByteArray &message)
{
    const qsizetype binding = message.indexOf(',');
    const qsizetype identity = binding < 0 ? -1 : message.indexOf(',', binding + 1);
    if (identity < 0)
        return malformed(u"its header has no end"_s);
    if (message.startsWith("p="))
        return malformed(u"channel binding is not offered"_s);
    // "y": the client would bind to a channel, and thinks that nobody here does. It is right.
    if (binding != 1 || (message[0] != 'n' && message[0] != 'y'))
        return malformed(u"its header is none"_s);
    m_header = message.first(identity + 1);
    m_clientFirst = message.sliced(identity + 1);
    if (const Result<void> read = readBare(m_clientFirst); !read)
        return read.error();
    const QByteArray authorization = message.sliced(binding + 1, identity - binding - 1);
    if (!authorization.isEmpty() &&
        (!authorization.startsWith("a=") || nameOf(authorization.sliced(2)) != m_credential.user))
        return malformed(u"it asks to act for somebody else"_s);
    m_serverFirst =
        "r=" + m_nonce + ",s=" + m_credential.salt.toBase64() + ",i=" + QByteArray::number(m_credential.iterations);
    m_step = Step::ClientFinal;
    return m_serverFirst;
}

Result<void> ScramExchange::readBare(const QByteArray &bare)
{
    const QList<QByteArray> attributes = bare.split(',');
    if (bare.startsWith("m="))
        return malformed(u"it has an extension that must be understood"_s);
    if (attributes.size() < 2 || !attributes[0].startsWith("n=") || !attributes[1].startsWith("r="))
        return malformed(u"user and nonce are not where they belong"_s);
    const std::optional<QByteArray> user = nameOf(attributes[0].sliced(2));
    const QByteArray nonce = attributes[1].sliced(2);
    if (!user || !isPrintable(nonce))
        return malformed(u"user or nonce cannot be read"_s);
    // KIP-48: the user is then the id of a delegation token, of which there are none.
    if (attributes.contains("tokenauth=true"))
        return malformed(u"it is about a delegation token"_s);
    m_clientNonce = nonce;
    m_nonce = nonce + m_serverNonce;
    findCredential(*user);
    return {};
}

void ScramExchange::findCredential(const QByteArray &user)
{
    const QString name = QString::fromUtf8(user);
    const QString mechanism = QString::fromLatin1(core::scramMechanismName(m_mechanism));
    const bool isThere = m_users.user(user) != nullptr;
    if (const ScramCredential *found = m_users.scramCredential(user, m_mechanism); found && isThere) {
        m_credential = *found;
        return;
    }
    m_refusal = isThere ? u"user '%1' has no credential for %2: its password has to be set again"_s.arg(name, mechanism)
                        : u"user '%1' - invalid credentials"_s.arg(name);
    // RFC 5802 §9: the same salt for the same name, for ever. No password makes the keys.
    const QByteArray about = core::scramMechanismName(m_mechanism) + ' ' + user;
    m_credential = {user,
                    m_mechanism,
                    core::scramIterations,
                    core::scramHmac(m_mechanism, m_secret, "salt " + about).first(core::scramSaltSize),
                    core::scramHmac(m_mechanism, m_secret, "stored " + about),
                    core::scramHmac(m_mechanism, m_secret, "server " + about)};
}

// ---- the last message: the header again, the nonce, and the proof

Result<QByteArray> ScramExchange::takeFinal(const QByteArray &message)
{
    const qsizetype end = message.lastIndexOf(",p=");
    const QByteArray withoutProof = message.first(std::max<qsizetype>(end, 0));
    const QList<QByteArray> attributes = withoutProof.split(',');
    if (end < 0 || attributes.size() < 2)
        return malformed(u"it has no proof"_s);
    if (const Result<void> binding = checkBinding(attributes[0]); !binding)
        return binding.error();
    if (!isOurNonce(attributes[1]))
        return malformed(u"its nonce is not the one of this exchange"_s);
    const std::optional<QByteArray> proof = decoded(message.sliced(end + 3));
    if (!proof || proof->size() != core::scramHashSize(m_mechanism))
        return malformed(u"its proof is none"_s);
    const QByteArray authMessage = m_clientFirst + ',' + m_serverFirst + ',' + withoutProof;
    const bool isProven = isProof(*proof, authMessage);
    if (!m_refusal.isEmpty())
        return Error{BrokerError::AccessRefused, m_refusal};
    if (!isProven)
        return Error{BrokerError::AccessRefused,
                     u"user '%1' - invalid credentials"_s.arg(QString::fromUtf8(m_credential.user))};
    m_step = Step::Proven;
    return proveTo(authMessage);
}

Result<void> ScramExchange::checkBinding(const QByteArray &attribute) const
{
    const std::optional<QByteArray> header = attribute.startsWith("c=") ? decoded(attribute.sliced(2)) : std::nullopt;
    if (header != m_header)
        return malformed(u"it does not repeat the header of the first one"_s);
    return {};
}

/// librdkafka before 2.6.1 puts its own part in front once more. What makes it this exchange's, our part, is there just so, and
/// the proof is over what was sent.
bool ScramExchange::isOurNonce(const QByteArray &attribute) const
{
    return core::sameBytes(attribute, QByteArray("r=" + m_nonce)) ||
           core::sameBytes(attribute, QByteArray("r=" + m_clientNonce + m_nonce));
}

/// RFC 5802 §3: the proof is ClientKey, hidden by a signature of all that was said; StoredKey is ClientKey's hash.
bool ScramExchange::isProof(const QByteArray &proof, const QByteArray &authMessage) const
{
    const QByteArray signature = core::scramHmac(m_mechanism, m_credential.storedKey, authMessage);
    const QByteArray clientKey = exclusiveOr(proof, signature);
    return core::sameBytes(core::scramHash(m_mechanism, clientKey), m_credential.storedKey);
}

QByteArray ScramExchange::proveTo(const QByteArray &authMessage) const
{
    return "v=" + core::scramHmac(m_mechanism, m_credential.serverKey, authMessage).toBase64();
}

} // namespace engine::protocol
