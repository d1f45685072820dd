// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/filterfield.h"

#include "ui/theme/tokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace ui::mainwindow {

FilterField::FilterField(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("filter"));
    setProperty("well", true);
    setClearButtonEnabled(true);
    setFixedWidth(320);
}

void FilterField::follow(const QString &hint, const QString &text)
{
    const QSignalBlocker blocker(this);
    setPlaceholderText(hint);
    setAccessibleName(hint);
    setText(text);
    setEnabled(!hint.isEmpty());
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
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT leftForList();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void FilterField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || !isEnabled())
        return;
    QPainter painter(this);
    painter.setPen(theme::tokensFor(this).faint);
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
                     QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText));
}

} // namespace ui::mainwindow
