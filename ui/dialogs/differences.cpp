// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/differences.h"

#include "ui/models/features.h"

#include <QCoreApplication>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

struct DifferenceWords
{
    Q_DECLARE_TR_FUNCTIONS(Differences)
};

QString yesOrNo(bool value)
{
    return value ? DifferenceWords::tr("yes") : DifferenceWords::tr("no");
}

void compare(QList<Difference> &differences, const QString &what, bool asked, bool there)
{
    if (asked != there)
        differences << Difference{what, yesOrNo(asked), yesOrNo(there)};
}

QString valueText(const engine::FieldValue *value)
{
    return value ? models::fieldText(*value) : u"–"_s;
}

void compare(QList<Difference> &differences, const engine::FieldTable &asked, const engine::FieldTable &there)
{
    QList<QByteArray> names;
    for (const engine::FieldTable *table : {&asked, &there}) {
        for (const engine::FieldEntry &entry : table->entries) {
            if (!names.contains(entry.name))
                names << entry.name;
        }
    }
    for (const QByteArray &name : names) {
        const engine::FieldValue *a = asked.find(name);
        const engine::FieldValue *t = there.find(name);
        if (!a || !t || !a->equivalentTo(*t))
            differences << Difference{QString::fromUtf8(name), valueText(a), valueText(t)};
    }
}

} // namespace

QList<Difference> differencesOf(const engine::QueueSpec &asked, const engine::QueueSpec &there)
{
    QList<Difference> differences;
    compare(differences, u"durable"_s, asked.durable, there.durable);
    compare(differences, u"exclusive"_s, asked.exclusive, there.exclusive);
    compare(differences, u"auto_delete"_s, asked.autoDelete, there.autoDelete);
    compare(differences, asked.arguments, there.arguments);
    return differences;
}

QList<Difference> differencesOf(const engine::ExchangeSpec &asked, const engine::ExchangeSpec &there)
{
    QList<Difference> differences;
    if (asked.type != there.type)
        differences << Difference{u"type"_s, engine::exchangeTypeName(asked.type),
                                  engine::exchangeTypeName(there.type)};
    compare(differences, u"durable"_s, asked.durable, there.durable);
    compare(differences, u"auto_delete"_s, asked.autoDelete, there.autoDelete);
    compare(differences, u"internal"_s, asked.internal, there.internal);
    compare(differences, asked.arguments, there.arguments);
    return differences;
}

} // namespace ui::dialogs
