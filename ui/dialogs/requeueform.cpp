// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/requeueform.h"

#include "ui/theme/format.h"
#include "ui/widgets/fieldtableeditor.h"

#include <QCheckBox>
#include <QLineEdit>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::MessageActionSpec;

namespace {

QString requeueTitle(const DeadLetterChoice &choice, bool isEdit)
{
    if (isEdit)
        return RequeueForm::tr("Edit and requeue");
    return choice.count == 1 ? RequeueForm::tr("Requeue a dead letter")
                             : RequeueForm::tr("Requeue %1 dead letters").arg(theme::formatCount(choice.count));
}

} // namespace

QString originText(const DeadLetterChoice &choice)
{
    return choice.origin.isEmpty() ? RequeueForm::tr("where they came from") : choice.origin;
}

RequeueForm::RequeueForm(engine::BrokerSession &session, const DeadLetterChoice &choice,
                         const std::optional<engine::MessageDetails> &details, bool keepHistory, QWidget *parent)
    : TargetForm(session, requeueTitle(choice, details.has_value()), tr("Requeue"), choice.virtualHost, parent)
    , m_choice(choice)
    , m_keep(new QCheckBox(tr("&Keep the death headers"), this))
{
    if (details) {
        setIntroduction(
            tr("Correct what made it die. It leaves the dead letters as it arrives at its target: it is never "
               "in neither place."));
        addEditors(*details);
    } else {
        setIntroduction(
            tr("They leave the dead letters as they arrive at their target: none is ever in neither place."));
    }
    addTarget({choice.origin.isEmpty() ? tr("where they came from") : tr("%1, where it came from").arg(choice.origin),
               tr("Choose where it shall go."),
               tr("&Routing key"),
               choice.count == 1 ? tr("its own") : tr("each message's own"),
               {}});
    if (!details)
        addHeaders();
    m_keep->setObjectName(u"keepHistory"_s);
    m_keep->setChecked(keepHistory);
    addField({}, m_keep,
             tr("x-death and its like tell consumers how often a message has died. Without them it starts anew."));
    refresh();
    focusFirst();
}

// ---- fields

void RequeueForm::addHeaders()
{
    m_headers = new widgets::FieldTableEditor(tr("header"), this);
    m_headers->setObjectName(u"setHeaders"_s);
    m_removed = new QLineEdit(this);
    m_removed->setObjectName(u"removeHeaders"_s);
    m_removed->setPlaceholderText(tr("names, with commas between them"));
    addField(tr("&Set headers"), m_headers, tr("Every message gets them; all its other headers stay."),
             [this] { return m_headers->problem(); });
    addField(tr("Remo&ve headers"), m_removed);
    connect(m_headers, &widgets::FieldTableEditor::changed, this, [this] { touch(m_headers); });
    connect(m_removed, &QLineEdit::textChanged, this, [this] { touch(m_removed); });
}

QList<QByteArray> RequeueForm::removedHeaders() const
{
    QList<QByteArray> names;
    for (const QString &name : m_removed->text().split(u',', Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty())
            names << name.trimmed().toUtf8();
    }
    return names;
}

// ---- doing it

MessageActionSpec RequeueForm::spec() const
{
    MessageActionSpec spec;
    spec.what = MessageActionSpec::What::Move;
    spec.selection = m_choice.selection;
    fill(spec);
    spec.edit.dropDeathHeaders = !m_keep->isChecked();
    if (!hasEditors()) {
        spec.edit.setHeaders = m_headers->table();
        spec.edit.removeHeaders = removedHeaders();
    }
    return spec;
}

} // namespace ui::dialogs
