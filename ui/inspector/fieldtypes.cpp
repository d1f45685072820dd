// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/fieldtypes.h"

#include "ui/models/features.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::FieldValue;

namespace {

struct TypeWords
{
    Q_DECLARE_TR_FUNCTIONS(FieldTypes)
};

// In the order of FieldValue's alternatives.
constexpr std::array<const char16_t *, 18> typeNames = {
    u"void",   u"bool",  u"int8",   u"uint8",   u"int16",   u"uint16", u"int32",     u"uint32", u"int64",
    u"uint64", u"float", u"double", u"decimal", u"longstr", u"bytes",  u"timestamp", u"array",  u"table"};

} // namespace

QString fieldTypeName(const FieldValue &value)
{
    return QString::fromUtf16(typeNames[value.value.index()]);
}

QString fieldSummary(const FieldValue &value)
{
    if (const auto *table = std::get_if<engine::FieldTable>(&value.value))
        return table->entries.size() == 1 ? TypeWords::tr("1 entry")
                                          : TypeWords::tr("%1 entries").arg(table->entries.size());
    if (const auto *array = std::get_if<engine::FieldArray>(&value.value))
        return array->items.size() == 1 ? TypeWords::tr("1 item") : TypeWords::tr("%1 items").arg(array->items.size());
    return models::fieldText(value);
}

} // namespace ui::inspector
