// SPDX-License-Identifier: GPL-3.0-or-later
// checkFiles: looks at the data file and its write-ahead log as bytes, before SQLite sees them: SQLite would take some kinds
// of damage for an older or an empty state and go on. Thread: any (plain functions).
#pragma once

#include <engine/result.h>

#include <QByteArray>
#include <QFile>
#include <QString>

namespace engine::store {

/// Damaged with the reason in it, or fine (which includes: there is no file yet).
Result<void> checkFiles(const QString &path);

/// A file's bytes, mapped; empty when there is no such file.
class MappedFile
{
public:
    explicit MappedFile(const QString &path);
    QByteArrayView view() const { return m_view; }

private:
    QFile m_file;
    QByteArrayView m_view{"", 0};
};

} // namespace engine::store
