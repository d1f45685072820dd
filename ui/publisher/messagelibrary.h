// SPDX-License-Identifier: GPL-3.0-or-later
// MessageLibrary: the messages that a user has saved, by name, in folders. Kept in a file of the workspace, and written to others and
// read from them in the same form.
// Owner: MainWindow's Publishers. Thread: ui.
#pragma once

#include "ui/publisher/keptbodies.h"
#include "ui/publisher/storedfile.h"

#include <QFuture>
#include <QObject>

#include <optional>

namespace ui::publisher {

struct SavedMessage
{
    quint64 id = 0; ///< while the library lives
    QString folder; ///< "orders/europe"; empty: none
    QString name;
    Draft draft;
};

class MessageLibrary : public QObject
{
    Q_OBJECT
public:
    /// The bodies outlive it.
    MessageLibrary(const QString &path, KeptBodies &bodies, QObject *parent = nullptr);

    /// Where the large bodies are.
    KeptBodies &bodies() const { return m_bodies; }
    /// By folder and name.
    const QList<SavedMessage> &messages() const { return m_messages; }
    /// All folders and those above them, in order.
    QStringList folders() const;
    const SavedMessage *find(quint64 id) const;
    /// The one of this name in this folder, or null.
    const SavedMessage *find(const QString &folder, const QString &name) const;
    /// What could not be read when it was opened; a sentence, or empty.
    QString problem() const { return m_problem; }

    /// In the place of the one with the same folder and name, if there is one.
    quint64 save(const QString &folder, const QString &name, const Draft &draft);
    /// False: there is one of that name in that folder.
    bool move(quint64 id, const QString &folder, const QString &name);
    bool remove(quint64 id);
    /// Adds what was removed; a name that was taken meanwhile gets a number behind it.
    void restore(const QList<SavedMessage> &messages);
    /// Renames a folder with all that is in it; false where a message there has the name of one of these.
    bool moveFolder(const QString &from, const QString &to);
    bool canMoveFolder(const QString &from, const QString &to) const { return moved(from, to).has_value(); }
    /// A folder with all that is in it: the messages that went.
    QList<SavedMessage> removeFolder(const QString &folder);

    /// A file of all of them, or of those in this folder and below, with the bodies that are kept for them; in the background.
    /// Errors are sentences.
    QFuture<engine::Result<void>> exportTo(const QString &path, const QString &folder = {}) const;
    /// What such a file has, for add(); in the background. Errors are sentences.
    QFuture<engine::Result<QList<SavedMessage>>> readFile(const QString &path) const;
    /// What has a name that is taken gets a number behind it.
    void add(QList<SavedMessage> messages);

Q_SIGNALS:
    void changed();

private:
    static engine::Result<QList<SavedMessage>> parse(const QByteArray &content);
    static engine::Result<QList<SavedMessage>> readNow(const QString &path, const QString &bodies);
    static engine::Result<void> exportNow(const QString &path, QList<SavedMessage> messages);
    std::optional<QList<SavedMessage>> moved(const QString &from, const QString &to) const;
    QString freeName(const QString &folder, const QString &name) const;
    void store();

    StoredFile m_file;
    KeptBodies &m_bodies;
    QList<SavedMessage> m_messages;
    QString m_problem;
    bool m_isReadOnly = false;
    quint64 m_lastId = 0;
};

/// There, or in a folder of that folder.
bool isIn(const SavedMessage &message, const QString &folder);

/// Without blanks and empty parts: " a / b/" is "a/b".
QString cleanFolder(const QString &folder);

} // namespace ui::publisher
