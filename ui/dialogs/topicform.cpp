// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/topicform.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/namechoice.h"
#include "ui/models/topicmodel.h"
#include "ui/theme/format.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <limits>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::Result;
using engine::TopicSpec;

namespace {

constexpr char cleanupKey[] = "cleanup.policy";
constexpr char timeKey[] = "retention.ms";
constexpr qint64 defaultTimeMs = 7 * 86'400'000ll;
constexpr qint64 anyLong = std::numeric_limits<qint64>::max();
constexpr qint64 anyInt = std::numeric_limits<qint32>::max();

QString configured(const engine::FieldTable &config, const char *key)
{
    const engine::FieldValue *value = config.find(key);
    return value ? QString::fromUtf8(value->toText().value_or(QByteArray())) : QString();
}

QString numberProblem(const QString &text, qint64 lowest, qint64 highest)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    if (text.isEmpty() || (isNumber && value >= lowest && value <= highest))
        return {};
    return isNumber ? TopicForm::tr("Between %1 and %2.").arg(lowest).arg(highest)
                    : TopicForm::tr("A whole number, or empty for the default.");
}

} // namespace

TopicForm::TopicForm(engine::BrokerSession &session, const std::optional<engine::TopicSnapshot> &existing,
                     QWidget *parent)
    : FormDialog(session, existing ? tr("Topic %1").arg(existing->spec.name) : tr("New topic"),
                 existing ? tr("Save") : tr("Create topic"), parent)
    , m_existing(existing)
    , m_name(new QLineEdit(this))
    , m_partitions(new QSpinBox(this))
    , m_cleanup(new QComboBox(this))
{
    makeFields();
    revalidate();
    (m_existing ? static_cast<QWidget *>(m_partitions) : m_name)->setFocus();
}

void TopicForm::makeFields()
{
    const TopicSpec start = m_existing ? m_existing->spec : TopicSpec();
    if (!m_existing) {
        m_virtualHost = new NameChoice(session(), NameChoice::Of::VirtualHosts, start.virtualHost, {}, this);
        addVirtualHost(*m_virtualHost);
    }
    m_name->setObjectName(u"name"_s);
    m_name->setText(start.name);
    m_name->setReadOnly(m_existing.has_value());
    addField(tr("&Name"), m_name, {}, [this] { return m_existing ? QString() : topicNameProblem(m_name->text()); });
    connect(m_name, &QLineEdit::textChanged, this, [this] { touch(m_name); });
    m_partitions->setObjectName(u"partitions"_s);
    m_partitions->setRange(int(start.partitions), maxPartitions);
    addField(tr("&Partitions"), m_partitions,
             m_existing ? tr("There can be more, never fewer. Messages that are there stay where they are.")
                        : tr("Consumers of one group share them; messages keep their order within each."));
    m_cleanup->setObjectName(u"cleanup.policy"_s);
    m_cleanup->addItem(tr("delete – old messages go by time and size"), u"delete"_s);
    m_cleanup->addItem(tr("compact – of each key the latest message stays"), u"compact"_s);
    m_cleanup->addItem(tr("compact and delete"), u"compact,delete"_s);
    if (m_existing && m_existing->retention.compacts)
        m_cleanup->setCurrentIndex(m_existing->retention.deletes ? 2 : 1);
    addField(tr("&Cleanup policy"), m_cleanup);
    m_retentionTime = addNumber(tr("&Retention (ms)"), QString::fromLatin1(timeKey), -1, anyLong,
                                QString::number(defaultTimeMs), helpForTime());
    connect(m_retentionTime, &QLineEdit::textChanged, this, [this] {
        setHelp(m_retentionTime, helpForTime());
        touch(m_retentionTime);
    });
    setHelp(m_retentionTime, helpForTime());
    addNumber(tr("Retention (&bytes)"), u"retention.bytes"_s, -1, anyLong, u"-1"_s,
              tr("retention.bytes, of each partition; -1: no limit."));
    addNumber(tr("&Max message bytes"), u"max.message.bytes"_s, 0, anyInt, u"1048588"_s,
              tr("max.message.bytes. A larger batch is refused with MESSAGE_TOO_LARGE."));
}

QLineEdit *TopicForm::addNumber(const QString &label, const QString &key, qint64 lowest, qint64 highest,
                                const QString &placeholder, const QString &help)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(key);
    field->setPlaceholderText(placeholder);
    if (m_existing)
        field->setText(configured(m_existing->spec.config, key.toLatin1().constData()));
    addField(label, field, help, [field, lowest, highest] { return numberProblem(field->text(), lowest, highest); });
    connect(field, &QLineEdit::textChanged, this, [this, field] { touch(field); });
    m_numbers.push_back(field);
    return field;
}

QString TopicForm::helpForTime() const
{
    const QString text = m_retentionTime ? m_retentionTime->text() : QString();
    bool isNumber = false;
    const qint64 ms = text.isEmpty() ? defaultTimeMs : text.toLongLong(&isNumber);
    if (!text.isEmpty() && isNumber && ms < 0)
        return tr("retention.ms. Messages stay for ever.");
    return tr("retention.ms. Messages older than %1 go; -1: never.").arg(models::exactDuration(ms));
}

TopicSpec TopicForm::spec() const
{
    TopicSpec spec = m_existing ? m_existing->spec : TopicSpec();
    if (m_virtualHost)
        spec.virtualHost = m_virtualHost->name();
    spec.name = m_name->text();
    spec.partitions = quint32(m_partitions->value());
    const QString cleanup = m_cleanup->currentData().toString();
    if (cleanup != u"delete" || spec.config.contains(cleanupKey))
        spec.config.set(cleanupKey, cleanup.toUtf8());
    for (const QLineEdit *field : m_numbers) {
        const QByteArray key = field->objectName().toUtf8();
        if (field->text().isEmpty())
            spec.config.remove(key);
        else
            spec.config.set(key, field->text().toUtf8());
    }
    return spec;
}

void TopicForm::submit()
{
    const TopicSpec wanted = spec();
    if (!m_existing) {
        follow<void>(session().createTopic(wanted), [this, wanted](const Result<void> &) { Q_EMIT saved(wanted); });
        return;
    }
    if (wanted.partitions == m_existing->spec.partitions)
        return configure(wanted);
    async::whenDone(session().addPartitions(wanted.virtualHost, wanted.name, wanted.partitions), this,
                    [this, wanted](const Result<void> &grown) {
                        if (grown)
                            configure(wanted);
                        else
                            finish(grown.error());
                    });
}

void TopicForm::configure(const TopicSpec &wanted)
{
    follow<void>(session().setTopicConfig(wanted.virtualHost, wanted.name, wanted.config),
                 [this, wanted](const Result<void> &) { Q_EMIT saved(wanted); });
}

} // namespace ui::dialogs
