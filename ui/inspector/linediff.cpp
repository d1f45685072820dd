// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/linediff.h"

#include <QByteArrayView>
#include <QHash>

#include <algorithm>
#include <vector>

namespace ui::inspector {

namespace {

using Row = LineDiff::Row;

/// Differences that are told apart; what it takes grows with their square: 16 MB for so many.
constexpr int mostEdits = 2000;

QByteArrayView bytesOf(const TextLines &lines, qsizetype i)
{
    const qsizetype from = lines.starts.at(i);
    qsizetype to = i + 1 < lines.count() ? qsizetype(lines.starts.at(i + 1)) : lines.utf8.size();
    while (to > from && (lines.utf8[to - 1] == '\n' || lines.utf8[to - 1] == '\r'))
        --to;
    return QByteArrayView(lines.utf8).sliced(from, to - from);
}

/// Lines as numbers: the same for the same line.
class Numbering
{
public:
    std::vector<int> of(const TextLines &lines)
    {
        std::vector<int> numbers(size_t(lines.count()));
        for (qsizetype i = 0; i < lines.count(); ++i) {
            const QByteArrayView line = bytesOf(lines, i);
            auto known = m_known.find(line);
            if (known == m_known.end())
                known = m_known.insert(line, int(m_known.size()));
            numbers[size_t(i)] = *known;
        }
        return numbers;
    }

private:
    QHash<QByteArrayView, int> m_known;
};

/// Which lines of the middle part are the same, by the greedy algorithm of Myers (1986): for each number of edits the
/// furthest points that can be reached, then the way back.
class Myers
{
public:
    Myers(const int *left, int leftSize, const int *right, int rightSize)
        : m_left(left)
        , m_right(right)
        , m_leftSize(leftSize)
        , m_rightSize(rightSize)
    {}

    /// Pairs of places, ascending. False: too many edits.
    bool run(QList<std::pair<int, int>> &same, const std::atomic_bool *cancelled)
    {
        const int most = std::min(m_leftSize + m_rightSize, mostEdits);
        std::vector<int> furthest(size_t(2 * most + 3), 0);
        const int zero = most + 1;
        for (int edits = 0; edits <= most; ++edits) {
            if (cancelled && cancelled->load(std::memory_order_relaxed))
                return false;
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int x = isDown(furthest, zero, diagonal, edits) ? furthest[size_t(zero + diagonal + 1)]
                                                                : furthest[size_t(zero + diagonal - 1)] + 1;
                while (x < m_leftSize && x - diagonal < m_rightSize && m_left[x] == m_right[x - diagonal])
                    ++x;
                furthest[size_t(zero + diagonal)] = x;
                if (x >= m_leftSize && x - diagonal >= m_rightSize) {
                    wayBack(same, edits);
                    return true;
                }
            }
            // Of this round only the diagonals it has reached.
            m_rounds.emplace_back(furthest.begin() + zero - edits, furthest.begin() + zero + edits + 1);
        }
        return false;
    }

private:
    static bool isDown(const std::vector<int> &furthest, int zero, int diagonal, int edits)
    {
        return diagonal == -edits ||
               (diagonal != edits && furthest[size_t(zero + diagonal - 1)] < furthest[size_t(zero + diagonal + 1)]);
    }
    int reached(int edits, int diagonal) const { return m_rounds[size_t(edits)][size_t(diagonal + edits)]; }

    void wayBack(QList<std::pair<int, int>> &same, int edits)
    {
        int x = m_leftSize, y = m_rightSize;
        for (; edits > 0; --edits) {
            const int diagonal = x - y;
            const bool down = diagonal == -edits || (diagonal != edits && reachedOrNone(edits - 1, diagonal - 1) <
                                                                              reachedOrNone(edits - 1, diagonal + 1));
            const int before = down ? diagonal + 1 : diagonal - 1;
            const int fromX = reached(edits - 1, before);
            const int fromY = fromX - before;
            const int afterX = down ? fromX : fromX + 1;
            for (; x > afterX; --x, --y)
                same.prepend({x - 1, y - 1});
            x = fromX;
            y = fromY;
        }
        for (; x > 0; --x, --y)
            same.prepend({x - 1, y - 1});
    }
    int reachedOrNone(int edits, int diagonal) const
    {
        return std::abs(diagonal) > edits ? -1 : reached(edits, diagonal);
    }

    const int *m_left;
    const int *m_right;
    const int m_leftSize, m_rightSize;
    std::vector<std::vector<int>> m_rounds;
};

class Rows
{
public:
    /// Lines that are not the same, up to these places: those that were changed beside each other, then what is left.
    void differ(int left, int right)
    {
        if (m_left == left && m_right == right)
            return;
        diff.changes << diff.rows.size();
        while (m_left < left || m_right < right) {
            const bool hasLeft = m_left < left, hasRight = m_right < right;
            diff.rows << Row{hasLeft ? m_left++ : -1, hasRight ? m_right++ : -1,
                             hasLeft && hasRight ? Row::Kind::Changed
                             : hasLeft           ? Row::Kind::Removed
                                                 : Row::Kind::Added};
        }
    }
    void same() { diff.rows << Row{m_left++, m_right++, Row::Kind::Same}; }

    LineDiff diff;

private:
    qint32 m_left = 0, m_right = 0;
};

} // namespace

LineDiff diffLines(const TextLines &left, const TextLines &right, const std::atomic_bool *cancelled)
{
    Numbering numbering;
    const std::vector<int> a = numbering.of(left), b = numbering.of(right);
    const int leftSize = int(a.size()), rightSize = int(b.size());
    int head = 0;
    while (head < leftSize && head < rightSize && a[size_t(head)] == b[size_t(head)])
        ++head;
    int tail = 0;
    while (tail < leftSize - head && tail < rightSize - head &&
           a[size_t(leftSize - tail - 1)] == b[size_t(rightSize - tail - 1)])
        ++tail;
    Rows rows;
    for (int i = 0; i < head; ++i)
        rows.same();
    QList<std::pair<int, int>> same;
    Myers myers(a.data() + head, leftSize - head - tail, b.data() + head, rightSize - head - tail);
    rows.diff.isRough = !myers.run(same, cancelled);
    for (const auto &[x, y] : std::as_const(same)) {
        rows.differ(head + x, head + y);
        rows.same();
    }
    rows.differ(leftSize - tail, rightSize - tail);
    for (int i = 0; i < tail; ++i)
        rows.same();
    return std::move(rows.diff);
}

ChangedPart changedPart(QStringView left, QStringView right)
{
    const qsizetype shorter = qMin(left.size(), right.size());
    ChangedPart part;
    while (part.from < shorter && left[part.from] == right[part.from])
        ++part.from;
    qsizetype tail = 0;
    while (tail < shorter - part.from && left[left.size() - tail - 1] == right[right.size() - tail - 1])
        ++tail;
    part.leftEnd = left.size() - tail;
    part.rightEnd = right.size() - tail;
    return part;
}

} // namespace ui::inspector
