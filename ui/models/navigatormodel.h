// SPDX-License-Identifier: GPL-3.0-or-later
// NavigatorModel: the window's table of contents. The sections stand still; below Queues comes every queue, by name.
// Owner: the navigator of MainWindow. Thread: ui.
#pragma once

#include "ui/models/roles.h"

#include <engine/deadletters.h>
#include <engine/snapshots.h>

#include <QAbstractItemModel>
#include <QMap>

namespace ui::models {

class NavigatorModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Section : quint8 {
        Flow,
        Overview,
        Queues,
        Topics,
        Groups,
        Exchanges,
        Unrouted,
        Connections,
        DeadLetters,
        VirtualHosts,
        Users,
        Policies
    };
    static constexpr int sectionCount = int(Section::Policies) + 1;

    using QAbstractItemModel::QAbstractItemModel;

    void updateQueues(const QList<engine::QueueSnapshot> &queues);
    void updateOverview(const engine::OverviewSnapshot &overview);
    void updateDeadLetters(const engine::DeadLettersSnapshot &deadLetters);
    /// How much has happened there that nobody has looked at; 0: nothing.
    void setNews(Section section, int count);

    QModelIndex sectionIndex(Section section) const { return index(int(section), 0); }
    QModelIndex queueIndex(engine::QueueId queue) const;
    /// By its queueLabel(); null when there is none.
    const engine::QueueSnapshot *queueLabelled(const QString &label) const;
    bool isSection(const QModelIndex &index) const { return index.isValid() && index.internalId() == 0; }
    Section sectionOf(const QModelIndex &index) const;
    /// Null for a section.
    const engine::QueueSnapshot *queueOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex & = {}) const override { return 1; }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void removeMissing(const QList<engine::QueueSnapshot> &next);
    QVariant sectionData(Section section, int role) const;
    QVariant queueData(const engine::QueueSnapshot &queue, int role) const;

    QList<engine::QueueSnapshot> m_queues; ///< by virtual host and name
    QMap<Section, int> m_news;
    quint32 m_topics = 0;
    quint32 m_groups = 0;
    quint32 m_exchanges = 0;
    quint32 m_unrouted = 0;
    quint32 m_connections = 0;
    quint64 m_deadLetters = 0;
};

} // namespace ui::models
