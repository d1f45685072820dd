// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/topicactions.h"

#include "ui/actions/brokeractions.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/topicform.h"
#include "ui/theme/format.h"

#include <QWidget>

namespace ui::actions {

using dialogs::ConfirmDialog;
using engine::BrokerSession;
using engine::TopicSpec;

TopicActions::TopicActions(BrokerSession &session, BrokerActions &actions, QWidget *window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_actions(actions)
    , m_window(window)
{}

void TopicActions::openForm(const std::optional<engine::TopicSnapshot> &topic)
{
    auto *form = new dialogs::TopicForm(m_session, topic, m_window);
    connect(form, &dialogs::TopicForm::saved, this, [this, isNew = !topic](const TopicSpec &spec) {
        Q_EMIT m_actions.done(isNew ? tr("The topic %1 is there.").arg(spec.name)
                                    : tr("The topic %1 is changed.").arg(spec.name));
        Q_EMIT topicSaved(spec);
    });
    form->open();
}

namespace {

QStringList lossesOf(const engine::TopicSnapshot &topic)
{
    QStringList parts;
    if (topic.records)
        parts << theme::formatCounted(topic.records, TopicActions::tr("%1 message is lost."),
                                      TopicActions::tr("%1 messages are lost."));
    parts << TopicActions::tr("What groups have committed in it goes with it.");
    return parts;
}

} // namespace

void TopicActions::recreateTopic(const engine::TopicSnapshot &topic)
{
    const TopicSpec spec = topic.spec;
    QStringList parts = lossesOf(topic);
    parts << tr("It stays as it is otherwise: its partitions and settings. This can not be undone.");
    auto *form = new ConfirmDialog(
        m_session, tr("Empty the topic %1 and start it anew?").arg(spec.name), tr("Recreate %1").arg(spec.name),
        parts.join(u' '), [spec](BrokerSession &session) { return session.recreateTopic(spec.virtualHost, spec.name); },
        m_window);
    connect(form, &ConfirmDialog::confirmed, this, [this, spec] {
        Q_EMIT m_actions.done(tr("The topic %1 is empty and starts at offset 0.").arg(spec.name));
        Q_EMIT topicSaved(spec);
    });
    form->open();
}

void TopicActions::deleteTopic(const engine::TopicSnapshot &topic)
{
    const TopicSpec spec = topic.spec;
    QStringList parts = lossesOf(topic);
    parts << tr("Deleting can not be undone.");
    auto *form = new ConfirmDialog(
        m_session, tr("Delete the topic %1?").arg(spec.name), tr("Delete %1").arg(spec.name), parts.join(u' '),
        [spec](BrokerSession &session) { return session.deleteTopic(spec.virtualHost, spec.name); }, m_window);
    connect(form, &ConfirmDialog::confirmed, this, [this, spec] {
        Q_EMIT m_actions.done(tr("The topic %1 is deleted.").arg(spec.name));
        Q_EMIT topicDeleted(spec);
    });
    form->open();
}

} // namespace ui::actions
