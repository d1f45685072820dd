// SPDX-License-Identifier: GPL-3.0-or-later
// TabArea: the pages in the middle. What is pinned comes first and stays. Of the lists, which the navigator leads to, one has a
// tab: the one that was opened last. Objects opened from them follow and can be closed. Tabs keep a width that can be read; what does not fit scrolls.
// Tabs are named by ids ("queues", "queue:/:orders.eu"), which is what is remembered between runs.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <QTabWidget>

namespace ui::mainwindow {

class TabArea final : public QTabWidget
{
    Q_OBJECT
public:
    explicit TabArea(QWidget *parent = nullptr);

    /// Stays, before all others. To be added before them.
    void addPinned(const QString &id, QWidget *page, const QString &title);
    /// One of the lists.
    void addFixed(const QString &id, QWidget *page, const QString &title);
    /// In the place of the one with this id, if there is one.
    void addObject(const QString &id, QWidget *page, const QString &title);
    /// The page with this id, or null.
    QWidget *page(const QString &id) const { return widget(indexOfId(id)); }
    /// False: no such tab.
    bool activate(const QString &id);
    /// Can not be closed: a list, or pinned.
    bool isFixed(int index) const;
    QString idAt(int index) const;
    QString idOf(const QWidget *page) const { return idAt(indexOf(page)); }
    void setTitle(QWidget *page, const QString &title);
    QString currentId() const { return idAt(currentIndex()); }
    QStringList objectIds() const;
    /// Of the lists, and what is pinned: whether or not they have a tab now.
    QStringList fixedIds() const;
    QString titleOf(const QString &id) const { return tabToolTip(indexOfId(id)); }
    void closeTab(int index);
    void closeId(const QString &id);
    void step(int by);

Q_SIGNALS:
    /// What it remembers is still there to be saved.
    void aboutToClose(QWidget *page);

protected:
    void tabInserted(int index) override;

private:
    int indexOfId(const QString &id) const;
    bool isPinned(int index) const;
    void showOneList();
    void showMenu(const QPoint &position);
};

} // namespace ui::mainwindow
