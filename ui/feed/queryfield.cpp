// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feed/queryfield.h"

#include "ui/feed/queryhelp.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>
#include <QStyle>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace ui::feed {

QueryField::QueryField(QueryUse use, QWidget *parent)
    : QLineEdit(parent)
    , m_use(use)
    , m_suggestions(new QStringListModel(this))
    , m_completer(new QCompleter(m_suggestions, this))
{
    setProperty("well", true);
    setFont(theme::monospaceFont());
    setClearButtonEnabled(true);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &QueryField::insertSuggestion);
    connect(this, &QLineEdit::textEdited, this, [this] { suggest(false); });
}

QToolButton *QueryField::makeHelpButton(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(u"?"_s);
    button->setObjectName(u"queryHelp"_s);
    button->setAutoRaise(true);
    button->setToolTip(tr("What can be asked for (F1 in the field)"));
    button->setAccessibleName(tr("Help for the filter"));
    connect(button, &QToolButton::clicked, this, &QueryField::showHelp);
    return button;
}

void QueryField::showHelp()
{
    auto *help = new QueryHelp(m_use, this);
    help->setAttribute(Qt::WA_DeleteOnClose);
    connect(help, &QueryHelp::chosen, this, &QueryField::insertWord);
    help->popupAt(*this);
}

void QueryField::setInvalid(bool invalid)
{
    if (property("invalid").toBool() == invalid)
        return;
    setProperty("invalid", invalid);
    style()->unpolish(this);
    style()->polish(this);
}

void QueryField::insertWord(const QString &word)
{
    const QString before = text().trimmed();
    setText(before.isEmpty() ? word : QString(before % u' ' % word));
    setFocus();
}

void QueryField::suggest(bool isAsked)
{
    m_suggested = suggestAt(text(), cursorPosition(), m_use, m_names ? m_names() : QueryNames(), isAsked);
    if (m_suggested.words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_suggestions->setStringList(m_suggested.words);
    m_completer->complete();
}

void QueryField::insertSuggestion(const QString &word)
{
    QString changed = text();
    changed.replace(m_suggested.from, m_suggested.length, word);
    setText(changed);
    setCursorPosition(int(m_suggested.from + word.size()));
    suggest(false);
}

bool QueryField::event(QEvent *event)
{
    // F1 is the window's, too; here it is about what is typed here.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F1) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void QueryField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return suggest(true);
    if (event->key() == Qt::Key_F1)
        return showHelp();
    if (event->key() == Qt::Key_Down && !m_completer->popup()->isVisible())
        return Q_EMIT leftForList();
    QLineEdit::keyPressEvent(event);
}

} // namespace ui::feed
