// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/journeymodel.h"

#include "ui/theme/format.h"

#include <algorithm>

namespace ui::inspector {

using namespace Qt::StringLiterals;
using engine::Journey;
using engine::JourneyStep;

QList<JourneyModel::Row> JourneyModel::rowsOf(const Journey &journey, const QList<engine::GroupSnapshot> &groups)
{
    QList<Row> rows;
    const auto addGap = [&] {
        Row gap;
        gap.isGap = true;
        gap.line = {{{gapText(journey), JourneySegment::Style::Faint, -1}}, {}, tables::Tone::Faint};
        if (!gapText(journey).isEmpty())
            rows.append(gap);
    };
    bool isGapTold = false;
    qint64 lastMs = 0;
    for (const JourneyStep &step : journey.steps) {
        // What the message tells of itself comes first; then what is missing, then what was seen.
        if (!isGapTold && step.known != JourneyStep::Known::FromMessage) {
            addGap();
            isGapTold = true;
        }
        Row row;
        row.line = lineOf(step, journey.message);
        row.isNow = step.known == JourneyStep::Known::Now;
        row.atMs = row.isNow ? 0 : step.atMs;
        if (row.atMs > 0 && lastMs > 0)
            row.sinceMs = std::max<qint64>(0, row.atMs - lastMs);
        lastMs = row.atMs > 0 ? row.atMs : lastMs;
        rows.append(row);
        for (const JourneyLine &line : readerLines(step, groups)) {
            Row reader;
            reader.line = line;
            reader.isNow = true;
            rows.append(reader);
        }
    }
    if (!isGapTold && !journey.steps.isEmpty())
        addGap();
    return rows;
}

void JourneyModel::show(const Journey &journey, const QList<engine::GroupSnapshot> &groups)
{
    const QList<Row> next = rowsOf(journey, groups);
    const qsizetype shorter = std::min(next.size(), m_rows.size());
    const qsizetype same = std::mismatch(next.cbegin(), next.cbegin() + shorter, m_rows.cbegin()).first - next.cbegin();
    if (same < m_rows.size()) {
        beginRemoveRows({}, int(same), int(m_rows.size()) - 1);
        m_rows.resize(same);
        endRemoveRows();
    }
    if (same < next.size()) {
        beginInsertRows({}, int(same), int(next.size()) - 1);
        m_rows += next.sliced(same);
        endInsertRows();
    }
}

QString JourneyModel::textOf(int row) const
{
    const Row &r = m_rows.at(row);
    QStringList parts;
    if (r.atMs > 0)
        parts << theme::formatTime(r.atMs);
    if (r.sinceMs > 0)
        parts << u'+' + theme::formatDuration(r.sinceMs);
    parts << r.line.text();
    return parts.join(u"  "_s);
}

QVariant JourneyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_rows.at(index.row()).line.text();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return textOf(index.row());
    }
    return {};
}

} // namespace ui::inspector
