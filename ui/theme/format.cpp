// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui::theme {

using namespace Qt::StringLiterals;

namespace {

QLocale numbers()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

/// Two significant places below ten, none above: 1.2, 9.8, 12, 118.
QString scaled(double value)
{
    const bool fraction = value < 9.95 && value - double(qint64(value)) >= 0.05;
    return numbers().toString(value, 'f', fraction ? 1 : 0);
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Figures)
};

} // namespace

QString formatCount(quint64 count)
{
    return numbers().toString(count);
}

QString formatShortCount(quint64 count)
{
    if (count < 10'000)
        return formatCount(count);
    if (count < 999'500)
        return scaled(double(count) / 1e3) + u" k"_s;
    if (count < 999'500'000)
        return scaled(double(count) / 1e6) + u" M"_s;
    return scaled(double(count) / 1e9) + u" G"_s;
}

QString formatRate(double perSecond)
{
    if (perSecond < 0.05)
        return u"0/s"_s;
    if (perSecond < 999.5)
        return scaled(perSecond) + u"/s"_s;
    if (perSecond < 999'500)
        return scaled(perSecond / 1e3) + u"k/s"_s;
    return scaled(perSecond / 1e6) + u"M/s"_s;
}

QString formatCounted(quint64 count, const QString &one, const QString &many)
{
    QString text = count == 1 ? one : many;
    return text.replace(u"%1"_s, formatCount(count));
}

QString formatSize(quint64 bytes)
{
    if (bytes < 1000)
        return formatCount(bytes) + u" B"_s;
    static constexpr struct
    {
        double unit;
        const char16_t *name;
    } units[] = {{1e3, u" kB"}, {1e6, u" MB"}, {1e9, u" GB"}, {1e12, u" TB"}};
    for (const auto &unit : units) {
        const double value = double(bytes) / unit.unit;
        if (value < 999.5)
            return scaled(value) + QString::fromUtf16(unit.name);
    }
    return scaled(double(bytes) / 1e15) + u" PB"_s;
}

QString formatTime(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"HH:mm:ss.zzz"_s) : QString();
}

QString formatTime(qint64 msSinceEpoch)
{
    return formatTime(QDateTime::fromMSecsSinceEpoch(msSinceEpoch));
}

QString formatDateTime(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s) : QString();
}

QString formatDuration(qint64 ms)
{
    if (ms < 1000)
        return Words::tr("%1 ms").arg(qMax<qint64>(ms, 0));
    const qint64 seconds = ms / 1000;
    if (seconds < 60)
        return Words::tr("%1 s").arg(scaled(double(ms) / 1000));
    if (seconds < 3600)
        return seconds % 60 ? Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60)
                            : Words::tr("%1 min").arg(seconds / 60);
    if (seconds < 86'400)
        return Words::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
    return Words::tr("%1 d %2 h").arg(seconds / 86'400).arg(seconds % 86'400 / 3600);
}

} // namespace ui::theme
