// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/kafka/fieldprinter.h"

namespace engine::wire::kafka {

QByteArray FieldPrinter::text(ErrorCode code)
{
    const char *name = errorName(code);
    return name ? QByteArray(name) : QByteArray::number(qint16(code));
}

QByteArray FieldPrinter::text(const QByteArray &string)
{
    return string.size() > ShownBytes ? QByteArray(string.first(ShownBytes) + "…") : string;
}

QByteArray FieldPrinter::joined(const QList<PrintedField> &fields)
{
    QByteArray out("{");
    for (const PrintedField &field : fields) {
        if (out.size() > 1)
            out += ", ";
        out += field.name + '=' + field.value;
    }
    return out + '}';
}

} // namespace engine::wire::kafka
