// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/amqp/method.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace engine::wire::amqp {
namespace {

struct MethodEntry
{
    MethodId id;
    const char *name = nullptr;
    DecodeResult<Method> (*decode)(QByteArrayView payload) = nullptr;
};

template <typename M>
DecodeResult<Method> decodeAsMethod(QByteArrayView payload)
{
    auto result = decodeMethodAs<M>(payload);
    if (!result)
        return result.error();
    return Decoded<Method>{std::move(*result), payload.size()};
}

template <typename... Ms>
constexpr auto makeTable(std::type_identity<std::variant<std::monostate, Ms...>>)
{
    std::array<MethodEntry, sizeof...(Ms)> table{MethodEntry{Ms::Id, Ms::Name, &decodeAsMethod<Ms>}...};
    std::sort(table.begin(), table.end(), [](const MethodEntry &a, const MethodEntry &b) { return a.id < b.id; });
    return table;
}

// Sorted by id, made from the alternatives of Method: a method exists here when it exists there.
constexpr auto Methods = makeTable(std::type_identity<Method>{});

const MethodEntry *find(MethodId id)
{
    const auto at = std::lower_bound(Methods.begin(), Methods.end(), id,
                                     [](const MethodEntry &entry, MethodId wanted) { return entry.id < wanted; });
    return at != Methods.end() && at->id == id ? &*at : nullptr;
}

// Prints credentials by their length only: frames are shown in a window and may be pasted into a bug report.
void hideSecrets(MethodId id, QList<PrintedField> &fields)
{
    const bool secret = id == ConnectionStartOk::Id || id == ConnectionSecureOk::Id || id == ConnectionUpdateSecret::Id;
    if (!secret)
        return;
    for (PrintedField &field : fields) {
        if (field.name == "response" || field.name == "new-secret")
            field.value = '(' + QByteArray::number(field.value.size()) + " bytes)";
    }
}

} // namespace

DecodeResult<Method> decodeMethod(QByteArrayView payload)
{
    if (payload.size() < MethodIdSize)
        return Malformed{Fault::Truncated, payload.size(), "a method frame without ids"};
    const MethodEntry *entry = find(peekMethodId(payload));
    if (!entry)
        return Malformed{Fault::UnknownMethod, 0, "unknown class or method"};
    return entry->decode(payload);
}

void appendMethod(OutBuffer &out, quint16 channel, const Method &method)
{
    std::visit(
        [&](const auto &m) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(m)>, std::monostate>)
                appendMethod(out, channel, m);
        },
        method);
}

const char *methodName(MethodId id)
{
    const MethodEntry *entry = find(id);
    return entry ? entry->name : nullptr;
}

MethodId methodId(const Method &method)
{
    return std::visit(
        [](const auto &m) -> MethodId {
            if constexpr (std::is_same_v<std::decay_t<decltype(m)>, std::monostate>)
                return {};
            else
                return m.Id;
        },
        method);
}

bool carriesContent(MethodId id)
{
    return id == BasicPublish::Id || id == BasicDeliver::Id || id == BasicReturn::Id || id == BasicGetOk::Id;
}

QList<PrintedField> printedFields(const Method &method)
{
    FieldPrinter printer;
    std::visit(
        [&](const auto &m) {
            using M = std::decay_t<decltype(m)>;
            if constexpr (!std::is_same_v<M, std::monostate>)
                M::fields(m, printer);
        },
        method);
    QList<PrintedField> fields = printer.takeFields();
    hideSecrets(methodId(method), fields);
    return fields;
}

QByteArray describe(const Method &method)
{
    const char *name = methodName(methodId(method));
    QByteArray line = name ? QByteArray(name) : QByteArray("(none)");
    for (const PrintedField &field : printedFields(method))
        line += ' ' + field.name + '=' + field.value;
    return line;
}

} // namespace engine::wire::amqp
