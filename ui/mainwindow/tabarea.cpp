// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/tabarea.h"

#include <QMenu>
#include <QMouseEvent>
#include <QTabBar>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;

namespace {

constexpr char idProperty[] = "tabId";
constexpr char fixedProperty[] = "tabFixed";

} // namespace

TabArea::TabArea(QWidget *parent)
    : QTabWidget(parent)
{
    setObjectName(u"tabArea"_s);
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideMiddle);
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    tabBar()->setAccessibleName(tr("Pages"));
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QTabWidget::tabCloseRequested, this, &TabArea::closeTab);
    connect(tabBar(), &QWidget::customContextMenuRequested, this, &TabArea::showMenu);
}

void TabArea::addFixed(const QString &id, QWidget *page, const QString &title)
{
    page->setProperty(idProperty, id);
    page->setProperty(fixedProperty, true);
    addTab(page, title);
}

void TabArea::addObject(const QString &id, QWidget *page, const QString &title)
{
    page->setProperty(idProperty, id);
    const int index = addTab(page, QString(title).replace(u'&', u"&&"_s));
    setTabToolTip(index, title);
}

void TabArea::tabInserted(int index)
{
    QTabWidget::tabInserted(index);
    if (!isFixed(index))
        return;
    for (const QTabBar::ButtonPosition side : {QTabBar::LeftSide, QTabBar::RightSide}) {
        if (QWidget *button = tabBar()->tabButton(index, side))
            button->deleteLater();
        tabBar()->setTabButton(index, side, nullptr);
    }
}

bool TabArea::isFixed(int index) const
{
    const QWidget *page = widget(index);
    return page && page->property(fixedProperty).toBool();
}

QString TabArea::idAt(int index) const
{
    const QWidget *page = widget(index);
    return page ? page->property(idProperty).toString() : QString();
}

int TabArea::indexOfId(const QString &id) const
{
    for (int index = 0; index < count(); ++index) {
        if (idAt(index) == id)
            return index;
    }
    return -1;
}

bool TabArea::activate(const QString &id)
{
    const int index = indexOfId(id);
    if (index >= 0)
        setCurrentIndex(index);
    return index >= 0;
}

QStringList TabArea::objectIds() const
{
    QStringList ids;
    for (int index = 0; index < count(); ++index) {
        if (!isFixed(index))
            ids << idAt(index);
    }
    return ids;
}

void TabArea::closeTab(int index)
{
    if (index < 0 || isFixed(index))
        return;
    QWidget *page = widget(index);
    removeTab(index);
    page->deleteLater();
}

void TabArea::closeId(const QString &id)
{
    closeTab(indexOfId(id));
}

void TabArea::step(int by)
{
    setCurrentIndex((currentIndex() + by + count()) % count());
}

void TabArea::showMenu(const QPoint &position)
{
    const int index = tabBar()->tabAt(position);
    if (index < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *close = menu->addAction(tr("Close"));
    close->setEnabled(!isFixed(index));
    connect(close, &QAction::triggered, this, [this, id = idAt(index)] { closeId(id); });
    QAction *others = menu->addAction(tr("Close the others"));
    connect(others, &QAction::triggered, this, [this, kept = idAt(index)] {
        for (const QString &id : objectIds()) {
            if (id != kept)
                closeId(id);
        }
    });
    menu->popup(tabBar()->mapToGlobal(position));
}

} // namespace ui::mainwindow
