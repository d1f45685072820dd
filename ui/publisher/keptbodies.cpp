// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/keptbodies.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

KeptBodies::KeptBodies(const QString &folder)
    : m_folder(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()))
{}

QString KeptBodies::newPathIn(const QString &folder)
{
    return folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

KeptBody KeptBodies::make()
{
    const auto body = std::make_shared<const QString>(newPathIn(m_folder));
    m_known.insert(*body, body);
    return body;
}

void KeptBodies::hold(Draft &draft)
{
    draft.keptBody.reset();
    if (draft.bodyForm != BytesForm::File || QFileInfo(draft.body).path() != m_folder)
        return;
    draft.keptBody = m_known.value(draft.body).lock();
    if (draft.keptBody)
        return;
    draft.keptBody = std::make_shared<const QString>(draft.body);
    m_known.insert(draft.body, draft.keptBody);
}

void KeptBodies::removeUnheld()
{
    m_known.removeIf([](std::pair<const QString &, std::weak_ptr<const QString> &> known) {
        const bool isUnheld = known.second.expired();
        if (isUnheld)
            QFile::remove(known.first);
        return isUnheld;
    });
}

void KeptBodies::removeStrays()
{
    removeUnheld();
    // What is younger may be another window's.
    const QDateTime old = QDateTime::currentDateTime().addDays(-strayDays);
    for (const QFileInfo &file : QDir(m_folder).entryInfoList(QDir::Files)) {
        if (!m_known.contains(file.filePath()) && file.lastModified() < old)
            QFile::remove(file.filePath());
    }
}

} // namespace ui::publisher
