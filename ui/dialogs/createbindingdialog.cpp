// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/createbindingdialog.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"
#include "ui/widgets/completion.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QComboBox>
#include <QLineEdit>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::DestinationType;
using engine::ExchangeType;

namespace {

constexpr char matchArgument[] = "x-match";

QString keyHint(ExchangeType type)
{
    switch (type) {
    case ExchangeType::Direct:
        return CreateBindingDialog::tr("Messages with exactly this routing key.");
    case ExchangeType::Topic:
        return CreateBindingDialog::tr(
            "A pattern: * stands for one word, # for any number. eu.* takes eu.new, # takes everything.");
    case ExchangeType::Fanout:
        return CreateBindingDialog::tr("A fanout exchange does not look at it.");
    case ExchangeType::Headers:
        return CreateBindingDialog::tr("A headers exchange does not look at it; the headers below decide.");
    case ExchangeType::ConsistentHash:
        return CreateBindingDialog::tr(
            "The weight, a whole number above 0: with 2 it gets twice the share of one with 1.");
    case ExchangeType::Random:
    case ExchangeType::ModulusHash:
        return CreateBindingDialog::tr("The exchange does not look at it; each destination takes an equal share.");
    case ExchangeType::LocalRandom:
        return CreateBindingDialog::tr("It must be empty; each classic queue takes an equal share.");
    case ExchangeType::Delayed:
        return CreateBindingDialog::tr(
            "As an exchange of its x-delayed-type takes it, once the message's delay is over.");
    }
    return {};
}

} // namespace

CreateBindingDialog::CreateBindingDialog(engine::BrokerSession &session, const engine::BindingSpec &start,
                                         const BindingChoices &choices, QWidget *parent)
    : FormDialog(session, tr("New binding"), tr("Bind"), parent)
    , m_virtualHost(new NameChoice(session, NameChoice::Of::VirtualHosts, start.virtualHost, {}, this))
    , m_choices(choices)
    , m_source(new QComboBox(this))
    , m_destinationType(new QComboBox(this))
    , m_destination(new QComboBox(this))
    , m_key(new QLineEdit(this))
    , m_match(new QComboBox(this))
    , m_arguments(new widgets::FieldTableEditor(tr("argument"), this))
{
    m_destinationType->addItem(tr("queue"), int(DestinationType::Queue));
    m_destinationType->addItem(tr("exchange"), int(DestinationType::Exchange));
    m_match->addItem(tr("all – every header below must match"), QByteArray("all"));
    m_match->addItem(tr("any – one is enough"), QByteArray("any"));
    m_match->addItem(tr("all-with-x – as all, x- headers too"), QByteArray("all-with-x"));
    m_match->addItem(tr("any-with-x – as any, x- headers too"), QByteArray("any-with-x"));
    m_source->setObjectName(u"source"_s);
    m_destination->setObjectName(u"destination"_s);
    m_key->setObjectName(u"key"_s);
    widgets::makeCompleting(*m_source);
    widgets::makeCompleting(*m_destination);
    m_destinationType->setCurrentIndex(int(start.destinationType));
    if (start.source.isEmpty() && start.destination.isEmpty())
        addVirtualHost(*m_virtualHost);
    else
        m_virtualHost->hide();
    connect(m_virtualHost, &NameChoice::nameChanged, this, &CreateBindingDialog::offerAllOf);
    offerSources();
    offerDestinations();
    m_source->setEditText(start.source);
    m_destination->setEditText(start.destination);
    m_key->setText(start.routingKey);
    m_arguments->setTable(start.arguments);
    addFields();
    followSource();
    (start.source.isEmpty()        ? static_cast<QWidget *>(m_source)
     : start.destination.isEmpty() ? static_cast<QWidget *>(m_destination)
                                   : m_key)
        ->setFocus();
}

void CreateBindingDialog::addFields()
{
    addField(tr("&From exchange"), m_source, {}, [this] {
        return m_source->currentText().isEmpty()
                   ? tr("Choose the exchange to bind to. The default exchange binds every queue by itself.")
                   : QString();
    });
    addField(tr("To a"), m_destinationType);
    addField(tr("&Destination"), m_destination, {},
             [this] { return m_destination->currentText().isEmpty() ? tr("Choose what shall receive.") : QString(); });
    addField(tr("Routing &key"), m_key, keyHint(ExchangeType::Direct),
             [this] { return routingKeyProblem(m_key->text()); });
    addField(tr("&Match"), m_match);
    addField(tr("Arguments"), m_arguments,
             tr("For a headers exchange: the headers to match. Other exchanges keep them as they are."),
             [this] { return m_arguments->problem().isEmpty() ? QString() : tr("An argument needs a look."); });
    connect(m_source, &QComboBox::currentTextChanged, this, [this] {
        touch(m_source);
        followSource();
    });
    connect(m_destination, &QComboBox::currentTextChanged, this, [this] { touch(m_destination); });
    connect(m_destinationType, &QComboBox::currentIndexChanged, this, [this] { offerDestinations(); });
    connect(m_key, &QLineEdit::textChanged, this, [this] { touch(m_key); });
    connect(m_arguments, &widgets::FieldTableEditor::changed, this, [this] { touch(m_arguments); });
}

void CreateBindingDialog::offerSources()
{
    const QString kept = m_source->currentText();
    m_source->clear();
    for (const engine::ExchangeSpec &exchange : m_choices.exchanges) {
        if (!exchange.name.isEmpty())
            m_source->addItem(exchange.name);
    }
    m_source->setEditText(m_source->findText(kept) >= 0 ? kept : QString());
}

void CreateBindingDialog::offerAllOf(const QString &virtualHost)
{
    m_choices = {};
    m_watchingExchanges =
        session().watchExchanges(this, [this, virtualHost](const QList<engine::ExchangeSnapshot> &exchanges) {
            QList<engine::ExchangeSpec> there;
            for (const engine::ExchangeSnapshot &exchange : exchanges) {
                if (exchange.spec.virtualHost == virtualHost)
                    there << exchange.spec;
            }
            if (there == m_choices.exchanges)
                return;
            m_choices.exchanges = there;
            offerSources();
            offerDestinations();
        });
    m_watchingQueues = session().watchQueues(this, [this, virtualHost](const QList<engine::QueueSnapshot> &queues) {
        QStringList there;
        for (const engine::QueueSnapshot &queue : queues) {
            if (queue.spec.virtualHost == virtualHost)
                there << queue.spec.name;
        }
        there.sort(Qt::CaseInsensitive);
        if (there == m_choices.queues)
            return;
        m_choices.queues = there;
        offerDestinations();
    });
}

void CreateBindingDialog::offerDestinations()
{
    const QString kept = m_destination->currentText();
    m_destination->clear();
    if (DestinationType(m_destinationType->currentData().toInt()) == DestinationType::Queue) {
        m_destination->addItems(m_choices.queues);
    } else {
        for (const engine::ExchangeSpec &exchange : m_choices.exchanges) {
            if (!exchange.name.isEmpty())
                m_destination->addItem(exchange.name);
        }
    }
    m_destination->setEditText(m_destination->findText(kept) >= 0 ? kept : QString());
}

ExchangeType CreateBindingDialog::sourceType() const
{
    for (const engine::ExchangeSpec &exchange : m_choices.exchanges) {
        if (exchange.name == m_source->currentText())
            return exchange.type;
    }
    return ExchangeType::Direct;
}

void CreateBindingDialog::followSource()
{
    const ExchangeType type = sourceType();
    const bool headers = type == ExchangeType::Headers;
    m_match->setEnabled(headers);
    m_arguments->setReservedNames(headers ? QStringList{QString::fromLatin1(matchArgument)} : QStringList());
    setHelp(m_key, keyHint(type));
    setFieldVisible(m_match, headers);
    revalidate();
}

engine::BindingSpec CreateBindingDialog::spec() const
{
    engine::BindingSpec spec;
    spec.virtualHost = m_virtualHost->name();
    spec.source = m_source->currentText();
    spec.destinationType = DestinationType(m_destinationType->currentData().toInt());
    spec.destination = m_destination->currentText();
    spec.routingKey = m_key->text();
    if (sourceType() == ExchangeType::Headers)
        spec.arguments.set(matchArgument, m_match->currentData().toByteArray());
    for (const engine::FieldEntry &entry : m_arguments->table().entries)
        spec.arguments.set(entry.name, entry.value);
    return spec;
}

void CreateBindingDialog::submit()
{
    const engine::BindingSpec wanted = spec();
    follow<bool>(session().bind(wanted),
                 [this, wanted](const engine::Result<bool> &isNew) { Q_EMIT created(wanted, *isNew); });
}

} // namespace ui::dialogs
