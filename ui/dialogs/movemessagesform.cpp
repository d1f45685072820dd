// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/movemessagesform.h"

#include "ui/theme/format.h"

#include <QCheckBox>
#include <QComboBox>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::MessageActionSpec;
using models::MessagePick;

namespace {

QString countText(const MessagePick &pick)
{
    if (!pick.isCountKnown)
        return MoveMessagesForm::tr("all messages that match");
    const QString count =
        theme::formatCounted(pick.count, MoveMessagesForm::tr("%1 message"), MoveMessagesForm::tr("%1 messages"));
    return pick.isEverything() && pick.count > 1 ? MoveMessagesForm::tr("all %1").arg(count) : count;
}

QString moveTitle(const MessagePick &pick, MessageActionSpec::What what, bool isEdit)
{
    if (isEdit)
        return MoveMessagesForm::tr("Edit and republish");
    return (what == MessageActionSpec::What::Move ? MoveMessagesForm::tr("Move %1 from %2")
                                                  : MoveMessagesForm::tr("Copy %1 from %2"))
        .arg(countText(pick), pick.from);
}

QString moveButton(MessageActionSpec::What what, bool isEdit)
{
    if (isEdit)
        return MoveMessagesForm::tr("Republish");
    return what == MessageActionSpec::What::Move ? MoveMessagesForm::tr("Move") : MoveMessagesForm::tr("Copy");
}

bool isDeadLetter(const engine::MessageDetails &details)
{
    return details.properties.headers.contains("x-death");
}

} // namespace

MoveMessagesForm::MoveMessagesForm(engine::BrokerSession &session, const MessagePick &pick, What what,
                                   const std::optional<engine::MessageDetails> &details, QWidget *parent)
    : TargetForm(session, moveTitle(pick, what, details.has_value()), moveButton(what, details.has_value()),
                 pick.virtualHost, parent)
    , m_pick(pick)
    , m_what(what)
    , m_details(details)
{
    if (details)
        addEditors(*details);
    if (details && !pick.isLog)
        addOriginal();
    addTarget(targetWords());
    if (details && isDeadLetter(*details))
        addDeathHeaders();
    refresh();
    focusFirst();
}

// ---- fields

void MoveMessagesForm::addOriginal()
{
    m_original = new QComboBox(this);
    m_original->setObjectName(u"original"_s);
    m_original->addItem(tr("goes: this one takes its place"));
    m_original->addItem(tr("stays: this one is a copy"));
    addField(tr("The &original"), m_original);
    connect(m_original, &QComboBox::currentIndexChanged, this, &MoveMessagesForm::refresh);
}

MoveMessagesForm::TargetWords MoveMessagesForm::targetWords() const
{
    TargetWords words;
    if (m_details)
        words.origin = m_pick.isLog ? tr("the topic %1 again").arg(m_pick.from)
                                    : tr("the queue %1 again, at its end").arg(m_pick.from);
    words.unnamed = tr("Choose where to.");
    words.keyLabel = tr("Routing &key");
    words.ownKey = m_pick.isSingle() ? tr("the message's own") : tr("each message's own");
    words.keyHelp = tr("It is routed as if published now. What would reach no queue stays where it is.");
    return words;
}

void MoveMessagesForm::addDeathHeaders()
{
    m_dropDeaths = new QCheckBox(tr("&Without the death headers"), this);
    m_dropDeaths->setObjectName(u"dropDeaths"_s);
    addField({}, m_dropDeaths,
             tr("x-death and its like tell how often a message has died. Without them it starts anew."));
}

// ---- what there is

void MoveMessagesForm::refresh()
{
    if (!m_details) {
        const QString rule = m_what == What::Copy
                                 ? tr("The originals stay, and those that consumers hold are copied, too.")
                                 : tr("They leave %1 as they arrive: none is ever in neither place. Those that "
                                      "consumers hold stay. It can be undone.")
                                       .arg(m_pick.from);
        setIntroduction(m_pick.takesNewcomers() ? rule + u' ' + tr("What comes in until it begins is among them.")
                                                : rule);
    } else {
        setIntroduction(keepsOriginal() ? tr("A new message is made of this one.")
                                        : tr("The message leaves %1 as the edited one arrives: it is never in neither "
                                             "place. It can be undone.")
                                              .arg(m_pick.from));
    }
    TargetForm::refresh();
}

bool MoveMessagesForm::keepsOriginal() const
{
    if (!m_details)
        return m_what == What::Copy;
    return m_pick.isLog || (m_original && m_original->currentIndex() == 1);
}

// ---- sending

MessageActionSpec MoveMessagesForm::spec() const
{
    MessageActionSpec spec;
    spec.what = keepsOriginal() ? What::Copy : What::Move;
    spec.selection = m_pick.selection;
    fill(spec);
    if (target() == Target::Origin) {
        spec.target.kind = m_pick.isLog ? Target::Topic : Target::Queue;
        spec.target.name = m_pick.from;
    }
    spec.edit.dropDeathHeaders = m_dropDeaths && m_dropDeaths->isChecked();
    return spec;
}

} // namespace ui::dialogs
