// SPDX-License-Identifier: GPL-3.0-or-later
// Field values and tables as text for people (declared in fieldtable.h).
#include "wire/amqp/fieldtable.h"

namespace engine::wire::amqp {
namespace {

QByteArray escaped(QByteArrayView text, qsizetype limit)
{
    static constexpr char Hex[] = "0123456789abcdef";
    QByteArray out("\"");
    for (const char c : text.first(qMin(text.size(), limit))) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (quint8(c) < 0x20 || quint8(c) == 0x7f) {
            out += "\\x";
            out += Hex[quint8(c) >> 4];
            out += Hex[quint8(c) & 15];
        } else {
            out += c;
        }
    }
    out += text.size() > limit ? "…\"" : "\"";
    return out;
}

QByteArray hexadecimal(const QByteArray &bytes, qsizetype limit)
{
    QByteArray out = "0x" + bytes.first(qMin(bytes.size(), limit)).toHex();
    return bytes.size() > limit ? QByteArray(out + "…") : out;
}

QByteArray decimal(FieldDecimal v)
{
    QByteArray digits = QByteArray::number(qAbs(qint64(v.value)));
    if (v.scale > 0) {
        digits = digits.rightJustified(v.scale + 1, '0');
        digits.insert(digits.size() - v.scale, '.');
    }
    return v.value < 0 ? QByteArray('-' + digits) : digits;
}

struct Describer
{
    qsizetype limit;

    QByteArray operator()(std::monostate) const { return "void"; }
    QByteArray operator()(bool v) const { return v ? "true" : "false"; }
    template <typename T>
    requires std::is_integral_v<T> QByteArray operator()(T v) const
    {
        if constexpr (std::is_signed_v<T>)
            return QByteArray::number(qint64(v));
        else
            return QByteArray::number(quint64(v));
    }
    QByteArray operator()(float v) const { return QByteArray::number(double(v), 'g', 9); }
    QByteArray operator()(double v) const { return QByteArray::number(v, 'g', 17); }
    QByteArray operator()(FieldDecimal v) const { return decimal(v); }
    QByteArray operator()(const QByteArray &v) const { return escaped(v, limit); }
    QByteArray operator()(const FieldBytes &v) const { return hexadecimal(v.bytes, limit); }
    QByteArray operator()(FieldTimestamp v) const { return '@' + QByteArray::number(v.seconds); }
    QByteArray operator()(const FieldTable &v) const { return describe(v, limit); }
    QByteArray operator()(const FieldArray &v) const
    {
        QByteArray out("[");
        for (const FieldValue &item : v.items) {
            if (out.size() > 1)
                out += ", ";
            out += describe(item, limit);
        }
        return out + ']';
    }
};

} // namespace

QByteArray describe(const FieldValue &value, qsizetype limit)
{
    return std::visit(Describer{limit}, value.value);
}

QByteArray describe(const FieldTable &table, qsizetype limit)
{
    QByteArray out("{");
    for (const FieldEntry &entry : table.entries) {
        if (out.size() > 1)
            out += ", ";
        out += entry.name + '=' + describe(entry.value, limit);
    }
    return out + '}';
}

} // namespace engine::wire::amqp
