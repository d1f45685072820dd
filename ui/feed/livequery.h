// SPDX-License-Identifier: GPL-3.0-or-later
// LiveQuery: the filter line of the live feed, read into what a tap understands.
//   queue:orders.*  event:dead-lettered,rejected  exchange:orders  key:eu.*  client:billing*  size>10k  "some text"
// Words are joined by "and"; a bare word is text to find. Pure: no widgets, no session.
// Thread: any (value).
#pragma once

#include <engine/events.h>

#include <QString>
#include <QStringList>
#include <QStringView>

namespace ui::feed {

struct LiveQuery
{
    engine::LiveFilter filter;
    QString problem; ///< one sentence saying what is not understood; empty: the query is valid
    qsizetype problemAt = 0;
    qsizetype problemLength = 0;

    bool isValid() const { return problem.isEmpty(); }
};

LiveQuery parseLiveQuery(QStringView text);

/// What may follow at the cursor: the words of the language, or the event names after "event:".
/// `from` is where the replaced part begins.
struct LiveSuggestions
{
    qsizetype from = 0;
    qsizetype length = 0;
    QStringList words;
};
LiveSuggestions suggestAt(QStringView text, qsizetype cursor);

} // namespace ui::feed
