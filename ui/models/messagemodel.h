// SPDX-License-Identifier: GPL-3.0-or-later
// MessageModel: all messages of one queue or partition, however many, in queue order and in place. It knows how many there are and
// holds only the stretches that are or were lately looked at; the rest is fetched as rows become visible.
// A row that leaves at the head is a removed row, so selection and scroll position stay on their messages.
// Owner: MessagePanel. Thread: ui.
#pragma once

#include "ui/models/messagecells.h"

#include <engine/brokersession.h>

#include <QAbstractTableModel>
#include <QHash>

namespace ui::models {

class MessageModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Column = MessageColumn;
    using enum MessageColumn;
    /// Most messages asked for at once.
    static constexpr int fetchLimit = 500;
    /// Messages of one stretch of the cache, and how many stretches are kept.
    static constexpr int stretchSize = 250;
    static constexpr int stretchLimit = 24;

    MessageModel(engine::BrokerSession &session, QObject *parent = nullptr);

    /// Before there are rows.
    void setLook(const MessageLook &look) { m_look = look; }
    const MessageLook &look() const { return m_look; }

    void setQueue(engine::QueueId queue, quint64 total);
    engine::QueueId queue() const { return m_queue; }
    /// Messages in the queue at last sight; more than rowCount() only beyond two thousand million.
    quint64 total() const { return m_total; }

    /// The rows on screen: what is missing among them is fetched.
    void setVisibleRange(int first, int last);
    /// Looks again at the visible rows. `total` is the newest count known from elsewhere; the answer brings the exact one.
    void refresh(quint64 total);
    bool isFetching() const { return m_inFlight > 0; }
    /// The last look failed: why. Empty: it did not.
    const QString &problem() const { return m_problem; }

    /// The message of a row, when it is here; an invalid ref.queue otherwise.
    const engine::MessageSummary &summaryAt(int row) const;
    /// The row of a message that is in the cache, or -1.
    int rowOf(engine::MessageRef ref) const;
    /// By the messages around its place in the cache: it is not there any more. False as well where its place is not in the cache.
    bool hasLeft(engine::MessageRef ref) const;
    /// Of those in the cache.
    QList<engine::MessageSummary> loaded(const engine::MessageMatcher &matcher) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// An answer has been taken in: rows, total and problem are up to date.
    void settled();

private:
    /// Positions in the cache count from an origin that rises as messages leave at the head, so that nothing needs to move.
    using Position = qint64;
    struct Stretch
    {
        QList<engine::MessageSummary> messages;
        quint64 lastUse = 0;
    };

    Position positionOf(int row) const { return m_origin + row; }
    engine::MessageSummary *slot(Position position, bool create);
    const engine::MessageSummary *slot(Position position) const;
    bool isMissing(int firstRow, int lastRow, int *from, int *to) const;
    void fetchMissing();
    void fetch(quint64 first, int count);
    void takeIn(const engine::MessagePage &page, int asked);
    void fail(const engine::Error &error);
    Position originAfter(const engine::MessagePage &page) const;
    void moveOrigin(Position origin);
    void setRows(quint64 total);
    void store(const engine::MessagePage &page);
    void forget(Position from, Position to);
    void trim();

    engine::BrokerSession &m_session;
    MessageLook m_look;
    engine::QueueId m_queue;
    quint64 m_total = 0;
    int m_rows = 0;
    Position m_origin = 0;
    QHash<qint64, Stretch> m_stretches;
    QHash<quint64, Position> m_positions; ///< by offset, of every message in the cache
    quint64 m_useCount = 0;
    quint64 m_generation = 0; ///< answers to questions about another queue are dropped
    int m_visibleFirst = 0;
    int m_visibleLast = -1;
    int m_inFlight = 0;
    bool m_refreshWanted = false;
    QString m_problem;
};

} // namespace ui::models
