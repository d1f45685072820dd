// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/gototarget.h"

#include <QRegularExpression>

namespace ui::pages {

using namespace Qt::StringLiterals;

namespace {

/// Separators of thousands are let pass, as offsets are shown with them.
std::optional<GoToTarget> asOffset(const QString &text)
{
    static const QRegularExpression pattern(u"^#?(?:(\\d{1,10}):)?(\\d[\\d,.'’ \u00a0\u202f]*)$"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    QString digits;
    for (const QChar c : match.captured(2)) {
        if (c.isDigit())
            digits += c;
    }
    GoToTarget target;
    bool isNumber = false;
    target.offset = digits.toULongLong(&isNumber);
    if (!match.captured(1).isEmpty())
        target.partition = match.captured(1).toUInt();
    return isNumber ? std::optional(target) : std::nullopt;
}

QDateTime asAge(const QString &text, const QDateTime &now)
{
    static const QRegularExpression pattern(u"^(-?)\\s*(\\d{1,9})\\s*(ms|s|min|m|h|d)(?:\\s+ago)?$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch() || (match.captured(1).isEmpty() && !text.endsWith(u"ago"_s, Qt::CaseInsensitive)))
        return {};
    const QString unit = match.captured(3).toLower();
    const qint64 ms = unit == u"ms"  ? 1
                      : unit == u"s" ? 1000
                      : unit == u"h" ? 3'600'000
                      : unit == u"d" ? 86'400'000
                                     : 60'000;
    return now.addMSecs(-match.captured(2).toLongLong() * ms);
}

QDateTime asTime(const QString &text, const QDateTime &now)
{
    for (const QString &format : {u"H:mm:ss.zzz"_s, u"H:mm:ss"_s, u"H:mm"_s}) {
        if (const QTime time = QTime::fromString(text, format); time.isValid()) {
            const QDateTime today(now.date(), time);
            return today > now ? today.addDays(-1) : today;
        }
    }
    if (QDateTime whole = QDateTime::fromString(text, Qt::ISODateWithMs); whole.isValid())
        return whole;
    for (const QString &format : {u"yyyy-MM-dd H:mm:ss.zzz"_s, u"yyyy-MM-dd H:mm:ss"_s, u"yyyy-MM-dd H:mm"_s}) {
        if (const QDateTime whole = QDateTime::fromString(text, format); whole.isValid())
            return whole;
    }
    return {};
}

} // namespace

GoToTarget parseGoTo(const QString &typed, const QDateTime &now)
{
    const QString text = typed.simplified();
    // "12:30" is a time; only what can not be one is a partition and an offset.
    GoToTarget target;
    target.time = asTime(text, now);
    if (!target.time.isValid())
        target.time = asAge(text, now);
    if (target.time.isValid())
        return target;
    return asOffset(text).value_or(GoToTarget());
}

} // namespace ui::pages
