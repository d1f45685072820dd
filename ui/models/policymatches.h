// SPDX-License-Identifier: GPL-3.0-or-later
// What a policy matches among the queues and exchanges there are, and which other policy goes before it: for the list of a
// policy, and for the preview while it is written. Thread: any (values); PolicyMatchModel: ui.
#pragma once

#include "ui/models/snapshottable.h"

#include <engine/snapshots.h>

namespace ui::models {

struct PolicyMatch
{
    bool isExchange = false;
    QString name;
    QString before; ///< the policy that applies instead; empty: this one does
    bool operator==(const PolicyMatch &) const = default;
};

/// Queues first, each sorted by name. `policies`: all there are; one of the same name is taken for the one being written.
QList<PolicyMatch> matchesOf(const engine::PolicySpec &policy, const QList<engine::QueueSnapshot> &queues,
                             const QList<engine::ExchangeSnapshot> &exchanges,
                             const QList<engine::PolicySnapshot> &policies);

/// "applies to 3 queues and 1 exchange; 2 more match, but another policy goes before".
QString matchesText(const QList<PolicyMatch> &matches);

class PolicyMatchModel final : public SnapshotTable<PolicyMatch, QString>
{
    Q_OBJECT
public:
    enum Column { Kind, Name, Applies, columnEnd };

    using SnapshotTable::SnapshotTable;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : columnEnd; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString keyOf(const PolicyMatch &match) const override;
};

} // namespace ui::models
