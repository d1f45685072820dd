// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/propertyform.h"

#include "ui/theme/theme.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

using engine::MessageProperties;

namespace {

constexpr int shortStringLimit = 255; // bytes, AMQP 0-9-1 §4.2.5.3

QLabel *nameLabel(const QString &name, QWidget *buddy)
{
    auto *label = new QLabel(name);
    label->setProperty("role", u"muted"_s);
    label->setBuddy(buddy);
    label->setContentsMargins(0, 3, 4, 0);
    return label;
}

std::optional<QString> textOf(const QLineEdit *edit)
{
    return edit->text().isEmpty() ? std::nullopt : std::optional<QString>(edit->text());
}

std::optional<quint64> secondsOf(const QString &text)
{
    bool ok = false;
    const quint64 seconds = text.trimmed().toULongLong(&ok);
    if (ok)
        return seconds;
    const QDateTime time = text.trimmed() == u"now"_s ? QDateTime::currentDateTimeUtc()
                                                      : QDateTime::fromString(text.trimmed(), Qt::ISODate);
    return time.isValid() && time.toSecsSinceEpoch() >= 0 ? std::optional<quint64>(quint64(time.toSecsSinceEpoch()))
                                                          : std::nullopt;
}

} // namespace

PropertyForm::PropertyForm(QWidget *parent)
    : QWidget(parent)
    , m_deliveryMode(new QComboBox(this))
    , m_headers(new widgets::FieldTableEditor(tr("header"), this))
{
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(6);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_deliveryMode->addItem(tr("2 · persistent"), 2);
    m_deliveryMode->addItem(tr("1 · transient"), 1);
    m_deliveryMode->addItem(tr("not set"), 0);
    m_deliveryMode->setAccessibleName(u"delivery_mode"_s);
    form->addRow(nameLabel(u"delivery_mode"_s, m_deliveryMode), m_deliveryMode);
    m_contentType = addField(*form, u"content_type"_s, u"application/json"_s, shortStringProblem);
    auto *types = new QCompleter(
        QStringList{u"application/json"_s, u"text/plain"_s, u"application/xml"_s, u"application/octet-stream"_s},
        m_contentType);
    types->setCaseSensitivity(Qt::CaseInsensitive);
    m_contentType->setCompleter(types);
    m_contentEncoding = addField(*form, u"content_encoding"_s, u"utf-8"_s, shortStringProblem);
    m_priority = addField(*form, u"priority"_s, tr("0 to 255"), priorityProblem);
    m_expiration = addField(*form, u"expiration"_s, tr("milliseconds, for instance 60000"), expirationProblem);
    m_messageId = addField(*form, u"message_id"_s, {}, shortStringProblem);
    m_correlationId = addField(*form, u"correlation_id"_s, {}, shortStringProblem);
    m_replyTo = addField(*form, u"reply_to"_s, tr("a queue"), shortStringProblem);
    m_timestamp = addField(*form, u"timestamp"_s, tr("now, 2026-11-22T12:01:07Z, or seconds"), timestampProblem);
    m_type = addField(*form, u"type"_s, {}, shortStringProblem);
    m_appId = addField(*form, u"app_id"_s, {}, shortStringProblem);
    m_userId = addField(*form, u"user_id"_s, {}, shortStringProblem);
    m_clusterId = addField(*form, u"cluster_id"_s, {}, shortStringProblem);

    auto *title = new QLabel(tr("Properties"), this);
    title->setProperty("role", u"heading"_s);
    auto *headers = new QLabel(tr("Headers"), this);
    headers->setProperty("role", u"heading"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 8, 8);
    rows->setSpacing(8);
    rows->addWidget(headers);
    rows->addWidget(m_headers);
    rows->addSpacing(8);
    rows->addWidget(title);
    rows->addLayout(form);
    rows->addStretch();
    connect(m_headers, &widgets::FieldTableEditor::changed, this, &PropertyForm::changed);
    connect(m_deliveryMode, &QComboBox::currentIndexChanged, this, &PropertyForm::changed);
}

QLineEdit *PropertyForm::addField(QFormLayout &form, const QString &name, const QString &hint, Check check)
{
    auto *box = new QWidget(this);
    auto *edit = new QLineEdit(box);
    auto *problem = new QLabel(box);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(name);
    edit->setObjectName(name);
    problem->setProperty("role", u"error"_s);
    problem->setWordWrap(true);
    problem->hide();
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addWidget(edit);
    rows->addWidget(problem);
    form.addRow(nameLabel(name, edit), box);
    connect(edit, &QLineEdit::textChanged, this, &PropertyForm::revalidate);
    m_fields.push_back({edit, problem, std::move(check)});
    return edit;
}

void PropertyForm::revalidate()
{
    for (const Field &field : m_fields) {
        const QString text = field.edit->text();
        const QString problem = text.isEmpty() || !field.check ? QString() : field.check(text);
        field.problem->setText(problem);
        field.problem->setVisible(!problem.isEmpty());
        if (field.edit->property("invalid").toBool() != !problem.isEmpty()) {
            field.edit->setProperty("invalid", !problem.isEmpty());
            field.edit->style()->unpolish(field.edit);
            field.edit->style()->polish(field.edit);
        }
    }
    Q_EMIT changed();
}

QString PropertyForm::shortStringProblem(const QString &text)
{
    return text.toUtf8().size() > shortStringLimit ? tr("At most %1 bytes.").arg(shortStringLimit) : QString();
}

QString PropertyForm::priorityProblem(const QString &text)
{
    bool ok = false;
    const uint value = text.toUInt(&ok);
    return ok && value <= 255 ? QString() : tr("A whole number from 0 to 255.");
}

QString PropertyForm::expirationProblem(const QString &text)
{
    // RabbitMQ takes at most 2^32 - 1 milliseconds, about 49 days.
    bool ok = false;
    text.toUInt(&ok);
    return ok ? QString() : tr("A whole number of milliseconds, at most 4294967295.");
}

QString PropertyForm::timestampProblem(const QString &text)
{
    return secondsOf(text) ? QString() : tr("now, a time such as 2026-11-22T12:01:07Z, or seconds since 1970.");
}

QString PropertyForm::problem() const
{
    for (const Field &field : m_fields) {
        if (!field.edit->text().isEmpty() && field.check) {
            const QString problem = field.check(field.edit->text());
            if (!problem.isEmpty())
                return tr("%1: %2").arg(field.edit->objectName(), problem);
        }
    }
    return m_headers->problem();
}

QString PropertyForm::contentType() const
{
    return m_contentType->text();
}

/// A header that was not touched keeps its value, nested types included, which its text could not tell.
engine::FieldTable PropertyForm::editedHeaders() const
{
    engine::FieldTable table = m_headers->table();
    for (engine::FieldEntry &entry : table.entries) {
        const engine::FieldValue *shown = m_shownHeaders.find(entry.name);
        const engine::FieldValue *given = m_givenHeaders.find(entry.name);
        if (shown && given && *shown == entry.value)
            entry.value = *given;
    }
    return table;
}

MessageProperties PropertyForm::properties() const
{
    MessageProperties p;
    p.contentType = textOf(m_contentType);
    p.contentEncoding = textOf(m_contentEncoding);
    p.headers = editedHeaders();
    if (const int mode = m_deliveryMode->currentData().toInt())
        p.deliveryMode = quint8(mode);
    if (!m_priority->text().isEmpty())
        p.priority = quint8(m_priority->text().toUInt());
    p.correlationId = textOf(m_correlationId);
    p.replyTo = textOf(m_replyTo);
    p.expiration = textOf(m_expiration);
    p.messageId = textOf(m_messageId);
    if (!m_timestamp->text().isEmpty())
        p.timestamp = secondsOf(m_timestamp->text());
    p.type = textOf(m_type);
    p.userId = textOf(m_userId);
    p.appId = textOf(m_appId);
    p.clusterId = textOf(m_clusterId);
    return p;
}

void PropertyForm::setProperties(const MessageProperties &p)
{
    m_deliveryMode->setCurrentIndex(qMax(0, m_deliveryMode->findData(int(p.deliveryMode.value_or(0)))));
    m_contentType->setText(p.contentType.value_or(QString()));
    m_contentEncoding->setText(p.contentEncoding.value_or(QString()));
    m_priority->setText(p.priority ? QString::number(*p.priority) : QString());
    m_correlationId->setText(p.correlationId.value_or(QString()));
    m_replyTo->setText(p.replyTo.value_or(QString()));
    m_expiration->setText(p.expiration.value_or(QString()));
    m_messageId->setText(p.messageId.value_or(QString()));
    m_timestamp->setText(p.timestamp ? QString::number(*p.timestamp) : QString());
    m_type->setText(p.type.value_or(QString()));
    m_userId->setText(p.userId.value_or(QString()));
    m_appId->setText(p.appId.value_or(QString()));
    m_clusterId->setText(p.clusterId.value_or(QString()));
    m_headers->setTable(p.headers);
    m_givenHeaders = p.headers;
    m_shownHeaders = m_headers->table();
}

} // namespace ui::publisher
