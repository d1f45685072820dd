// SPDX-License-Identifier: GPL-3.0-or-later
// ListPage: the frame of the pages that list objects: a title with a count and buttons, a filtered and sorted list, the
// states it can be in, and the actions for the selection at its foot.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/models/listfilterproxy.h"
#include "ui/models/roles.h"
#include "ui/pages/page.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/stateview.h"

#include <QAbstractItemModel>

class QHBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace ui::pages {

class ListPage : public Page
{
    Q_OBJECT
public:
    void setFilterText(const QString &text) override;
    QString filterText() const override { return m_filter; }
    void focusContent() override;
    QVariant place() const override { return selectedSourceRow().data(models::IdRole); }
    void goTo(const QVariant &place) override { selectId(place); }
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

    widgets::ListView *view() const { return m_view; }
    widgets::StateView *stateView() const { return m_state; }
    /// The model's row that is selected; invalid when none.
    QModelIndex selectedSourceRow() const;
    /// Selects the object with this IdRole, now or as soon as it is there.
    void selectId(const QVariant &id);

protected:
    /// `place` names the page in the settings.
    ListPage(engine::BrokerSession &session, const QString &place, const QString &title, QWidget *parent);

    void setModel(QAbstractItemModel *model);
    void addButton(QWidget *button);
    /// Below the list, in a splitter.
    void setDetails(QWidget *details);
    /// Between the title and the list, whatever state the list is in.
    void addStrip(QWidget *strip);
    /// At the very foot, whatever state the list is in.
    void addFoot(QWidget *foot);
    enum class Place : quint8 { Primary, Bar, MenuOnly };
    QAction *addPageAction(const QString &text, const QKeySequence &shortcut, Place where = Place::Bar);
    widgets::ActionBar *actionBar() const { return m_actionBar; }
    models::ListFilterProxy *proxy() const { return m_proxy; }
    /// A snapshot is in the model: leave the state Loading.
    void snapshotTaken();
    void refreshState();
    /// The words for a broker that has none of these.
    virtual void showEmpty(widgets::StateView &state) = 0;
    virtual QString nameOfMany() const = 0;
    virtual void selectionMoved(const QModelIndex &sourceRow) = 0;

private:
    void showContextMenu(const QPoint &position);
    void trySelectWanted();

    QString m_place;
    QString m_filter;
    QVBoxLayout *m_rows;
    QHBoxLayout *m_bar;
    QWidget *m_buttons; ///< beside the title; pressed while the broker runs
    QLabel *m_count;
    QStackedWidget *m_stack;
    widgets::StateView *m_state;
    QSplitter *m_splitter;
    widgets::ListView *m_view;
    widgets::ActionBar *m_actionBar;
    models::ListFilterProxy *m_proxy;
    QList<QAction *> m_actions;
    QVariant m_wantedId;
    bool m_taken = false;
};

} // namespace ui::pages
