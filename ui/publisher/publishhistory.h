// SPDX-License-Identifier: GPL-3.0-or-later
// PublishHistory: what was published by hand, the newest first, and what became of it; to look at, and to publish again. Bounded, and
// kept between runs.
// Owner: MainWindow's Publishers. Thread: ui.
#pragma once

#include "ui/publisher/keptbodies.h"
#include "ui/publisher/storedfile.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace ui::publisher {

struct PublishedEntry
{
    quint64 id = 0;
    qint64 timeMs = 0;
    Draft draft;
    bool ok = true;
    QString outcome;   ///< "Message published to orders.eu."
    quint64 count = 1; ///< more than one: of a repetition
};

class PublishHistory : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t most = 300;
    static constexpr qsizetype mostBytes = 2 * 1024 * 1024;    ///< of all of them, as they are stored
    static constexpr qint64 mostFileBytes = 256 * 1024 * 1024; ///< of the bodies that are kept for them
    static constexpr int writeDelayMs = 500;

    /// The bodies outlive it.
    PublishHistory(const QString &path, KeptBodies &bodies, QObject *parent = nullptr);
    ~PublishHistory() override;

    const std::deque<PublishedEntry> &entries() const { return m_entries; }
    const PublishedEntry *find(quint64 id) const;
    /// Its id and time are given here. What alone is more than fits is not remembered.
    void add(PublishedEntry entry);
    void clear();
    /// Puts back what was cleared, behind what came since.
    void restore(const std::deque<PublishedEntry> &older);

Q_SIGNALS:
    void changed();

private:
    void load();
    void trim();
    size_t fittingBodies() const;
    void dropOldest();
    void store();

    StoredFile m_file;
    KeptBodies &m_bodies;
    QTimer m_later;
    std::deque<PublishedEntry> m_entries;
    std::deque<QByteArray> m_lines; ///< the same as they are stored
    qsizetype m_bytes = 0;
    quint64 m_lastId = 0;
};

} // namespace ui::publisher
