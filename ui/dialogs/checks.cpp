// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/checks.h"

#include "ui/models/limits.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui::dialogs {

namespace {

struct CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(Checks)
};

QString lengthProblem(const QString &text, const char *sentence)
{
    const qsizetype bytes = text.toUtf8().size();
    return bytes > models::shortStringLimit ? CheckWords::tr(sentence).arg(models::shortStringLimit).arg(bytes)
                                            : QString();
}

} // namespace

QString nameProblem(const QString &name, Naming naming)
{
    if (name.isEmpty())
        return naming == Naming::Required ? CheckWords::tr("Give it a name.") : QString();
    if (name.startsWith(u"amq."))
        return CheckWords::tr("Names that begin with amq. are the broker's own.");
    return lengthProblem(name, QT_TRANSLATE_NOOP("Checks", "A name has at most %1 bytes of UTF-8; this one has %2."));
}

QString topicNameProblem(const QString &name)
{
    constexpr qsizetype longest = 249;
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.' ||
               c == u'_' || c == u'-';
    };
    if (name.isEmpty())
        return CheckWords::tr("Give it a name.");
    if (name == u"." || name == u".." || !std::all_of(name.cbegin(), name.cend(), isAllowed))
        return CheckWords::tr("Letters, digits, '.', '_' and '-' only, and not '.' or '..' alone.");
    return name.size() > longest
               ? CheckWords::tr("At most %1 characters; this one has %2.").arg(longest).arg(name.size())
               : QString();
}

QString routingKeyProblem(const QString &key)
{
    return lengthProblem(key,
                         QT_TRANSLATE_NOOP("Checks", "A routing key has at most %1 bytes of UTF-8; this one has %2."));
}

} // namespace ui::dialogs
