// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/watermarks.h"

#include "facade/processmemory.h"

#include <QLocale>
#include <QStorageInfo>

#include <algorithm>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace engine::facade {

using namespace Qt::StringLiterals;

namespace {

constexpr int busyMs = 200;
constexpr int idleMs = 2000;
// Giving memory back walks the whole heap: where messages have gone, or now and then for what else may have.
constexpr quint64 worthTrimming = 1024 * 1024;
constexpr int trimEveryLooks = 10;

QString size(quint64 bytes)
{
    return QLocale::c().formattedDataSize(qint64(bytes));
}

} // namespace

quint64 defaultMemoryLimit()
{
#ifdef Q_OS_LINUX
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGESIZE);
    return pages > 0 && pageSize > 0 ? quint64(pages) * quint64(pageSize) / 10 * 4 : 0;
#else
    return 0;
#endif
}

Watermarks::Watermarks(core::Broker &broker, WatermarkLimits limits, std::function<void(const QString &)> notice)
    : m_broker(broker)
    , m_limits(std::move(limits))
    , m_notice(std::move(notice))
    , m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &Watermarks::check);
    m_timer.start(idleMs);
    check();
}

void Watermarks::check()
{
    checkMemory();
    checkDisk();
    const quint64 published = m_broker.counters().published;
    const bool busy = published != std::exchange(m_published, published) || m_broker.hasAlarm();
    m_timer.setInterval(busy ? busyMs : idleMs);
}

void Watermarks::checkMemory()
{
    if (m_limits.residentBytes == 0)
        return;
    // Ends a little below where it began, or it would begin again at once.
    const quint64 limit =
        m_broker.hasAlarm(core::Alarm::Memory) ? m_limits.residentBytes / 10 * 9 : m_limits.residentBytes;
    if (m_broker.hasAlarm(core::Alarm::Memory))
        trim();
    const quint64 resident = residentBytes();
    raise(
        core::Alarm::Memory, resident > limit,
        u"Memory is above the limit of %1 (%2 in use): publishers wait until it is below again. Consumers go on."_s.arg(
            size(m_limits.residentBytes), size(resident)),
        u"Memory is below its limit again: publishers go on."_s);
}

void Watermarks::trim()
{
    const quint64 held = m_broker.memoryUse().footprint;
    if (held + worthTrimming > m_heldAtTrim && ++m_looksSinceTrim < trimEveryLooks) {
        m_heldAtTrim = std::max(m_heldAtTrim, held);
        return;
    }
    m_heldAtTrim = held;
    m_looksSinceTrim = 0;
    giveBackFreeMemory();
}

void Watermarks::checkDisk()
{
    if (m_limits.freeDiskBytes == 0 || m_limits.folder.isEmpty())
        return;
    const QStorageInfo disk(m_limits.folder);
    if (!disk.isValid() || disk.bytesAvailable() < 0)
        return;
    m_freeDisk = quint64(disk.bytesAvailable());
    raise(
        core::Alarm::Disk, m_freeDisk < m_limits.freeDiskBytes,
        u"The disk has %1 left, less than the limit of %2: publishers wait until there is room. Consumers go on."_s.arg(
            size(m_freeDisk), size(m_limits.freeDiskBytes)),
        u"The disk has room again: publishers go on."_s);
}

void Watermarks::raise(core::Alarm alarm, bool on, const QString &began, const QString &ended)
{
    if (m_broker.hasAlarm(alarm) == on)
        return;
    m_broker.setAlarm(alarm, on);
    m_notice(on ? began : ended);
    m_broker.settle();
}

} // namespace engine::facade
