// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: composes navigator, pages, inspector, live feed and status bar over one broker session. It decides where things
// are; what they do is theirs.
// Owner: app. Thread: ui.
#pragma once

#include "ui/models/navigatormodel.h"

#include <engine/brokersession.h>

#include <QAbstractItemView>
#include <QMainWindow>
#include <QPointer>

class QDockWidget;

namespace ui::actions {
class AccessActions;
class BrokerActions;
class DefinitionActions;
} // namespace ui::actions
namespace ui::feed {
class FeedPanel;
}
namespace ui::inspector {
class InspectorPanel;
}
namespace ui::pages {
class Page;
}
namespace ui::publisher {
class PublishDialog;
}
namespace ui::settings {
class Settings;
}
namespace ui::theme {
class Theme;
}
namespace ui::widgets {
class NoticeBar;
}

namespace ui::mainwindow {

class BrokerStatusBar;
class FilterField;
class ListenersPopup;
class Navigator;
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

    /// "overview", "queues", "exchanges", "connections", "virtualHosts", "users" or "policies".
    void openPage(const QString &id);
    void openQueue(const engine::QueueSnapshot &queue);
    void openPublisher(const QString &virtualHost, const QString &exchange, const QString &routingKey);
    void showListeners();
    /// In front of the other windows, for a second start of the program.
    void raiseToFront();

    actions::BrokerActions &brokerActions() { return *m_actions; }
    actions::AccessActions &accessActions() { return *m_accessActions; }
    TabArea &tabs() { return *m_tabs; }
    Navigator &navigator() { return *m_navigator; }
    widgets::NoticeBar &notices() { return *m_notices; }
    /// The list with columns that has, or last had, the keyboard; otherwise the first one of the current page. May be null.
    QAbstractItemView *currentList() const;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    friend class WindowMenus;

    void makePages();
    void makeDocks();
    void makeToolBar();
    void connectBroker();
    void connectPanels();
    void followTab();
    void focusFilter();
    void openQueueNamed(const QString &name);
    void toggleFreeze();
    void reportListeners();
    void showQueues(const QList<engine::QueueSnapshot> &queues);
    publisher::PublishDialog &publishDialog();
    pages::Page *currentPage() const;
    QDockWidget *addPanel(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area);
    void restore();
    void save();

    engine::BrokerSession &m_session;
    theme::Theme &m_theme;
    settings::Settings &m_settings;
    actions::BrokerActions *m_actions;
    actions::AccessActions *m_accessActions;
    actions::DefinitionActions *m_definitionActions;
    Navigator *m_navigator;
    TabArea *m_tabs;
    widgets::NoticeBar *m_notices;
    feed::FeedPanel *m_feed;
    inspector::InspectorPanel *m_inspector;
    BrokerStatusBar *m_status;
    StatusPill *m_pill = nullptr;
    FilterField *m_filter = nullptr;
    ListenersPopup *m_listeners = nullptr;
    QDockWidget *m_navigatorDock = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    QDockWidget *m_feedDock = nullptr;
    QPointer<publisher::PublishDialog> m_publishDialog;
    engine::SubscriptionPtr m_overview;
    QPointer<QAbstractItemView> m_lastList;
    QStringList m_reportedListeners;
    QStringList m_tabsToRestore;
    QString m_currentToRestore;
};

} // namespace ui::mainwindow
