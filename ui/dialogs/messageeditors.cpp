// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/messageeditors.h"

#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/propertyform.h"

#include <QScrollArea>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastHeight = 260;

/// What is wrong is the form's to say; of that nothing is taken.
engine::MessageProperties read(const publisher::PropertyForm &form)
{
    const engine::Result<engine::MessageProperties> properties = publisher::readProperties(form.properties());
    const engine::Result<engine::FieldTable> headers = publisher::readHeaders(form.headers());
    engine::MessageProperties both = properties ? *properties : engine::MessageProperties();
    if (headers)
        both.headers = *headers;
    return both;
}

} // namespace

MessageEditors::MessageEditors(const engine::MessageDetails &details, QWidget *parent)
    : QTabWidget(parent)
    , m_body(new publisher::BodyEditor(this, publisher::BodyEditor::Use::Correction))
    , m_properties(new publisher::PropertyForm)
{
    setObjectName(u"editors"_s);
    setProperty("panel", true);
    setDocumentMode(true);
    setMinimumHeight(leastHeight);
    m_body->setContentType(details.summary.contentType);
    m_body->setBytes(details.body);
    m_givenBody = details.body;
    m_shownForm = m_body->form();
    if (!m_body->isKept())
        m_shownText = m_body->text();
    m_properties->setTexts(publisher::propertyTexts(details.properties),
                           publisher::headerTexts(details.properties.headers));
    m_givenProperties = read(*m_properties);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_properties);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    addTab(m_body, tr("Body"));
    addTab(scroll, tr("Headers and properties"));
    connect(m_body, &publisher::BodyEditor::changed, this, &MessageEditors::changed);
    connect(m_properties, &publisher::PropertyForm::changed, this, &MessageEditors::changed);
}

std::optional<QByteArray> MessageEditors::changedBody() const
{
    const bool isShown = m_shownText && !m_body->isKept();
    if (isShown && m_body->form() == m_shownForm && m_body->text() == *m_shownText)
        return std::nullopt;
    const engine::Result<QByteArray> body = m_body->bytes();
    return !body || *body == m_givenBody ? std::nullopt : std::optional(*body);
}

std::optional<engine::MessageProperties> MessageEditors::changedProperties() const
{
    const engine::MessageProperties properties = read(*m_properties);
    return properties == m_givenProperties ? std::nullopt : std::optional(properties);
}

QString MessageEditors::problem() const
{
    const engine::Result<QByteArray> body = m_body->bytes();
    return body ? m_properties->problem() : body.error().detail;
}

QWidget *MessageEditors::bodyInput() const
{
    return m_body->editor().input();
}

void MessageEditors::focusBody()
{
    if (m_body->isKept())
        m_body->focusBody();
    else
        bodyInput()->setFocus();
}

} // namespace ui::dialogs
