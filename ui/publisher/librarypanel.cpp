// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/librarypanel.h"

#include "ui/async/whendone.h"
#include "ui/publisher/renamefolderdialog.h"
#include "ui/publisher/savedialog.h"
#include "ui/theme/format.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QSet>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int messageIdRole = Qt::UserRole + 1;
constexpr int folderRole = Qt::UserRole + 2;

} // namespace

LibraryPanel::LibraryPanel(MessageLibrary &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_tree(new QTreeView(this))
    , m_model(new QStandardItemModel(this))
{
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setAccessibleName(tr("Saved messages"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setUniformRowHeights(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_empty = new QLabel(this);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", u"muted"_s);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_empty);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 8, 8);
    rows->setSpacing(6);
    rows->addWidget(makeBar());
    rows->addWidget(m_pages, 1);
    connect(m_tree, &QTreeView::activated, this, &LibraryPanel::openCurrent);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &LibraryPanel::showMenu);
    const auto addKey = [this](const QKeySequence &keys, void (LibraryPanel::*slot)()) {
        auto *shortcut = new QShortcut(keys, m_tree);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    addKey(QKeySequence(Qt::Key_F2), &LibraryPanel::renameCurrent);
    addKey(QKeySequence(QKeySequence::Delete), &LibraryPanel::removeCurrent);
    connect(&m_library, &MessageLibrary::changed, this, &LibraryPanel::refill);
    refill();
}

QWidget *LibraryPanel::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_filter = new QLineEdit(bar);
    m_filter->setPlaceholderText(tr("filter"));
    m_filter->setAccessibleName(tr("Filter of the saved messages"));
    m_filter->setClearButtonEnabled(true);
    row->addWidget(m_filter, 1);
    auto *more = new QToolButton(bar);
    more->setText(u"⋯"_s);
    more->setAutoRaise(true);
    more->setToolTip(tr("Export and import"));
    more->setAccessibleName(more->toolTip());
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    connect(menu->addAction(tr("Export to a file…")), &QAction::triggered, this, [this] { exportFile({}); });
    connect(menu->addAction(tr("Import from a file…")), &QAction::triggered, this, &LibraryPanel::importFile);
    more->setMenu(menu);
    row->addWidget(more);
    connect(m_filter, &QLineEdit::textChanged, this, &LibraryPanel::refill);
    return bar;
}

QStandardItem *LibraryPanel::folderItem(const QString &folder)
{
    if (folder.isEmpty())
        return m_model->invisibleRootItem();
    if (QStandardItem *known = m_folders.value(folder))
        return known;
    const bool isNested = folder.contains(u'/');
    auto *item = new QStandardItem(folder.section(u'/', -1));
    item->setData(folder, folderRole);
    item->setEditable(false);
    folderItem(isNested ? folder.section(u'/', 0, -2) : QString())->appendRow(item);
    m_folders.insert(folder, item);
    return item;
}

/// As small as it is, it is made anew; folders that were closed stay closed, and what was chosen stays chosen.
void LibraryPanel::refill()
{
    QSet<QString> closed;
    for (auto it = m_folders.cbegin(); it != m_folders.cend(); ++it) {
        if (!m_tree->isExpanded(it.value()->index()))
            closed.insert(it.key());
    }
    const quint64 chosen = currentId();
    const QString chosenFolder = currentFolder();
    m_folders.clear();
    m_model->clear();
    for (const SavedMessage &message : m_library.messages()) {
        if (!isShown(message))
            continue;
        auto *item = new QStandardItem(message.name);
        item->setData(message.id, messageIdRole);
        item->setToolTip(tr("%1, to %2").arg(message.name, targetText(message.draft)));
        folderItem(message.folder)->appendRow(item);
        if (message.id == chosen)
            m_tree->setCurrentIndex(item->index());
    }
    m_tree->expandAll();
    for (const QString &folder : closed) {
        if (QStandardItem *item = m_folders.value(folder); item && m_filter->text().isEmpty())
            m_tree->collapse(item->index());
    }
    chooseFolder(chosenFolder);
    const bool isEmpty = m_model->rowCount() == 0;
    if (!m_library.problem().isEmpty() && m_library.messages().isEmpty())
        m_empty->setText(m_library.problem());
    else
        m_empty->setText(
            m_library.messages().isEmpty()
                ? tr("No messages are saved yet.\nSave keeps the one you are writing, by a name and in a folder.")
                : tr("No saved message is called like this."));
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_tree);
}

bool LibraryPanel::isShown(const SavedMessage &message) const
{
    const QString wanted = m_filter->text();
    return message.name.contains(wanted, Qt::CaseInsensitive) || message.folder.contains(wanted, Qt::CaseInsensitive);
}

bool LibraryPanel::hidesSomeOf(const QString &folder) const
{
    const QList<SavedMessage> &all = m_library.messages();
    return std::any_of(all.begin(), all.end(),
                       [&](const SavedMessage &message) { return isIn(message, folder) && !isShown(message); });
}

void LibraryPanel::chooseFolder(const QString &folder)
{
    if (const QStandardItem *item = m_folders.value(folder))
        m_tree->setCurrentIndex(item->index());
}

quint64 LibraryPanel::currentId() const
{
    return m_tree->currentIndex().data(messageIdRole).toULongLong();
}

QString LibraryPanel::currentFolder() const
{
    return m_tree->currentIndex().data(folderRole).toString();
}

void LibraryPanel::openCurrent()
{
    if (const SavedMessage *message = m_library.find(currentId()))
        Q_EMIT opened(*message);
}

void LibraryPanel::renameCurrent()
{
    if (const QString folder = currentFolder(); !folder.isEmpty())
        return renameFolder(folder);
    const SavedMessage *message = m_library.find(currentId());
    if (!message)
        return;
    auto *dialog = new SaveMessageDialog(m_library, message->folder, message->name, message->id, window());
    connect(dialog, &SaveMessageDialog::chosen, this,
            [this, id = message->id](const QString &folder, const QString &name) { m_library.move(id, folder, name); });
    dialog->open();
}

void LibraryPanel::renameFolder(const QString &folder)
{
    auto *dialog = new RenameFolderDialog(m_library, folder, window());
    connect(dialog, &RenameFolderDialog::chosen, this, [this, folder](const QString &chosen) {
        if (m_library.moveFolder(folder, chosen))
            chooseFolder(cleanFolder(chosen));
        else // somebody was faster
            Q_EMIT failed(tr("%1 was not renamed: there are messages of the same names in that folder.").arg(folder));
    });
    dialog->open();
}

void LibraryPanel::removeFolder(const QString &folder)
{
    if (hidesSomeOf(folder)) {
        Q_EMIT failed(tr("%1 has messages that the filter hides. Without the filter it can be deleted.").arg(folder));
        return;
    }
    const QList<SavedMessage> removed = m_library.removeFolder(folder);
    const QString what = theme::formatCounted(quint64(removed.size()), tr("%2 with %1 message is no longer saved."),
                                              tr("%2 with %1 messages is no longer saved."))
                             .arg(folder);
    Q_EMIT undoableDone(what, [library = QPointer(&m_library), removed] {
        if (library)
            library->restore(removed);
    });
}

void LibraryPanel::removeCurrent()
{
    if (const QString folder = currentFolder(); !folder.isEmpty())
        return removeFolder(folder);
    const SavedMessage *message = m_library.find(currentId());
    if (!message)
        return;
    const SavedMessage removed = *message;
    m_library.remove(removed.id);
    Q_EMIT undoableDone(tr("%1 is no longer saved.").arg(removed.name), [library = QPointer(&m_library), removed] {
        if (library)
            library->restore({removed});
    });
}

void LibraryPanel::showMenu(const QPoint &position)
{
    const QString folder = currentFolder();
    if (folder.isEmpty() && !m_library.find(currentId()))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isWhole = folder.isEmpty() || !hidesSomeOf(folder);
    if (folder.isEmpty()) {
        connect(menu->addAction(tr("Open")), &QAction::triggered, this, &LibraryPanel::openCurrent);
    } else {
        QAction *exported = menu->addAction(tr("Export to a file…"));
        exported->setEnabled(isWhole);
        connect(exported, &QAction::triggered, this, [this, folder] { exportFile(folder); });
    }
    connect(menu->addAction(tr("Rename or move…")), &QAction::triggered, this, &LibraryPanel::renameCurrent);
    menu->addSeparator();
    QAction *removed = menu->addAction(tr("Delete"));
    removed->setEnabled(isWhole);
    connect(removed, &QAction::triggered, this, &LibraryPanel::removeCurrent);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void LibraryPanel::exportFile(const QString &folder)
{
    auto *dialog = new QFileDialog(window(), tr("Export the saved messages"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile((folder.isEmpty() ? u"messages"_s : folder.section(u'/', -1)) + u".json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, folder](const QString &path) {
        async::whenDone(m_library.exportTo(path, folder), this, [this, path](const engine::Result<void> &written) {
            if (!written)
                Q_EMIT failed(written.error().detail);
            else
                Q_EMIT done(tr("The saved messages are in %1.").arg(path));
        });
    });
    dialog->open();
}

void LibraryPanel::importFile()
{
    auto *dialog = new QFileDialog(window(), tr("Import saved messages"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &LibraryPanel::importFrom);
    dialog->open();
}

/// Also when the tab is closed meanwhile.
void LibraryPanel::importFrom(const QString &path)
{
    async::whenDone(m_library.readFile(path), &m_library,
                    [library = &m_library, panel = QPointer(this)](const engine::Result<QList<SavedMessage>> &read) {
                        if (read)
                            library->add(*read);
                        if (panel)
                            panel->report(read);
                    });
}

void LibraryPanel::report(const engine::Result<QList<SavedMessage>> &imported)
{
    if (!imported)
        Q_EMIT failed(imported.error().detail);
    else
        Q_EMIT done(theme::formatCounted(quint64(imported->size()), tr("%1 message more is saved."),
                                         tr("%1 messages more are saved.")));
}

} // namespace ui::publisher
