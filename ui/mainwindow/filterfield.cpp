// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/filterfield.h"

#include "ui/theme/tokens.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStringListModel>

namespace ui::mainwindow {

FilterField::FilterField(QWidget *parent)
    : QLineEdit(parent)
    , m_findable(new QStringListModel(this))
    , m_finder(new QCompleter(m_findable, m_findable))
{
    // Not a child of the field, which deletes such a completer when it gets another.
    m_finder->setCaseSensitivity(Qt::CaseInsensitive);
    m_finder->setFilterMode(Qt::MatchContains);
    connect(m_finder, QOverload<const QString &>::of(&QCompleter::activated), this, &FilterField::found,
            Qt::QueuedConnection);
    setObjectName(QStringLiteral("filter"));
    setProperty("well", true);
    setClearButtonEnabled(true);
    setFixedWidth(320);
}

void FilterField::follow(const QString &hint, const QString &text)
{
    const QSignalBlocker blocker(this);
    m_finding = hint.isEmpty();
    setPlaceholderText(m_finding ? tr("Find a queue") : hint);
    setAccessibleName(placeholderText());
    setText(text);
    setCompleter(m_finding ? m_finder : nullptr);
}

void FilterField::setFindable(const QStringList &names)
{
    if (names != m_findable->stringList())
        m_findable->setStringList(names);
}

void FilterField::chooseFirst()
{
    m_finder->setCompletionPrefix(text());
    if (const QString name = m_finder->currentCompletion(); !text().isEmpty() && !name.isEmpty())
        Q_EMIT found(name);
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT leftForList();
        else
            clear();
        return;
    case Qt::Key_Down:
        if (m_finding)
            break;
        Q_EMIT leftForList();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_finding)
            chooseFirst();
        else
            Q_EMIT leftForList();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || m_finding)
        return;
    QPainter painter(this);
    painter.setPen(theme::tokensFor(this).faint);
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
                     QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText));
}

} // namespace ui::mainwindow
