// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/actionbar.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/elidedlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace ui::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int readableLetters = 24; // of a subject: enough to know which one it is
constexpr int subjectGap = 4;       // between the subject and the buttons, besides the spacing

} // namespace

ActionBar::ActionBar(QWidget *parent)
    : QFrame(parent)
    , m_row(new QHBoxLayout(this))
    , m_subject(new ElidedLabel(this))
    , m_more(new QToolButton(this))
    , m_hint(new ElidedLabel(this))
{
    setProperty("surface", u"action"_s);
    m_subject->setProperty("role", u"heading"_s);
    m_hint->setProperty("role", u"muted"_s);
    m_row->setContentsMargins(14, 7, 14, 7);
    m_row->setSpacing(8);
    m_row->addWidget(m_subject);
    m_row->addSpacing(subjectGap);
    m_more->setText(tr("More"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setToolTip(tr("What else can be done"));
    m_more->hide();
    m_row->addWidget(m_more);
    m_row->addStretch(1);
    m_row->addWidget(m_hint);
    hide();
}

void ActionBar::addAction(QAction *action, Weight weight)
{
    QPushButton *button = makeActionButton(*action, this);
    button->setProperty("primary", weight == Weight::Primary);
    // A click leaves the keyboard where the messages are: what it did may well take the button away.
    button->setFocusPolicy(Qt::TabFocus);
    m_row->insertWidget(m_row->indexOf(m_more), button);
    if (!m_deeds.isEmpty())
        setTabOrder(m_deeds.last().button, button);
    setTabOrder(button, m_more);
    m_deeds.append({action, button, weight});
    connect(action, &QAction::changed, this, [this] { m_row->invalidate(); });
}

void ActionBar::setHint(const QString &hint)
{
    m_hint->setWords(hint);
}

void ActionBar::setSubject(const QString &subject)
{
    m_subject->setWords(subject);
    setVisible(!subject.isEmpty());
}

QString ActionBar::subject() const
{
    return m_subject->text();
}

// ---- room

QSize ActionBar::minimumSizeHint() const
{
    const auto isOrdinary = [](const Deed &deed) { return deed.weight == Weight::Ordinary; };
    const bool hasMenu = std::any_of(m_deeds.cbegin(), m_deeds.cend(), isOrdinary);
    return {outerWidth() + buttonsWidth(true) + (hasMenu ? m_row->spacing() + m_more->sizeHint().width() : 0),
            QFrame::minimumSizeHint().height()};
}

bool ActionBar::event(QEvent *event)
{
    const bool isDone = QFrame::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        arrange();
    return isDone;
}

/// With the spacing before each.
int ActionBar::buttonsWidth(bool primaryOnly) const
{
    int width = 0;
    for (const Deed &deed : m_deeds) {
        if (deed.action->isVisible() && (!primaryOnly || deed.weight == Weight::Primary))
            width += m_row->spacing() + deed.button->sizeHint().width();
    }
    return width;
}

/// What neither words nor buttons have: the margins, what keeps the words apart, and the least of a hint.
int ActionBar::outerWidth() const
{
    const QMargins margins = m_row->contentsMargins();
    return margins.left() + margins.right() + subjectGap + m_row->spacing() + m_hint->minimumWidth();
}

int ActionBar::readableWords() const
{
    return qMin(m_subject->sizeHint().width(), readableLetters * m_subject->fontMetrics().averageCharWidth());
}

void ActionBar::arrange()
{
    const int room = width() - outerWidth();
    const int words = readableWords();
    int buttons = buttonsWidth(false);
    QList<QAction *> rest;
    const auto moreWidth = [&] { return rest.isEmpty() ? 0 : m_row->spacing() + m_more->sizeHint().width(); };
    for (auto deed = m_deeds.crbegin(); deed != m_deeds.crend(); ++deed) {
        const bool goes =
            deed->weight == Weight::Ordinary && deed->action->isVisible() && words + buttons + moreWidth() > room;
        if (goes) {
            buttons -= m_row->spacing() + deed->button->sizeHint().width();
            rest.prepend(deed->action);
        }
        setInMenu(*deed->button, *deed->action, goes);
    }
    // The hint gives way to the subject; only where there is hardly a bar does the subject give way to the buttons.
    m_subject->setMinimumWidth(qMax(1, qMin(words, room - buttons - moreWidth())));
    fillMenu(rest);
    // Half of a hint is none.
    m_hint->setVisible(words + buttons + moreWidth() + m_hint->sizeHint().width() <= room);
    m_row->activate();
}

void ActionBar::fillMenu(const QList<QAction *> &actions)
{
    m_more->setVisible(!actions.isEmpty());
    const QList<QAction *> before = m_more->menu()->actions();
    if (std::equal(before.begin(), before.end(), actions.begin(), actions.end()))
        return;
    m_more->menu()->clear();
    m_more->menu()->addActions(actions);
}

} // namespace ui::widgets
