// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/savedialog.h"

#include "ui/publisher/messagelibrary.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

SaveMessageDialog::SaveMessageDialog(const MessageLibrary &library, const QString &folder, const QString &name,
                                     quint64 renamed, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
    , m_renamed(renamed)
    , m_name(new QLineEdit(name, this))
    , m_folder(new QComboBox(this))
    , m_remark(new QLabel(this))
    , m_ok(new QPushButton(renamed ? tr("Rename") : tr("Save"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(renamed ? tr("Rename the message") : tr("Save the message"));
    m_name->setObjectName(u"savedName"_s);
    m_name->setAccessibleName(tr("Name"));
    m_folder->setObjectName(u"savedFolder"_s);
    m_folder->setEditable(true);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->addItems(library.folders());
    m_folder->setEditText(folder);
    m_folder->lineEdit()->setPlaceholderText(tr("none, or orders/europe"));
    m_remark->setWordWrap(true);
    m_remark->setProperty("role", u"muted"_s);
    m_ok->setProperty("primary", true);
    m_ok->setDefault(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(10);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Folder"), m_folder);
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
    connect(m_name, &QLineEdit::textChanged, this, &SaveMessageDialog::check);
    connect(m_folder, &QComboBox::editTextChanged, this, &SaveMessageDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(cleanFolder(m_folder->currentText()), m_name->text().trimmed());
        accept();
    });
    check();
}

void SaveMessageDialog::check()
{
    const QString name = m_name->text().trimmed();
    const SavedMessage *same = m_library.find(cleanFolder(m_folder->currentText()), name);
    const bool isTaken = same && same->id != m_renamed;
    m_ok->setEnabled(!name.isEmpty() && !(isTaken && m_renamed));
    if (name.isEmpty())
        m_remark->setText(tr("Give it a name."));
    else if (isTaken)
        m_remark->setText(m_renamed ? tr("There is a message of this name.")
                                    : tr("It takes the place of the one with this name."));
    else
        m_remark->setText(tr("Folders are separated by /. A new one is made."));
}

} // namespace ui::publisher
