// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/targetnames.h"

#include "ui/models/streams.h"

#include <QComboBox>
#include <QSignalBlocker>

namespace ui::dialogs {

namespace {

template <typename Snapshot>
QStringList namesIn(const QList<Snapshot> &snapshots, const QString &virtualHost)
{
    QStringList names;
    for (const Snapshot &snapshot : snapshots) {
        if (snapshot.spec.virtualHost == virtualHost && !snapshot.spec.name.isEmpty())
            names << snapshot.spec.name;
    }
    return names;
}

} // namespace

TargetNames::TargetNames(engine::BrokerSession &session, const QString &virtualHost, QObject *parent)
    : QObject(parent)
{
    m_watching.push_back(
        models::watchQueuesProper(session, this, [this, virtualHost](const QList<engine::QueueSnapshot> &snapshots) {
            take(&TargetNames::queues, namesIn(snapshots, virtualHost));
        }));
    m_watching.push_back(
        session.watchExchanges(this, [this, virtualHost](const QList<engine::ExchangeSnapshot> &snapshots) {
            take(&TargetNames::exchanges, namesIn(snapshots, virtualHost));
        }));
    m_watching.push_back(session.watchTopics(this, [this, virtualHost](const QList<engine::TopicSnapshot> &snapshots) {
        take(&TargetNames::topics, namesIn(snapshots, virtualHost));
    }));
}

void TargetNames::take(QStringList TargetNames::*names, QStringList there)
{
    there.sort(Qt::CaseInsensitive);
    if (there == this->*names)
        return;
    this->*names = there;
    Q_EMIT changed();
}

void TargetNames::offerIn(QComboBox &box, engine::MessageTarget::Kind kind) const
{
    using Target = engine::MessageTarget::Kind;
    const QSignalBlocker blocker(&box);
    const QString kept = box.currentText();
    box.clear();
    box.addItems(kind == Target::Exchange ? exchanges : kind == Target::Topic ? topics : queues);
    box.setEditText(kept);
}

} // namespace ui::dialogs
