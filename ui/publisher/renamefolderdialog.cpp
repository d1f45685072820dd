// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/renamefolderdialog.h"

#include "ui/publisher/messagelibrary.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

RenameFolderDialog::RenameFolderDialog(const MessageLibrary &library, const QString &folder, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
    , m_folder(folder)
    , m_name(new QLineEdit(folder, this))
    , m_remark(new QLabel(this))
    , m_ok(new QPushButton(tr("Rename"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Rename the folder"));
    m_name->setObjectName(u"folderName"_s);
    m_name->setAccessibleName(tr("Folder"));
    m_name->setPlaceholderText(tr("none, or orders/europe"));
    m_remark->setWordWrap(true);
    m_remark->setProperty("role", u"muted"_s);
    m_ok->setProperty("primary", true);
    m_ok->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->addRow(tr("Folder"), m_name);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_ok);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(12);
    rows->addLayout(form);
    rows->addWidget(m_remark);
    rows->addLayout(buttons);
    resize(420, sizeHint().height());
    m_name->selectAll();
    connect(m_name, &QLineEdit::textChanged, this, &RenameFolderDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(cleanFolder(m_name->text()));
        accept();
    });
    check();
}

void RenameFolderDialog::check()
{
    const bool isFree = m_library.canMoveFolder(m_folder, m_name->text());
    m_ok->setEnabled(isFree);
    m_remark->setText(isFree ? tr("Folders are separated by /. A new one is made.")
                             : tr("There are messages of the same names in that folder."));
}

} // namespace ui::publisher
