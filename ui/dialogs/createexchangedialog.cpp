// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/createexchangedialog.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"
#include "ui/models/exchangemodel.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::ExchangeType;

namespace {

constexpr char alternateArgument[] = "alternate-exchange";

QString meaningOf(ExchangeType type)
{
    switch (type) {
    case ExchangeType::Direct:
        return CreateExchangeDialog::tr("to the queues bound with exactly the routing key");
    case ExchangeType::Fanout:
        return CreateExchangeDialog::tr("to every bound queue, whatever the routing key");
    case ExchangeType::Topic:
        return CreateExchangeDialog::tr("by pattern: * is one word, # any number of words");
    case ExchangeType::Headers:
        return CreateExchangeDialog::tr("by the message's headers, not by its routing key");
    case ExchangeType::ConsistentHash:
        return CreateExchangeDialog::tr("to one destination by the hash of the routing key; binding keys are weights");
    case ExchangeType::Random:
        return CreateExchangeDialog::tr("to one bound destination, drawn at random, whatever the routing key");
    case ExchangeType::ModulusHash:
        return CreateExchangeDialog::tr(
            "to one destination by the hash of the routing key; binding keys do not matter");
    case ExchangeType::Delayed:
        return CreateExchangeDialog::tr(
            "holds a message for its header x-delay, then routes as the argument x-delayed-type says");
    }
    return {};
}

QString helpFor(ExchangeType type)
{
    const QString meaning = meaningOf(type);
    return meaning.left(1).toUpper() + meaning.mid(1) + u'.';
}

} // namespace

CreateExchangeDialog::CreateExchangeDialog(engine::BrokerSession &session, const QString &virtualHost, QWidget *parent)
    : FormDialog(session, tr("New exchange"), tr("Create exchange"), parent)
    , m_virtualHost(new NameChoice(session, NameChoice::Of::VirtualHosts, virtualHost, {}, this))
    , m_name(new QLineEdit(this))
    , m_type(new QComboBox(this))
    , m_durability(new QComboBox(this))
    , m_autoDelete(new QCheckBox(tr("Auto-delete: goes when its last binding goes"), this))
    , m_internal(new QCheckBox(tr("Internal: only other exchanges may publish to it"), this))
    , m_alternate(new QLineEdit(this))
    , m_arguments(new widgets::FieldTableEditor(tr("argument"), this))
{
    for (const ExchangeType type :
         {ExchangeType::Direct, ExchangeType::Fanout, ExchangeType::Topic, ExchangeType::Headers,
          ExchangeType::ConsistentHash, ExchangeType::Random, ExchangeType::ModulusHash, ExchangeType::Delayed})
        m_type->addItem(engine::exchangeTypeName(type), int(type));
    m_durability->addItem(tr("durable – survives a restart of the broker"));
    m_durability->addItem(tr("transient – gone when the broker stops"));
    m_name->setObjectName(u"name"_s);
    m_type->setObjectName(u"type"_s);
    m_durability->setObjectName(u"durability"_s);
    m_alternate->setObjectName(u"alternate"_s);
    auto *names = new QStringListModel(m_alternate);
    m_alternate->setCompleter(new QCompleter(names, m_alternate));
    m_alternate->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    m_watchingExchanges = session.watchExchanges(this, [this, names](const QList<engine::ExchangeSnapshot> &exchanges) {
        names->setStringList(models::exchangeNames(exchanges, m_virtualHost->name()));
    });
    m_arguments->setReservedNames({QString::fromLatin1(alternateArgument)});

    addVirtualHost(*m_virtualHost);
    addField(tr("&Name"), m_name, {}, [this] { return nameProblem(m_name->text(), Naming::Required); });
    addField(tr("&Type"), m_type, helpFor(ExchangeType::Direct));
    addField(tr("&Durability"), m_durability);
    addField({}, m_autoDelete);
    addField({}, m_internal);
    addField(tr("&Alternate exchange"), m_alternate,
             tr("Takes the messages that match no binding here. Empty: they are dropped, or returned when mandatory."),
             [this] {
                 return m_alternate->text().toUtf8().size() > 255 ? routingKeyProblem(m_alternate->text()) : QString();
             });
    addField(tr("Arguments"), m_arguments, {},
             [this] { return m_arguments->problem().isEmpty() ? QString() : tr("An argument needs a look."); });
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        setHelp(m_type, helpFor(ExchangeType(m_type->currentData().toInt())));
        touch(m_type);
    });
    connect(m_name, &QLineEdit::textChanged, this, [this] { touch(m_name); });
    connect(m_alternate, &QLineEdit::textChanged, this, [this] { touch(m_alternate); });
    connect(m_arguments, &widgets::FieldTableEditor::changed, this, [this] { touch(m_arguments); });
    revalidate();
    m_name->setFocus();
}

engine::ExchangeSpec CreateExchangeDialog::spec() const
{
    engine::ExchangeSpec spec;
    spec.virtualHost = m_virtualHost->name();
    spec.name = m_name->text();
    spec.type = ExchangeType(m_type->currentData().toInt());
    spec.durable = m_durability->currentIndex() == 0;
    spec.autoDelete = m_autoDelete->isChecked();
    spec.internal = m_internal->isChecked();
    spec.arguments = m_arguments->table();
    if (!m_alternate->text().isEmpty())
        spec.arguments.set(alternateArgument, m_alternate->text().toUtf8());
    return spec;
}

void CreateExchangeDialog::submit()
{
    const engine::ExchangeSpec wanted = spec();
    follow<engine::ExchangeId>(session().declareExchange(wanted),
                               [this, wanted](const engine::Result<engine::ExchangeId> &) { Q_EMIT created(wanted); });
}

// The broker names the first difference; what is there under the name tells all of them.
void CreateExchangeDialog::explain(const engine::Error &error)
{
    if (error.code != engine::BrokerError::PreconditionFailed)
        return;
    m_looking = session().watchExchanges(
        this,
        [this, asked = spec()](const QList<engine::ExchangeSnapshot> &exchanges) {
            for (const engine::ExchangeSnapshot &exchange : exchanges) {
                if (exchange.spec.virtualHost == asked.virtualHost && exchange.spec.name == asked.name)
                    showDifferences(differencesOf(asked, exchange.spec));
            }
        },
        1);
}

} // namespace ui::dialogs
