// SPDX-License-Identifier: GPL-3.0-or-later
// LocalListener: a socket in the file system, by QLocalServer, that admits its owner only. The file of a process that has died
// is removed; that of a living one is not. Owner: Server. Thread: engine.
#pragma once

#include "net/listener.h"

#include <memory>

namespace engine::net {

class LocalListener : public Listener
{
public:
    /// A path, or a name in the temporary folder.
    LocalListener(QString path, Accept accept);
    ~LocalListener() override;

    Result<void> listen() override;
    QString address() const override;
    void recover() override;

private:
    class Server;
    Result<void> refused(const QString &problem) const;

    // Set in the constructor.
    const QString m_wanted;
    const Accept m_accept;

    std::unique_ptr<Server> m_server;
};

} // namespace engine::net
