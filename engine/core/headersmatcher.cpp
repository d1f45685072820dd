// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/headersmatcher.h"

namespace engine::core {

namespace {

constexpr QByteArrayView matchArgument("x-match");

QByteArray matchKind(const FieldTable &arguments)
{
    const FieldValue *kind = arguments.find(matchArgument);
    return kind ? kind->toText().value_or(QByteArray()) : QByteArrayLiteral("all");
}

bool asksForPresence(const FieldValue &condition)
{
    return std::holds_alternative<std::monostate>(condition.value);
}

/// Values that are equivalent hash alike: integers by value whatever their width.
size_t valueHash(const FieldValue &value, size_t seed)
{
    if (const auto number = value.toInteger())
        return ::qHash(*number, seed);
    if (const auto *text = std::get_if<QByteArray>(&value.value))
        return ::qHash(*text, seed);
    if (const auto *flag = std::get_if<bool>(&value.value))
        return ::qHash(*flag, seed);
    // Rare types share a bucket; matches() decides.
    return ::qHash(value.value.index(), seed);
}

size_t presenceKey(const QByteArray &name)
{
    return ::qHash(name, 1);
}

size_t conditionKey(const QByteArray &name, const FieldValue &value)
{
    return asksForPresence(value) ? presenceKey(name) : valueHash(value, ::qHash(name, 2));
}

} // namespace

Result<void> HeadersMatcher::validate(const FieldTable &arguments)
{
    const FieldValue *kind = arguments.find(matchArgument);
    if (!kind)
        return {};
    const auto text = kind->toText();
    if (!text) {
        return Error{
            BrokerError::PreconditionFailed,
            QStringLiteral("Invalid x-match field type '%1'; expected longstr").arg(QLatin1Char(kind->typeCode()))};
    }
    for (const char *known : {"all", "any", "all-with-x", "any-with-x"}) {
        if (*text == known)
            return {};
    }
    return Error{BrokerError::PreconditionFailed,
                 QStringLiteral("Invalid x-match field value \"%1\"; expected all, any, all-with-x, or any-with-x")
                     .arg(QString::fromUtf8(*text))};
}

HeadersMatcher::Entry HeadersMatcher::entryFor(Binding *binding)
{
    const QByteArray kind = matchKind(binding->definition.arguments);
    Entry entry{binding, kind.startsWith("any"), {}};
    const bool withX = kind.endsWith("-with-x");
    for (const FieldEntry &argument : binding->definition.arguments.entries) {
        if (argument.name == matchArgument || (!withX && argument.name.startsWith("x-")))
            continue;
        entry.conditions.entries.append(argument);
    }
    return entry;
}

void HeadersMatcher::insert(Binding *binding)
{
    const Entry &entry = m_entries.insert_or_assign(binding, entryFor(binding)).first->second;
    if (entry.conditions.isEmpty()) {
        // any of nothing matches nothing.
        if (!entry.any)
            m_unconditional.push_back(&entry);
        return;
    }
    for (const FieldEntry &condition : entry.conditions.entries) {
        m_byCondition.emplace(conditionKey(condition.name, condition.value), &entry);
        if (!entry.any)
            break;
    }
}

void HeadersMatcher::remove(Binding *binding)
{
    const auto it = m_entries.find(binding);
    if (it == m_entries.end())
        return;
    const Entry *entry = &it->second;
    std::erase(m_unconditional, entry);
    for (const FieldEntry &condition : entry->conditions.entries) {
        const auto [from, to] = m_byCondition.equal_range(conditionKey(condition.name, condition.value));
        for (auto candidate = from; candidate != to; ++candidate) {
            if (candidate->second == entry) {
                m_byCondition.erase(candidate);
                break;
            }
        }
        if (!entry->any)
            break;
    }
    m_entries.erase(it);
}

bool HeadersMatcher::matches(const Entry &entry, const FieldTable &headers)
{
    for (const FieldEntry &condition : entry.conditions.entries) {
        const FieldValue *header = headers.find(condition.name);
        const bool holds = header && (asksForPresence(condition.value) || condition.value.equivalentTo(*header));
        if (holds == entry.any)
            return entry.any;
    }
    return !entry.any;
}

void HeadersMatcher::match(const RoutingInput &input, const std::function<void(Binding &)> &visit) const
{
    for (const Entry *entry : m_unconditional)
        visit(*entry->binding);
    if (m_byCondition.empty())
        return;
    const FieldTable &headers = input.headers();
    const auto tryAll = [&](size_t key) {
        const auto [from, to] = m_byCondition.equal_range(key);
        for (auto it = from; it != to; ++it) {
            if (matches(*it->second, headers))
                visit(*it->second->binding);
        }
    };
    for (const FieldEntry &header : headers.entries) {
        tryAll(presenceKey(header.name));
        if (!asksForPresence(header.value))
            tryAll(conditionKey(header.name, header.value));
    }
}

} // namespace engine::core
