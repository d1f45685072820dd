// SPDX-License-Identifier: GPL-3.0-or-later
// Clock: where the broker's time comes from. Passed in, so that tests, and later the user, can move it.
// Owner: whoever builds the broker; it outlives the broker. Thread: engine.
#pragma once

#include <QtGlobal>

namespace engine::core {

class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01T00:00:00Z. May jump, as wall clocks do.
    virtual qint64 nowMs() const = 0;
};

/// The machine's clock, read once per settling and not per message.
class SystemClock : public Clock
{
public:
    qint64 nowMs() const override;
};

} // namespace engine::core
