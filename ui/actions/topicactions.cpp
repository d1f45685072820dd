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

bool TopicActions::mayLoseMessages(const engine::TopicSnapshot &topic)
{
    if (topic.retention.deletes)
        return true;
    Q_EMIT m_actions.failed(
        tr("The topic %1 only compacts: it keeps the latest message of each key. Change its cleanup "
           "policy to delete messages, or recreate it.")
            .arg(topic.spec.name));
    return false;
}

void TopicActions::clearTopic(const engine::TopicSnapshot &topic)
{
    if (!mayLoseMessages(topic))
        return;
    const TopicSpec spec = topic.spec;
    QStringList parts;
    if (topic.records)
        parts << theme::formatCounted(topic.records, tr("%1 message is lost."), tr("%1 messages are lost."));
    parts << theme::formatCounted(
        quint64(topic.partitions.size()),
        tr("Its partition is cleared to its end; what comes then gets the next offset. This can not be undone."),
        tr("All of its %1 partitions are cleared to their ends; what comes then gets the next offsets. This can not be "
           "undone."));
    auto *form = new ConfirmDialog(
        m_session, tr("Clear the messages of the topic %1?").arg(spec.name), tr("Clear messages"), parts.join(u' '),
        [spec](BrokerSession &session) { return session.clearTopic(spec.virtualHost, spec.name); }, m_window);
    connect(form, &ConfirmDialog::confirmed, this,
            [this, spec] { Q_EMIT m_actions.done(tr("The messages of the topic %1 are deleted.").arg(spec.name)); });
    form->open();
}

namespace {

/// Compaction and transactions leave gaps: there may be fewer messages than offsets.
QString lossUpTo(const engine::PartitionSnapshot &partition, quint64 lastOffset)
{
    const quint64 offsets = lastOffset + 1 - partition.firstOffset;
    const bool hasGaps = partition.records != partition.nextOffset - partition.firstOffset;
    const QString count = hasGaps
                              ? theme::formatCounted(qMin(offsets, partition.records),
                                                     TopicActions::tr("At most %1 message of partition %2 is lost"),
                                                     TopicActions::tr("At most %1 messages of partition %2 are lost"))
                              : theme::formatCounted(offsets, TopicActions::tr("%1 message of partition %2 is lost"),
                                                     TopicActions::tr("%1 messages of partition %2 are lost"));
    return TopicActions::tr("%1: offsets %2 to %3, the last one included. This can not be undone.")
        .arg(count.arg(partition.number), theme::formatCount(partition.firstOffset), theme::formatCount(lastOffset));
}

} // namespace

void TopicActions::deleteUpTo(const engine::TopicSnapshot &topic, quint32 partition, quint64 lastOffset)
{
    if (!mayLoseMessages(topic))
        return;
    const engine::PartitionSnapshot there = topic.partitions.value(qsizetype(partition));
    if (lastOffset < there.firstOffset) {
        Q_EMIT m_actions.failed(tr("These messages are gone already."));
        return;
    }
    const TopicSpec spec = topic.spec;
    auto *form = new ConfirmDialog(
        m_session, tr("Delete the messages of %1 up to offset %2?").arg(spec.name, theme::formatCount(lastOffset)),
        tr("Delete messages"), lossUpTo(there, lastOffset),
        [spec, partition, lastOffset](BrokerSession &session) {
            return session.deleteRecords(spec.virtualHost, spec.name, partition, lastOffset + 1);
        },
        m_window);
    connect(form, &ConfirmDialog::confirmed, this, [this, spec, partition, lastOffset] {
        Q_EMIT m_actions.done(tr("Partition %1 of %2 begins after offset %3 now.")
                                  .arg(partition)
                                  .arg(spec.name, theme::formatCount(lastOffset)));
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
