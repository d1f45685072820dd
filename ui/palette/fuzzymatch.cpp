// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/fuzzymatch.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace ui::palette {

namespace {

constexpr int perLetter = 4;
constexpr int atWordStart = 10;
constexpr int atTextStart = 6;
constexpr int inARow = 12;
constexpr int longestLetters = 64; // more are not typed
constexpr int longestText = 256;   // AMQP's longest name
constexpr int impossible = std::numeric_limits<int>::min() / 2;

bool isSame(QChar a, QChar b)
{
    return a == b || a.toCaseFolded() == b.toCaseFolded();
}

bool comeInOrder(QStringView letters, QStringView text)
{
    qsizetype next = 0;
    for (qsizetype i = 0; i < text.size() && next < letters.size(); ++i) {
        if (isSame(letters[next], text[i]))
            ++next;
    }
    return next == letters.size();
}

bool beginsWord(QStringView text, int place)
{
    if (place == 0)
        return true;
    const QChar before = text[place - 1], here = text[place];
    return (!before.isLetterOrNumber() && here.isLetterOrNumber()) || (before.isLower() && here.isUpper());
}

int worth(QStringView text, int place)
{
    return perLetter + (beginsWord(text, place) ? atWordStart : 0) + (place == 0 ? atTextStart : 0);
}

/// A cell for each letter and place: the best that can be reached when this letter is found there, and where the one before is.
struct Cell
{
    int score = impossible;
    int before = -1;
};

} // namespace

std::optional<Match> fuzzyMatch(QStringView letters, QStringView text)
{
    letters = letters.left(longestLetters);
    text = text.left(longestText);
    if (letters.isEmpty())
        return Match{};
    if (!comeInOrder(letters, text))
        return std::nullopt;
    const int rows = int(letters.size()), columns = int(text.size());
    std::vector<Cell> cells(size_t(rows) * size_t(columns));
    const auto cell = [&](int row, int column) -> Cell & {
        return cells[size_t(row) * size_t(columns) + size_t(column)];
    };
    for (int row = 0; row < rows; ++row) {
        // Each place that is left out costs one, so what leads on best is the highest of score + place.
        int best = impossible, bestAt = -1;
        for (int column = 0; column < columns; ++column) {
            if (row > 0 && column > 1 && cell(row - 1, column - 2).score > impossible &&
                cell(row - 1, column - 2).score + column - 2 >= best) {
                best = cell(row - 1, column - 2).score + column - 2;
                bestAt = column - 2;
            }
            if (!isSame(letters[row], text[column]))
                continue;
            Cell &here = cell(row, column);
            if (row == 0) {
                here.score = worth(text, column) - std::min(column, perLetter);
                continue;
            }
            if (column > 0 && cell(row - 1, column - 1).score > impossible)
                here = {cell(row - 1, column - 1).score + inARow + worth(text, column), column - 1};
            if (bestAt >= 0 && best - (column - 1) + worth(text, column) > here.score)
                here = {best - (column - 1) + worth(text, column), bestAt};
        }
    }
    int end = -1;
    for (int column = 0; column < columns; ++column) {
        if (cell(rows - 1, column).score > impossible &&
            (end < 0 || cell(rows - 1, column).score > cell(rows - 1, end).score))
            end = column;
    }
    if (end < 0)
        return std::nullopt;
    Match match;
    match.score = cell(rows - 1, end).score - columns / 8; // of two that match as well the shorter one
    for (int row = rows - 1; row >= 0; --row) {
        match.places.prepend(end);
        end = cell(row, end).before;
    }
    return match;
}

} // namespace ui::palette
