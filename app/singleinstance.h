// SPDX-License-Identifier: GPL-3.0-or-later
// SingleInstance: one window for each data directory. The first listens on a local socket named after the directory; a second
// one asks it to come to the front, and ends. Owner: the window's main function. Thread: main.
#pragma once

#include <QLocalServer>
#include <QObject>

class QLocalSocket;

namespace app {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &dataDirectory, QObject *parent = nullptr);

    /// True: another one is there, and has been asked. Waits for its answer, two seconds at most. activationToken: by which
    /// the desktop lets it come to the front, where desktops want one; may be empty.
    bool raiseOther(const QByteArray &activationToken = {}) const;
    /// From now on this is the one that others ask. False: it can not be (and goes on without).
    bool listen();

Q_SIGNALS:
    void raiseRequested(const QByteArray &activationToken);

private:
    void answer(QLocalSocket *socket);

    const QString m_path;
    QLocalServer m_server;
};

} // namespace app
