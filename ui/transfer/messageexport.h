// SPDX-License-Identifier: GPL-3.0-or-later
// MessageExport: writes messages into a file, as JSON lines or CSV: those that are listed, all of a queue or topic, or all that a
// filter finds. In place: nothing is consumed. They are read a stretch at a time and written on a thread of the pool, so that
// neither window nor broker wait, however many there are. The file is there only once all of it is written.
// Owner: TransferActions. Thread: ui.
#pragma once

#include "ui/models/messagepick.h"

#include <engine/brokersession.h>

#include <QObject>

#include <memory>

class QSaveFile;

namespace ui::transfer {

class MessageExport final : public QObject
{
    Q_OBJECT
public:
    enum class Format : quint8 { JsonLines, Csv };
    /// By the name's end: ".csv", otherwise JSON lines.
    static Format formatOf(const QString &path);

    MessageExport(engine::BrokerSession &session, const models::MessagePick &pick, const QString &path,
                  QObject *parent);
    ~MessageExport() override;

    void start();
    /// The file is as it was before. finished() follows.
    void cancel();

    const models::MessagePick &pick() const { return m_pick; }
    const QString &path() const { return m_path; }
    quint64 written() const { return m_written; }
    /// Gone or not to be read when their turn came.
    quint64 missing() const { return m_missing; }
    int percent() const;
    bool isCancelled() const { return m_isCancelled; }
    /// Why it ended early; empty: it did not.
    const QString &problem() const { return m_problem; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void makeJobs();
    void readNext();
    void take(const engine::MessageStretch &stretch);
    void write(const QList<engine::MessageDetails> &messages);
    void complete();
    void end(const QString &problem);

    engine::BrokerSession &m_session;
    const models::MessagePick m_pick;
    const QString m_path;
    const Format m_format;
    std::shared_ptr<QSaveFile> m_file; ///< of one thread at a time
    QList<engine::MessageStretchRequest> m_jobs;
    quint64 m_written = 0, m_looked = 0, m_missing = 0;
    bool m_isCancelled = false;
    QString m_problem;
};

} // namespace ui::transfer
