// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/accessforms.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::PermissionSpec;
using engine::Result;

namespace {

constexpr char everything[] = ".*";

QString all()
{
    return QString::fromLatin1(everything);
}

QString nameNeeded(const QString &name)
{
    if (name.isEmpty())
        return AccessForm::tr("A name is needed.");
    return routingKeyProblem(name); // the same bound: a short string
}

QString expressionProblem(const QString &pattern)
{
    const QRegularExpression expression(pattern);
    return expression.isValid() ? QString()
                                : AccessForm::tr("Not a regular expression: %1 at position %2.")
                                      .arg(expression.errorString())
                                      .arg(expression.patternErrorOffset());
}

QString limitProblem(const QString &text)
{
    bool isNumber = false;
    text.toUInt(&isNumber);
    return text.isEmpty() || isNumber ? QString() : AccessForm::tr("A whole number, or empty for no limit.");
}

} // namespace

// ---- what they share

void AccessForm::run(std::vector<Command> commands, const QString &name)
{
    if (commands.empty()) {
        Q_EMIT saved(name);
        finish({engine::BrokerError::None, {}});
        return;
    }
    const Command first = std::move(commands.front());
    commands.erase(commands.begin());
    async::whenDone(first(), this, [this, commands = std::move(commands), name](const Result<void> &result) {
        if (result)
            run(commands, name);
        else
            finish(result.error());
    });
}

QLineEdit *AccessForm::addText(const QString &label, const QString &objectName, const QString &text,
                               const QString &help, Check check)
{
    auto *field = new QLineEdit(text, this);
    field->setObjectName(objectName);
    addField(label, field, help, std::move(check));
    connect(field, &QLineEdit::textChanged, this, [this, field] { touch(field); });
    return field;
}

QLineEdit *AccessForm::addLimit(const QString &label, const QString &objectName, std::optional<quint32> limit,
                                const QString &help)
{
    auto *field = new QLineEdit(limit ? QString::number(*limit) : QString(), this);
    field->setObjectName(objectName);
    field->setPlaceholderText(tr("no limit"));
    addField(label, field, help, [field] { return limitProblem(field->text()); });
    connect(field, &QLineEdit::textChanged, this, [this, field] { touch(field); });
    return field;
}

std::optional<quint32> AccessForm::limitOf(const QLineEdit &field)
{
    return field.text().isEmpty() ? std::nullopt : std::optional(field.text().toUInt());
}

QStringList AccessForm::listOf(const QLineEdit &field)
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    return field.text().split(separators, Qt::SkipEmptyParts);
}

// ---- virtual hosts

VirtualHostForm::VirtualHostForm(engine::BrokerSession &session,
                                 const std::optional<engine::VirtualHostSnapshot> &existing, QWidget *parent)
    : AccessForm(session, existing ? tr("Virtual host %1").arg(existing->spec.name) : tr("New virtual host"),
                 existing ? tr("Save") : tr("Create virtual host"), parent)
    , m_isNew(!existing)
    , m_limits(existing ? existing->limits : engine::VirtualHostLimits())
{
    const engine::VirtualHostSpec spec = existing ? existing->spec : engine::VirtualHostSpec();
    m_name = addText(tr("&Name"), u"name"_s, spec.name, tr("Clients name it when they connect."),
                     [this] { return nameNeeded(m_name->text()); });
    m_name->setReadOnly(!m_isNew);
    m_description =
        addText(tr("&Description"), u"description"_s, spec.description, tr("For people; no client sees it."));
    m_tags = addText(tr("&Tags"), u"tags"_s, spec.tags.join(u", "_s), tr("Words of your own, with commas between."));
    m_queueType = new QComboBox(this);
    m_queueType->setObjectName(u"defaultQueueType"_s);
    m_queueType->addItem(tr("classic, as RabbitMQ has it"), QString());
    for (const QString &type : {u"classic"_s, u"quorum"_s, u"stream"_s})
        m_queueType->addItem(type, type);
    m_queueType->setCurrentIndex(qMax(0, m_queueType->findData(spec.defaultQueueType)));
    addField(tr("Default queue t&ype"), m_queueType,
             tr("What a durable queue is that a client declares without x-queue-type."));
    if (m_isNew) {
        m_user = new NameChoice(session, NameChoice::Of::Users, u"guest"_s, tr("nobody yet"), this);
        m_user->setObjectName(u"user"_s);
        addField(tr("&Let in"), m_user,
                 tr("This user gets all permissions in it. Without any, only the local socket may enter."));
    }
    addSection(tr("Limits"));
    m_maxConnections = addLimit(tr("Max &connections"), u"maxConnections"_s, m_limits.maxConnections,
                                tr("max-connections. One more is refused with NOT_ALLOWED (530)."));
    m_maxQueues = addLimit(tr("Max &queues"), u"maxQueues"_s, m_limits.maxQueues,
                           tr("max-queues. One more is refused with PRECONDITION_FAILED (406)."));
    revalidate();
    (m_isNew ? m_name : m_description)->setFocus();
}

void VirtualHostForm::submit()
{
    const engine::VirtualHostSpec spec{m_name->text(), m_description->text(), listOf(*m_tags),
                                       m_queueType->currentData().toString()};
    const engine::VirtualHostLimits limits{limitOf(*m_maxConnections), limitOf(*m_maxQueues)};
    std::vector<Command> commands{[this, spec] { return session().putVirtualHost(spec); }};
    if (!(limits == m_limits))
        commands.push_back([this, spec, limits] { return session().setVirtualHostLimits(spec.name, limits); });
    if (const QString user = m_user ? m_user->name() : QString(); !user.isEmpty())
        commands.push_back([this, spec, user] {
            return session().setPermissions({user, spec.name, all(), all(), all()});
        });
    run(std::move(commands), spec.name);
}

// ---- users

UserForm::UserForm(engine::BrokerSession &session, const std::optional<engine::UserSnapshot> &existing, QWidget *parent)
    : AccessForm(session, existing ? tr("User %1").arg(existing->name) : tr("New user"),
                 existing ? tr("Save") : tr("Create user"), parent)
    , m_isNew(!existing)
    , m_limits(existing ? existing->limits : engine::UserLimits())
{
    m_name = addText(tr("&Name"), u"name"_s, existing ? existing->name : QString(),
                     tr("Clients log in with it. guest may do so from this machine only."),
                     [this] { return nameNeeded(m_name->text()); });
    m_name->setReadOnly(!m_isNew);
    addPassword(existing && existing->hasPassword);
    m_tags = addText(tr("&Tags"), u"tags"_s, existing ? existing->tags.join(u", "_s) : QString(),
                     tr("administrator, monitoring, policymaker, management, impersonator, or words of your own."));
    if (m_isNew) {
        m_host = new NameChoice(session, NameChoice::Of::VirtualHosts, u"/"_s, tr("none yet"), this);
        m_host->setObjectName(u"virtualHost"_s);
        addField(tr("&All permissions in"), m_host,
                 tr("Without permissions a user can log in, but open no virtual host."));
    }
    addSection(tr("Limits"));
    m_maxConnections = addLimit(tr("Max &connections"), u"maxConnections"_s, m_limits.maxConnections,
                                tr("max-connections. One more is refused with NOT_ALLOWED (530)."));
    m_maxChannels =
        addLimit(tr("Max c&hannels"), u"maxChannels"_s, m_limits.maxChannels,
                 tr("max-channels, over all connections. One more closes its connection with NOT_ALLOWED (530)."));
    revalidate();
    (m_isNew ? m_name : m_password)->setFocus();
}

void UserForm::addPassword(bool hasPassword)
{
    m_password = addText(tr("&Password"), u"password"_s, {},
                         m_isNew ? tr("Kept as a salted hash, as RabbitMQ keeps it.")
                                 : tr("Who is logged in stays so. Kept as a salted hash, as RabbitMQ keeps it."),
                         [this] {
                             return m_isNew && m_password->text().isEmpty() && !m_noPassword->isChecked()
                                        ? tr("A password is needed, or none on purpose.")
                                        : QString();
                         });
    m_again = addText(tr("&Repeat it"), u"again"_s, {}, {}, [this] {
        return m_again->text() == m_password->text() ? QString() : tr("The two are not the same.");
    });
    for (QLineEdit *field : {m_password, m_again})
        field->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(m_isNew ? QString() : hasPassword ? tr("unchanged") : tr("none"));
    m_noPassword = new QCheckBox(tr("None: log in with a certificate only (EXTERNAL)"), this);
    m_noPassword->setObjectName(u"noPassword"_s);
    m_noPassword->setChecked(!m_isNew && !hasPassword);
    addField({}, m_noPassword);
    const auto follow = [this] {
        m_password->setEnabled(!m_noPassword->isChecked());
        m_again->setEnabled(!m_noPassword->isChecked());
        if (m_noPassword->isChecked()) {
            m_password->clear();
            m_again->clear();
        }
    };
    connect(m_noPassword, &QCheckBox::toggled, this, [this, follow] {
        follow();
        touch(m_noPassword);
    });
    follow();
}

void UserForm::submit()
{
    engine::UserSpec spec{m_name->text(), listOf(*m_tags), std::nullopt, std::nullopt};
    if (m_noPassword->isChecked())
        spec.password = QString();
    else if (!m_password->text().isEmpty())
        spec.password = m_password->text();
    const engine::UserLimits limits{limitOf(*m_maxConnections), limitOf(*m_maxChannels)};
    std::vector<Command> commands{[this, spec] { return session().putUser(spec); }};
    if (!(limits == m_limits))
        commands.push_back([this, spec, limits] { return session().setUserLimits(spec.name, limits); });
    if (const QString host = m_host ? m_host->name() : QString(); !host.isEmpty())
        commands.push_back([this, spec, host] {
            return session().setPermissions({spec.name, host, all(), all(), all()});
        });
    run(std::move(commands), spec.name);
}

// ---- permissions

PermissionsForm::PermissionsForm(engine::BrokerSession &session, const PermissionSpec &start,
                                 const std::optional<QString> &exchange, QWidget *parent)
    : AccessForm(session, exchange ? tr("Topic permissions") : tr("Permissions"), tr("Set permissions"), parent)
    , m_isTopic(exchange.has_value())
    , m_user(new NameChoice(session, NameChoice::Of::Users, start.user, {}, this))
    , m_host(new NameChoice(session, NameChoice::Of::VirtualHosts, start.virtualHost, {}, this))
{
    m_user->setObjectName(u"user"_s);
    m_host->setObjectName(u"virtualHost"_s);
    setIntroduction(m_isTopic
                        ? tr("Regular expressions over routing keys, for one topic exchange. {username} and {vhost} "
                             "stand for the client's. They are asked for besides the permissions on the exchange.")
                        : tr("Regular expressions over the names of queues and exchanges. Not anchored: “orders” "
                             "also matches “old-orders”, “^orders$” does not. Empty allows nothing."));
    addField(tr("&User"), m_user, {},
             [this] { return m_user->name().isEmpty() ? tr("A user is needed.") : QString(); });
    addField(tr("&Virtual host"), m_host, {},
             [this] { return m_host->name().isEmpty() ? tr("A virtual host is needed.") : QString(); });
    for (NameChoice *choice : {m_user, m_host})
        connect(choice, &NameChoice::namesChanged, this, &PermissionsForm::revalidate);
    if (m_isTopic) {
        m_exchange = addText(tr("&Exchange"), u"exchange"_s, exchange->isEmpty() ? u"amq.topic"_s : *exchange,
                             tr("A topic exchange. On others, routing keys are free."),
                             [this] { return nameNeeded(m_exchange->text()); });
    } else {
        m_configure = addExpression(tr("&Configure"), u"configure"_s, start.configure,
                                    tr("Declare and delete queues and exchanges."));
    }
    m_write = addExpression(tr("&Write"), u"write"_s, start.write,
                            m_isTopic ? tr("Publish with these routing keys.")
                                      : tr("Publish to exchanges (amq.default is the nameless one); bind queues."));
    m_read = addExpression(tr("&Read"), u"read"_s, start.read,
                           m_isTopic ? tr("Bind with these routing keys.")
                                     : tr("Consume, get and purge queues; bind from exchanges."));
    revalidate();
    m_write->setFocus();
}

QLineEdit *PermissionsForm::addExpression(const QString &label, const QString &objectName, const QString &expression,
                                          const QString &help)
{
    auto *field = new QLineEdit(expression, this);
    field->setObjectName(objectName);
    field->setPlaceholderText(tr("empty: nothing"));
    addField(label, field, help, [field] { return expressionProblem(field->text()); });
    connect(field, &QLineEdit::textChanged, this, [this, field] { touch(field); });
    return field;
}

void PermissionsForm::submit()
{
    const PermissionSpec spec{m_user->name(), m_host->name(), m_configure ? m_configure->text() : QString(),
                              m_write->text(), m_read->text()};
    Command set = [this, spec] { return session().setPermissions(spec); };
    if (m_isTopic)
        set = [this, spec, exchange = m_exchange->text()] {
            return session().setTopicPermissions({spec.user, spec.virtualHost, exchange, spec.write, spec.read});
        };
    run({set}, spec.user);
}

} // namespace ui::dialogs
