// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/completion.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>

namespace ui::widgets {

namespace {

bool isProposed(const QCompleter &completer, const QString &text)
{
    const QAbstractItemModel &proposals = *completer.completionModel();
    for (int row = 0; row < proposals.rowCount(); ++row) {
        if (proposals.index(row, completer.completionColumn()).data(completer.completionRole()).toString() == text)
            return true;
    }
    return false;
}

} // namespace

void closeWhenComplete(QCompleter &completer, QLineEdit &edit)
{
    // Queued: the list opens after the edit has told of its text.
    QObject::connect(
        &edit, &QLineEdit::textEdited, &completer,
        [&completer](const QString &text) {
            if (completer.popup()->isVisible() && isProposed(completer, text))
                completer.popup()->hide();
        },
        Qt::QueuedConnection);
}

void makeCompleting(QComboBox &box)
{
    box.setEditable(true);
    box.setInsertPolicy(QComboBox::NoInsert);
    box.completer()->setFilterMode(Qt::MatchContains);
    box.completer()->setCompletionMode(QCompleter::PopupCompletion);
    closeWhenComplete(*box.completer(), *box.lineEdit());
}

} // namespace ui::widgets
