// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: composes navigator, pages, inspector, live feed and status bar over one broker session. It decides where things
// are; what they do is theirs.
// Owner: app. Thread: ui.
#pragma once

#include "ui/mainwindow/attention.h"
#include "ui/models/navigatormodel.h"

#include <engine/brokersession.h>

#include <QAbstractItemView>
#include <QHash>
#include <QMainWindow>
#include <QPointer>

#include <functional>

class QActionGroup;
class QDockWidget;
class QMenu;
class QMessageBox;

namespace ui::actions {
class AccessActions;
class BrokerActions;
class DeadLetterActions;
class DefinitionActions;
class GroupActions;
class MessageActions;
class ReplayActions;
class TopicActions;
class TransferActions;
class UnroutedActions;
} // namespace ui::actions
namespace ui::feed {
class FeedPanel;
}
namespace ui::inspector {
class CompareMemory;
class InspectorPanel;
struct JourneyTarget;
} // namespace ui::inspector
namespace ui::pages {
class MessagePanel;
class Page;
} // namespace ui::pages
namespace ui::palette {
class CommandPalette;
struct Entry;
} // namespace ui::palette
namespace ui::publisher {
class PublisherPage;
}
namespace ui::settings {
class BrokerSettings;
class Settings;
} // namespace ui::settings
namespace ui::theme {
class Theme;
}
namespace ui::widgets {
class NoticeBar;
}

namespace ui::mainwindow {

class ActionProgress;
class BackAndForward;
class BrokerStatusBar;
class ClientNews;
class FilterField;
class ListenersPopup;
class Navigator;
class Publishers;
class Reopener;
class ReplayButton;
class ReplaysPopup;
class StatusPill;
class TabArea;

class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// All three must outlive the window.
    MainWindow(engine::BrokerSession &session, theme::Theme &theme, settings::Settings &settings,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// "flow", "overview", "queues", "topics", "groups", "exchanges", "unrouted", "connections", "deadLetters", "virtualHosts",
    /// "users" or "policies".
    void openPage(const QString &id);
    void openQueue(const engine::QueueSnapshot &queue);
    void openTopic(const engine::TopicSnapshot &topic);
    void openGroup(const QString &virtualHost, const QString &name);
    /// Those that died in this queue.
    void openDeadLetters(const QString &virtualHost, const QString &queue);
    /// Publish here; with neither exchange nor key, the publisher as it was left.
    void openPublisher(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    /// Edit and republish: a publisher filled with this message.
    void openPublisherWith(const engine::MessageDetails &details);
    void showListeners();
    void showReplays();
    void showPreferences();
    /// What the preferences show of the broker's own options; null: nothing is kept for its next start. It must outlive the window.
    void setBrokerSettings(settings::BrokerSettings *settings) { m_brokerSettings = settings; }
    /// The unrouted tray, at what became of this publish.
    void openUnrouted(engine::MessageId message);
    /// Shows in the live feed what becomes of this message.
    void followMessage(engine::MessageId message);
    /// In front of the other windows, for a second start of the program.
    void raiseToFront();
    /// Closes whatever ends with it and can not be kept, where close() asks or refuses: nobody may be there to answer.
    void closeUnasked();

    actions::BrokerActions &brokerActions() { return *m_actions; }
    actions::AccessActions &accessActions() { return *m_accessActions; }
    actions::TopicActions &topicActions() { return *m_topicActions; }
    actions::ReplayActions &replayActions() { return *m_replayActions; }
    actions::GroupActions &groupActions() { return *m_groupActions; }
    palette::CommandPalette &commandPalette() { return *m_palette; }
    actions::MessageActions &messageActions() { return *m_messageActions; }
    actions::TransferActions &transferActions() { return *m_transferActions; }
    TabArea &tabs() { return *m_tabs; }
    Navigator &navigator() { return *m_navigator; }
    Publishers &publishers() { return *m_publishers; }
    widgets::NoticeBar &notices() { return *m_notices; }
    Attention &attention() { return *m_attention; }
    /// The list with columns that has, or last had, the keyboard; otherwise the first one of the current page. May be null.
    QAbstractItemView *currentList() const;

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    friend class WindowMenus;

    /// How far an attempt to close has been thought about.
    enum class Closing : quint8 {
        Asked,   ///< by the user, who may not know what is under way
        Decided, ///< the user knows, but not yet what can not be kept
        Unasked, ///< nobody may be there to answer
    };

    void makePages();
    void makeFlow();
    void makeDeadLetters();
    void makeDocks();
    void makeToolBar();
    void connectBroker();
    void connectPanels();
    void connectMessages(pages::MessagePanel &panel);
    void showActions();
    void connectJourneys();
    void goTo(const inspector::JourneyTarget &target);
    void walk(const std::function<void()> &go);
    void goToQueue(const inspector::JourneyTarget &target);
    void goToTopic(const inspector::JourneyTarget &target);
    void goToExchange(const inspector::JourneyTarget &target);
    void endLookUp();
    void offerFollowing(pages::MessagePanel &panel);
    void offerQueries(QMenu *menu, const QString &condition);
    void followTab();
    void followTabInNavigator();
    void focusFilter();
    // Show the panel where it is hidden, and give it the keyboard.
    void goToNavigator();
    void goToPage();
    void goToInspector();
    void goToFeed();
    /// To the next panel that is seen, or the one before.
    void stepPanel(int by);
    void findOnPage();
    void consumeByHand(const engine::QueueSnapshot &queue);
    void stepThrough(const engine::TopicSnapshot &topic);
    void reportReleased(const pages::Page &closing);
    void openQueueNamed(const QString &name);
    void toggleFreeze();
    void reportListeners();
    void showQueues(const QList<engine::QueueSnapshot> &queues);
    void makeReopeners();
    void makePalette();
    void enableDeeds();
    QList<palette::Entry> savedMessages();
    void makeAttention();
    void follow(Attention::Matter matter);
    void noteLookedAt(const QString &page);
    QList<publisher::PublisherPage *> repeating() const;
    QStringList underWay() const;
    void closeAs(Closing closing);
    bool asksBeforeClosing();
    bool refusesOnceToLose(const QString &problem);
    void takeSettings();
    bool openTab(const QString &id);
    void openList(const QString &id, const QVariant &row);
    pages::Page *currentPage() const;
    QDockWidget *addPanel(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area);
    void restore();
    /// What could not be kept; a sentence, or empty.
    QString save();

    engine::BrokerSession &m_session;
    theme::Theme &m_theme;
    settings::Settings &m_settings;
    settings::BrokerSettings *m_brokerSettings = nullptr;
    QActionGroup *m_deeds; ///< of menus and the toolbar, for which the broker has to run
    QList<QWidget *> m_deedButtons;
    actions::BrokerActions *m_actions;
    actions::AccessActions *m_accessActions;
    actions::DefinitionActions *m_definitionActions;
    actions::TopicActions *m_topicActions;
    actions::GroupActions *m_groupActions;
    actions::ReplayActions *m_replayActions;
    actions::MessageActions *m_messageActions;
    actions::DeadLetterActions *m_deadLetterActions;
    actions::TransferActions *m_transferActions;
    actions::UnroutedActions *m_unroutedActions;
    Navigator *m_navigator;
    TabArea *m_tabs;
    Publishers *m_publishers;
    feed::FeedPanel *m_feed;
    inspector::InspectorPanel *m_inspector;
    inspector::CompareMemory *m_compareMemory; ///< of all tables of messages
    BrokerStatusBar *m_status;
    widgets::NoticeBar *m_notices; ///< of the status bar
    ClientNews *m_clientNews;
    Attention *m_attention;
    ReplayButton *m_replayButton;
    ActionProgress *m_actionProgress;
    Reopener *m_lastRun;  ///< opens its tabs again
    Reopener *m_reopener; ///< opens what was closed and is gone back to
    palette::CommandPalette *m_palette;
    BackAndForward *m_backAndForward = nullptr;
    ReplaysPopup *m_replays = nullptr;
    StatusPill *m_pill = nullptr;
    FilterField *m_filter = nullptr;
    ListenersPopup *m_listeners = nullptr;
    QDockWidget *m_navigatorDock = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    QDockWidget *m_feedDock = nullptr;
    engine::SubscriptionPtr m_overview;
    engine::SubscriptionPtr m_journeys; ///< recorded as long as the window is there
    engine::SubscriptionPtr m_deadLetters;
    QPointer<QAbstractItemView> m_lastList;
    QStringList m_reportedListeners;
    bool m_sizesPanels = false;       ///< when it is shown for the first time: the user has never moved their edges
    engine::SubscriptionPtr m_lookUp; ///< until what shall be gone to is found
    QString m_shownTab;
    QPointer<QMessageBox> m_closeQuestion;
    Closing m_closing = Closing::Asked;      ///< other than this only while close() runs
    QHash<QString, QByteArray> m_toldUnkept; ///< the drafts that closing was refused for
    bool m_isWalking = false;                ///< a journey leads from page to page
};

} // namespace ui::mainwindow
