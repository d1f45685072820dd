// SPDX-License-Identifier: GPL-3.0-or-later
// What a data directory is known by, each made once and kept in a file in it: the cluster id that Kafka clients are told, since
// they take another id for another cluster; and a secret that is told to nobody. Thread: engine.
#pragma once

#include <engine/result.h>

#include <QByteArray>
#include <QString>

namespace engine::facade {

/// Of Kafka's form: 16 random bytes in the base64 of URLs.
QByteArray newClusterId();
/// The directory's own, made and written down where it has none yet. StorageFailed.
Result<QByteArray> clusterIdOf(const QString &dataDirectory);

/// 32 random bytes. Logins of users that are not there are made to look like others with it (protocol::ScramExchange).
QByteArray newLoginSecret();
Result<QByteArray> loginSecretOf(const QString &dataDirectory);

} // namespace engine::facade
