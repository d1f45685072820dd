// SPDX-License-Identifier: GPL-3.0-or-later
// DataRows: a data file in memory, one row a message: CSV with a line of names (comma, semicolon or tab), or JSON lines, whose
// nested values are columns such as "customer.name". Loaded on a thread of its own; never changes.
// Thread: any.
#pragma once

#include "ui/publisher/placeholders.h"

#include <engine/result.h>

#include <QByteArrayList>

#include <memory>

namespace ui::publisher {

class DataRows
{
public:
    static constexpr qint64 mostBytes = 64 * 1024 * 1024;
    static constexpr qsizetype mostRows = 1'000'000;

    using Ptr = std::shared_ptr<const DataRows>;
    /// Reads the file; may take seconds. Errors are sentences for the user.
    static engine::Result<Ptr> load(const QString &path);
    /// JSON lines where the first one begins with a brace, else CSV.
    static engine::Result<Ptr> parse(const QByteArray &content);

    /// Of JSON lines: those of the first thousand rows.
    const QStringList &columns() const { return m_columns; }
    qsizetype count() const { return m_isJson ? m_lines.size() : m_cells.size(); }
    bool isJson() const { return m_isJson; }
    /// The row of a message: after the last one comes the first again.
    DataRow row(quint64 index) const;

private:
    engine::Result<void> readCsv(const QByteArray &content);
    engine::Result<void> readJson(const QByteArray &content);

    QStringList m_columns;
    QList<QByteArrayList> m_cells; ///< of CSV
    QByteArrayList m_lines;        ///< of JSON
    bool m_isJson = false;
    char m_delimiter = ',';
};

} // namespace ui::publisher
