// SPDX-License-Identifier: GPL-3.0-or-later
// Watermarks: looks at the memory of the process and at the free space of the disk, often while the broker is busy and seldom
// while it is not, and raises or ends the broker's alarms. Owner: EngineHost. Thread: engine.
#pragma once

#include "core/broker.h"

#include <QString>
#include <QTimer>

#include <functional>

namespace engine::facade {

struct WatermarkLimits
{
    quint64 residentBytes = 0; ///< 0: no limit
    quint64 freeDiskBytes = 0; ///< 0: no limit
    QString folder;            ///< on the disk that is looked at; empty: none
};

/// Four tenths of the machine's memory: what vm_memory_high_watermark was up to RabbitMQ 3.13 (4.0 has 0.6, on machines of its
/// own; this broker shares one with its window and its user's programs). 0 where the system does not say how much there is.
quint64 defaultMemoryLimit();
/// RabbitMQ's disk_free_limit.
inline constexpr quint64 defaultFreeDisk = 50'000'000;

class Watermarks : public QObject
{
    Q_OBJECT
public:
    /// notice: one sentence for the user, when an alarm begins or ends.
    Watermarks(core::Broker &broker, WatermarkLimits limits, std::function<void(const QString &)> notice);
    void check();
    quint64 freeDisk() const { return m_freeDisk; }

private:
    void checkMemory();
    void trim();
    void checkDisk();
    void raise(core::Alarm alarm, bool on, const QString &began, const QString &ended);

    core::Broker &m_broker;
    const WatermarkLimits m_limits;
    const std::function<void(const QString &)> m_notice;
    QTimer m_timer;
    quint64 m_published = 0; ///< as of the last look
    quint64 m_freeDisk = 0;
    quint64 m_heldAtTrim = 0; ///< bytes of messages in memory when freed memory was last given back
    int m_looksSinceTrim = 0;
};

} // namespace engine::facade
