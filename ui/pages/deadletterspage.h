// SPDX-License-Identifier: GPL-3.0-or-later
// DeadLettersPage: all dead letters of the broker: grouped by why and where they died above, the messages of a group, or all of
// them, below. They go back to where they came from, or elsewhere, corrected or not: one, a selection, a group, all.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/models/deadlettergroups.h"
#include "ui/models/messagepick.h"
#include "ui/pages/page.h"

#include <functional>
#include <optional>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;

namespace ui::actions {
class DeadLetterActions;
}
namespace ui::dialogs {
struct DeadLetterChoice;
}
namespace ui::models {
class DeadLetterModel;
}
namespace ui::widgets {
class ActionBar;
class Badge;
class ListView;
class QueueSnippet;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

class DeadLetterPanel;
class MessageTable;

class DeadLettersPage final : public Page
{
    Q_OBJECT
public:
    DeadLettersPage(engine::BrokerSession &session, actions::DeadLetterActions &actions, QWidget *parent);

    /// Shows those that died in this queue, now or as soon as there are any.
    void showQueue(const QString &virtualHost, const QString &queue);
    widgets::ListView &groups() const { return *m_list; }
    MessageTable &messages() const;
    models::DeadLetterModel &letters() const;
    widgets::StateView &stateView() const { return *m_state; }
    /// What the actions are for: the selected messages, or else what the filter has found, the group, or all.
    dialogs::DeadLetterChoice choice() const;

    /// An action is over, perhaps on dead letters: they and what the filter finds are looked for once more.
    void afterAction(const engine::MessageActionSpec &action);
    /// Likewise, of whatever was taken back.
    void reload();
    /// Finds what meets this condition, too: "body.total=96.5".
    void findBy(const QString &condition);
    bool focusFilter() override;
    void focusContent() override;
    void tellSelection() override;
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    void queueOpened(const QString &label);
    void exportRequested(const models::MessagePick &pick);

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    QWidget *makeHeader();
    QWidget *makeGroups();
    QWidget *makeMessages();
    void makeActions();
    QAction *addPageAction(const QString &text, const QKeySequence &key, void (DeadLettersPage::*act)());
    void take(const engine::DeadLettersSnapshot &snapshot);
    void regroup();
    void showGroup();
    models::DeadLetterRow shownRow() const;
    void selectWanted();
    void showAll();
    void stepBack();
    std::optional<QString> originOf(const QList<engine::MessageRef> &named) const;
    void openMenu(QMenu *menu);
    void refreshActions();
    void refreshState();
    // The actions.
    void requeue();
    void requeueElsewhere();
    void edit();
    void remove();
    void exportLetters();
    void openQueue();
    void whole(const std::function<void(const dialogs::DeadLetterChoice &)> &then);

    actions::DeadLetterActions &m_actions;
    engine::DeadLettersSnapshot m_snapshot;
    bool m_taken = false;
    models::DeadLetterGroupModel *m_groups;
    QSortFilterProxyModel *m_sorted;
    std::optional<std::pair<QString, QString>> m_wantedQueue; ///< virtual host and name

    widgets::Badge *m_count = nullptr;
    QLabel *m_looking = nullptr;
    QComboBox *m_grouping = nullptr;
    QCheckBox *m_keep = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::StateView *m_state = nullptr;
    widgets::QueueSnippet *m_snippet = nullptr;
    QSplitter *m_splitter = nullptr;
    widgets::ListView *m_list = nullptr;
    DeadLetterPanel *m_panel = nullptr;
    widgets::ActionBar *m_actionBar = nullptr;
    QAction *m_requeue = nullptr;
    QAction *m_elsewhere = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_export = nullptr;
    QAction *m_open = nullptr;
};

} // namespace ui::pages
