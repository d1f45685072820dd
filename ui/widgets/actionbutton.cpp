// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QPushButton>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr char inMenuProperty[] = "inMenu";

} // namespace

void setInMenu(QPushButton &button, const QAction &action, bool isInMenu)
{
    if (button.property(inMenuProperty).toBool() == isInMenu)
        return;
    button.setProperty(inMenuProperty, isInMenu);
    button.setVisible(action.isVisible() && !isInMenu);
}

QPushButton *makeActionButton(QAction &action, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    const auto follow = [button, &action] {
        button->setText(action.text());
        button->setEnabled(action.isEnabled());
        button->setVisible(action.isVisible() && !button->property(inMenuProperty).toBool());
        button->setToolTip(action.shortcut().isEmpty()
                               ? action.toolTip()
                               : action.toolTip() + u"  "_s + action.shortcut().toString(QKeySequence::NativeText));
    };
    follow();
    QObject::connect(&action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    return button;
}

QAction *addPanelAction(QWidget &panel, const QString &text, const QKeySequence &key, const QString &tip)
{
    auto *action = new QAction(text, &panel);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tip);
    panel.addAction(action);
    return action;
}

} // namespace ui::widgets
