// SPDX-License-Identifier: GPL-3.0-or-later
// Demo (--demo): a small shop on the real broker, over real sockets, so that a first look shows life.
// Owner: the window or the server. Thread: main; the shop's clients have a thread of their own, "demo".
#pragma once

#include "facade/engineconfig.h"

#include <engine/snapshots.h>

#include <QThread>

#include <memory>

namespace app::demo {

class Shop;

class Demo
{
public:
    /// Opens the shop at the first listener that listens. seed 0: a different shop each time.
    Demo(const QList<engine::ListenerSnapshot> &listeners, quint32 seed);
    ~Demo();

private:
    QThread m_thread;
    Shop *m_shop = nullptr; // lives on m_thread, deleted there
};

/// Which addresses are only the usual ones. What the user has named stays, and where it is taken, that is said.
struct UsualAddresses
{
    bool amqp = true;
    bool kafka = true;
    bool socket = true;
};

/// Keeps the usual addresses where they are free; takes others where another broker has them.
void chooseAddresses(engine::facade::EngineConfig &config, UsualAddresses usual);

} // namespace app::demo
