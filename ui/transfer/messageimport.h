// SPDX-License-Identifier: GPL-3.0-or-later
// MessageImport: puts the messages of a file, JSON lines or CSV, into a queue, an exchange or a topic. The file is read and understood
// on a thread of the pool, some hundred messages at a time, and each such part is stored before the next one is read. A line
// that makes no message is left out and told; the others go on. In a topic a record of a Kafka client is the same record again:
// key, headers, time, and the partition it lay in where there is one of that number; so one that is older than the topic keeps
// records goes soon. What an AMQP client published goes by its key, and has the time of its arrival.
// Owner: TransferActions. Thread: ui.
#pragma once

#include "ui/transfer/messagelines.h"

#include <engine/brokersession.h>

#include <QObject>
#include <QStringList>

#include <memory>

namespace ui::transfer {

class MessageImport final : public QObject
{
    Q_OBJECT
public:
    /// So many problems are told one by one.
    static constexpr int mostTold = 20;

    MessageImport(engine::BrokerSession &session, const QString &path, const engine::MessageTarget &target,
                  QObject *parent);
    ~MessageImport() override;

    void start();
    /// What has been put stays. finished() follows.
    void cancel();

    const QString &path() const { return m_path; }
    const engine::MessageTarget &target() const { return m_target; }
    quint64 arrived() const { return m_arrived; }
    quint64 leftOut() const { return m_leftOut; }
    /// "line 12: the payload is not in base64"
    const QStringList &told() const { return m_told; }
    int percent() const { return m_percent; }
    /// Takes all of it back, as far as it is still where it arrived; v 0: it can not be undone, as in a topic, or not as a whole.
    const engine::UndoToken &undo() const { return m_undo; }
    bool isCancelled() const { return m_isCancelled; }
    /// Why it ended early; empty: it did not.
    const QString &problem() const { return m_problem; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    class File;
    struct Part
    {
        QList<FileMessage> messages;
        QList<quint64> places; ///< of each: its line, or its record
        QStringList problems;  ///< of what made no message
        int percent = 0;
        bool isLast = false;
        QString failure; ///< the file can not be read
    };
    void readNext();
    void take(const Part &part);
    bool goesAsRecord(const FileMessage &message) const;
    qsizetype putTogether(const QList<FileMessage> &messages) const;
    void putMessages(const Part &part, const Part &rest);
    void putRecords(const Part &part, const Part &rest);
    void goOn(const Part &rest);
    void note(const Part &part, const engine::PutReceipt &receipt);
    void note(const Part &part, const engine::BatchReceipt &receipt);
    void noteUndo(const engine::UndoToken &undo);
    void tell(const QString &what, quint64 count = 1);
    void end(const QString &problem);

    engine::BrokerSession &m_session;
    const QString m_path;
    const engine::MessageTarget m_target;
    std::shared_ptr<File> m_file; ///< of one thread at a time
    quint64 m_arrived = 0, m_leftOut = 0;
    QStringList m_told;
    int m_percent = 0;
    engine::UndoToken m_undo;
    bool m_isBeyondUndo = false; ///< it can not be taken back as a whole any more
    bool m_isLast = false, m_isCancelled = false;
    QString m_problem;
};

} // namespace ui::transfer
