// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/messageexport.h"

#include "ui/async/elsewhere.h"
#include "ui/async/whendone.h"
#include "ui/transfer/messagecsv.h"
#include "ui/transfer/messagelines.h"

#include <engine/deadletters.h>

#include <QSaveFile>

#include <algorithm>

namespace ui::transfer {

using engine::MessageDetails;
using engine::MessageRef;
using engine::MessageStretch;
using engine::MessageStretchRequest;

namespace {

/// Why it could not be written; empty: it was.
QString writeTo(QSaveFile &file, MessageExport::Format format, const QList<MessageDetails> &messages)
{
    for (const MessageDetails &message : messages) {
        const QByteArray record =
            format == MessageExport::Format::Csv ? csvOf(message) : QByteArray(lineOf(message) + '\n');
        if (file.write(record) != record.size())
            return file.errorString();
    }
    return {};
}

/// Of a group of dead letters; what else lies in their queues is not part of it.
bool isWanted(const engine::MessageSelection &selection, const MessageDetails &message)
{
    if (!selection.messages.isEmpty() || !selection.death)
        return true;
    const QList<engine::Death> deaths = engine::deathsOf(message.properties.headers);
    const QString &reason = selection.death->reason, &queue = selection.death->queue;
    return !deaths.isEmpty() && (reason.isEmpty() || deaths.first().reason == reason) &&
           (queue.isEmpty() || deaths.first().queue == queue);
}

QString open(QSaveFile &file, MessageExport::Format format)
{
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (format == MessageExport::Format::Csv)
        file.write(csvHeading());
    return {};
}

} // namespace

MessageExport::Format MessageExport::formatOf(const QString &path)
{
    return path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive) ? Format::Csv : Format::JsonLines;
}

MessageExport::MessageExport(engine::BrokerSession &session, const models::MessagePick &pick, const QString &path,
                             QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_pick(pick)
    , m_path(path)
    , m_format(formatOf(path))
    , m_file(std::make_shared<QSaveFile>(path))
{}

MessageExport::~MessageExport() = default;

int MessageExport::percent() const
{
    return m_pick.count == 0 ? 0 : int(qMin<quint64>(99, m_looked * 100 / m_pick.count));
}

void MessageExport::start()
{
    makeJobs();
    if (const QString problem = open(*m_file, m_format); !problem.isEmpty())
        return end(problem);
    readNext();
}

/// A listed message is a stretch, together with those that follow it without a gap.
void MessageExport::makeJobs()
{
    const engine::MessageSelection &selection = m_pick.selection;
    QList<MessageRef> refs = selection.messages;
    std::sort(refs.begin(), refs.end());
    for (const MessageRef &ref : std::as_const(refs)) {
        const bool follows =
            !m_jobs.isEmpty() && m_jobs.last().log == ref.queue && m_jobs.last().endOffset == ref.offset;
        if (follows)
            m_jobs.last().endOffset = ref.offset + 1;
        else
            m_jobs.append({ref.queue, ref.offset, ref.offset + 1, {}});
    }
    if (!refs.isEmpty())
        return;
    for (const engine::QueueId log : selection.logs) {
        MessageStretchRequest job{log, selection.firstOffset.value_or(0), {}, selection.filter};
        if (selection.lastOffset)
            job.endOffset = *selection.lastOffset + 1;
        m_jobs.append(job);
    }
}

void MessageExport::readNext()
{
    if (m_isCancelled)
        return end({});
    if (m_jobs.isEmpty())
        return complete();
    async::whenDone(m_session.readMessages(m_jobs.first()), this,
                    [this](const engine::Result<MessageStretch> &stretch) {
                        if (stretch)
                            take(*stretch);
                        else
                            end(stretch.error().detail);
                    });
}

void MessageExport::take(const MessageStretch &stretch)
{
    MessageStretchRequest &job = m_jobs.first();
    // What comes in meanwhile is not part of it.
    job.endOffset = stretch.endOffset;
    job.fromOffset = stretch.nextOffset;
    m_looked += stretch.looked;
    m_missing += stretch.unreadable;
    if (stretch.isAtEnd)
        m_jobs.removeFirst();
    QList<MessageDetails> wanted = stretch.messages;
    wanted.removeIf([this](const MessageDetails &message) { return !isWanted(m_pick.selection, message); });
    write(wanted);
}

void MessageExport::write(const QList<MessageDetails> &messages)
{
    async::elsewhere(
        this, [file = m_file, format = m_format, messages] { return writeTo(*file, format, messages); },
        [this, count = quint64(messages.size())](const QString &problem) {
            m_written += count;
            Q_EMIT progressed();
            if (problem.isEmpty())
                readNext();
            else
                end(problem);
        });
}

void MessageExport::complete()
{
    const quint64 listed = quint64(m_pick.selection.messages.size());
    m_missing = qMax(m_missing, listed > m_written ? listed - m_written : 0);
    async::elsewhere(
        this, [file = m_file] { return file->commit() ? QString() : file->errorString(); },
        [this](const QString &problem) { end(problem); });
}

void MessageExport::cancel()
{
    m_isCancelled = true; // what is under way ends first
}

/// A file that was not committed was never there.
void MessageExport::end(const QString &problem)
{
    m_problem = problem;
    m_file.reset();
    Q_EMIT finished();
}

} // namespace ui::transfer
