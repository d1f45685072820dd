// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/actionbar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui::widgets {

using namespace Qt::StringLiterals;

ActionBar::ActionBar(QWidget *parent)
    : QFrame(parent)
    , m_row(new QHBoxLayout(this))
    , m_subject(new QLabel(this))
    , m_hint(new QLabel(this))
{
    setProperty("surface", u"action"_s);
    m_subject->setProperty("role", u"heading"_s);
    m_subject->setTextFormat(Qt::PlainText);
    m_hint->setProperty("role", u"muted"_s);
    m_row->setContentsMargins(14, 7, 14, 7);
    m_row->setSpacing(8);
    m_row->addWidget(m_subject);
    m_row->addSpacing(4);
    m_row->addStretch(1);
    m_row->addWidget(m_hint);
    hide();
}

void ActionBar::addAction(QAction *action, Weight weight)
{
    auto *button = new QPushButton(this);
    button->setProperty("primary", weight == Weight::Primary);
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setToolTip(action->shortcut().isEmpty()
                               ? action->toolTip()
                               : action->toolTip() + u"  "_s + action->shortcut().toString(QKeySequence::NativeText));
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_row->insertWidget(m_row->count() - 2, button);
}

void ActionBar::setHint(const QString &hint)
{
    m_hint->setText(hint);
}

void ActionBar::setSubject(const QString &subject)
{
    m_subject->setText(fontMetrics().elidedText(subject, Qt::ElideMiddle, 260));
    m_subject->setToolTip(subject);
    setVisible(!subject.isEmpty());
}

QString ActionBar::subject() const
{
    return m_subject->toolTip();
}

} // namespace ui::widgets
