// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/keptdrafts.h"

#include "ui/publisher/storedfile.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using publisher::StoredFile;

namespace {

engine::Result<void> writeLarge(const QString &path, const QByteArray &written)
{
    // A larger one would not be read again.
    if (written.size() > StoredFile::mostBytes)
        return engine::Error{engine::BrokerError::InvalidArgument,
                             QCoreApplication::translate("ui::mainwindow", "%1 are more than can be kept")
                                 .arg(theme::formatSize(quint64(written.size())))};
    return publisher::writeFile(path, written);
}

engine::Result<QJsonObject> readLarge(const StoredFile &file)
{
    const engine::Result<QByteArray> read = file.read();
    if (!read)
        return read.error();
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!read->isEmpty() && !document.isObject())
        return engine::Error{
            engine::BrokerError::StorageFailed,
            QCoreApplication::translate("ui::mainwindow", "%1 is damaged").arg(QFileInfo(file.path()).fileName())};
    return document.object();
}

} // namespace

KeptDrafts::KeptDrafts(settings::Settings &settings)
    : m_settings(settings)
{}

QString KeptDrafts::folder() const
{
    return m_settings.fileBeside(u"drafts"_s);
}

QString KeptDrafts::fileOf(const QString &tabId) const
{
    return folder() + u'/' + QString(tabId).replace(u':', u'-') + u".json"_s;
}

engine::Result<void> KeptDrafts::keep(const QString &tabId, const publisher::Draft &draft)
{
    const QByteArray written = QJsonDocument(publisher::toJson(draft)).toJson(QJsonDocument::Compact);
    const QString path = fileOf(tabId);
    m_bodies.insert(tabId, draft.keptBody);
    if (written.size() <= mostInSettings) {
        m_settings.setLayout(tabId, written);
        m_unwritten.remove(tabId);
        QFile::remove(path);
        return {};
    }
    const engine::Result<void> done = writeLarge(path, written);
    if (!done) {
        m_unwritten.insert(tabId, written);
        return done;
    }
    m_unwritten.remove(tabId);
    m_settings.setLayout(tabId, {}); // which goes before a file
    return {};
}

engine::Result<QJsonObject> KeptDrafts::find(const QString &tabId)
{
    if (const auto unwritten = m_unwritten.constFind(tabId); unwritten != m_unwritten.constEnd())
        return QJsonDocument::fromJson(*unwritten).object();
    if (const QByteArray small = m_settings.layout(tabId); !small.isEmpty())
        return QJsonDocument::fromJson(small).object();
    const StoredFile file(fileOf(tabId));
    const engine::Result<QJsonObject> large = readLarge(file);
    if (large)
        return large;
    m_hasUnread = true;
    const QString aside = file.setAside();
    if (aside.isEmpty())
        return large;
    return engine::Error{
        large.error().code,
        QCoreApplication::translate("ui::mainwindow", "%1. The file is kept as %2.").arg(large.error().detail, aside)};
}

void KeptDrafts::forgetOthers(const QStringList &tabIds)
{
    QStringList kept;
    for (const QString &id : tabIds)
        kept << QFileInfo(fileOf(id)).fileName();
    QDir files(folder());
    for (const QString &name : files.entryList({u"publisher-*.json"_s}, QDir::Files)) {
        if (!kept.contains(name))
            files.remove(name);
    }
}

} // namespace ui::mainwindow
