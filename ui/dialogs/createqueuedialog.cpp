// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/createqueuedialog.h"

#include "ui/dialogs/checks.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

constexpr char typeArgument[] = "x-queue-type";

/// RabbitMQ's names, so that they can be completed. The broker keeps and compares all arguments.
QStringList knownArguments()
{
    return {u"x-message-ttl"_s,
            u"x-expires"_s,
            u"x-max-length"_s,
            u"x-max-length-bytes"_s,
            u"x-overflow"_s,
            u"x-dead-letter-exchange"_s,
            u"x-dead-letter-routing-key"_s,
            u"x-max-priority"_s,
            u"x-single-active-consumer"_s,
            u"x-delivery-limit"_s};
}

} // namespace

CreateQueueDialog::CreateQueueDialog(engine::BrokerSession &session, const QString &virtualHost, QWidget *parent)
    : FormDialog(session, tr("New queue"), tr("Create queue"), parent)
    , m_virtualHost(virtualHost)
    , m_name(new QLineEdit(this))
    , m_durability(new QComboBox(this))
    , m_autoDelete(new QCheckBox(tr("Auto-delete: goes when its last consumer goes"), this))
    , m_type(new QComboBox(this))
    , m_arguments(new widgets::FieldTableEditor(tr("argument"), this))
{
    m_name->setObjectName(u"name"_s);
    m_name->setPlaceholderText(tr("empty: the broker makes one, amq.gen-…"));
    m_durability->addItem(tr("durable – survives a restart of the broker"));
    m_durability->addItem(tr("transient – gone when the broker stops"));
    m_type->addItem(tr("not given – a classic queue"), QByteArray());
    m_type->addItem(tr("classic"), QByteArray("classic"));
    m_type->addItem(tr("quorum – accepted; one machine is its own quorum"), QByteArray("quorum"));
    m_arguments->setKnownNames(knownArguments());
    m_arguments->setReservedNames({QString::fromLatin1(typeArgument)});

    addField(tr("&Name"), m_name, {}, [this] { return nameProblem(m_name->text(), Naming::MayBeEmpty); });
    addField(tr("&Durability"), m_durability,
             tr("Persistent messages in a durable queue are on disk before their publisher is told so."));
    addField({}, m_autoDelete);
    addField(tr("&Type"), m_type,
             tr("The argument x-queue-type. A client that declares this queue must say the same."));
    addField(tr("Arguments"), m_arguments, tr("Kept, and compared when a client declares the queue again."),
             [this] { return m_arguments->problem().isEmpty() ? QString() : tr("An argument needs a look."); });
    connect(m_name, &QLineEdit::textChanged, this, [this] { touch(m_name); });
    connect(m_arguments, &widgets::FieldTableEditor::changed, this, [this] { touch(m_arguments); });
    revalidate();
    m_name->setFocus();
}

engine::QueueSpec CreateQueueDialog::spec() const
{
    engine::QueueSpec spec;
    spec.virtualHost = m_virtualHost;
    spec.name = m_name->text();
    spec.durable = m_durability->currentIndex() == 0;
    spec.autoDelete = m_autoDelete->isChecked();
    if (const QByteArray type = m_type->currentData().toByteArray(); !type.isEmpty())
        spec.arguments.set(typeArgument, type);
    for (const engine::FieldEntry &entry : m_arguments->table().entries)
        spec.arguments.set(entry.name, entry.value);
    return spec;
}

void CreateQueueDialog::submit()
{
    const QString host = m_virtualHost;
    follow<QString>(session().declareQueue(spec()),
                    [this, host](const engine::Result<QString> &name) { Q_EMIT created(host, *name); });
}

} // namespace ui::dialogs
