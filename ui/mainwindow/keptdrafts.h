// SPDX-License-Identifier: GPL-3.0-or-later
// KeptDrafts: what is written in the tabs that publish, between runs and after they were closed: a small draft in the settings, a
// large one in a file of its own beside them.
// Owner: Publishers. Thread: ui.
#pragma once

#include "ui/publisher/draft.h"

#include <engine/result.h>

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace ui::settings {
class Settings;
}

namespace ui::mainwindow {

class KeptDrafts
{
public:
    static constexpr qsizetype mostInSettings = 256 * 1024; ///< bytes

    /// The settings must outlive this object.
    explicit KeptDrafts(settings::Settings &settings);

    /// In the place of what was kept of this tab. Errors are sentences; what could not be written is still found in this run.
    engine::Result<void> keep(const QString &tabId, const publisher::Draft &draft);
    /// What could not be written, by tab.
    const QHash<QString, QByteArray> &unwritten() const { return m_unwritten; }
    /// As toJson() made it; empty: nothing was kept. Errors are sentences; a file that could not be read is set aside, so that what
    /// is kept of this tab next does not take its place.
    engine::Result<QJsonObject> find(const QString &tabId);
    /// One could not be read, in this run.
    bool hasUnread() const { return m_hasUnread; }
    /// Removes the files of all tabs but these.
    void forgetOthers(const QStringList &tabIds);

private:
    QString folder() const;
    QString fileOf(const QString &tabId) const;

    settings::Settings &m_settings;
    QHash<QString, QByteArray> m_unwritten;       ///< by tab
    QHash<QString, publisher::KeptBody> m_bodies; ///< by tab, which may be closed
    bool m_hasUnread = false;
};

} // namespace ui::mainwindow
