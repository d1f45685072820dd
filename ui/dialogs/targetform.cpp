// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/targetform.h"

#include "ui/dialogs/checks.h"
#include "ui/dialogs/messageeditors.h"
#include "ui/dialogs/targetnames.h"
#include "ui/widgets/completion.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

constexpr int editorWidth = 680;

} // namespace

TargetForm::TargetForm(engine::BrokerSession &session, const QString &title, const QString &okText,
                       const QString &virtualHost, QWidget *parent)
    : FormDialog(session, title, okText, parent)
    , m_virtualHost(virtualHost)
    , m_names(new TargetNames(session, virtualHost, this))
    , m_kind(new QComboBox(this))
    , m_name(new QComboBox(this))
    , m_routingKey(new QLineEdit(this))
{}

// ---- fields

void TargetForm::addEditors(const engine::MessageDetails &details)
{
    m_editors = new MessageEditors(details, this);
    setMinimumWidth(editorWidth);
    addField({}, m_editors, {}, [this] { return m_editors->problem(); });
    connect(m_editors, &MessageEditors::changed, this, [this] { touch(m_editors); });
}

void TargetForm::addTarget(const TargetWords &words)
{
    m_kind->setObjectName(u"kind"_s);
    if (!words.origin.isEmpty())
        m_kind->addItem(words.origin, int(Target::Origin));
    m_kind->addItem(tr("a queue"), int(Target::Queue));
    m_kind->addItem(tr("an exchange"), int(Target::Exchange));
    m_kind->addItem(tr("a topic"), int(Target::Topic));
    addField(tr("&To"), m_kind);
    addName(words);
    m_routingKey->setObjectName(u"routingKey"_s);
    m_routingKey->setPlaceholderText(words.ownKey);
    addField(words.keyLabel, m_routingKey, words.keyHelp, [this] { return routingKeyProblem(m_routingKey->text()); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        offerNames();
        refresh();
    });
    connect(m_routingKey, &QLineEdit::textChanged, this, [this] { touch(m_routingKey); });
    connect(m_names, &TargetNames::changed, this, &TargetForm::offerNames);
}

void TargetForm::addName(const TargetWords &words)
{
    m_name->setObjectName(u"target"_s);
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_name->completer()->setFilterMode(Qt::MatchContains);
    m_name->completer()->setCompletionMode(QCompleter::PopupCompletion);
    widgets::closeWhenComplete(*m_name->completer(), *m_name->lineEdit());
    addField(tr("&Name"), m_name, {}, [this, unnamed = words.unnamed] {
        return target() != Target::Origin && m_name->currentText().isEmpty() ? unnamed : QString();
    });
    connect(m_name, &QComboBox::currentTextChanged, this, [this] { touch(m_name); });
}

TargetForm::Target TargetForm::target() const
{
    return Target(m_kind->currentData().toInt());
}

void TargetForm::offerNames()
{
    m_names->offerIn(*m_name, target());
    revalidate();
}

void TargetForm::refresh()
{
    setFieldVisible(m_name, target() != Target::Origin);
    setFieldVisible(m_routingKey, target() == Target::Exchange);
    revalidate();
}

void TargetForm::focusFirst()
{
    if (m_editors)
        m_editors->focusBody();
    else
        (target() == Target::Origin ? m_kind : m_name)->setFocus();
}

// ---- doing it

void TargetForm::fill(engine::MessageActionSpec &spec) const
{
    spec.target.virtualHost = m_virtualHost;
    spec.target.kind = target();
    if (target() != Target::Origin)
        spec.target.name = m_name->currentText();
    if (target() == Target::Exchange && !m_routingKey->text().isEmpty())
        spec.target.routingKey = m_routingKey->text();
    if (m_editors) {
        spec.edit.body = m_editors->changedBody();
        spec.edit.properties = m_editors->changedProperties();
    }
}

void TargetForm::submit()
{
    follow<engine::MessageActionId>(
        session().startMessageAction(spec()),
        [this](const engine::Result<engine::MessageActionId> &action) { Q_EMIT started(*action); });
}

} // namespace ui::dialogs
