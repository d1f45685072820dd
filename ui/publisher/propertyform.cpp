// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/propertyform.h"

#include "ui/widgets/fieldtableeditor.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

QLabel *nameLabel(const QString &name, QWidget *buddy)
{
    auto *label = new QLabel(name);
    label->setProperty("role", u"muted"_s);
    label->setBuddy(buddy);
    label->setContentsMargins(0, 3, 4, 0);
    return label;
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
    m_deliveryMode->addItem(tr("2 · persistent"), u"2"_s);
    m_deliveryMode->addItem(tr("1 · transient"), u"1"_s);
    m_deliveryMode->addItem(tr("not set"), QString());
    m_deliveryMode->setAccessibleName(u"delivery_mode"_s);
    form->addRow(nameLabel(u"delivery_mode"_s, m_deliveryMode), m_deliveryMode);
    for (const PropertyField &field : propertyFields())
        addField(*form, field);
    m_contentType = findChild<QLineEdit *>(u"content_type"_s);
    auto *types = new QCompleter(
        QStringList{u"application/json"_s, u"text/plain"_s, u"application/xml"_s, u"application/octet-stream"_s},
        m_contentType);
    types->setCaseSensitivity(Qt::CaseInsensitive);
    m_contentType->setCompleter(types);

    m_headers->setCompact();
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

void PropertyForm::addField(QFormLayout &form, const PropertyField &field)
{
    auto *box = new QWidget(this);
    auto *edit = new QLineEdit(box);
    auto *problem = new QLabel(box);
    edit->setPlaceholderText(field.hint);
    edit->setAccessibleName(field.name);
    edit->setObjectName(field.name);
    problem->setProperty("role", u"error"_s);
    problem->setWordWrap(true);
    problem->hide();
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addWidget(edit);
    rows->addWidget(problem);
    form.addRow(nameLabel(field.name, edit), box);
    connect(edit, &QLineEdit::textChanged, this, [this] {
        showProblems();
        Q_EMIT changed();
    });
    m_fields.push_back({edit, problem});
}

void PropertyForm::setExpander(const Expander &expand)
{
    m_expand = expand;
    m_headers->setExpander(expand);
    findChild<QLineEdit *>(u"message_id"_s)->setPlaceholderText(u"{{uuid}}"_s);
}

QString PropertyForm::problemOf(const QLineEdit &edit) const
{
    if (edit.text().isEmpty())
        return {};
    const engine::Result<QString> text = m_expand ? m_expand(edit.text()) : engine::Result<QString>(edit.text());
    return text ? propertyProblem(edit.objectName(), *text) : text.error().detail;
}

void PropertyForm::showProblems()
{
    for (const Field &field : m_fields) {
        const QString problem = problemOf(*field.edit);
        field.problem->setText(problem);
        field.problem->setVisible(!problem.isEmpty());
        if (field.edit->property("invalid").toBool() != !problem.isEmpty()) {
            field.edit->setProperty("invalid", !problem.isEmpty());
            field.edit->style()->unpolish(field.edit);
            field.edit->style()->polish(field.edit);
        }
    }
}

void PropertyForm::revalidate()
{
    showProblems();
    m_headers->revalidate();
}

QString PropertyForm::problem() const
{
    for (const Field &field : m_fields) {
        const QString problem = problemOf(*field.edit);
        if (!problem.isEmpty())
            return tr("%1: %2").arg(field.edit->objectName(), problem);
    }
    return m_headers->problem();
}

QString PropertyForm::contentType() const
{
    return m_contentType->text();
}

PropertyTexts PropertyForm::properties() const
{
    PropertyTexts texts;
    for (const Field &field : m_fields) {
        if (!field.edit->text().isEmpty())
            texts.insert(field.edit->objectName(), field.edit->text());
    }
    if (const QString mode = m_deliveryMode->currentData().toString(); !mode.isEmpty())
        texts.insert(u"delivery_mode"_s, mode);
    return texts;
}

/// A header that was not touched keeps its value, nested types included, which its text could not tell.
HeaderTexts PropertyForm::headers() const
{
    HeaderTexts headers;
    for (const widgets::FieldTableEditor::Text &text : m_headers->texts()) {
        HeaderText header{text.name, text.type, text.value, {}};
        for (const HeaderText &given : m_given) {
            if (given == header)
                header.given = given.given;
        }
        headers.append(header);
    }
    return headers;
}

void PropertyForm::setTexts(const PropertyTexts &properties, const HeaderTexts &headers)
{
    for (const Field &field : m_fields)
        field.edit->setText(properties.value(field.edit->objectName()));
    const int mode = m_deliveryMode->findData(properties.value(u"delivery_mode"_s));
    m_deliveryMode->setCurrentIndex(mode < 0 ? m_deliveryMode->count() - 1 : mode);
    m_given = headers;
    QList<widgets::FieldTableEditor::Text> texts;
    for (const HeaderText &header : headers)
        texts.append({header.name, header.type, header.value});
    m_headers->setTexts(texts);
}

} // namespace ui::publisher
