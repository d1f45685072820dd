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

size_t presenceKey(const QByteArray &name)
{
    return ::qHash(name, 1);
}

size_t conditionKey(const FieldEntry &condition)
{
    return asksForPresence(condition.value) ? presenceKey(condition.name)
                                            : equivalenceHash(condition.value, ::qHash(condition.name, 2));
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

HeadersMatcher::Conditions HeadersMatcher::conditionsOf(const FieldTable &arguments)
{
    const QByteArray kind = matchKind(arguments);
    Conditions conditions{kind.startsWith("any"), {}};
    const bool withX = kind.endsWith("-with-x");
    for (const FieldEntry &argument : arguments.entries) {
        if (argument.name == matchArgument || (!withX && argument.name.startsWith("x-")))
            continue;
        conditions.entries.entries.append(argument);
    }
    return conditions;
}

HeadersMatcher::Entry HeadersMatcher::entryFor(Binding *binding)
{
    Conditions conditions = conditionsOf(binding->definition.arguments);
    Entry entry{binding, conditions.any, std::move(conditions.entries), {}};
    entry.places.assign(size_t(entry.conditions.entries.size()), notIndexed);
    return entry;
}

size_t HeadersMatcher::rarestCondition(const Entry &entry) const
{
    size_t rarest = 0, fewest = notIndexed;
    for (size_t i = 0; i < entry.places.size(); ++i) {
        const auto bucket = m_byCondition.find(conditionKey(entry.conditions.entries[qsizetype(i)]));
        const size_t others = bucket == m_byCondition.end() ? 0 : bucket->second.size();
        if (others < fewest) {
            rarest = i;
            fewest = others;
        }
    }
    return rarest;
}

void HeadersMatcher::addToBucket(Entry &entry, size_t condition)
{
    Bucket &bucket = m_byCondition[conditionKey(entry.conditions.entries[qsizetype(condition)])];
    entry.places[condition] = bucket.size();
    bucket.push_back({&entry, condition});
}

void HeadersMatcher::removeFromBucket(const Entry &entry, size_t condition)
{
    const size_t place = entry.places[condition];
    if (place == notIndexed)
        return;
    const auto it = m_byCondition.find(conditionKey(entry.conditions.entries[qsizetype(condition)]));
    Bucket &bucket = it->second;
    bucket[place] = bucket.back();
    bucket[place].entry->places[bucket[place].condition] = place;
    bucket.pop_back();
    if (bucket.empty())
        m_byCondition.erase(it);
}

void HeadersMatcher::insert(Binding *binding)
{
    Entry &entry = m_entries.insert_or_assign(binding, entryFor(binding)).first->second;
    if (entry.conditions.isEmpty()) {
        // any of nothing matches nothing.
        if (!entry.any)
            m_unconditional.push_back(&entry);
        return;
    }
    if (!entry.any)
        return addToBucket(entry, rarestCondition(entry));
    for (size_t i = 0; i < entry.places.size(); ++i)
        addToBucket(entry, i);
}

void HeadersMatcher::remove(Binding *binding)
{
    const auto it = m_entries.find(binding);
    if (it == m_entries.end())
        return;
    if (it->second.conditions.isEmpty())
        std::erase(m_unconditional, &it->second);
    for (size_t i = 0; i < it->second.places.size(); ++i)
        removeFromBucket(it->second, i);
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

void HeadersMatcher::match(const RoutingInput &input, const Visit &visit) const
{
    m_looked += m_unconditional.size();
    for (const Entry *entry : m_unconditional)
        visit(*entry->binding);
    if (m_byCondition.empty())
        return;
    const FieldTable &headers = input.headers();
    const auto tryAll = [&](size_t key) {
        const auto bucket = m_byCondition.find(key);
        if (bucket == m_byCondition.end())
            return;
        m_looked += bucket->second.size();
        for (const Place &place : bucket->second) {
            if (matches(*place.entry, headers))
                visit(*place.entry->binding);
        }
    };
    for (const FieldEntry &header : headers.entries) {
        tryAll(presenceKey(header.name));
        if (!asksForPresence(header.value))
            tryAll(conditionKey(header));
    }
}

} // namespace engine::core
