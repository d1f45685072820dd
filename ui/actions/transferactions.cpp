// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/transferactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/importmessagesform.h"
#include "ui/theme/format.h"
#include "ui/transfer/messageexport.h"
#include "ui/transfer/messageimport.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QWidget>

namespace ui::actions {

using namespace Qt::StringLiterals;
using models::MessagePick;
using theme::formatCounted;
using transfer::MessageExport;
using transfer::MessageImport;

namespace {

QString fileName(const QString &path)
{
    return QFileInfo(path).fileName();
}

/// Names of queues may have what files must not.
QString suggestedName(const MessagePick &pick)
{
    QString name = pick.from;
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-' && c != u'_')
            c = u'_';
    }
    return (name.isEmpty() ? u"messages"_s : name) + u".jsonl"_s;
}

} // namespace

engine::MessageTarget targetOf(const MessagePick &pick)
{
    engine::MessageTarget target;
    target.kind = pick.isLog ? engine::MessageTarget::Kind::Topic : engine::MessageTarget::Kind::Queue;
    target.virtualHost = pick.virtualHost;
    target.name = pick.from;
    return target;
}

TransferActions::TransferActions(engine::BrokerSession &session, BrokerActions &actions, QWidget *window,
                                 QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

// ---- out

void TransferActions::exportMessages(const MessagePick &pick)
{
    const QString jsonLines = tr("JSON lines, with everything (*.jsonl)");
    auto *dialog = new QFileDialog(m_window, tr("Export messages"));
    dialog->setObjectName(u"exportFile"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({jsonLines, tr("CSV, for spreadsheets (*.csv)")});
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(suggestedName(pick));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, jsonLines](const QString &filter) {
        dialog->setDefaultSuffix(filter == jsonLines ? u"jsonl"_s : u"csv"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, pick](const QString &path) { exportTo(pick, path); });
    dialog->open();
}

void TransferActions::exportTo(const MessagePick &pick, const QString &path)
{
    auto *made = new MessageExport(m_session, pick, path, this);
    m_exports << made;
    connect(made, &MessageExport::progressed, this, &TransferActions::progressChanged);
    connect(made, &MessageExport::finished, this, [this, made] {
        m_exports.removeOne(made);
        made->deleteLater();
        report(*made);
        Q_EMIT progressChanged();
    });
    made->start();
    Q_EMIT progressChanged();
}

void TransferActions::report(const MessageExport &done)
{
    const QString file = fileName(done.path());
    const QString written = formatCounted(done.written(), tr("%1 message"), tr("%1 messages"));
    if (!done.problem().isEmpty())
        Q_EMIT m_actions.failed(tr("%1 was not exported to %2: %3").arg(done.pick().from, file, done.problem()));
    else if (done.isCancelled())
        Q_EMIT m_actions.done(tr("The export to %1 is cancelled; there is no file.").arg(file));
    else if (done.missing() > 0)
        Q_EMIT m_actions.failed(tr("%1 exported to %2; %3 had left before their turn, or could not be read.")
                                    .arg(written, file, theme::formatCount(done.missing())));
    else
        Q_EMIT m_actions.done(tr("%1 exported to %2.").arg(written, file));
}

// ---- in

void TransferActions::importMessages(const engine::MessageTarget &target)
{
    auto *form = new dialogs::ImportMessagesForm(m_session, target, m_window);
    connect(form, &dialogs::ImportMessagesForm::chosen, this, &TransferActions::importFrom);
    form->open();
}

void TransferActions::importFrom(const QString &path, const engine::MessageTarget &target)
{
    auto *made = new MessageImport(m_session, path, target, this);
    m_imports << made;
    connect(made, &MessageImport::progressed, this, &TransferActions::progressChanged);
    connect(made, &MessageImport::finished, this, [this, made] {
        m_imports.removeOne(made);
        made->deleteLater();
        report(*made);
        Q_EMIT progressChanged();
    });
    made->start();
    Q_EMIT progressChanged();
}

void TransferActions::report(const MessageImport &done)
{
    const QString file = fileName(done.path());
    const QString arrived = formatCounted(done.arrived(), tr("%1 message"), tr("%1 messages"));
    const QString what = tr("%1 imported from %2 into %3").arg(arrived, file, done.target().name);
    offerUndo(done, what);
    QString why = done.told().join(u"; "_s);
    if (done.leftOut() > quint64(done.told().size()))
        why += u" …"_s;
    if (!done.problem().isEmpty())
        Q_EMIT m_actions.failed(tr("%1, then it ended: %2.").arg(what, done.problem()));
    else if (done.leftOut() > 0)
        Q_EMIT m_actions.failed(tr("%1; %2 left out: %3.").arg(what, theme::formatCount(done.leftOut()), why));
    else if (done.isCancelled())
        Q_EMIT m_actions.done(tr("%1, then it was cancelled.").arg(what));
    else if (done.undo().v == 0)
        Q_EMIT m_actions.done(tr("%1.").arg(what));
}

void TransferActions::offerUndo(const MessageImport &done, const QString &what)
{
    engine::UndoToken token = done.undo();
    token.what = what;
    if (token.v != 0)
        m_actions.noteUndoable(token);
}

// ---- under way

QList<TransferActions::Task> TransferActions::underWay() const
{
    QList<Task> tasks;
    for (MessageExport *made : m_exports) {
        tasks.append({tr("Exporting to %1").arg(fileName(made->path())),
                      formatCounted(made->written(), tr("%1 message"), tr("%1 messages")), made->percent(),
                      [made] { made->cancel(); }});
    }
    for (MessageImport *made : m_imports) {
        tasks.append({tr("Importing %1").arg(fileName(made->path())),
                      formatCounted(made->arrived(), tr("%1 message"), tr("%1 messages")), made->percent(),
                      [made] { made->cancel(); }});
    }
    return tasks;
}

} // namespace ui::actions
