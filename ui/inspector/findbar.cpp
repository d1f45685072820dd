// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/findbar.h"

#include "ui/theme/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 6);
    row->setSpacing(4);
    m_edit->setObjectName(u"find"_s);
    m_edit->setProperty("well", true);
    m_edit->setPlaceholderText(tr("Find in names and values"));
    m_edit->setAccessibleName(tr("Find in the body"));
    m_edit->setClearButtonEnabled(true);
    m_count->setObjectName(u"findCount"_s);
    m_count->setProperty("role", u"muted"_s);
    row->addWidget(m_edit, 1);
    row->addWidget(m_count);
    const auto button = [this, row](const QString &text, const QString &name, auto run) {
        auto *made = new QToolButton(this);
        made->setText(text);
        made->setToolTip(name);
        made->setAccessibleName(name);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, run);
        row->addWidget(made);
        return made;
    };
    m_previous = button(u"↑"_s, tr("The one before (Shift+Return)"), [this] { Q_EMIT stepped(-1); });
    m_next = button(u"↓"_s, tr("The next one (Return)"), [this] { Q_EMIT stepped(1); });
    button(u"✕"_s, tr("Close (Escape)"), [this] { close(); });
    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::textChanged);
    setFocusProxy(m_edit);
    setCount(0, 0, false);
    hide();
}

void FindBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void FindBar::close()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT closed();
}

QString FindBar::text() const
{
    return m_edit->text();
}

void FindBar::setCount(qsizetype current, qsizetype count, bool hasMore)
{
    m_count->setToolTip({});
    const QString all = theme::formatCount(quint64(count)) + (hasMore ? u"+"_s : QString());
    if (m_edit->text().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("none"));
    else
        m_count->setText(tr("%1 of %2").arg(theme::formatCount(quint64(current) + 1), all));
    const bool isNone = count == 0 && !m_edit->text().isEmpty();
    if (m_edit->property("invalid").toBool() != isNone) {
        m_edit->setProperty("invalid", isNone);
        m_edit->style()->unpolish(m_edit);
        m_edit->style()->polish(m_edit);
    }
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

void FindBar::setSearching()
{
    m_count->setText(u"…"_s);
}

void FindBar::setPlace(const QString &text, const QString &tip)
{
    m_count->setText(text);
    m_count->setToolTip(tip);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        close();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F3:
        Q_EMIT stepped(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace ui::inspector
