// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/policymatches.h"

#include "ui/models/roles.h"
#include "ui/theme/format.h"

namespace ui::models {

using namespace Qt::StringLiterals;
using engine::PolicyMatcher;
using engine::PolicySpec;

namespace {

struct Rival
{
    QString name;
    PolicyMatcher matcher;
};

/// The policies that go before this one where both match, the first of them first.
std::vector<Rival> rivalsOf(const PolicySpec &policy, const QList<engine::PolicySnapshot> &policies)
{
    std::vector<PolicySpec> before;
    for (const engine::PolicySnapshot &other : policies) {
        const PolicySpec &spec = other.spec;
        const bool isRival =
            spec.virtualHost == policy.virtualHost && spec.isOperator == policy.isOperator && spec.name != policy.name;
        if (isRival && (spec.priority > policy.priority ||
                        (spec.priority == policy.priority && spec.name.toUtf8() < policy.name.toUtf8())))
            before.push_back(spec);
    }
    std::sort(before.begin(), before.end(), [](const PolicySpec &a, const PolicySpec &b) {
        return a.priority != b.priority ? a.priority > b.priority : a.name.toUtf8() < b.name.toUtf8();
    });
    std::vector<Rival> rivals;
    for (const PolicySpec &spec : before)
        rivals.push_back({spec.name, PolicyMatcher(spec)});
    return rivals;
}

template <typename Matches>
QString firstBefore(const std::vector<Rival> &rivals, const Matches &matches)
{
    const auto it = std::find_if(rivals.begin(), rivals.end(), [&](const Rival &r) { return matches(r.matcher); });
    return it == rivals.end() ? QString() : it->name;
}

void sortByName(QList<PolicyMatch> &matches)
{
    std::sort(matches.begin(), matches.end(), [](const PolicyMatch &a, const PolicyMatch &b) {
        return a.isExchange != b.isExchange ? b.isExchange : a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
}

} // namespace

QList<PolicyMatch> matchesOf(const PolicySpec &policy, const QList<engine::QueueSnapshot> &queues,
                             const QList<engine::ExchangeSnapshot> &exchanges,
                             const QList<engine::PolicySnapshot> &policies)
{
    const PolicyMatcher matcher(policy);
    QList<PolicyMatch> found;
    if (!matcher.isValid())
        return found;
    const std::vector<Rival> rivals = rivalsOf(policy, policies);
    for (const engine::QueueSnapshot &queue : queues) {
        if (queue.spec.virtualHost != policy.virtualHost)
            continue;
        const auto matches = [name = queue.spec.name.toUtf8(), type = engine::policyQueueType(queue.spec.arguments)](
                                 const PolicyMatcher &m) { return m.matchesQueue(name, type); };
        if (matches(matcher))
            found.append({false, queue.spec.name, firstBefore(rivals, matches)});
    }
    for (const engine::ExchangeSnapshot &exchange : exchanges) {
        if (exchange.spec.virtualHost != policy.virtualHost || exchange.spec.name.isEmpty())
            continue;
        const auto matches = [name = exchange.spec.name.toUtf8()](const PolicyMatcher &m) {
            return m.matchesExchange(name);
        };
        if (matches(matcher))
            found.append({true, exchange.spec.name, firstBefore(rivals, matches)});
    }
    sortByName(found);
    return found;
}

QString matchesText(const QList<PolicyMatch> &matches)
{
    quint64 queues = 0, exchanges = 0, others = 0;
    for (const PolicyMatch &match : matches)
        ++(!match.before.isEmpty() ? others : match.isExchange ? exchanges : queues);
    QStringList parts;
    if (queues)
        parts << theme::formatCounted(queues, PolicyMatchModel::tr("%1 queue"), PolicyMatchModel::tr("%1 queues"));
    if (exchanges)
        parts << theme::formatCounted(exchanges, PolicyMatchModel::tr("%1 exchange"),
                                      PolicyMatchModel::tr("%1 exchanges"));
    const QString rest = theme::formatCounted(others,
                                              PolicyMatchModel::tr("%1 more matches, but another policy goes "
                                                                   "before"),
                                              PolicyMatchModel::tr("%1 more match, but other policies go before"));
    if (parts.isEmpty())
        return others ? rest : PolicyMatchModel::tr("matches nothing that is there now");
    const QString applies = PolicyMatchModel::tr("applies to %1").arg(parts.join(PolicyMatchModel::tr(" and ")));
    return others ? applies + u"; "_s + rest : applies;
}

QString PolicyMatchModel::keyOf(const PolicyMatch &match) const
{
    return (match.isExchange ? u"2"_s : u"1"_s) + match.name;
}

QVariant PolicyMatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PolicyMatch &match = at(index.row());
    const QStringList texts = {match.isExchange ? tr("exchange") : tr("queue"), match.name,
                               match.before.isEmpty() ? tr("applies") : tr("%1 goes before").arg(match.before)};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case SortRole:
        return texts.at(index.column());
    case IdRole:
        return keyOf(match);
    case ToneRole:
        return int(index.column() == Kind || !match.before.isEmpty() ? Tone::Muted : Tone::Normal);
    case StyleRole:
        return int(PlainCell);
    case FilterRole:
        return match.name;
    }
    return {};
}

QVariant PolicyMatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Kind"), tr("Name"), tr("This policy")}.value(section);
}

} // namespace ui::models
