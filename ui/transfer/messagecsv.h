// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as CSV: a line of names, then one record a message; the names are those of the JSON lines. Headers are in one column, in
// JSON with their types. What CSV can not tell: a text that is empty from one that is not there.
// Thread: any (not shared).
#pragma once

#include "ui/transfer/messagelines.h"

#include <engine/messageactions.h>
#include <engine/result.h>

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <memory>

struct csv_parser;

namespace ui::transfer {

QByteArray csvHeading();
/// With the end of the line, as the heading.
QByteArray csvOf(const engine::MessageDetails &message);

/// Reads a file in pieces.
class CsvReader
{
public:
    CsvReader();
    ~CsvReader();

    using Message = engine::Result<FileMessage>;
    /// What the next piece completes. An error for a record that makes no message; the others are good.
    QList<Message> read(const QByteArray &piece);
    /// The last record, where its line does not end.
    QList<Message> finish();
    /// Why the file can not be read at all; empty: it can. Known once the first line is.
    QString problem() const { return m_problem; }

private:
    void endField(QByteArrayView field);
    void endRecord();
    void takeNames(const QByteArrayList &names);
    Message messageOf(const QByteArrayList &fields) const;

    std::unique_ptr<csv_parser> m_parser;
    bool m_hasNames = false;
    QByteArrayList m_names;
    QByteArrayList m_record;
    QList<Message> m_messages;
    QString m_problem;
};

} // namespace ui::transfer
