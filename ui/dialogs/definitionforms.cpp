// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/definitionforms.h"

#include "ui/dialogs/namechoice.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::BrokerError;
using engine::Error;

namespace {

constexpr qint64 maxFileBytes = 512 * 1024 * 1024;

/// A line for the path and a button that opens the desktop's dialog.
QWidget *fileField(QLineEdit *edit, QFileDialog::AcceptMode mode, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(edit, 1);
    auto *browse = new QPushButton(FormDialog::tr("Browse…"), box);
    browse->setAutoDefault(false);
    row->addWidget(browse);
    QObject::connect(browse, &QPushButton::clicked, edit, [edit, mode, parent] {
        auto *dialog = new QFileDialog(parent, FormDialog::tr("Definitions file"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(mode);
        dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
        dialog->setNameFilters({FormDialog::tr("Definitions (*.json)"), FormDialog::tr("All files (*)")});
        dialog->setDefaultSuffix(u"json"_s);
        if (!edit->text().isEmpty())
            dialog->selectFile(edit->text());
        QObject::connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
    box->setFocusProxy(edit);
    return box;
}

std::optional<QString> hostOf(const NameChoice &choice)
{
    return choice.name().isEmpty() ? std::nullopt : std::optional(choice.name());
}

} // namespace

ImportDefinitionsDialog::ImportDefinitionsDialog(engine::BrokerSession &session, QWidget *parent)
    : FormDialog(session, tr("Import definitions"), tr("Import"), parent)
    , m_file(new QLineEdit(this))
    , m_virtualHost(new NameChoice(session, NameChoice::Of::VirtualHosts, {}, tr("the whole broker"), this))
    , m_replace(new QCheckBox(tr("Replace users, permissions, limits and policies that differ"), this))
{
    setIntroduction(tr("A definitions.json of RabbitMQ, or of this broker: virtual hosts, users with their passwords, "
                       "permissions, policies, exchanges, queues and bindings. What is not there is made; nothing is "
                       "removed."));
    m_file->setObjectName(u"file"_s);
    QWidget *file = fileField(m_file, QFileDialog::AcceptOpen, this);
    addField(tr("&File"), file, {}, [this] {
        return m_file->text().isEmpty()        ? tr("Which file?")
               : QFile::exists(m_file->text()) ? QString()
                                               : tr("There is no such file.");
    });
    addField(tr("&Into"), m_virtualHost,
             tr("One virtual host: of the file only what belongs to it, or names none, is taken."));
    addField({}, m_replace, tr("Queues and exchanges that differ always stay as they are."));
    connect(m_file, &QLineEdit::textChanged, this, [this, file] { touch(file); });
    revalidate();
    m_file->setFocus();
}

void ImportDefinitionsDialog::submit()
{
    QFile file(m_file->text());
    if (file.size() > maxFileBytes)
        return finish({BrokerError::InvalidArgument, tr("The file is too large to be a definitions file.")});
    if (!file.open(QIODevice::ReadOnly))
        return finish({BrokerError::InvalidArgument, tr("The file can not be read: %1.").arg(file.errorString())});
    const auto onConflict = m_replace->isChecked() ? engine::OnConflict::Replace : engine::OnConflict::Keep;
    follow<engine::ImportReport>(
        session().importDefinitions(file.readAll(), hostOf(*m_virtualHost), onConflict),
        [this](const engine::Result<engine::ImportReport> &report) { Q_EMIT imported(*report, m_file->text()); });
}

ExportDefinitionsDialog::ExportDefinitionsDialog(engine::BrokerSession &session, QWidget *parent)
    : FormDialog(session, tr("Export definitions"), tr("Export"), parent)
    , m_file(new QLineEdit(QDir::home().filePath(u"definitions.json"_s), this))
    , m_virtualHost(new NameChoice(session, NameChoice::Of::VirtualHosts, {}, tr("the whole broker"), this))
{
    setIntroduction(tr("As RabbitMQ's definitions.json, which it imports. The whole broker includes the users with the "
                       "hashes of their passwords. Messages and exclusive queues are not in it."));
    m_file->setObjectName(u"file"_s);
    QWidget *file = fileField(m_file, QFileDialog::AcceptSave, this);
    addField(tr("&What"), m_virtualHost, tr("One virtual host: without users and permissions."));
    addField(tr("&File"), file, tr("A file that is there is replaced."),
             [this] { return m_file->text().isEmpty() ? tr("Which file?") : QString(); });
    connect(m_file, &QLineEdit::textChanged, this, [this, file] { touch(file); });
    revalidate();
    m_file->setFocus();
}

// The dialog stays open where the file can not be written.
void ExportDefinitionsDialog::submit()
{
    async::whenDone(session().exportDefinitions(hostOf(*m_virtualHost)), this,
                    [this](const engine::Result<engine::ExportedDefinitions> &definitions) {
                        if (!definitions)
                            return finish(definitions.error());
                        QSaveFile file(m_file->text());
                        if (!file.open(QIODevice::WriteOnly) ||
                            !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
                            file.write(definitions->json) != definitions->json.size() || !file.commit())
                            return finish({BrokerError::InvalidArgument,
                                           tr("The file can not be written: %1.").arg(file.errorString())});
                        Q_EMIT exported(*definitions, m_file->text());
                        finish({BrokerError::None, {}});
                    });
}

} // namespace ui::dialogs
