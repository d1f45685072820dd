// SPDX-License-Identifier: GPL-3.0-or-later
// TextLines: a text of any size cut into lines that a view can fetch one by one. Lines too long for any screen are cut
// at character boundaries. Built in a worker.
// Thread: any (implicitly shared value).
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>

namespace ui::inspector {

struct TextLines
{
    static constexpr qsizetype longestLine = 400; ///< bytes; longer lines go on in the next row

    QByteArray utf8;
    QList<quint32> starts; ///< of each row
    bool cut = false;      ///< some line was longer than longestLine

    static TextLines of(const QByteArray &utf8);
    qsizetype count() const { return starts.size(); }
    /// Row `i` without its line break.
    QString line(qsizetype i) const;
};

/// The rows that the text is in, without regard to case; at most `most` of them. Ends early when cancelled.
QList<quint32> findRows(const TextLines &lines, const QString &text, qsizetype most,
                        const std::atomic_bool *cancelled = nullptr);

} // namespace ui::inspector
