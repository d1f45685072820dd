// SPDX-License-Identifier: GPL-3.0-or-later
// KeptBodies: the large bodies of drafts, each a file in one folder of the window's own, which is there as long as a draft holds it:
// in a tab, in the library, in the history, or in what can be undone.
// Owner: MainWindow's Publishers. Thread: ui.
#pragma once

#include "ui/publisher/draft.h"

#include <QHash>

namespace ui::publisher {

class KeptBodies
{
public:
    static constexpr int strayDays = 7;

    /// The folder is made when the first body is written.
    explicit KeptBodies(const QString &folder);
    Q_DISABLE_COPY_MOVE(KeptBodies)

    const QString &folder() const { return m_folder; }
    /// Of a new one; hold() takes it in once it is written. Thread: any.
    static QString newPathIn(const QString &folder);
    /// A new one, which is there once writeFile() has written it.
    KeptBody make();
    /// A draft whose body is one of these holds it from here on.
    void hold(Draft &draft);
    /// Removes the files that no draft holds any more.
    void removeUnheld();
    /// Removes old files that no draft holds, of runs that had no time to do it. Only when all drafts that are kept have been read.
    void removeStrays();

private:
    const QString m_folder;
    QHash<QString, std::weak_ptr<const QString>> m_known; ///< by path
};

} // namespace ui::publisher
