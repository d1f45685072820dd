// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow's services: finding, going back, tabs of the last run, what has to be told, preferences, the question before it closes.
#include "ui/actions/brokeractions.h"
#include "ui/actions/messageactions.h"
#include "ui/actions/replayactions.h"
#include "ui/actions/transferactions.h"
#include "ui/dialogs/preferencesdialog.h"
#include "ui/feed/feedpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindow/attention.h"
#include "ui/mainwindow/backandforward.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/reopener.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/traynotifier.h"
#include "ui/models/actiontext.h"
#include "ui/models/features.h"
#include "ui/models/replaytext.h"
#include "ui/pages/page.h"
#include "ui/palette/actionentries.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/finder.h"
#include "ui/publisher/messagelibrary.h"
#include "ui/publisher/publisherpage.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>

#include <utility>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using widgets::NoticeBar;

void MainWindow::makePalette()
{
    const palette::Doers doers{*m_actions,
                               *m_accessActions,
                               *m_definitionActions,
                               *m_topicActions,
                               *m_groupActions,
                               *m_replayActions,
                               [this](const QString &id, const QVariant &row) { openList(id, row); },
                               [this](const QString &virtualHost, const QString &name) {
                                   inspector::JourneyTarget exchange;
                                   exchange.virtualHost = virtualHost;
                                   exchange.name = name;
                                   goToExchange(exchange);
                               },
                               [this](const engine::TopicSpec &topic) {
                                   m_publishers->openAtTopic(topic.virtualHost, topic.name, std::nullopt);
                               }};
    const auto offered = [this] {
        QList<palette::PageEntry> pages;
        for (const QString &id : m_tabs->fixedIds())
            pages << palette::PageEntry{id, m_tabs->titleOf(id)};
        return palette::actionEntries(*menuBar(), pages,
                                      {{currentPage(), m_tabs->titleOf(m_tabs->currentId())},
                                       {m_inspector, m_inspectorDock->toggleViewAction()->text().remove(u'&')},
                                       {m_feed, m_feedDock->toggleViewAction()->text().remove(u'&')}},
                                      [this](const QString &id) {
                                          openPage(id);
                                          goToPage();
                                      }) +
               savedMessages();
    };
    new palette::Finder(m_session, *m_palette, doers, offered, this);
}

QList<palette::Entry> MainWindow::savedMessages()
{
    QList<palette::Entry> entries;
    for (const publisher::SavedMessage &saved : m_publishers->library().messages()) {
        palette::Entry entry;
        entry.key = u"saved:%1/%2"_s.arg(saved.folder, saved.name);
        entry.kind = tr("Saved message");
        entry.text = saved.name;
        entry.detail = saved.folder;
        entry.act = [this, folder = saved.folder, name = saved.name] { m_publishers->openSaved(folder, name); };
        entries << entry;
    }
    return entries;
}

void MainWindow::makeReopeners()
{
    for (Reopener *reopener : {m_lastRun, m_reopener}) {
        connect(reopener, &Reopener::queueFound, this, &MainWindow::openQueue);
        connect(reopener, &Reopener::topicFound, this, &MainWindow::openTopic);
    }
    connect(m_reopener, &Reopener::finished, m_backAndForward, &BackAndForward::passOver);
    connect(m_lastRun, &Reopener::finished, this, [this] {
        if (!m_tabs->activate(m_settings.currentTab()))
            m_tabs->activate(u"flow"_s);
        m_backAndForward->beginHere();
    });
}

bool MainWindow::openTab(const QString &id)
{
    m_publishers->restore({id});
    if (m_tabs->activate(id))
        return true;
    m_reopener->reopen({id});
    return m_tabs->currentId() == id || m_reopener->isPending();
}

void MainWindow::makeAttention()
{
    using Matter = Attention::Matter;
    m_attention->setNotifier(std::make_unique<TrayNotifier>());
    connect(m_attention, &Attention::told, this, [this](Matter matter, const QString &text) {
        m_notices->post(
            NoticeBar::Kind::Warning, text, tr("Show"), [this, matter] { follow(matter); },
            [this, matter] { m_attention->noteLookedAt(matter); });
    });
    connect(m_attention, &Attention::followed, this, [this](Matter matter) {
        raiseToFront();
        follow(matter);
    });
}

/// The page in front shows it: whoever comes to the page, leaves it, or turns to or from the window, has seen it.
void MainWindow::noteLookedAt(const QString &page)
{
    if (page == u"connections"_s)
        m_attention->noteLookedAt(Attention::Matter::PublishersWait);
    else if (page == u"deadLetters"_s)
        m_attention->noteLookedAt(Attention::Matter::DeadLetter);
    else if (page == u"overview"_s)
        m_attention->noteLookedAt(Attention::Matter::Storage);
}

void MainWindow::follow(Attention::Matter matter)
{
    m_attention->noteLookedAt(matter);
    switch (matter) {
    case Attention::Matter::DeadLetter:
        if (!m_tabs->activate(u"deadLetters"_s))
            openPage(u"flow"_s); // where they are drawn on their way
        break;
    case Attention::Matter::PublishersWait:
        openPage(u"connections"_s);
        break;
    case Attention::Matter::Storage:
        openPage(u"overview"_s);
        break;
    }
    goToPage();
}

// ---- closing

void MainWindow::closeAs(Closing closing)
{
    const QScopedValueRollback during(m_closing, closing);
    close();
}

void MainWindow::closeUnasked()
{
    closeAs(Closing::Unasked);
}

QList<publisher::PublisherPage *> MainWindow::repeating() const
{
    QList<publisher::PublisherPage *> pages;
    for (int index = 0; index < m_tabs->count(); ++index) {
        auto *page = qobject_cast<publisher::PublisherPage *>(m_tabs->widget(index));
        if (page && page->isRepeating())
            pages << page;
    }
    return pages;
}

/// What ends with the window, a line each.
QStringList MainWindow::underWay() const
{
    QStringList work;
    for (const actions::TransferActions::Task &task : m_transferActions->underWay())
        work << task.title;
    for (const engine::MessageActionProgress &action : m_messageActions->underWay())
        work << models::actionTitle(action.spec);
    for (const engine::ReplayProgress &replay : m_replayActions->replays()) {
        if (!replay.isOver())
            work << tr("Replay: %1").arg(models::replayTitle(replay.spec));
    }
    for (const publisher::PublisherPage *page : repeating())
        work << tr("Repeating: %1").arg(page->title());
    return work;
}

/// True: the answer closes it, or does not.
bool MainWindow::asksBeforeClosing()
{
    const QStringList work = underWay();
    if (work.isEmpty() || m_closing != Closing::Asked || m_session.state() != engine::BrokerSession::State::Running)
        return false;
    if (m_closeQuestion)
        return true;
    m_closeQuestion =
        new QMessageBox(QMessageBox::NoIcon, tr("Close the window"),
                        tr("This is under way, and ends when the window closes:") + u"\n\n"_s + work.join(u'\n'),
                        QMessageBox::NoButton, this);
    m_closeQuestion->setObjectName(u"closeQuestion"_s);
    m_closeQuestion->setAttribute(Qt::WA_DeleteOnClose);
    m_closeQuestion->setTextFormat(Qt::PlainText);
    m_closeQuestion->setInformativeText(tr("What has been done by then stays; of an export there is no file."));
    QPushButton *end = m_closeQuestion->addButton(tr("End it and close"), QMessageBox::DestructiveRole);
    QPushButton *keep = m_closeQuestion->addButton(tr("Keep it running"), QMessageBox::RejectRole);
    m_closeQuestion->setDefaultButton(keep);
    m_closeQuestion->setEscapeButton(keep);
    connect(end, &QAbstractButton::clicked, this, [this] { closeAs(Closing::Decided); });
    m_closeQuestion->open();
    return true;
}

/// So that it can be read what would be lost; what was written since then would be, too.
bool MainWindow::refusesOnceToLose(const QString &problem)
{
    const QHash<QString, QByteArray> unkept = problem.isEmpty() ? QHash<QString, QByteArray>() : m_publishers->unkept();
    const bool isTold = std::exchange(m_toldUnkept, unkept) == unkept;
    if (problem.isEmpty() || isTold || m_closing == Closing::Unasked)
        return false;
    m_notices->post(NoticeBar::Kind::Error, tr("Close the window once more to end all the same: %1").arg(problem));
    return true;
}

void MainWindow::showPreferences()
{
    auto *dialog = new dialogs::PreferencesDialog(m_settings, m_theme, m_brokerSettings, this);
    connect(dialog, &dialogs::PreferencesDialog::saved, this, [this] {
        m_theme.setMode(m_settings.themeMode());
        m_theme.setFontPixels(m_settings.fontPixels());
        takeSettings();
    });
    connect(dialog, &dialogs::PreferencesDialog::nextStartNeeded, this, [this] {
        m_notices->post(NoticeBar::Kind::Done, tr("Kept. What was changed there is so from the next start on."));
    });
    dialog->open();
}

void MainWindow::takeSettings()
{
    const settings::FeedLimits limits = m_settings.feedLimits();
    m_feed->setLimits(limits.rows, limits.perSecond);
    m_attention->setOn(m_settings.notifies());
}

// Each failure is told once, with the way out beside it; the pill in the toolbar keeps saying it.
void MainWindow::reportListeners()
{
    for (const engine::ListenerSnapshot &listener : m_session.listeners()) {
        if (listener.state != engine::ListenerSnapshot::State::Failed || m_reportedListeners.contains(listener.address))
            continue;
        m_reportedListeners << listener.address;
        const QString instead = models::addressInstead(listener);
        const QString action = instead.isEmpty() ? QString() : tr("Listen on %1 instead").arg(listener.suggestedPort);
        const QString text = listener.problem.left(1).toUpper() + listener.problem.mid(1);
        m_notices->post(NoticeBar::Kind::Warning, text, action,
                        [this, protocol = listener.protocol, instead] { m_actions->listen(protocol, instead); });
    }
}

} // namespace ui::mainwindow
