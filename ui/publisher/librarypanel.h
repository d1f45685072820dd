// SPDX-License-Identifier: GPL-3.0-or-later
// LibraryPanel: the saved messages as a tree of folders: open one in the publisher, rename, delete, export and import one, a folder or
// all.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/messagelibrary.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace ui::publisher {

class LibraryPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LibraryPanel(MessageLibrary &library, QWidget *parent = nullptr);

    QTreeView &tree() { return *m_tree; }

Q_SIGNALS:
    void opened(const ui::publisher::SavedMessage &message);
    void done(const QString &what);
    /// `undo` takes it back.
    void undoableDone(const QString &what, const std::function<void()> &undo);
    void failed(const QString &what);

private:
    QWidget *makeBar();
    void refill();
    QStandardItem *folderItem(const QString &folder);
    bool isShown(const SavedMessage &message) const;
    /// The filter does: what is done to the folder would be done to what nobody sees.
    bool hidesSomeOf(const QString &folder) const;
    /// Of the message, or 0: the other one is chosen, or neither.
    quint64 currentId() const;
    /// Empty: no folder is chosen.
    QString currentFolder() const;
    /// Where it is shown.
    void chooseFolder(const QString &folder);
    void openCurrent();
    void renameCurrent();
    void removeCurrent();
    void renameFolder(const QString &folder);
    void removeFolder(const QString &folder);
    void showMenu(const QPoint &position);
    void importFile();
    void importFrom(const QString &path);
    void report(const engine::Result<QList<SavedMessage>> &imported);
    /// Empty: all of them.
    void exportFile(const QString &folder);

    MessageLibrary &m_library;
    QLineEdit *m_filter = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_empty = nullptr;
    QTreeView *m_tree = nullptr;
    QStandardItemModel *m_model = nullptr;
    QHash<QString, QStandardItem *> m_folders; ///< by their whole names
};

} // namespace ui::publisher
