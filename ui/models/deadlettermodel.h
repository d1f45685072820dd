// SPDX-License-Identifier: GPL-3.0-or-later
// DeadLetterModel: the dead letters of one group, or those of them that a search has found, the latest deaths first. It knows where
// all of them lie, up to a limit, and holds what has been looked at; the rest is read as rows become visible. What leaves is a
// removed row, so that selection and scroll position stay on their messages; of very many at once its owner keeps them there.
// Owner: DeadLetterPanel. Thread: ui.
#pragma once

#include "ui/models/messagecells.h"

#include <engine/brokersession.h>

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace ui::models {

class DeadLetterModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// Rows at first; showMore() asks for ten times as many.
    static constexpr quint32 firstLimit = 1000;
    static constexpr quint32 mostRows = 100'000;
    /// Messages read at a time.
    static constexpr int readAtOnce = 200;
    /// Runs of rows that come and go one by one; where there are more, all of them come anew, by a reset.
    static constexpr int mostRuns = 64;

    DeadLetterModel(engine::BrokerSession &session, QObject *parent);

    const MessageLook &look() const { return m_look; }
    /// Others from now on.
    void show(const engine::DeadLetterFilter &filter);
    const engine::DeadLetterFilter &filter() const { return m_filter; }
    /// Of these only those that a search has found, wherever they stand among them; none: all. What is not among these has no
    /// row any more, the rest comes as soon as the broker says that it is there.
    void restrictTo(const std::optional<QList<engine::MessageRef>> &found);
    /// Looks again where they lie, and at the visible rows.
    void refresh();
    void setVisibleRange(int first, int last);
    bool canShowMore() const { return !m_found && m_limit < mostRows && quint64(m_rows.size()) < m_total; }
    void showMore();

    /// That there are, whether or not they have a row.
    quint64 total() const { return m_total; }
    /// An answer for the present filter and for what has been found has come.
    bool isKnown() const { return m_isKnown; }
    const QList<engine::MessageRef> &refs() const { return m_rows; }
    const QString &problem() const { return m_problem; }
    engine::MessageRef refAt(int row) const { return m_rows.value(row); }
    /// Null where it is still on its way.
    const engine::DeadLetter *letterAt(int row) const;
    const engine::DeadLetter *letter(engine::MessageRef ref) const;
    int rowOf(engine::MessageRef ref) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// An answer has been taken in.
    void settled();

private:
    engine::BrokerSession::Future<engine::DeadLetterList> ask();
    void take(const engine::Result<engine::DeadLetterList> &answer, bool isOfFound);
    void applyRows(const QList<engine::MessageRef> &next);
    QList<engine::MessageRef> foundAmong(const QList<engine::MessageRef> &messages) const;
    void dropQuestion();
    bool isScattered(const QList<engine::MessageRef> &next, const QSet<engine::MessageRef> &staying) const;
    void removeMissing(const QSet<engine::MessageRef> &staying);
    void insertNew(const QList<engine::MessageRef> &next);
    void read(bool again);
    void takeLetters(const QList<engine::DeadLetter> &letters);
    QVariant deathData(const engine::DeadLetter &letter, int column, int role) const;

    engine::BrokerSession &m_session;
    const MessageLook m_look{.isLog = false, .partitions = {}, .hasPlaces = false, .isDead = true};
    engine::DeadLetterFilter m_filter;
    std::optional<QList<engine::MessageRef>> m_found;
    QList<engine::MessageRef> m_rows; ///< the latest deaths first
    QHash<engine::MessageRef, engine::DeadLetter> m_letters;
    quint64 m_total = 0;
    quint32 m_limit = firstLimit;
    quint64 m_generation = 0; ///< answers to questions about other ones are dropped
    int m_first = 0, m_last = -1;
    bool m_isKnown = false;
    bool m_isListing = false;
    bool m_isReading = false;
    bool m_isRefreshWanted = false;
    QString m_problem;
};

} // namespace ui::models
