// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palettemodel.h"

#include "ui/palette/fuzzymatch.h"

#include <algorithm>

namespace ui::palette {

using namespace Qt::StringLiterals;

namespace {

constexpr int forRecent = 12;         // so much more for what was used last, one less for each before it
constexpr int elsewhere = 30;         // so much less for a word that is in the kind or the detail only
constexpr int disabledBehind = 10000; // what can not be done now comes last

} // namespace

void PaletteModel::setEntries(const QList<Entry> &entries)
{
    const bool isSame = std::equal(entries.cbegin(), entries.cend(), m_entries.cbegin(), m_entries.cend(),
                                   [](const Entry &a, const Entry &b) { return a.key == b.key; });
    m_entries = entries;
    if (!isSame)
        return refill();
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void PaletteModel::setQuery(const QString &query)
{
    m_query = query.trimmed();
    refill();
}

void PaletteModel::setRecent(const QStringList &keys)
{
    m_recent = keys;
    refill();
}

int PaletteModel::rowOf(const QString &key) const
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (entryAt(row).key == key)
            return row;
    }
    return -1;
}

// Each word has to be found: in the text, where its letters are marked, or in what stands around it.
std::optional<PaletteModel::Row> PaletteModel::match(qsizetype entry, const QList<QStringView> &words) const
{
    const Entry &e = m_entries.at(entry);
    Row row{entry, 0, {}};
    for (const QStringView word : words) {
        if (const auto found = fuzzyMatch(word, e.text)) {
            row.score += found->score;
            row.places += found->places;
        } else if (const auto around = fuzzyMatch(word, QString(e.kind + u' ' + e.detail))) {
            row.score += around->score - elsewhere;
        } else {
            return std::nullopt;
        }
    }
    std::sort(row.places.begin(), row.places.end());
    if (const qsizetype used = m_recent.indexOf(e.key); used >= 0)
        row.score += qMax(1, forRecent - int(used)) + (words.isEmpty() ? int(m_recent.size() - used) : 0);
    if (!e.isEnabled)
        row.score -= disabledBehind;
    return row;
}

void PaletteModel::refill()
{
    beginResetModel();
    m_rows.clear();
    const QList<QStringView> words = QStringView(m_query).split(u' ', Qt::SkipEmptyParts);
    for (qsizetype entry = 0; entry < m_entries.size(); ++entry) {
        if (auto row = match(entry, words))
            m_rows << std::move(*row);
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.score > b.score; });
    m_rows.resize(qMin<qsizetype>(m_rows.size(), mostRows));
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::AccessibleTextRole:
        return QString(entry.text + u", "_s + entry.kind +
                       (entry.detail.isEmpty() ? QString() : u", "_s + entry.detail));
    case KindRole:
        return entry.kind;
    case DetailRole:
        return entry.detail;
    case ShortcutRole:
        return entry.shortcut;
    case PlacesRole:
        return QVariant::fromValue(m_rows.at(index.row()).places);
    case ToneRole:
        return int(entry.tone);
    case EnabledRole:
        return entry.isEnabled;
    case HasStepsRole:
        return bool(entry.steps);
    case KeyRole:
        return entry.key;
    }
    return {};
}

} // namespace ui::palette
