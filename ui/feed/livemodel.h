// SPDX-License-Identifier: GPL-3.0-or-later
// LiveModel: the last few thousand events of the live feed, the newest first. A whole batch is one insertion, whatever its size.
// What a filter leaves out is kept, and there again without it.
// Owner: FeedPanel. Thread: ui.
#pragma once

#include "ui/feed/livequery.h"

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

    /// Takes the events over, oldest first, and lets the oldest rows go above the capacity. Answers how many rows they made.
    int append(const QList<engine::LiveEvent> &events);
    /// Shows what matches of what is here, and takes in nothing else from now on. Answers how many could not be compared: it
    /// depends on more of the body than is here.
    quint64 setFilter(const engine::LiveFilter &filter);
    void clear();
    /// So many are kept at most; the oldest go at once.
    void setCapacity(int capacity);
    /// What the events that are here have, the latest first.
    QueryNames names() const;
    const engine::LiveEvent &eventAt(int row) const { return m_events.at(size_t(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const engine::LiveEvent &event, int column) const;

    using Events = std::deque<engine::LiveEvent>; ///< newest at the front

    engine::LiveEventMatcher m_matcher;
    Events m_all;    ///< whatever the filter
    Events m_events; ///< the rows
    int m_capacity;
};

/// "exchange → queue", or the one that is known; the default exchange is named as RabbitMQ names it. Of a record the topic, the
/// partition and the offset: "orders · 3 @ 1,204". With the virtual host, unless it is "/".
QString eventPath(const engine::LiveEvent &event);

} // namespace ui::feed
