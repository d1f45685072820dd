// SPDX-License-Identifier: GPL-3.0-or-later
// A transport in memory: what a session sends is kept, or waits for a client that does not read. Thread: engine (the test's).
#pragma once

#include "protocol/clientsession.h"

namespace test {

using namespace engine::protocol;

class MemoryTransport : public Transport
{
public:
    const PeerInfo &peer() const override { return info; }
    void write(QByteArrayView bytes) override
    {
        if (stuck)
            unsent.append(bytes);
        else
            sent.append(bytes);
    }
    qint64 pendingBytes() const override { return unsent.size(); }
    void setReading(bool on) override { reading = on; }
    void close() override { closed = true; }
    void abort() override { aborted = true; }

    PeerInfo info{.address = QStringLiteral("127.0.0.1:4711"), .server = QStringLiteral("127.0.0.1:5672")};
    QByteArray sent;
    QByteArray unsent; ///< what a client that does not read has not read
    bool stuck = false;
    bool reading = true;
    bool closed = false;
    bool aborted = false;
};

} // namespace test
