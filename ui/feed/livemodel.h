// SPDX-License-Identifier: GPL-3.0-or-later
// LiveModel: the last few thousand events of the live feed, the newest first. A whole batch is one insertion, whatever its size.
// Owner: FeedPanel. Thread: ui.
#pragma once

#include <engine/events.h>

#include <QAbstractTableModel>

#include <deque>

namespace ui::feed {

class LiveModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, EventColumn, PathColumn, KeyColumn, SizeColumn, ClientColumn, BodyColumn, ColumnCount };
    static constexpr int defaultCapacity = 5000;

    explicit LiveModel(QObject *parent = nullptr, int capacity = defaultCapacity);

    /// Takes the events over, oldest first, and lets the oldest rows go above the capacity.
    void append(const QList<engine::LiveEvent> &events);
    void clear();
    const engine::LiveEvent &eventAt(int row) const { return m_events.at(size_t(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const engine::LiveEvent &event, int column) const;

    std::deque<engine::LiveEvent> m_events; ///< newest at the front
    int m_capacity;
};

/// "exchange → queue", or the one that is known; the default exchange is named as RabbitMQ names it.
QString eventPath(const engine::LiveEvent &event);

} // namespace ui::feed
