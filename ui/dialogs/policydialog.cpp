// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/policydialog.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"
#include "ui/models/features.h"
#include "ui/models/policymatches.h"
#include "ui/widgets/fieldtableeditor.h"
#include "ui/widgets/listdelegate.h"
#include "ui/widgets/listview.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::ApplyTo;

namespace {

constexpr char alternateKey[] = "alternate-exchange";
constexpr int previewRows = 4;

/// A policy's key is the argument's name without its "x-".
QByteArray keyOf(const QueueArgument &argument)
{
    return QByteArray(argument.name).mid(2);
}

/// What only a declaration can say.
bool isInPolicies(const QueueArgument &argument)
{
    const QByteArray key = keyOf(argument);
    return key != "max-priority" && key != "single-active-consumer";
}

QString definitionText(const engine::FieldTable &definition, const QByteArray &key)
{
    const engine::FieldValue *value = definition.find(key);
    if (!value)
        return {};
    // The nameless exchange is shown by the name that it has in lists.
    if (key == "dead-letter-exchange" && value->toText() == QByteArray())
        return models::exchangeLabel({});
    return models::fieldText(*value);
}

QString applyToMeaning(ApplyTo applyTo)
{
    switch (applyTo) {
    case ApplyTo::All:
        return PolicyDialog::tr("queues and exchanges");
    case ApplyTo::Queues:
        return PolicyDialog::tr("queues of every type");
    case ApplyTo::ClassicQueues:
        return PolicyDialog::tr("classic queues only");
    case ApplyTo::QuorumQueues:
        return PolicyDialog::tr("quorum queues only");
    case ApplyTo::Streams:
        return PolicyDialog::tr("streams only");
    case ApplyTo::Exchanges:
        return PolicyDialog::tr("exchanges only");
    }
    return {};
}

} // namespace

PolicyDialog::PolicyDialog(engine::BrokerSession &session, const engine::PolicySpec &start, bool isNew, QWidget *parent)
    : FormDialog(session, isNew ? tr("New policy") : tr("Policy %1").arg(start.name),
                 isNew ? tr("Create policy") : tr("Save policy"), parent)
    , m_virtualHost(new NameChoice(session, NameChoice::Of::VirtualHosts, start.virtualHost, {}, this))
    , m_kind(new QComboBox(this))
    , m_name(new QLineEdit(start.name, this))
    , m_pattern(new QLineEdit(start.pattern, this))
    , m_applyTo(new QComboBox(this))
    , m_priority(new QSpinBox(this))
    , m_alternate(new QLineEdit(definitionText(start.definition, alternateKey), this))
    , m_further(new widgets::FieldTableEditor(tr("key"), this))
    , m_matchesText(new QLabel(this))
    , m_matches(new models::PolicyMatchModel(this))
    , m_matchesView(new widgets::ListView(this))
{
    addHead(start, isNew);
    addPreview();
    addKeys(start.definition);
    watchMatches();
    followKind();
    (isNew ? m_name : m_pattern)->setFocus();
}

void PolicyDialog::addHead(const engine::PolicySpec &start, bool isNew)
{
    m_name->setObjectName(u"name"_s);
    m_pattern->setObjectName(u"pattern"_s);
    m_kind->setObjectName(u"kind"_s);
    m_applyTo->setObjectName(u"applyTo"_s);
    m_priority->setObjectName(u"priority"_s);
    m_kind->addItem(tr("policy – for what declarations leave open"), false);
    m_kind->addItem(tr("operator policy – limits that nothing exceeds"), true);
    m_kind->setCurrentIndex(start.isOperator ? 1 : 0);
    for (int i = 0; i < engine::applyToCount; ++i)
        m_applyTo->addItem(engine::applyToName(ApplyTo(i)) + u" – "_s + applyToMeaning(ApplyTo(i)), i);
    m_applyTo->setCurrentIndex(int(start.applyTo));
    m_priority->setRange(-1000, 1'000'000);
    m_priority->setValue(start.priority);
    m_priority->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_pattern->setPlaceholderText(u"^orders\\."_s);
    for (QWidget *field : std::initializer_list<QWidget *>{m_virtualHost, m_kind, m_name})
        field->setEnabled(isNew);
    addVirtualHost(*m_virtualHost);
    addField(tr("&Name"), m_name, {},
             [this] { return m_name->text().isEmpty() ? tr("A policy needs a name.") : QString(); });
    addField(tr("&Kind"), m_kind, tr("One policy and one operator policy apply to a queue."));
    addField(tr("&Pattern"), m_pattern,
             tr("A regular expression that is found anywhere in the name; ^ is its start and $ its end."),
             [this] { return patternProblem(); });
    addField(tr("&Apply to"), m_applyTo);
    addField(tr("P&riority"), m_priority, tr("Of the policies that match, the one with the highest priority applies."));
    connect(m_virtualHost, &NameChoice::nameChanged, this, [this] { showMatches(); });
    connect(m_name, &QLineEdit::textChanged, this, [this] { edited(m_name); });
    connect(m_pattern, &QLineEdit::textChanged, this, [this] { edited(m_pattern); });
    connect(m_applyTo, &QComboBox::currentIndexChanged, this, [this] { edited(m_applyTo); });
    connect(m_priority, &QSpinBox::valueChanged, this, [this] { edited(m_priority); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        edited(m_kind);
        followKind();
    });
}

void PolicyDialog::addPreview()
{
    m_matchesText->setObjectName(u"preview"_s);
    m_matchesText->setWordWrap(true);
    m_matchesView->setModel(m_matches);
    m_matchesView->setItemDelegate(new widgets::ListDelegate(m_matchesView));
    m_matchesView->setHeaderHidden(true);
    m_matchesView->setColumnWidths({80, 0, 150});
    m_matchesView->setStretchColumn(models::PolicyMatchModel::Name);
    m_matchesView->setAccessibleName(tr("What the policy matches"));
    m_matchesView->setFixedHeight(previewRows * (fontMetrics().height() + 12));
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_matchesText);
    rows->addWidget(m_matchesView);
    addField(tr("Matches"), box);
}

QWidget *PolicyDialog::makeKeyField(const QueueArgument &argument, const QString &text)
{
    if (argument.kind == QueueArgument::Kind::Choice) {
        auto *box = new QComboBox(this);
        box->addItem(tr("not given"), QString());
        for (const QString &choice : argument.choiceList())
            box->addItem(choice, choice);
        box->setCurrentIndex(std::max(0, box->findData(text)));
        connect(box, &QComboBox::currentIndexChanged, this, [this, box] { edited(box); });
        m_keys.push_back({&argument, box, [box] { return box->currentData().toString(); }});
        return box;
    }
    auto *edit = new QLineEdit(text, this);
    connect(edit, &QLineEdit::textChanged, this, [this, edit] { edited(edit); });
    m_keys.push_back({&argument, edit, [edit] { return edit->text(); }});
    return edit;
}

void PolicyDialog::addKeys(const engine::FieldTable &definition)
{
    engine::FieldTable rest = definition;
    QStringList reserved{QString::fromLatin1(alternateKey)};
    std::optional<QueueArgument::Section> section;
    for (const QueueArgument &argument : queueArguments()) {
        if (!isInPolicies(argument))
            continue;
        if (section != argument.section)
            addSection(sectionTitle(argument.section));
        section = argument.section;
        const QByteArray key = keyOf(argument);
        QWidget *field = makeKeyField(argument, definitionText(definition, key));
        field->setObjectName(QString::fromLatin1(key));
        addField(argument.translatedLabel(), field, argument.translatedHelp().mid(2),
                 [this, &argument, text = m_keys.back().text] {
                     return isForOperator(argument) ? argument.problem(text()) : QString();
                 });
        reserved << QString::fromLatin1(key);
        rest.remove(key);
    }
    rest.remove(alternateKey);
    addSection(tr("Exchanges and further keys"));
    m_alternate->setObjectName(QString::fromLatin1(alternateKey));
    addField(tr("Alternate exchange"), m_alternate,
             tr("alternate-exchange: takes the messages that match no binding of the exchange."),
             [this] { return routingKeyProblem(m_alternate->text()); });
    m_further->setReservedNames(reserved);
    m_further->setTable(rest);
    addField(tr("Further keys"), m_further, tr("RabbitMQ's other keys are kept, and have no effect here."),
             [this] { return m_further->problem().isEmpty() ? QString() : tr("A key needs a look."); });
    connect(m_alternate, &QLineEdit::textChanged, this, [this] { edited(m_alternate); });
    connect(m_further, &widgets::FieldTableEditor::changed, this, [this] { edited(m_further); });
}

bool PolicyDialog::isOperator() const
{
    return m_kind->currentData().toBool();
}

/// An operator policy has limits only, as in RabbitMQ.
bool PolicyDialog::isForOperator(const QueueArgument &argument) const
{
    static const QByteArrayList limits = {"message-ttl",      "expires",  "max-length",
                                          "max-length-bytes", "overflow", "delivery-limit"};
    return !isOperator() || limits.contains(keyOf(argument));
}

QString PolicyDialog::patternProblem() const
{
    const QString problem = engine::PolicyMatcher(m_pattern->text().toUtf8(), ApplyTo::All, {}).problem();
    return problem.isEmpty() ? QString() : tr("No regular expression: %1.").arg(problem);
}

void PolicyDialog::followKind()
{
    for (const KeyField &key : m_keys)
        setFieldVisible(key.widget, isForOperator(*key.argument));
    setFieldVisible(m_alternate, !isOperator());
    setFieldVisible(m_further, !isOperator());
    revalidate();
}

engine::PolicySpec PolicyDialog::spec() const
{
    engine::PolicySpec spec;
    spec.virtualHost = m_virtualHost->name();
    spec.name = m_name->text();
    spec.pattern = m_pattern->text();
    spec.applyTo = ApplyTo(m_applyTo->currentData().toInt());
    spec.priority = m_priority->value();
    spec.isOperator = isOperator();
    for (const KeyField &key : m_keys) {
        if (auto value = key.argument->value(key.text()); value && isForOperator(*key.argument))
            spec.definition.set(keyOf(*key.argument), *std::move(value));
    }
    if (spec.isOperator)
        return spec;
    if (!m_alternate->text().isEmpty())
        spec.definition.set(alternateKey, m_alternate->text().toUtf8());
    for (const engine::FieldEntry &entry : m_further->table().entries)
        spec.definition.set(entry.name, entry.value);
    return spec;
}

// ---- the preview

void PolicyDialog::watchMatches()
{
    m_watching.push_back(session().watchQueues(
        this,
        [this](const QList<engine::QueueSnapshot> &queues) {
            m_queues = queues;
            showMatches();
        },
        1));
    m_watching.push_back(session().watchExchanges(
        this,
        [this](const QList<engine::ExchangeSnapshot> &exchanges) {
            m_exchanges = exchanges;
            showMatches();
        },
        1));
    m_watching.push_back(session().watchPolicies(
        this,
        [this](const QList<engine::PolicySnapshot> &policies) {
            m_policies = policies;
            showMatches();
        },
        1));
    showMatches();
}

void PolicyDialog::showMatches()
{
    const QList<models::PolicyMatch> matches = models::matchesOf(spec(), m_queues, m_exchanges, m_policies);
    m_matches->update(matches);
    const QString text = models::matchesText(matches);
    m_matchesText->setText(patternProblem().isEmpty() ? text.left(1).toUpper() + text.mid(1) + u'.'
                                                      : tr("Nothing, until the pattern is one."));
}

QString PolicyDialog::preview() const
{
    return m_matchesText->text();
}

void PolicyDialog::edited(QWidget *field)
{
    touch(field);
    showMatches();
}

void PolicyDialog::submit()
{
    const engine::PolicySpec wanted = spec();
    follow<void>(session().putPolicy(wanted), [this, wanted](const engine::Result<void> &) { Q_EMIT saved(wanted); });
}

} // namespace ui::dialogs
