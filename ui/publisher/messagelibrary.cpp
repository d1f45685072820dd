// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/messagelibrary.h"

#include "ui/async/inworker.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

const QString formatName = u"sightglass-messages"_s;
constexpr int formatVersion = 1;
constexpr qsizetype mostWritten = 1 << 20; // bytes of a body; a larger one is kept in a file of its own

QByteArray contentOf(const QList<SavedMessage> &messages)
{
    QJsonArray array;
    for (const SavedMessage &message : messages)
        array.append(QJsonObject{
            {u"folder"_s, message.folder}, {u"name"_s, message.name}, {u"message"_s, toJson(message.draft)}});
    return QJsonDocument(QJsonObject{{u"format"_s, formatName}, {u"version"_s, formatVersion}, {u"messages"_s, array}})
        .toJson();
}

/// For a file that others read: a body that is kept here goes along.
engine::Result<void> takeBodyAlong(Draft &draft)
{
    QFile file(*draft.keptBody);
    if (!file.open(QIODevice::ReadOnly))
        return engine::Error{engine::BrokerError::StorageFailed, file.errorString()};
    draft.bodyForm = BytesForm::Base64;
    draft.body = QString::fromLatin1(file.readAll().toBase64());
    draft.keptBody.reset();
    return {};
}

/// And back again: where it is written to, or nowhere. One with placeholders in it is no more than text.
engine::Result<QString> writeBody(Draft &draft, const QString &folder)
{
    if (draft.bodyForm != BytesForm::Base64 || draft.body.size() / 4 * 3 <= mostWritten)
        return QString();
    const auto bytes = QByteArray::fromBase64Encoding(draft.body.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return QString();
    const QString path = KeptBodies::newPathIn(folder);
    if (const engine::Result<void> written = writeFile(path, *bytes); !written)
        return written.error();
    draft.bodyForm = BytesForm::File;
    draft.body = path;
    return path;
}

/// All of them, or none.
engine::Result<void> writeBodies(QList<SavedMessage> &messages, const QString &folder)
{
    QStringList written;
    for (SavedMessage &message : messages) {
        const engine::Result<QString> path = writeBody(message.draft, folder);
        if (path) {
            if (!path->isEmpty())
                written << *path;
            continue;
        }
        for (const QString &useless : written)
            QFile::remove(useless);
        return path.error();
    }
    return {};
}

} // namespace

bool isIn(const SavedMessage &message, const QString &folder)
{
    return message.folder == folder || message.folder.startsWith(folder + u'/');
}

QString cleanFolder(const QString &folder)
{
    QStringList parts;
    for (const QString &part : folder.split(u'/')) {
        if (const QString clean = part.simplified(); !clean.isEmpty())
            parts << clean;
    }
    return parts.join(u'/');
}

MessageLibrary::MessageLibrary(const QString &path, KeptBodies &bodies, QObject *parent)
    : QObject(parent)
    , m_file(path)
    , m_bodies(bodies)
{
    const engine::Result<QByteArray> read = m_file.read();
    if (!read) {
        m_problem = read.error().detail;
        m_isReadOnly = true;
        return;
    }
    if (read->isEmpty())
        return;
    engine::Result<QList<SavedMessage>> messages = parse(*read);
    if (!messages) {
        m_problem = tr("The saved messages could not be read. Their file is kept as %1.").arg(m_file.setAside());
        return;
    }
    m_messages = std::move(*messages);
    for (SavedMessage &message : m_messages) {
        message.id = ++m_lastId;
        m_bodies.hold(message.draft);
    }
}

const SavedMessage *MessageLibrary::find(quint64 id) const
{
    const auto found =
        std::find_if(m_messages.begin(), m_messages.end(), [id](const SavedMessage &m) { return m.id == id; });
    return found == m_messages.end() ? nullptr : &*found;
}

const SavedMessage *MessageLibrary::find(const QString &folder, const QString &name) const
{
    const auto found = std::find_if(m_messages.begin(), m_messages.end(),
                                    [&](const SavedMessage &m) { return m.folder == folder && m.name == name; });
    return found == m_messages.end() ? nullptr : &*found;
}

QStringList MessageLibrary::folders() const
{
    QStringList all;
    for (const SavedMessage &message : m_messages) {
        for (QString folder = message.folder; !folder.isEmpty(); folder = folder.section(u'/', 0, -2)) {
            if (!all.contains(folder))
                all << folder;
        }
    }
    all.sort(Qt::CaseInsensitive);
    return all;
}

quint64 MessageLibrary::save(const QString &folder, const QString &name, const Draft &draft)
{
    const QString clean = cleanFolder(folder);
    quint64 id = 0;
    if (const SavedMessage *same = find(clean, name)) {
        id = same->id;
        m_messages[same - m_messages.constData()].draft = draft;
    } else {
        id = ++m_lastId;
        m_messages.append({id, clean, name, draft});
    }
    store();
    return id;
}

bool MessageLibrary::move(quint64 id, const QString &folder, const QString &name)
{
    const QString clean = cleanFolder(folder);
    const SavedMessage *moved = find(id);
    const SavedMessage *same = find(clean, name);
    if (!moved || name.isEmpty() || (same && same->id != id))
        return false;
    SavedMessage &message = m_messages[moved - m_messages.constData()];
    message.folder = clean;
    message.name = name;
    store();
    return true;
}

bool MessageLibrary::remove(quint64 id)
{
    if (m_messages.removeIf([id](const SavedMessage &m) { return m.id == id; }) == 0)
        return false;
    store();
    return true;
}

void MessageLibrary::restore(const QList<SavedMessage> &messages)
{
    for (const SavedMessage &message : messages)
        m_messages.append({++m_lastId, message.folder, freeName(message.folder, message.name), message.draft});
    store();
}

/// All messages, with those of a folder in their new place; none where a name there is taken.
std::optional<QList<SavedMessage>> MessageLibrary::moved(const QString &from, const QString &to) const
{
    const QString clean = cleanFolder(to);
    QList<SavedMessage> all = m_messages;
    for (SavedMessage &message : all) {
        if (!isIn(message, from))
            continue;
        message.folder = cleanFolder(clean + message.folder.sliced(from.size()));
        const SavedMessage *same = find(message.folder, message.name);
        // One that moves along leaves its place.
        if (same && !isIn(*same, from))
            return std::nullopt;
    }
    return all;
}

bool MessageLibrary::moveFolder(const QString &from, const QString &to)
{
    const std::optional<QList<SavedMessage>> all = moved(from, to);
    if (!all)
        return false;
    m_messages = *all;
    store();
    return true;
}

QList<SavedMessage> MessageLibrary::removeFolder(const QString &folder)
{
    QList<SavedMessage> removed;
    m_messages.removeIf([&](const SavedMessage &message) {
        const bool goes = isIn(message, folder);
        if (goes)
            removed << message;
        return goes;
    });
    store();
    return removed;
}

QFuture<engine::Result<void>> MessageLibrary::exportTo(const QString &path, const QString &folder) const
{
    QList<SavedMessage> whole = m_messages;
    if (!folder.isEmpty())
        whole.removeIf([&](const SavedMessage &message) { return !isIn(message, folder); });
    return async::inWorker([path, whole] { return exportNow(path, whole); });
}

engine::Result<void> MessageLibrary::exportNow(const QString &path, QList<SavedMessage> messages)
{
    const engine::Error tooLarge{engine::BrokerError::InvalidArgument,
                                 tr("The bodies are larger than what is read from such a file again.")};
    qint64 bytes = 0;
    for (SavedMessage &message : messages) {
        if (!message.draft.keptBody)
            continue;
        bytes += QFileInfo(*message.draft.keptBody).size() / 3 * 4;
        if (bytes > StoredFile::mostBytes)
            return tooLarge;
        if (const engine::Result<void> taken = takeBodyAlong(message.draft); !taken)
            return engine::Error{taken.error().code, message.name + u": "_s + taken.error().detail};
    }
    const QByteArray content = contentOf(messages);
    if (content.size() > StoredFile::mostBytes)
        return tooLarge;
    return writeFile(path, content);
}

QFuture<engine::Result<QList<SavedMessage>>> MessageLibrary::readFile(const QString &path) const
{
    return async::inWorker([path, bodies = m_bodies.folder()] { return readNow(path, bodies); });
}

engine::Result<QList<SavedMessage>> MessageLibrary::readNow(const QString &path, const QString &bodies)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return engine::Error{engine::BrokerError::StorageFailed, file.errorString()};
    if (file.size() > StoredFile::mostBytes)
        return engine::Error{engine::BrokerError::InvalidArgument, tr("The file is too large.")};
    engine::Result<QList<SavedMessage>> messages = parse(file.readAll());
    if (!messages)
        return messages.error();
    if (const engine::Result<void> written = writeBodies(*messages, bodies); !written)
        return written.error();
    return messages;
}

void MessageLibrary::add(QList<SavedMessage> messages)
{
    for (SavedMessage &message : messages)
        m_bodies.hold(message.draft);
    restore(messages);
}

QString MessageLibrary::freeName(const QString &folder, const QString &name) const
{
    QString free = name;
    for (int number = 2; find(folder, free); ++number)
        free = u"%1 (%2)"_s.arg(name).arg(number);
    return free;
}

engine::Result<QList<SavedMessage>> MessageLibrary::parse(const QByteArray &content)
{
    const QJsonObject json = QJsonDocument::fromJson(content).object();
    if (json[u"format"_s].toString() != formatName)
        return engine::Error{engine::BrokerError::InvalidArgument, tr("This is no file of saved messages.")};
    if (json[u"version"_s].toInt() > formatVersion)
        return engine::Error{engine::BrokerError::InvalidArgument,
                             tr("This file of saved messages is of a newer Sightglass.")};
    QList<SavedMessage> messages;
    for (const QJsonValue &item : json[u"messages"_s].toArray()) {
        messages.append({0, cleanFolder(item[u"folder"_s].toString()), item[u"name"_s].toString(),
                         draftFromJson(item[u"message"_s].toObject())});
        if (messages.last().name.isEmpty())
            messages.last().name = targetText(messages.last().draft);
    }
    return messages;
}

void MessageLibrary::store()
{
    std::stable_sort(m_messages.begin(), m_messages.end(), [](const SavedMessage &a, const SavedMessage &b) {
        const int folders = a.folder.compare(b.folder, Qt::CaseInsensitive);
        return folders != 0 ? folders < 0 : a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    // What could not even be read is not written over.
    if (!m_isReadOnly)
        m_file.write(contentOf(m_messages));
    m_bodies.removeUnheld();
    Q_EMIT changed();
}

} // namespace ui::publisher
