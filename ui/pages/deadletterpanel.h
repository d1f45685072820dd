// SPDX-License-Identifier: GPL-3.0-or-later
// DeadLetterPanel: the messages of one group of dead letters, the latest deaths first, or those of them that a filter finds, however
// long they have lain there. Which of them are meant is said by selected() and named(); what is done with them is the page's.
// Owner: DeadLettersPage. Thread: ui.
#pragma once

#include "ui/models/deadlettergroups.h"

#include <engine/brokersession.h>

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace ui::feed {
class QueryField;
}
namespace ui::models {
class DeadLetterModel;
}
namespace ui::widgets {
class ElidedLabel;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

class MessageSearch;
class MessageTable;
class SearchFoot;

class DeadLetterPanel final : public QWidget
{
    Q_OBJECT
public:
    DeadLetterPanel(engine::BrokerSession &session, QWidget *parent);

    MessageTable &table() const { return *m_table; }
    models::DeadLetterModel &letters() const { return *m_letters; }
    /// Instead of the one before, or the same as it is now.
    void showGroup(const models::DeadLetterRow &group);
    /// Looks after its messages, or leaves that until somebody sees them again.
    void setSeen(bool isSeen);

    /// An action is over. Where it took messages of the group, those go, and what the filter finds is looked for once more.
    void afterAction(const engine::MessageActionSpec &action);
    /// Something was taken back, perhaps here: likewise, and what has come back is found.
    void reload();

    /// What is shown has been looked for.
    bool isFiltered() const;
    QList<engine::MessageRef> selected() const;
    /// Those that are selected, or else those that a filter has found; none: the whole group is meant.
    QList<engine::MessageRef> named() const;

    /// Finds what meets this condition, too: "body.total=96.5".
    void findBy(const QString &condition);
    void focusFilter();
    /// First the selection goes, then the filter. False: there was neither.
    bool stepBack();
    /// messageSelected() again, where a message is.
    void tellSelection();

Q_SIGNALS:
    void messageSelected(engine::MessageRef ref);
    /// Others are shown, found or selected.
    void changed();
    void allRequested();
    void menuAboutToShow(QMenu *menu);
    void activated();

private:
    QWidget *makeBar();
    void makeFilter(QHBoxLayout &row, QWidget *bar);
    void makeTable(engine::BrokerSession &session);
    void notePlaces();
    void restorePlaces();
    QWidget *makeStack();
    void makeFoot();
    void applyFilter();
    void clearFilter();
    void startSearch();
    void showSearch();
    void searchOn();
    QList<engine::MessageRef> found() const;
    void settle();
    void refreshState();
    void refreshFoot();

    models::DeadLetterModel *m_letters;
    MessageSearch *m_search;
    models::DeadLetterRow m_group;
    engine::MessageFilter m_filter;
    QList<engine::MessageRef> m_foundBefore; ///< until a search for more of them has come as far again
    QTimer m_look;                           ///< states change without a word
    struct Places
    {
        QList<engine::MessageRef> selected;
        engine::MessageRef current, top; ///< invalid: none, at the very top
    };
    Places m_places; ///< while the rows come anew
    QTimer m_filterDelay;

    widgets::ElidedLabel *m_title = nullptr;
    QToolButton *m_all = nullptr;
    feed::QueryField *m_filterField = nullptr;
    QStackedWidget *m_stack = nullptr;
    MessageTable *m_table = nullptr;
    widgets::StateView *m_state = nullptr;
    SearchFoot *m_foot = nullptr;
};

} // namespace ui::pages
