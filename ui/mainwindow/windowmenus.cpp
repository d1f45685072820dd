// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/windowmenus.h"

#include "ui/actions/accessactions.h"
#include "ui/actions/brokeractions.h"
#include "ui/actions/definitionactions.h"
#include "ui/actions/topicactions.h"
#include "ui/actions/transferactions.h"
#include "ui/mainwindow/backandforward.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/publishers.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/palette/actionentries.h"
#include "ui/palette/commandpalette.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/connectsnippet.h"
#include "ui/widgets/headermenus.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QVBoxLayout>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;

void WindowMenus::make()
{
    m_window.menuBar()->setCornerWidget(new QLabel(MainWindow::tr("Sightglass"), m_window.menuBar()),
                                        Qt::TopLeftCorner);
    makeFile();
    makeEdit();
    makeBroker();
    makeMessage();
    makeView();
    makeHelp();
}

QAction *WindowMenus::add(QMenu &menu, const QString &text, const QKeySequence &shortcut,
                          std::function<void()> triggered)
{
    QAction *action = menu.addAction(text);
    action->setShortcut(shortcut);
    QObject::connect(action, &QAction::triggered, &m_window, std::move(triggered));
    return action;
}

void WindowMenus::addDeed(QMenu &menu, const QString &text, const QKeySequence &shortcut,
                          std::function<void()> triggered)
{
    m_window.m_deeds->addAction(add(menu, text, shortcut, std::move(triggered)));
}

void WindowMenus::makeFile()
{
    QMenu &menu = *m_window.menuBar()->addMenu(MainWindow::tr("&File"));
    QAction *close = add(menu, MainWindow::tr("&Close tab"), {},
                         [this_ = &m_window] { this_->m_tabs->closeTab(this_->m_tabs->currentIndex()); });
    close->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_W), QKeySequence(Qt::CTRL | Qt::Key_F4)});
    menu.addSeparator();
    actions::TransferActions *transfers = m_window.m_transferActions;
    addDeed(menu, MainWindow::tr("Import &messages…"), {}, [transfers] { transfers->importMessages({}); });
    menu.addSeparator();
    actions::DefinitionActions *definitions = m_window.m_definitionActions;
    addDeed(menu, MainWindow::tr("&Import definitions…"), {}, [definitions] { definitions->importDefinitions(); });
    addDeed(menu, MainWindow::tr("&Export definitions…"), {}, [definitions] { definitions->exportDefinitions(); });
    menu.addSeparator();
    QAction *quit = add(menu, MainWindow::tr("&Quit"), QKeySequence::Quit, [this_ = &m_window] { this_->close(); });
    quit->setMenuRole(QAction::QuitRole);
    if (quit->shortcut().isEmpty())
        quit->setShortcut(Qt::CTRL | Qt::Key_Q);
}

void WindowMenus::makeEdit()
{
    QMenu &menu = *m_window.menuBar()->addMenu(MainWindow::tr("&Edit"));
    actions::BrokerActions *actions = m_window.m_actions;
    QAction *undo = add(menu, MainWindow::tr("&Undo"), QKeySequence::Undo, [actions] { actions->undo(); });
    const auto follow = [undo, actions] {
        undo->setEnabled(actions->canUndo());
        undo->setText(actions->canUndo() ? MainWindow::tr("&Undo: %1").arg(actions->undoText())
                                         : MainWindow::tr("&Undo"));
    };
    follow();
    QObject::connect(actions, &actions::BrokerActions::undoChanged, undo, follow);
    menu.addSeparator();
    add(menu, MainWindow::tr("Find &anything…"), Qt::CTRL | Qt::Key_K,
        [this_ = &m_window] { this_->m_palette->popup(); });
    add(menu, MainWindow::tr("Find on this &page"), QKeySequence::Find, [this_ = &m_window] { this_->findOnPage(); });
    menu.addSeparator();
    QAction *preferences = add(menu, MainWindow::tr("P&references…"), Qt::CTRL | Qt::Key_Comma,
                               [this_ = &m_window] { this_->showPreferences(); });
    preferences->setMenuRole(QAction::PreferencesRole);
}

void WindowMenus::makeBroker()
{
    QMenu &menu = *m_window.menuBar()->addMenu(MainWindow::tr("&Broker"));
    actions::BrokerActions *actions = m_window.m_actions;
    addDeed(menu, MainWindow::tr("New &queue…"), QKeySequence::New, [actions] { actions->newQueue(); });
    addDeed(menu, MainWindow::tr("New &exchange…"), Qt::CTRL | Qt::SHIFT | Qt::Key_N,
            [actions] { actions->newExchange(); });
    addDeed(menu, MainWindow::tr("New &topic…"), {}, [topics = m_window.m_topicActions] { topics->newTopic(); });
    addDeed(menu, MainWindow::tr("New &binding…"), Qt::CTRL | Qt::Key_B, [actions] { actions->newBinding(); });
    menu.addSeparator();
    actions::AccessActions *access = m_window.m_accessActions;
    addDeed(menu, MainWindow::tr("New &virtual host…"), {}, [access] { access->newVirtualHost(); });
    addDeed(menu, MainWindow::tr("New &user…"), {}, [access] { access->newUser(); });
    addDeed(menu, MainWindow::tr("New &policy…"), {},
            [definitions = m_window.m_definitionActions] { definitions->newPolicy(); });
    menu.addSeparator();
    add(menu, MainWindow::tr("&Replays…"), Qt::CTRL | Qt::Key_R, [this_ = &m_window] { this_->showReplays(); });
    add(menu, MainWindow::tr("&Listeners…"), Qt::CTRL | Qt::Key_L, [this_ = &m_window] { this_->showListeners(); });
}

void WindowMenus::makeMessage()
{
    QMenu &menu = *m_window.menuBar()->addMenu(MainWindow::tr("&Message"));
    addDeed(menu, MainWindow::tr("&Publish…"), Qt::CTRL | Qt::Key_P,
            [this_ = &m_window] { this_->openPublisher(u"/"_s, {}, {}); });
    addDeed(menu, MainWindow::tr("&New publisher"), Qt::CTRL | Qt::SHIFT | Qt::Key_P,
            [this_ = &m_window] { this_->publishers().openNew(); });
    menu.addSeparator();
    add(menu, MainWindow::tr("&Freeze the live feed"), Qt::CTRL | Qt::SHIFT | Qt::Key_F,
        [this_ = &m_window] { this_->toggleFreeze(); });
}

void WindowMenus::makeView()
{
    QMenu &menu = *m_window.menuBar()->addMenu(MainWindow::tr("&View"));
    const struct
    {
        QString id, text;
        int key;
    } pages[] = {
        {u"flow"_s, MainWindow::tr("&Flow"), Qt::Key_0},
        {u"overview"_s, MainWindow::tr("&Overview"), Qt::Key_1},
        {u"queues"_s, MainWindow::tr("&Queues"), Qt::Key_2},
        {u"exchanges"_s, MainWindow::tr("&Exchanges"), Qt::Key_3},
        {u"connections"_s, MainWindow::tr("&Connections"), Qt::Key_4},
        {u"virtualHosts"_s, MainWindow::tr("&Virtual hosts"), Qt::Key_5},
        {u"users"_s, MainWindow::tr("&Users"), Qt::Key_6},
        {u"policies"_s, MainWindow::tr("&Policies"), Qt::Key_7},
        {u"topics"_s, MainWindow::tr("&Topics"), Qt::Key_8},
        {u"groups"_s, MainWindow::tr("Consumer &groups"), Qt::Key_9},
        {u"unrouted"_s, MainWindow::tr("U&nrouted"), Qt::Key_U},
        {u"deadLetters"_s, MainWindow::tr("Dead &letters"), Qt::Key_L},
    };
    for (const auto &page : pages) {
        QAction *open =
            add(menu, page.text, QKeySequence(Qt::ALT | Qt::Key(page.key)), [this_ = &m_window, id = page.id] {
                this_->openPage(id);
                this_->goToPage();
            });
        palette::markPageAction(*open, page.id);
    }
    menu.addSeparator();
    menu.addAction(m_window.m_backAndForward->backAction());
    menu.addAction(m_window.m_backAndForward->forwardAction());
    add(menu, MainWindow::tr("Next tab"), Qt::CTRL | Qt::Key_PageDown, [this_ = &m_window] { this_->m_tabs->step(1); });
    add(menu, MainWindow::tr("Previous tab"), Qt::CTRL | Qt::Key_PageUp,
        [this_ = &m_window] { this_->m_tabs->step(-1); });
    menu.addSeparator();
    const struct
    {
        QDockWidget *dock;
        int key;
    } panels[] = {{m_window.m_navigatorDock, Qt::Key_F9},
                  {m_window.m_inspectorDock, Qt::Key_F10},
                  {m_window.m_feedDock, Qt::Key_F12}};
    for (const auto &panel : panels) {
        QAction *toggle = panel.dock->toggleViewAction();
        toggle->setShortcut(QKeySequence(panel.key));
        menu.addAction(toggle);
    }
    makeGoTo(menu);
    menu.addSeparator();
    makeListMenus(menu);
    menu.addSeparator();
    makeTheme(menu);
}

void WindowMenus::makeGoTo(QMenu &view)
{
    QMenu &menu = *view.addMenu(MainWindow::tr("&Go to"));
    add(menu, MainWindow::tr("&Navigator"), Qt::CTRL | Qt::Key_1, [this_ = &m_window] { this_->goToNavigator(); });
    add(menu, MainWindow::tr("&Page"), Qt::CTRL | Qt::Key_2, [this_ = &m_window] { this_->goToPage(); });
    add(menu, MainWindow::tr("&Inspector"), Qt::CTRL | Qt::Key_3, [this_ = &m_window] { this_->goToInspector(); });
    add(menu, MainWindow::tr("&Filter of the live feed"), Qt::CTRL | Qt::Key_4,
        [this_ = &m_window] { this_->goToFeed(); });
    menu.addSeparator();
    add(menu, MainWindow::tr("Ne&xt panel"), Qt::Key_F6, [this_ = &m_window] { this_->stepPanel(1); });
    add(menu, MainWindow::tr("P&revious panel"), Qt::SHIFT | Qt::Key_F6, [this_ = &m_window] { this_->stepPanel(-1); });
}

// What the header does by mouse, for the list that has, or last had, the keyboard.
void WindowMenus::makeListMenus(QMenu &view)
{
    QMenu *sort = view.addMenu(MainWindow::tr("&Sort by"));
    QMenu *columns = view.addMenu(MainWindow::tr("&Columns"));
    QObject::connect(&view, &QMenu::aboutToShow, &m_window, [this_ = &m_window, sort, columns] {
        QAbstractItemView *list = this_->currentList();
        QHeaderView *header = widgets::headerOf(list);
        sort->clear();
        columns->clear();
        if (header) {
            widgets::fillSortMenu(*sort, *list);
            widgets::fillColumnMenu(*columns, *header);
        }
        sort->setEnabled(!sort->isEmpty());
        columns->setEnabled(!columns->isEmpty());
    });
}

void WindowMenus::makeTheme(QMenu &view)
{
    QMenu &menu = *view.addMenu(MainWindow::tr("T&heme"));
    auto *group = new QActionGroup(&menu);
    using Mode = theme::Theme::Mode;
    const std::pair<Mode, QString> modes[] = {{Mode::System, MainWindow::tr("As the &system")},
                                              {Mode::Light, MainWindow::tr("&Light")},
                                              {Mode::Dark, MainWindow::tr("&Dark")}};
    for (const auto &[mode, text] : modes) {
        QAction *action = add(menu, text, {}, [this_ = &m_window, mode = mode] {
            this_->m_theme.setMode(mode);
            this_->m_settings.setThemeMode(mode);
        });
        action->setCheckable(true);
        group->addAction(action);
        const auto follow = [action, theme = &m_window.m_theme, mode = mode] {
            action->setChecked(theme->mode() == mode);
        };
        follow(); // the preferences change it, too
        QObject::connect(&m_window.m_theme, &theme::Theme::changed, action, follow);
    }
}

void WindowMenus::makeHelp()
{
    QMenu &menu = *m_window.menuBar()->addMenu(MainWindow::tr("&Help"));
    add(menu, MainWindow::tr("&Connect a client…"), QKeySequence::HelpContents, [this_ = &m_window] {
        auto *dialog = new QDialog(this_);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(MainWindow::tr("Connect a client"));
        auto *snippet = new widgets::ConnectSnippet(dialog);
        snippet->setListeners(this_->m_session.listeners());
        auto *rows = new QVBoxLayout(dialog);
        rows->setContentsMargins(20, 12, 20, 20);
        rows->addWidget(snippet);
        dialog->resize(560, dialog->sizeHint().height());
        dialog->open();
    });
    QAction *about = add(menu, MainWindow::tr("&About Sightglass"), {}, [this_ = &m_window] {
        auto *box =
            new QMessageBox(QMessageBox::NoIcon, MainWindow::tr("About Sightglass"),
                            MainWindow::tr("<b>Sightglass</b><br>The message broker with a window in it.<br><br>"
                                           "Free software under the GNU General Public License, version 3 or later."),
                            QMessageBox::Close, this_);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    about->setMenuRole(QAction::AboutRole);
}

} // namespace ui::mainwindow
