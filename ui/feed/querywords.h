// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a filter line, one by one: a minus, a key, an operator, a value in quotation marks or without.
// Thread: any (pure).
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace ui::feed {

struct QueryWord
{
    qsizetype at = 0;
    qsizetype length = 0;
    bool isNegated = false;
    QString key;        ///< "queue", "size", "body" …; empty: text
    QString path;       ///< behind "body."
    QString op;         ///< ":", ">", ">=" …
    QString value;      ///< without quotes
    bool closed = true; ///< false: the quotation mark at its end is missing
};

/// The word that begins at `at`, which is moved behind it.
QueryWord takeQueryWord(QStringView text, qsizetype &at);
/// In quotation marks, where it needs them.
QString quotedForQuery(const QString &value);
/// The query with one condition more, in place of another one about the same where both can not be.
QString withCondition(const QString &query, const QString &key, const QString &value, bool isNegated);
/// The name of a member, which can stand in a path as it is.
bool isPlainName(const QString &name);
/// "body.customer.country=DE"; `path` begins with a point, or with a bracket.
QString bodyCondition(const QString &path, const QString &value);
/// The query with such a condition more, in place of another one on the same value.
QString withBodyCondition(const QString &query, const QString &condition);
/// The paths of the values in a JSON body, as they stand behind "body."; of one that is cut, in what is there. At most so many.
QStringList bodyPathsIn(const QByteArray &json, qsizetype most);

} // namespace ui::feed
