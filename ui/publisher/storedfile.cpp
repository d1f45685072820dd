// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/storedfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

engine::Error failed(const QString &path, const QString &why)
{
    return {engine::BrokerError::StorageFailed,
            QCoreApplication::translate("ui::publisher", "%1: %2").arg(QFileInfo(path).fileName(), why)};
}

} // namespace

StoredFile::StoredFile(const QString &path)
    : m_path(path)
{
    m_writer.setMaxThreadCount(1);
}

StoredFile::~StoredFile()
{
    m_writer.waitForDone();
}

engine::Result<QByteArray> StoredFile::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return failed(m_path, file.errorString());
    if (file.size() > mostBytes)
        return failed(m_path, QCoreApplication::translate("ui::publisher", "the file is too large"));
    return file.readAll();
}

void StoredFile::write(const QByteArray &content)
{
    m_writer.start([path = m_path, content] {
        if (const engine::Result<void> written = writeFile(path, content); !written)
            qWarning("%s", qPrintable(written.error().detail));
    });
}

QString StoredFile::setAside() const
{
    QString name = m_path + u".damaged"_s;
    for (int number = 2; QFile::exists(name); ++number)
        name = m_path + u".damaged-"_s + QString::number(number);
    return QFile::rename(m_path, name) ? name : QString();
}

engine::Result<void> writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return failed(path, file.errorString());
    return {};
}

} // namespace ui::publisher
