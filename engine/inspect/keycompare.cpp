// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/keycompare.h"

#include <QByteArrayList>

#include <algorithm>
#include <limits>
#include <vector>

namespace engine::inspect {

namespace {

using Words = std::vector<QByteArrayView>;

Words wordsOf(QByteArrayView key)
{
    Words words;
    if (key.isEmpty())
        return words;
    for (qsizetype from = 0;;) {
        const qsizetype dot = key.indexOf('.', from);
        words.push_back(dot < 0 ? key.sliced(from) : key.sliced(from, dot - from));
        if (dot < 0)
            return words;
        from = dot + 1;
    }
}

bool isStar(QByteArrayView word)
{
    return word == QByteArrayView("*");
}

bool isHash(QByteArrayView word)
{
    return word == QByteArrayView("#");
}

/// The words of a key beside those of a pattern: the cheapest way to make one fit the other.
class Alignment
{
public:
    enum class Move : quint8 { Beside, Missing, TooMany, Swallowed };

    Alignment(const Words &key, const Words &pattern)
        : m_key(key)
        , m_pattern(pattern)
        , m_cells((key.size() + 1) * (pattern.size() + 1))
    {
        for (size_t i = 0; i <= key.size(); ++i) {
            for (size_t j = 0; j <= pattern.size(); ++j)
                at(i, j) = best(i, j);
        }
    }
    quint32 cost() const { return m_cells.back().cost; }
    struct Step
    {
        Move move;
        size_t key, pattern; ///< the words concerned
        quint32 cost;
    };
    std::vector<Step> steps() const
    {
        std::vector<Step> steps;
        size_t i = m_key.size(), j = m_pattern.size();
        while (i > 0 || j > 0) {
            const Cell &cell = m_cells[i * (m_pattern.size() + 1) + j];
            i -= cell.move == Move::Missing ? 0u : 1u;
            j -= cell.move == Move::TooMany || cell.move == Move::Swallowed ? 0u : 1u;
            steps.push_back({cell.move, i, j, cell.step});
        }
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

private:
    struct Cell
    {
        quint32 cost = std::numeric_limits<quint32>::max();
        quint32 step = 0; ///< the part of the last move
        Move move = Move::Beside;
    };
    static constexpr quint32 inventCost = 2; ///< a word for a '*'

    Cell &at(size_t i, size_t j) { return m_cells[i * (m_pattern.size() + 1) + j]; }

    Cell best(size_t i, size_t j)
    {
        if (i == 0 && j == 0)
            return {0, 0, Move::Beside};
        Cell cell;
        const auto offer = [&cell](const Cell &before, quint32 step, Move move) {
            if (before.cost + step < cell.cost)
                cell = {before.cost + step, step, move};
        };
        const QByteArrayView wanted = j > 0 ? m_pattern[j - 1] : QByteArrayView();
        if (i > 0 && j > 0 && !isHash(wanted)) {
            const quint32 differs = isStar(wanted) ? 0 : lettersBetween(m_key[i - 1], wanted);
            offer(at(i - 1, j - 1), differs, Move::Beside);
        }
        if (j > 0) {
            const quint32 missing = isHash(wanted) ? 0 : isStar(wanted) ? inventCost : quint32(wanted.size()) + 1;
            offer(at(i, j - 1), missing, Move::Missing);
        }
        if (i > 0 && j > 0 && isHash(wanted))
            offer(at(i - 1, j), 0, Move::Swallowed);
        else if (i > 0)
            offer(at(i - 1, j), quint32(m_key[i - 1].size()) + 1, Move::TooMany);
        return cell;
    }

    const Words &m_key;
    const Words &m_pattern;
    std::vector<Cell> m_cells;
};

/// The words that fit, joined; false: one had to be invented.
bool appendFitting(QByteArrayList &fitting, const Alignment::Step &step, const Words &key, const Words &pattern)
{
    using Move = Alignment::Move;
    switch (step.move) {
    case Move::Beside:
        fitting.append((isStar(pattern[step.pattern]) ? key[step.key] : pattern[step.pattern]).toByteArray());
        return true;
    case Move::Swallowed:
        fitting.append(key[step.key].toByteArray());
        return true;
    case Move::Missing:
        if (isHash(pattern[step.pattern]))
            return true;
        fitting.append(pattern[step.pattern].toByteArray());
        return !isStar(pattern[step.pattern]);
    case Move::TooMany:
        return true;
    }
    Q_UNREACHABLE();
    return false;
}

void tell(PatternDifference &difference, const Alignment::Step &step, const Words &key, const Words &pattern)
{
    using Move = Alignment::Move;
    using Kind = PatternDifference::Kind;
    difference.kind = step.move == Move::TooMany   ? Kind::TooMany
                      : step.move == Move::Missing ? Kind::Missing
                                                   : Kind::Other;
    difference.word = int(step.move == Move::TooMany ? step.key : step.pattern);
    if (step.move != Move::TooMany)
        difference.wanted = pattern[step.pattern].toByteArray();
    if (step.move != Move::Missing)
        difference.found = key[step.key].toByteArray();
}

} // namespace

// Optimal string alignment: Levenshtein's distance, a swap of neighbours counts once.
quint32 lettersBetween(QByteArrayView a, QByteArrayView b)
{
    if (a == b)
        return 0;
    const size_t width = size_t(b.size()) + 1;
    std::vector<quint32> rows(3 * width);
    quint32 *before = rows.data(), *last = before + width, *now = last + width;
    for (size_t j = 0; j < width; ++j)
        last[j] = quint32(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        now[0] = quint32(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const bool same = a[i - 1] == b[j - 1];
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[width - 1];
}

PatternDifference compareWithPattern(QByteArrayView keyText, QByteArrayView patternText)
{
    const Words key = wordsOf(keyText), pattern = wordsOf(patternText);
    const Alignment alignment(key, pattern);
    PatternDifference difference;
    difference.distance = alignment.cost();
    difference.hasNearest = true;
    QByteArrayList fitting;
    for (const Alignment::Step &step : alignment.steps()) {
        if (step.cost > 0 && difference.kind == PatternDifference::Kind::None)
            tell(difference, step, key, pattern);
        difference.hasNearest = appendFitting(fitting, step, key, pattern) && difference.hasNearest;
    }
    if (fitting.size() == 1 && fitting.first().isEmpty())
        difference.hasNearest = false; // an empty key has no words, not an empty one
    if (difference.hasNearest)
        difference.nearest = fitting.join('.');
    return difference;
}

} // namespace engine::inspect
