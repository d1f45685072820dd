// SPDX-License-Identifier: GPL-3.0-or-later
// StoredFile: a small file of the window's own that is read once and written often: whole, atomically, and on a thread of its own, in
// order. A file that cannot be understood is set aside, never overwritten.
// Owner: whoever keeps something in it. Thread: ui.
#pragma once

#include <engine/result.h>

#include <QByteArray>
#include <QString>
#include <QThreadPool>

namespace ui::publisher {

class StoredFile
{
public:
    static constexpr qint64 mostBytes = 64 * 1024 * 1024;

    explicit StoredFile(const QString &path);
    /// Waits until what was to be written is.
    ~StoredFile();
    Q_DISABLE_COPY_MOVE(StoredFile)

    const QString &path() const { return m_path; }
    /// Empty: there is none yet.
    engine::Result<QByteArray> read() const;
    void write(const QByteArray &content);
    /// Renames it, so that nothing is lost: to the name it answers with.
    QString setAside() const;

private:
    const QString m_path;
    QThreadPool m_writer; ///< one thread: the last content wins
};

/// Atomically; errors are sentences for the user.
engine::Result<void> writeFile(const QString &path, const QByteArray &content);

} // namespace ui::publisher
