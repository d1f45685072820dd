// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/recordform.h"

#include "ui/widgets/fieldtableeditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

RecordForm::RecordForm(QWidget *parent)
    : QWidget(parent)
    , m_headers(new widgets::FieldTableEditor(tr("header"), this))
    , m_timestamp(new QLineEdit(this))
    , m_timeProblem(new QLabel(this))
{
    m_headers->setTypes("SxV");
    m_headers->setCompact();
    m_headers->setAllowsRepeats(true);
    m_timestamp->setObjectName(u"record_timestamp"_s);
    m_timestamp->setAccessibleName(tr("Timestamp"));
    m_timestamp->setPlaceholderText(tr("when it is published; or 2026-11-22T12:01:07Z, or milliseconds"));
    m_timeProblem->setProperty("role", u"error"_s);
    m_timeProblem->setWordWrap(true);
    m_timeProblem->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 8, 8);
    rows->setSpacing(8);
    const auto addHeading = [&](const QString &text) {
        auto *label = new QLabel(text, this);
        label->setProperty("role", u"heading"_s);
        rows->addWidget(label);
    };
    addHeading(tr("Headers"));
    rows->addWidget(m_headers);
    rows->addSpacing(8);
    addHeading(tr("Timestamp"));
    rows->addWidget(m_timestamp);
    rows->addWidget(m_timeProblem);
    rows->addStretch();
    connect(m_headers, &widgets::FieldTableEditor::changed, this, &RecordForm::changed);
    connect(m_timestamp, &QLineEdit::textChanged, this, [this] {
        m_timeProblem->setText(timeProblem());
        m_timeProblem->setVisible(!m_timeProblem->text().isEmpty());
        Q_EMIT changed();
    });
}

void RecordForm::setExpander(const Expander &expand)
{
    m_expand = expand;
    m_headers->setExpander(expand);
}

QString RecordForm::timeProblem() const
{
    if (m_timestamp->text().isEmpty())
        return {};
    const engine::Result<QString> text =
        m_expand ? m_expand(m_timestamp->text()) : engine::Result<QString>(m_timestamp->text());
    if (!text)
        return text.error().detail;
    return millisecondsOf(*text) ? QString()
                                 : tr("now, a time such as 2026-11-22T12:01:07Z, or milliseconds since 1970.");
}

HeaderTexts RecordForm::headers() const
{
    HeaderTexts headers;
    for (const widgets::FieldTableEditor::Text &text : m_headers->texts())
        headers.append({text.name, text.type, text.value, {}});
    return headers;
}

QString RecordForm::timestamp() const
{
    return m_timestamp->text();
}

void RecordForm::setTexts(const HeaderTexts &headers, const QString &timestamp)
{
    QList<widgets::FieldTableEditor::Text> texts;
    for (const HeaderText &header : headers)
        texts.append({header.name, header.type, header.value});
    m_headers->setTexts(texts);
    m_timestamp->setText(timestamp);
}

QString RecordForm::problem() const
{
    const QString time = timeProblem();
    return time.isEmpty() ? m_headers->problem() : time;
}

void RecordForm::revalidate()
{
    m_headers->revalidate();
}

} // namespace ui::publisher
