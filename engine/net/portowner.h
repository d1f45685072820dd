// SPDX-License-Identifier: GPL-3.0-or-later
// Who listens on a port, as far as this user may know (Linux: /proc), and which one is free instead.
// Thread: any; reads a few hundred files, so only where something has failed.
#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace engine::net {

struct ProcessName
{
    qint64 pid = 0;
    QString name; ///< empty: not to be known
    /// "beam.smp (process 1234)"
    QString describe() const;
};

ProcessName nameProcess(qint64 pid);
/// The process that listens on this TCP port; nullopt when there is none, or it belongs to somebody else.
std::optional<ProcessName> ownerOfPort(quint16 port);
/// The first port above this one that can be listened on; 0: none near.
quint16 nextFreePort(const QHostAddress &host, quint16 above);

} // namespace engine::net
