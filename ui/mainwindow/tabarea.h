// SPDX-License-Identifier: GPL-3.0-or-later
// TabArea: the pages in the middle. The lists stand first and stay; objects opened from them follow and can be closed.
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

    void addFixed(const QString &id, QWidget *page, const QString &title);
    void addObject(const QString &id, QWidget *page, const QString &title);
    /// False: no such tab.
    bool activate(const QString &id);
    bool isFixed(int index) const;
    QString idAt(int index) const;
    QString currentId() const { return idAt(currentIndex()); }
    QStringList objectIds() const;
    void closeTab(int index);
    void closeId(const QString &id);
    void step(int by);

protected:
    void tabInserted(int index) override;

private:
    int indexOfId(const QString &id) const;
    void showMenu(const QPoint &position);
};

} // namespace ui::mainwindow
