// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/processmemory.h"

#include <QFile>
#include <QList>

#ifdef Q_OS_UNIX
#include <malloc.h>
#include <unistd.h>
#endif

namespace engine::facade {

quint64 residentBytes()
{
#ifdef Q_OS_LINUX
    // proc(5): the second number of statm is the resident set, in pages.
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> numbers = statm.readAll().split(' ');
    return numbers.size() < 2 ? 0 : numbers[1].toULongLong() * quint64(sysconf(_SC_PAGESIZE));
#else
    return 0;
#endif
}

void giveBackFreeMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace engine::facade
