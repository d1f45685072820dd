// SPDX-License-Identifier: GPL-3.0-or-later
// RabbitMQ's definitions.json as this broker takes it and gives it: what an import came to, item by item, and what an export
// could not say. Thread: any (values).
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace engine {

/// What becomes of users, permissions, limits and policies that are there already and differ. Queues and exchanges always stay.
enum class OnConflict : quint8 { Keep, Replace };

/// What became of one item of a definitions file.
struct ImportedItem
{
    enum class Outcome : quint8 {
        Created,
        Same,       ///< was there, and is equal
        Replaced,   ///< was there and differed: the file's took its place
        Different,  ///< was there, differs, and was left as it is
        NotHonored, ///< this broker can not do it, or the file has it wrong
    };
    QString kind; ///< "queue", "user", "policy" … one word, as RabbitMQ has it
    QString virtualHost;
    QString name;
    Outcome outcome = Outcome::Created;
    QString detail; ///< why, or what it does not do; one plain sentence
    bool operator==(const ImportedItem &) const = default;
};

/// "created", "already there", "replaced", "differs, left as it is", "not honoured".
QString outcomeName(ImportedItem::Outcome outcome);

struct ImportReport
{
    QList<ImportedItem> items; ///< in the order of the file's sections
    qsizetype count(ImportedItem::Outcome outcome) const
    {
        return std::count_if(items.begin(), items.end(),
                             [outcome](const ImportedItem &item) { return item.outcome == outcome; });
    }
    /// Nothing was left out: everything in the file is now in the broker.
    bool isComplete() const
    {
        return count(ImportedItem::Outcome::Different) == 0 && count(ImportedItem::Outcome::NotHonored) == 0;
    }
    /// "12 created, 3 already there, 1 not honoured"
    QString summary() const;
};

struct ExportedDefinitions
{
    QByteArray json;
    QStringList notes; ///< what is not in it, one plain sentence each
    bool operator==(const ExportedDefinitions &) const = default;
};

} // namespace engine
