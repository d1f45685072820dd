// SPDX-License-Identifier: GPL-3.0-or-later
// TabButtons: buttons beside the tabs of a page. Every tab is seen before any button is: those that find no room go into a menu,
// the last of them first, the primary one at the very end.
// Owner: the tabs, whose corner it is. Thread: ui.
#pragma once

#include <QFrame>
#include <QList>

class QHBoxLayout;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace ui::widgets {

class TabButtons final : public QFrame
{
    Q_OBJECT
public:
    explicit TabButtons(QTabWidget &tabs);

    QPushButton *addButton(const QString &text, const QString &toolTip);
    /// Behind the others, and there for longer.
    QPushButton *addPrimary(const QString &text, const QString &toolTip);
    QToolButton &moreButton() const { return *m_more; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void orderTabs();
    int widthOfAll() const;
    void arrange();
    QList<QPushButton *> inOrderOfLeaving() const;
    void fillMenu();

    QTabWidget &m_tabs;
    QHBoxLayout *m_row;
    QToolButton *m_more;
    QList<QPushButton *> m_buttons, m_primary;
};

} // namespace ui::widgets
