// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transfer/messageimport.h"

#include "ui/async/elsewhere.h"
#include "ui/async/whendone.h"
#include "ui/transfer/messagecsv.h"
#include "ui/transfer/records.h"

#include <QFile>

#include <algorithm>

namespace ui::transfer {

using namespace Qt::StringLiterals;
using engine::Result;

namespace {

constexpr qsizetype mostMessages = 500;
constexpr qint64 mostBytes = 2 * 1024 * 1024;
constexpr qint64 pieceBytes = 256 * 1024;
constexpr qint64 longestLine = 512LL * 1024 * 1024;

} // namespace

/// The file on its thread.
class MessageImport::File
{
public:
    explicit File(const QString &path)
        : m_file(path)
        , m_isCsv(path.endsWith(u".csv"_s, Qt::CaseInsensitive))
    {}

    Part next()
    {
        Part part;
        if (!m_file.isOpen() && !m_file.open(QIODevice::ReadOnly)) {
            part.failure = m_file.errorString();
            return part;
        }
        const qint64 from = m_file.pos();
        while (part.messages.size() < mostMessages && m_file.pos() - from < mostBytes && !m_file.atEnd()) {
            if (m_isCsv)
                readPiece(part);
            else
                readLine(part);
        }
        part.isLast = m_file.atEnd();
        if (part.isLast && m_isCsv)
            takeRecords(part, m_csv.finish());
        if (!m_csv.problem().isEmpty())
            part.failure = m_csv.problem();
        part.percent = m_file.size() == 0 ? 100 : int(m_file.pos() * 100 / m_file.size());
        return part;
    }

private:
    void readLine(Part &part)
    {
        const QByteArray line = wholeLine().trimmed();
        ++m_place;
        if (!line.isEmpty())
            take(part, messageOfLine(line));
    }
    /// In pieces: each time QFile makes room for as much as it is asked for.
    QByteArray wholeLine()
    {
        QByteArray line;
        do {
            line += m_file.readLine(std::min<qint64>(pieceBytes, longestLine - line.size()));
        } while (!line.endsWith('\n') && line.size() < longestLine && !m_file.atEnd());
        return line;
    }
    void readPiece(Part &part) { takeRecords(part, m_csv.read(m_file.read(pieceBytes))); }
    void takeRecords(Part &part, const QList<Result<FileMessage>> &records)
    {
        for (const Result<FileMessage> &record : records) {
            ++m_place;
            take(part, record);
        }
    }
    void take(Part &part, const Result<FileMessage> &message)
    {
        if (message) {
            part.messages << *message;
            part.places << m_place;
        } else {
            const QString place = m_isCsv ? MessageImport::tr("record %1: %2") : MessageImport::tr("line %1: %2");
            part.problems << place.arg(m_place).arg(message.error().detail);
        }
    }

    QFile m_file;
    const bool m_isCsv;
    CsvReader m_csv;
    quint64 m_place = 0;
};

MessageImport::MessageImport(engine::BrokerSession &session, const QString &path, const engine::MessageTarget &target,
                             QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_path(path)
    , m_target(target)
    , m_file(std::make_shared<File>(path))
{}

MessageImport::~MessageImport() = default;

void MessageImport::start()
{
    readNext();
}

void MessageImport::cancel()
{
    m_isCancelled = true; // what is under way ends first
}

void MessageImport::readNext()
{
    if (m_isCancelled || m_isLast)
        return end({});
    async::elsewhere(
        this, [file = m_file] { return file->next(); }, [this](const Part &part) { take(part); });
}

void MessageImport::take(const Part &part)
{
    if (!part.failure.isEmpty())
        return end(part.failure);
    m_isLast = part.isLast;
    m_percent = part.percent;
    for (const QString &problem : part.problems)
        tell(problem);
    if (part.messages.isEmpty()) {
        Q_EMIT progressed();
        return readNext();
    }
    Part first = part;
    Part rest;
    if (const qsizetype together = putTogether(part.messages); together < part.messages.size()) {
        rest.messages = part.messages.mid(together);
        rest.places = part.places.mid(together);
        rest.isLast = part.isLast;
        rest.percent = part.percent;
        first.messages.resize(together);
        first.places.resize(together);
    }
    if (goesAsRecord(first.messages.first()))
        putRecords(first, rest);
    else
        putMessages(first, rest);
}

bool MessageImport::goesAsRecord(const FileMessage &message) const
{
    return m_target.kind == engine::MessageTarget::Kind::Topic && message.timestampMs;
}

/// Those at the front that are of one kind, so that all of them stay in order; more than a part's worth may have come with one
/// piece of a table.
qsizetype MessageImport::putTogether(const QList<FileMessage> &messages) const
{
    const bool areRecords = goesAsRecord(messages.first());
    const auto other = std::find_if(messages.begin(), messages.end(),
                                    [&](const FileMessage &message) { return goesAsRecord(message) != areRecords; });
    return qMin<qsizetype>(other - messages.begin(), mostMessages);
}

void MessageImport::putMessages(const Part &part, const Part &rest)
{
    const QList<engine::NewMessage> messages(part.messages.begin(), part.messages.end());
    async::whenDone(m_session.putMessages(messages, m_target, {!m_isBeyondUndo, m_undo.v}), this,
                    [this, part, rest](const Result<engine::PutReceipt> &receipt) {
                        if (!receipt)
                            return end(receipt.error().detail);
                        note(part, *receipt);
                        goOn(rest);
                    });
}

void MessageImport::putRecords(const Part &part, const Part &rest)
{
    engine::PublishBatch batch;
    for (const FileMessage &message : part.messages) {
        engine::RecordRequest record = recordOf(message.properties, message.body);
        record.virtualHost = m_target.virtualHost;
        record.topic = m_target.name;
        record.partition = message.partition;
        record.isPartitionBinding = false;
        record.timestampMs = message.timestampMs;
        batch.records.append(std::move(record));
    }
    async::whenDone(m_session.publishBatch(batch), this,
                    [this, part, rest](const Result<engine::BatchReceipt> &receipt) {
                        if (!receipt)
                            return end(receipt.error().detail);
                        note(part, *receipt);
                        goOn(rest);
                    });
}

void MessageImport::goOn(const Part &rest)
{
    if (rest.messages.isEmpty() || m_isCancelled)
        readNext();
    else
        take(rest);
}

void MessageImport::note(const Part &part, const engine::PutReceipt &receipt)
{
    m_arrived += receipt.arrived;
    noteUndo(receipt.undo);
    for (const engine::PutProblem &problem : receipt.problems)
        tell(tr("line %1: %2").arg(part.places.value(problem.index)).arg(problem.text));
    Q_EMIT progressed();
}

/// Which of the records it was is not known.
void MessageImport::note(const Part &part, const engine::BatchReceipt &receipt)
{
    m_arrived += receipt.sent;
    noteUndo({}); // a topic gives nothing back
    if (receipt.failed > 0 && part.places.size() == 1)
        tell(tr("line %1: %2").arg(part.places.first()).arg(receipt.problem));
    else if (receipt.failed > 0)
        tell(tr("lines %1 to %2: %3").arg(part.places.first()).arg(part.places.last()).arg(receipt.problem),
             receipt.failed);
    Q_EMIT progressed();
}

/// Half of an import is not offered to be taken back.
void MessageImport::noteUndo(const engine::UndoToken &undo)
{
    m_isBeyondUndo = m_isBeyondUndo || (m_undo.v != 0 && undo.v == 0);
    m_undo = m_isBeyondUndo ? engine::UndoToken() : undo;
}

void MessageImport::tell(const QString &what, quint64 count)
{
    m_leftOut += count;
    if (m_told.size() < mostTold)
        m_told << what;
}

void MessageImport::end(const QString &problem)
{
    m_problem = problem;
    Q_EMIT finished();
}

} // namespace ui::transfer
