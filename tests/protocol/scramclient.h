// SPDX-License-Identifier: GPL-3.0-or-later
// The client's side of SCRAM for tests. Thread: any (plain function).
#pragma once

#include "core/scram.h"

namespace test {

/// What a client that takes this for its password sends last, to the answer that its first message got; `before`: in front of
/// the nonce.
inline QByteArray scramFinal(engine::core::ScramMechanism mechanism, const QByteArray &clientFirst,
                             const QByteArray &serverFirst, const QByteArray &password,
                             const QByteArray &header = "n,,", const QByteArray &before = {})
{
    const QList<QByteArray> parts = serverFirst.split(',');
    if (parts.size() != 3)
        return {};
    const QByteArray salt = QByteArray::fromBase64(parts[1].sliced(2));
    const QByteArray salted = engine::core::saltedPassword(mechanism, password, salt, parts[2].sliced(2).toInt());
    const QByteArray clientKey = engine::core::scramHmac(mechanism, salted, "Client Key");
    const QByteArray message = "c=" + header.toBase64() + ",r=" + before + parts[0].sliced(2);
    const QByteArray signature =
        engine::core::scramHmac(mechanism, engine::core::scramHash(mechanism, clientKey),
                                clientFirst.sliced(header.size()) + ',' + serverFirst + ',' + message);
    QByteArray proof = clientKey;
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = char(proof[i] ^ signature[i]);
    return message + ",p=" + proof.toBase64();
}

} // namespace test
