// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/messageforms.h"

#include "ui/publisher/recordform.h"

#include <QScrollArea>

namespace ui::publisher {

namespace {

QScrollArea *scrolled(QWidget *form, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidget(form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace

MessageForms::MessageForms(QWidget *parent)
    : QStackedWidget(parent)
    , m_properties(new PropertyForm(this))
    , m_record(new RecordForm(this))
{
    addWidget(scrolled(m_properties, this));
    addWidget(scrolled(m_record, this));
    connect(m_properties, &PropertyForm::changed, this, &MessageForms::changed);
    connect(m_record, &RecordForm::changed, this, &MessageForms::changed);
}

void MessageForms::setExpander(const Expander &expand)
{
    m_properties->setExpander(expand);
    m_record->setExpander(expand);
}

void MessageForms::showKind(TargetKind kind)
{
    setCurrentIndex(kind == TargetKind::Topic ? 1 : 0);
}

void MessageForms::fill(Draft &draft) const
{
    draft.properties = m_properties->properties();
    draft.headers = m_properties->headers();
    draft.recordHeaders = m_record->headers();
    draft.timestamp = m_record->timestamp();
}

void MessageForms::setTexts(const Draft &draft)
{
    m_properties->setTexts(draft.properties, draft.headers);
    m_record->setTexts(draft.recordHeaders, draft.timestamp);
}

QString MessageForms::problem(TargetKind kind) const
{
    return kind == TargetKind::Topic ? m_record->problem() : m_properties->problem();
}

void MessageForms::revalidate()
{
    m_properties->revalidate();
    m_record->revalidate();
}

} // namespace ui::publisher
