// SPDX-License-Identifier: GPL-3.0-or-later
// Attention: tells once of what somebody should know who looks elsewhere: a first dead letter, publishers that have to wait, a disk
// that is full. Each is told again only after it was looked at, and what lasts only once it was over meanwhile. While the window is not in front, the desktop is told as well,
// where it has a place for that.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/deadletters.h>
#include <engine/snapshots.h>

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <set>

class QWidget;

namespace ui::mainwindow {

class Notifier;

class Attention final : public QObject
{
    Q_OBJECT
public:
    enum class Matter : quint8 { DeadLetter, PublishersWait, Storage };

    /// `window` is the one that is in front, or is not.
    Attention(QWidget &window, QObject *parent);
    ~Attention() override;

    /// Who shows it to somebody who has another window in front; null: nobody, and only told() tells of it.
    void setNotifier(std::unique_ptr<Notifier> notifier);
    void setOn(bool isOn);
    void takeOverview(const engine::OverviewSnapshot &overview);
    void takeDeadLetters(const engine::DeadLettersSnapshot &deadLetters);
    /// It can be told of again, what lasts when it has ended, or is another trouble.
    void noteLookedAt(Matter matter);
    bool isTold(Matter matter) const { return m_told.contains(matter); }

Q_SIGNALS:
    void told(ui::mainwindow::Attention::Matter matter, const QString &text);
    /// Somebody has clicked on what the desktop showed of it.
    void followed(ui::mainwindow::Attention::Matter matter);

private:
    /// What lasts until it is over.
    struct Trouble
    {
        Matter matter;
        QString text;
        bool operator==(const Trouble &) const = default;
    };
    static std::optional<Trouble> troubleOf(const engine::OverviewSnapshot &overview);
    void tell(Matter matter, const QString &text);
    void tellDesktop(Matter matter, const QString &text);
    void leaveDesktop();

    QWidget &m_window;
    bool m_isOn = true;
    std::set<Matter> m_told;
    std::optional<Trouble> m_trouble;        ///< now
    std::optional<Trouble> m_lookedAt;       ///< of m_trouble: it need not be told of
    Matter m_onDesktop = Matter::DeadLetter; ///< the latest there
    QSet<QString> m_toldQueues;              ///< whose dead letters have been told of
    std::optional<qint64> m_lastDeathMs;     ///< unset: not known yet
    std::unique_ptr<Notifier> m_notifier;
};

} // namespace ui::mainwindow
