// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/publishhistory.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

QByteArray lineOf(const PublishedEntry &entry)
{
    return QJsonDocument(QJsonObject{{u"time"_s, entry.timeMs},
                                     {u"ok"_s, entry.ok},
                                     {u"outcome"_s, entry.outcome},
                                     {u"count"_s, qint64(entry.count)},
                                     {u"message"_s, toJson(entry.draft)}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

PublishHistory::PublishHistory(const QString &path, KeptBodies &bodies, QObject *parent)
    : QObject(parent)
    , m_file(path)
    , m_bodies(bodies)
{
    m_later.setSingleShot(true);
    m_later.setInterval(writeDelayMs);
    connect(&m_later, &QTimer::timeout, this, &PublishHistory::store);
    load();
}

PublishHistory::~PublishHistory()
{
    if (m_later.isActive())
        store();
}

/// A line each, the newest first. What makes no sense is left out: this is no more than a memory.
void PublishHistory::load()
{
    const engine::Result<QByteArray> read = m_file.read();
    if (!read)
        return;
    for (const QByteArray &line : read->split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (json.isEmpty() || m_entries.size() >= most)
            continue;
        m_entries.push_back({++m_lastId, json[u"time"_s].toInteger(), draftFromJson(json[u"message"_s].toObject()),
                             json[u"ok"_s].toBool(), json[u"outcome"_s].toString(),
                             quint64(json[u"count"_s].toInteger(1))});
        m_bodies.hold(m_entries.back().draft);
        m_lines.push_back(line);
        m_bytes += line.size();
    }
}

const PublishedEntry *PublishHistory::find(quint64 id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const PublishedEntry &e) { return e.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

void PublishHistory::add(PublishedEntry entry)
{
    // Not even made into a line where it cannot fit.
    if (entry.draft.body.size() > mostBytes)
        return;
    if (entry.draft.keptBody && QFileInfo(*entry.draft.keptBody).size() > mostFileBytes)
        return;
    entry.id = ++m_lastId;
    entry.timeMs = QDateTime::currentMSecsSinceEpoch();
    QByteArray line = lineOf(entry);
    if (line.size() > mostBytes)
        return;
    m_bytes += line.size();
    m_entries.push_front(std::move(entry));
    m_lines.push_front(std::move(line));
    trim();
    m_later.start();
    Q_EMIT changed();
}

/// To what may be remembered; the oldest go.
void PublishHistory::trim()
{
    while (m_entries.size() > most || m_bytes > mostBytes)
        dropOldest();
    for (const size_t fitting = fittingBodies(); m_entries.size() > fitting;)
        dropOldest();
    m_bodies.removeUnheld();
}

/// How many of the newest have no more in files than may be kept; a file that several have counts once.
size_t PublishHistory::fittingBodies() const
{
    QSet<QString> counted;
    qint64 bytes = 0;
    for (size_t index = 0; index < m_entries.size(); ++index) {
        const KeptBody &body = m_entries[index].draft.keptBody;
        if (!body || counted.contains(*body))
            continue;
        counted.insert(*body);
        bytes += QFileInfo(*body).size();
        if (bytes > mostFileBytes)
            return index;
    }
    return m_entries.size();
}

void PublishHistory::dropOldest()
{
    m_bytes -= m_lines.back().size();
    m_lines.pop_back();
    m_entries.pop_back();
}

void PublishHistory::clear()
{
    m_entries.clear();
    m_lines.clear();
    m_bytes = 0;
    m_bodies.removeUnheld();
    m_later.start();
    Q_EMIT changed();
}

void PublishHistory::restore(const std::deque<PublishedEntry> &older)
{
    for (const PublishedEntry &entry : older) {
        m_entries.push_back(entry);
        m_lines.push_back(lineOf(entry));
        m_bytes += m_lines.back().size();
    }
    trim();
    m_later.start();
    Q_EMIT changed();
}

void PublishHistory::store()
{
    m_later.stop();
    QByteArray content;
    content.reserve(m_bytes + qsizetype(m_lines.size()));
    for (const QByteArray &line : m_lines)
        content += line + '\n';
    m_file.write(content);
}

} // namespace ui::publisher
