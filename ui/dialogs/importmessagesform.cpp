// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importmessagesform.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/targetnames.h"
#include "ui/widgets/completion.h"

#include <QComboBox>
#include <QCompleter>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::MessageTarget;

ImportMessagesForm::ImportMessagesForm(engine::BrokerSession &session, const MessageTarget &target, QWidget *parent)
    : FormDialog(session, tr("Import messages"), tr("Import"), parent)
    , m_virtualHost(target.virtualHost)
    , m_names(new TargetNames(session, target.virtualHost, this))
    , m_file(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_name(new QComboBox(this))
    , m_routingKey(new QLineEdit(this))
{
    setIntroduction(
        tr("JSON lines as they are exported here, or as written by hand: "
           "{\"routing_key\": \"eu.new\", \"payload\": {\"id\": 17}}. Or CSV whose first line has the names, "
           "“payload” among them."));
    addFile();
    addTarget(target);
    connect(m_names, &TargetNames::changed, this, &ImportMessagesForm::offerNames);
    refresh();
    m_file->setFocus();
}

void ImportMessagesForm::addFile()
{
    m_file->setObjectName(u"file"_s);
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_file, 1);
    auto *browse = new QPushButton(tr("Browse…"), box);
    browse->setAutoDefault(false);
    row->addWidget(browse);
    box->setFocusProxy(m_file);
    connect(browse, &QPushButton::clicked, this, &ImportMessagesForm::browse);
    addField(tr("&File"), box, {}, [this] {
        return m_file->text().isEmpty()        ? tr("Which file?")
               : QFile::exists(m_file->text()) ? QString()
                                               : tr("There is no such file.");
    });
    connect(m_file, &QLineEdit::textChanged, this, [this, box] { touch(box); });
}

void ImportMessagesForm::browse()
{
    auto *dialog = new QFileDialog(this, tr("Messages to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Messages (*.jsonl *.ndjson *.json *.csv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void ImportMessagesForm::addTarget(const MessageTarget &target)
{
    m_kind->setObjectName(u"kind"_s);
    m_kind->addItem(tr("a queue"), int(Kind::Queue));
    m_kind->addItem(tr("an exchange"), int(Kind::Exchange));
    m_kind->addItem(tr("a topic"), int(Kind::Topic));
    m_kind->setCurrentIndex(qMax(0, m_kind->findData(int(target.kind))));
    addField(tr("&Into"), m_kind);
    m_name->setObjectName(u"target"_s);
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->completer()->setFilterMode(Qt::MatchContains);
    m_name->completer()->setCompletionMode(QCompleter::PopupCompletion);
    widgets::closeWhenComplete(*m_name->completer(), *m_name->lineEdit());
    m_name->setEditText(target.name);
    addField(tr("&Name"), m_name, {}, [this] {
        return m_name->currentText().isEmpty() && kind() != Kind::Exchange ? tr("Choose where to.") : QString();
    });
    m_routingKey->setObjectName(u"routingKey"_s);
    m_routingKey->setPlaceholderText(tr("each message's own"));
    addField(tr("Routing &key"), m_routingKey,
             tr("They are routed as if published now. What reaches no queue is left out, and told."),
             [this] { return routingKeyProblem(m_routingKey->text()); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        offerNames();
        refresh();
    });
    connect(m_name, &QComboBox::currentTextChanged, this, [this] { touch(m_name); });
    connect(m_routingKey, &QLineEdit::textChanged, this, [this] { touch(m_routingKey); });
}

int ImportMessagesForm::kindData() const
{
    return m_kind->currentData().toInt();
}

void ImportMessagesForm::offerNames()
{
    m_names->offerIn(*m_name, kind());
    revalidate();
}

void ImportMessagesForm::refresh()
{
    setFieldVisible(m_routingKey, kind() == Kind::Exchange);
    revalidate();
}

MessageTarget ImportMessagesForm::target() const
{
    MessageTarget target;
    target.kind = kind();
    target.virtualHost = m_virtualHost;
    target.name = m_name->currentText();
    if (kind() == Kind::Exchange && !m_routingKey->text().isEmpty())
        target.routingKey = m_routingKey->text();
    return target;
}

void ImportMessagesForm::submit()
{
    Q_EMIT chosen(m_file->text(), target());
    finish({engine::BrokerError::None, {}});
}

} // namespace ui::dialogs
