// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/attention.h"

#include "ui/mainwindow/notifier.h"

#include <QWidget>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;

Attention::Attention(QWidget &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
{}

Attention::~Attention() = default;

void Attention::setNotifier(std::unique_ptr<Notifier> notifier)
{
    m_notifier = std::move(notifier);
    if (m_notifier)
        connect(m_notifier.get(), &Notifier::clicked, this, [this] { Q_EMIT followed(m_onDesktop); });
}

void Attention::setOn(bool isOn)
{
    m_isOn = isOn;
    if (!isOn)
        leaveDesktop();
}

// Those that are there when the window opens are no news. A queue's next ones are none either, until all of its are gone.
void Attention::takeDeadLetters(const engine::DeadLettersSnapshot &deadLetters)
{
    if (!deadLetters.isComplete)
        return;
    const engine::DeadLetterGroup *latest = nullptr;
    QSet<QString> present;
    for (const engine::DeadLetterGroup &group : deadLetters.groups) {
        present.insert(group.queue);
        if (!latest || group.lastMs > latest->lastMs)
            latest = &group;
    }
    m_toldQueues.intersect(present);
    const qint64 diedMs = latest ? latest->lastMs : 0;
    const std::optional<qint64> before = std::exchange(m_lastDeathMs, qMax(diedMs, m_lastDeathMs.value_or(0)));
    if (!m_isOn || !before || diedMs <= *before || m_toldQueues.contains(latest->queue))
        return;
    m_toldQueues.insert(latest->queue);
    tell(Matter::DeadLetter, latest->queue.isEmpty()
                                 ? tr("A message has become a dead letter.")
                                 : tr("A message of %1 has become a dead letter.").arg(latest->queue));
}

void Attention::takeOverview(const engine::OverviewSnapshot &overview)
{
    m_trouble = troubleOf(overview);
    if (m_lookedAt != m_trouble)
        m_lookedAt.reset();
    if (m_trouble && !m_lookedAt)
        tell(m_trouble->matter, m_trouble->text);
}

std::optional<Attention::Trouble> Attention::troubleOf(const engine::OverviewSnapshot &overview)
{
    if (!overview.storageProblem.isEmpty())
        return Trouble{Matter::Storage, tr("The store has a problem: %1").arg(overview.storageProblem)};
    if (overview.alarm.contains(u"disk"_s))
        return Trouble{Matter::Storage,
                       tr("The disk is nearly full. Publishers wait until there is room; consumers go on.")};
    if (!overview.alarm.isEmpty())
        return Trouble{Matter::PublishersWait, tr("Publishers wait: %1. Consumers go on.").arg(overview.alarm)};
    return {};
}

void Attention::noteLookedAt(Matter matter)
{
    if (m_trouble && m_trouble->matter == matter)
        m_lookedAt = m_trouble;
    if (m_told.erase(matter))
        leaveDesktop();
}

void Attention::tell(Matter matter, const QString &text)
{
    if (!m_isOn || isTold(matter))
        return;
    m_told.insert(matter);
    if (!m_window.isActiveWindow())
        tellDesktop(matter, text);
    Q_EMIT told(matter, text);
}

void Attention::leaveDesktop()
{
    if (m_notifier)
        m_notifier->withdraw();
}

void Attention::tellDesktop(Matter matter, const QString &text)
{
    if (!m_notifier)
        return;
    m_onDesktop = matter;
    m_notifier->show(m_window.windowTitle(), text, matter != Matter::DeadLetter);
}

} // namespace ui::mainwindow
