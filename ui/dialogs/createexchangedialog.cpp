// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/createexchangedialog.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"
#include "ui/models/exchangemodel.h"
#include "ui/widgets/completion.h"
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
constexpr char delayedTypeArgument[] = "x-delayed-type";
constexpr char hashHeaderArgument[] = "hash-header";
constexpr char hashPropertyArgument[] = "hash-property";
/// What an exchange takes the hash of: the routing key, a header, or the property that the item's data names.
enum HashOf : quint8 { HashOfKey, HashOfHeader, HashOfProperty };

QString typeMeaning(ExchangeType type)
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
    case ExchangeType::LocalRandom:
        return CreateExchangeDialog::tr(
            "to one bound classic queue, drawn at random: for requests that any of several servers may answer");
    case ExchangeType::ModulusHash:
        return CreateExchangeDialog::tr(
            "to one destination by the hash of the routing key; binding keys do not matter");
    case ExchangeType::Delayed:
        return CreateExchangeDialog::tr(
            "holds a message for its header x-delay, then routes as an exchange of another type does");
    }
    return {};
}

QString helpFor(ExchangeType type)
{
    const QString meaning = typeMeaning(type);
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
    , m_delayedType(new QComboBox(this))
    , m_hashOf(new QComboBox(this))
    , m_hashHeader(new QLineEdit(this))
    , m_arguments(new widgets::FieldTableEditor(tr("argument"), this))
{
    for (const ExchangeType type : {ExchangeType::Direct, ExchangeType::Fanout, ExchangeType::Topic,
                                    ExchangeType::Headers, ExchangeType::ConsistentHash, ExchangeType::Random,
                                    ExchangeType::LocalRandom, ExchangeType::ModulusHash, ExchangeType::Delayed})
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
    widgets::closeWhenComplete(*m_alternate->completer(), *m_alternate);
    m_watchingExchanges = session.watchExchanges(this, [this, names](const QList<engine::ExchangeSnapshot> &exchanges) {
        names->setStringList(models::exchangeNames(exchanges, m_virtualHost->name()));
    });
    m_arguments->setReservedNames({QString::fromLatin1(alternateArgument), QString::fromLatin1(delayedTypeArgument),
                                   QString::fromLatin1(hashHeaderArgument), QString::fromLatin1(hashPropertyArgument)});

    addVirtualHost(*m_virtualHost);
    addField(tr("&Name"), m_name, {}, [this] { return nameProblem(m_name->text(), Naming::Required); });
    addField(tr("&Type"), m_type, helpFor(ExchangeType::Direct));
    addTypeFields();
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
        setHelp(m_type, helpFor(type()));
        showTypeFields();
        touch(m_type);
    });
    connect(m_name, &QLineEdit::textChanged, this, [this] { touch(m_name); });
    connect(m_alternate, &QLineEdit::textChanged, this, [this] { touch(m_alternate); });
    connect(m_arguments, &widgets::FieldTableEditor::changed, this, [this] { touch(m_arguments); });
    showTypeFields();
    revalidate();
    m_name->setFocus();
}

void CreateExchangeDialog::addTypeFields()
{
    m_delayedType->setObjectName(QString::fromLatin1(delayedTypeArgument));
    for (const ExchangeType type :
         {ExchangeType::Direct, ExchangeType::Fanout, ExchangeType::Topic, ExchangeType::Headers})
        m_delayedType->addItem(engine::exchangeTypeName(type));
    m_hashOf->setObjectName(u"hashOf"_s);
    m_hashOf->addItem(tr("the routing key"), HashOfKey);
    m_hashOf->addItem(tr("a header"), HashOfHeader);
    for (const QString &property : {u"message_id"_s, u"correlation_id"_s, u"timestamp"_s})
        m_hashOf->addItem(property, HashOfProperty);
    m_hashHeader->setObjectName(QString::fromLatin1(hashHeaderArgument));
    addField(tr("&Routes as"), m_delayedType, tr("What it does with a message whose time has come (x-delayed-type)."));
    addField(tr("&Hash of"), m_hashOf, tr("Messages alike in this go to the same destination."));
    addField(tr("H&eader"), m_hashHeader, {}, [this] {
        const bool isWanted = type() == ExchangeType::ConsistentHash && m_hashOf->currentData() == HashOfHeader;
        return isWanted && m_hashHeader->text().isEmpty() ? tr("Which header?") : QString();
    });
    connect(m_hashOf, &QComboBox::currentIndexChanged, this, [this] {
        showTypeFields();
        touch(m_hashHeader);
    });
    connect(m_hashHeader, &QLineEdit::textChanged, this, [this] { touch(m_hashHeader); });
}

void CreateExchangeDialog::showTypeFields()
{
    const bool isHash = type() == ExchangeType::ConsistentHash;
    setFieldVisible(m_delayedType, type() == ExchangeType::Delayed);
    setFieldVisible(m_hashOf, isHash);
    setFieldVisible(m_hashHeader, isHash && m_hashOf->currentData() == HashOfHeader);
}

engine::ExchangeType CreateExchangeDialog::type() const
{
    return ExchangeType(m_type->currentData().toInt());
}

engine::ExchangeSpec CreateExchangeDialog::spec() const
{
    engine::ExchangeSpec spec;
    spec.virtualHost = m_virtualHost->name();
    spec.name = m_name->text();
    spec.type = type();
    spec.durable = m_durability->currentIndex() == 0;
    spec.autoDelete = m_autoDelete->isChecked();
    spec.internal = m_internal->isChecked();
    spec.arguments = m_arguments->table();
    if (!m_alternate->text().isEmpty())
        spec.arguments.set(alternateArgument, m_alternate->text().toUtf8());
    if (spec.type == ExchangeType::Delayed)
        spec.arguments.set(delayedTypeArgument, m_delayedType->currentText().toUtf8());
    if (spec.type == ExchangeType::ConsistentHash && m_hashOf->currentData() == HashOfHeader)
        spec.arguments.set(hashHeaderArgument, m_hashHeader->text().toUtf8());
    else if (spec.type == ExchangeType::ConsistentHash && m_hashOf->currentData() == HashOfProperty)
        spec.arguments.set(hashPropertyArgument, m_hashOf->currentText().toUtf8());
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
