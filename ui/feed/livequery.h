// SPDX-License-Identifier: GPL-3.0-or-later
// LiveQuery: the one language of all filter lines, read into what a tap and what a search understands.
//   queue:orders.*  topic:orders*  event:dead-lettered,rejected  exchange:orders  key:eu.*  client:billing*  vhost:dev
//   message:4711  size>10k  body.total>100  body.lines[].sku~A-  "some text"
// Words are joined by "and"; a minus before one means what does not have it; a bare word is text to find.
// Pure: no widgets, no session.
// Thread: any (value).
#pragma once

#include <engine/events.h>
#include <engine/scans.h>

#include <QString>
#include <QStringList>
#include <QStringView>

namespace ui::feed {

/// What is looked at: a message at rest has no event, and where it lies is chosen already.
enum class QueryUse : quint8 { Live, Messages };

struct LiveQuery
{
    engine::LiveFilter filter;
    QString problem; ///< one sentence saying what is not understood; empty: the query is valid
    qsizetype problemAt = 0;
    qsizetype problemLength = 0;

    bool isValid() const { return problem.isEmpty(); }
    /// The same for a search.
    engine::MessageFilter messageFilter() const;
};

LiveQuery parseLiveQuery(QStringView text, QueryUse use = QueryUse::Live);

/// What is known to be there, for completion.
struct QueryNames
{
    QStringList queues, topics, exchanges, keys, clients, virtualHosts;
    QStringList bodyPaths; ///< "total", "customer.country"

    const QStringList *of(QStringView key) const;
};

/// What may follow at the cursor: the words of the language, or what is known after "event:", "queue:" ….
/// `from` is where the replaced part begins.
struct LiveSuggestions
{
    qsizetype from = 0;
    qsizetype length = 0;
    QStringList words;
};
/// `isAsked`: all words, where none is begun.
LiveSuggestions suggestAt(QStringView text, qsizetype cursor, QueryUse use = QueryUse::Live,
                          const QueryNames &names = {}, bool isAsked = false);

} // namespace ui::feed
