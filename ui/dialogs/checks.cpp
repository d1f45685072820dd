// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/checks.h"

#include <QCoreApplication>

namespace ui::dialogs {

namespace {

constexpr qsizetype shortStringLimit = 255; // AMQP 0-9-1 §4.2.5.3

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::dialogs::checks", text);
}

QString lengthProblem(const QString &text, const char *sentence)
{
    const qsizetype bytes = text.toUtf8().size();
    return bytes > shortStringLimit ? tr(sentence).arg(shortStringLimit).arg(bytes) : QString();
}

} // namespace

QString nameProblem(const QString &name, Naming naming)
{
    if (name.isEmpty())
        return naming == Naming::Required ? tr("Give it a name.") : QString();
    if (name.startsWith(u"amq."))
        return tr("Names that begin with amq. are the broker's own.");
    return lengthProblem(
        name, QT_TRANSLATE_NOOP("ui::dialogs::checks", "A name has at most %1 bytes of UTF-8; this one has %2."));
}

QString routingKeyProblem(const QString &key)
{
    return lengthProblem(
        key, QT_TRANSLATE_NOOP("ui::dialogs::checks", "A routing key has at most %1 bytes of UTF-8; this one has %2."));
}

} // namespace ui::dialogs
