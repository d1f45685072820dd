// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/tabarea.h"

#include "ui/widgets/tabroom.h"

#include <QMenu>
#include <QMouseEvent>
#include <QTabBar>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;

namespace {

constexpr char idProperty[] = "tabId";
constexpr char fixedProperty[] = "tabFixed";
constexpr char pinnedProperty[] = "tabPinned";
constexpr int widestTab = 220;
constexpr int narrowestTab = 140; // a dozen letters and the button that closes it

/// Qt's own bar squeezes what does not fit until only dots are left of a name.
class TabBar final : public QTabBar
{
public:
    using QTabBar::QTabBar;

protected:
    QSize tabSizeHint(int index) const override { return QTabBar::tabSizeHint(index).boundedTo({widestTab, 100}); }
    QSize minimumTabSizeHint(int index) const override
    {
        const QSize wanted = tabSizeHint(index);
        return {qMin(wanted.width(), narrowestTab), wanted.height()};
    }
};

} // namespace

TabArea::TabArea(QWidget *parent)
    : QTabWidget(parent)
{
    setObjectName(u"tabArea"_s);
    setTabBar(new TabBar(this));
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideMiddle);
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
    tabBar()->setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab);
    tabBar()->setAccessibleName(tr("Pages"));
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QTabWidget::currentChanged, this, &TabArea::showOneList);
    connect(this, &QTabWidget::currentChanged, this, [this] { widgets::needRoomForCurrent(*this); });
    connect(this, &QTabWidget::tabCloseRequested, this, &TabArea::closeTab);
    connect(tabBar(), &QWidget::customContextMenuRequested, this, &TabArea::showMenu);
}

void TabArea::addPinned(const QString &id, QWidget *page, const QString &title)
{
    page->setProperty(pinnedProperty, true);
    addFixed(id, page, title);
}

void TabArea::addFixed(const QString &id, QWidget *page, const QString &title)
{
    page->setProperty(idProperty, id);
    page->setProperty(fixedProperty, true);
    const int index = addTab(page, title);
    setTabToolTip(index, title);
    if (index != currentIndex() && !isPinned(index))
        setTabVisible(index, false); // until it is opened
}

void TabArea::showOneList()
{
    if (!isFixed(currentIndex()) || isPinned(currentIndex()))
        return;
    setTabVisible(currentIndex(), true);
    for (int index = 0; index < count(); ++index) {
        if (isFixed(index) && !isPinned(index) && index != currentIndex())
            setTabVisible(index, false);
    }
}

void TabArea::addObject(const QString &id, QWidget *page, const QString &title)
{
    const int old = indexOfId(id);
    page->setProperty(idProperty, id);
    insertTab(old, page, QString());
    setTitle(page, title);
    if (old >= 0)
        closeTab(old + 1);
}

void TabArea::setTitle(QWidget *page, const QString &title)
{
    const int index = indexOf(page);
    setTabText(index, QString(title).replace(u'&', u"&&"_s));
    setTabToolTip(index, title);
}

void TabArea::tabInserted(int index)
{
    QTabWidget::tabInserted(index);
    widgets::needRoomForCurrent(*this);
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

bool TabArea::isPinned(int index) const
{
    const QWidget *page = widget(index);
    return page && page->property(pinnedProperty).toBool();
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
    if (index >= 0) {
        setTabVisible(index, true);
        setCurrentIndex(index);
    }
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

QStringList TabArea::fixedIds() const
{
    QStringList ids;
    for (int index = 0; index < count(); ++index) {
        if (isFixed(index))
            ids << idAt(index);
    }
    return ids;
}

void TabArea::closeTab(int index)
{
    if (index < 0 || isFixed(index))
        return;
    QWidget *page = widget(index);
    Q_EMIT aboutToClose(page);
    removeTab(index);
    page->deleteLater();
}

void TabArea::closeId(const QString &id)
{
    closeTab(indexOfId(id));
}

void TabArea::step(int by)
{
    int index = currentIndex();
    do {
        index = (index + by + count()) % count();
    } while (!isTabVisible(index));
    setCurrentIndex(index);
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
