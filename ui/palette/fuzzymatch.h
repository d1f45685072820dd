// SPDX-License-Identifier: GPL-3.0-or-later
// fuzzyMatch: whether letters come in a text in this order, how well, and where: what the command palette finds and marks.
// Thread: any (pure).
#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace ui::palette {

struct Match
{
    int score = 0;     ///< higher is better
    QList<int> places; ///< of the letters in the text, ascending
};

/// Unset: they do not. Upper and lower case are the same; letters that follow each other, and those that begin a word, count more.
std::optional<Match> fuzzyMatch(QStringView letters, QStringView text);

} // namespace ui::palette
