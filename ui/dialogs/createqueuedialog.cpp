// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/createqueuedialog.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"
#include "ui/models/exchangemodel.h"
#include "ui/models/features.h"
#include "ui/widgets/completion.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

constexpr char typeArgument[] = "x-queue-type";

} // namespace

CreateQueueDialog::CreateQueueDialog(engine::BrokerSession &session, const QString &virtualHost, QWidget *parent)
    : FormDialog(session, tr("New queue"), tr("Create queue"), parent)
    , m_virtualHost(new NameChoice(session, NameChoice::Of::VirtualHosts, virtualHost, {}, this))
    , m_name(new QLineEdit(this))
    , m_durability(new QComboBox(this))
    , m_autoDelete(new QCheckBox(tr("Auto-delete: goes when its last consumer goes"), this))
    , m_type(new QComboBox(this))
    , m_arguments(new widgets::FieldTableEditor(tr("argument"), this))
    , m_exchanges(new QStringListModel(this))
{
    m_name->setObjectName(u"name"_s);
    m_name->setPlaceholderText(tr("empty: the broker makes one, amq.gen-…"));
    m_durability->setObjectName(u"durability"_s);
    m_durability->addItem(tr("durable – survives a restart of the broker"));
    m_durability->addItem(tr("transient – gone when the broker stops"));
    m_type->setObjectName(u"type"_s);
    m_type->addItem(tr("not given – a classic queue"), QByteArray());
    m_type->addItem(tr("classic"), QByteArray("classic"));
    m_type->addItem(tr("quorum – with a delivery limit; one machine is its own quorum"), QByteArray("quorum"));
    addBasics();
    addArguments();
    m_watchingExchanges = session.watchExchanges(this, [this](const QList<engine::ExchangeSnapshot> &exchanges) {
        m_exchanges->setStringList(QStringList(models::exchangeLabel({})) +
                                   models::exchangeNames(exchanges, m_virtualHost->name()));
    });
    followType();
    m_name->setFocus();
}

void CreateQueueDialog::addBasics()
{
    addVirtualHost(*m_virtualHost);
    addField(tr("&Name"), m_name, {}, [this] { return nameProblem(m_name->text(), Naming::MayBeEmpty); });
    addField(tr("&Durability"), m_durability,
             tr("Persistent messages in a durable queue are on disk before their publisher is told so."));
    addField({}, m_autoDelete);
    addField(tr("&Type"), m_type, tr("x-queue-type. A client that declares this queue must say the same."), [this] {
        if (isQuorum() && m_durability->currentIndex() != 0)
            return tr("A quorum queue is durable.");
        if (isQuorum() && m_autoDelete->isChecked())
            return tr("A quorum queue is not auto-delete.");
        return isQuorum() && m_name->text().isEmpty() ? tr("A quorum queue has a name.") : QString();
    });
    connect(m_name, &QLineEdit::textChanged, this, [this] { touch(m_name); });
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        touch(m_type);
        followType();
    });
    connect(m_durability, &QComboBox::currentIndexChanged, this, [this] { touch(m_type); });
    connect(m_autoDelete, &QCheckBox::toggled, this, [this] { touch(m_type); });
}

QWidget *CreateQueueDialog::makeField(const QueueArgument &argument)
{
    if (argument.kind == QueueArgument::Kind::Flag) {
        auto *box = new QCheckBox(argument.translatedLabel(), this);
        connect(box, &QCheckBox::toggled, this, [this, box] { touch(box); });
        m_argumentFields.push_back({&argument, box, [box] { return box->isChecked() ? u"true"_s : QString(); }});
        return box;
    }
    if (argument.kind == QueueArgument::Kind::Choice) {
        auto *box = new QComboBox(this);
        box->addItem(tr("not given"), QString());
        for (const QString &choice : argument.choiceList())
            box->addItem(choice, choice);
        connect(box, &QComboBox::currentIndexChanged, this, [this, box] { touch(box); });
        m_argumentFields.push_back({&argument, box, [box] { return box->currentData().toString(); }});
        return box;
    }
    auto *edit = new QLineEdit(this);
    if (qstrcmp(argument.name, "x-dead-letter-exchange") == 0) {
        auto *completer = new QCompleter(m_exchanges, edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        edit->setCompleter(completer);
        widgets::closeWhenComplete(*completer, *edit);
    }
    connect(edit, &QLineEdit::textChanged, this, [this, edit] { touch(edit); });
    m_argumentFields.push_back({&argument, edit, [edit] { return edit->text(); }});
    return edit;
}

void CreateQueueDialog::addArguments()
{
    QStringList reserved{QString::fromLatin1(typeArgument)};
    auto section = QueueArgument::Section::Limits;
    addSection(sectionTitle(section));
    for (const QueueArgument &argument : queueArguments()) {
        if (argument.section != section) {
            section = argument.section;
            addSection(sectionTitle(section));
        }
        QWidget *field = makeField(argument);
        field->setObjectName(QString::fromLatin1(argument.name));
        const bool labelled = argument.kind != QueueArgument::Kind::Flag;
        addField(labelled ? argument.translatedLabel() : QString(), field, argument.translatedHelp(),
                 [this, &argument, text = m_argumentFields.back().text] {
                     if (!concerns(argument))
                         return QString();
                     const QString own = argument.problem(text());
                     return own.isEmpty() ? combinationProblem(spec().arguments, argument.name) : own;
                 });
        reserved << QString::fromLatin1(argument.name);
    }
    m_arguments->setReservedNames(reserved);
    addSection(tr("Further arguments"));
    addField(tr("Arguments"), m_arguments,
             tr("Kept. Those that RabbitMQ knows are compared when a client declares the queue again."),
             [this] { return m_arguments->problem().isEmpty() ? QString() : tr("An argument needs a look."); });
    connect(m_arguments, &widgets::FieldTableEditor::changed, this, [this] { touch(m_arguments); });
}

bool CreateQueueDialog::isQuorum() const
{
    return m_type->currentData().toByteArray() == "quorum";
}

bool CreateQueueDialog::concerns(const QueueArgument &argument) const
{
    return argument.queues == QueueArgument::For::Any || (argument.queues == QueueArgument::For::Quorum) == isQuorum();
}

void CreateQueueDialog::followType()
{
    for (const ArgumentField &field : m_argumentFields)
        setFieldVisible(field.widget, concerns(*field.argument));
    revalidate();
}

engine::QueueSpec CreateQueueDialog::spec() const
{
    engine::QueueSpec spec;
    spec.virtualHost = m_virtualHost->name();
    spec.name = m_name->text();
    spec.durable = m_durability->currentIndex() == 0;
    spec.autoDelete = m_autoDelete->isChecked();
    if (const QByteArray type = m_type->currentData().toByteArray(); !type.isEmpty())
        spec.arguments.set(typeArgument, type);
    for (const ArgumentField &field : m_argumentFields) {
        if (auto value = field.argument->value(field.text()); value && concerns(*field.argument))
            spec.arguments.set(field.argument->name, *std::move(value));
    }
    for (const engine::FieldEntry &entry : m_arguments->table().entries)
        spec.arguments.set(entry.name, entry.value);
    return spec;
}

void CreateQueueDialog::submit()
{
    const QString host = m_virtualHost->name();
    follow<QString>(session().declareQueue(spec()),
                    [this, host](const engine::Result<QString> &name) { Q_EMIT created(host, *name); });
}

// The broker names the first difference; what is there under the name tells all of them.
void CreateQueueDialog::explain(const engine::Error &error)
{
    if (error.code != engine::BrokerError::PreconditionFailed)
        return;
    m_looking = session().watchQueues(
        this,
        [this, asked = spec()](const QList<engine::QueueSnapshot> &queues) {
            for (const engine::QueueSnapshot &queue : queues) {
                if (queue.spec.virtualHost == asked.virtualHost && queue.spec.name == asked.name)
                    showDifferences(differencesOf(asked, queue.spec));
            }
        },
        1);
}

} // namespace ui::dialogs
