// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/listpage.h"

#include "ui/models/roles.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::BrokerSession;
using widgets::StateView;

ListPage::ListPage(BrokerSession &session, const QString &place, const QString &title, QWidget *parent)
    : Page(session, parent)
    , m_place(place)
    , m_rows(new QVBoxLayout(this))
    , m_bar(new QHBoxLayout)
    , m_buttons(new QWidget(this))
    , m_count(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_state(new StateView(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_view(new widgets::ListView(this))
    , m_actionBar(new widgets::ActionBar(this))
    , m_proxy(new models::ListFilterProxy(this))
{
    auto *heading = new QLabel(title, this);
    heading->setProperty("role", u"title"_s);
    m_count->setProperty("role", u"count"_s);
    auto *bar = new QWidget(this);
    bar->setProperty("surface", u"bar"_s);
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setLayout(m_bar);
    m_bar->setContentsMargins(16, 10, 12, 10);
    m_bar->setSpacing(8);
    m_bar->addWidget(heading);
    m_bar->addWidget(m_count);
    m_bar->addStretch(1);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    m_bar->addWidget(m_buttons);
    m_view->setAccessibleName(title);
    m_splitter->addWidget(m_view);
    m_splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_splitter);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_rows->addWidget(bar);
    m_rows->addWidget(m_stack, 1);
    m_rows->addWidget(m_actionBar);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ListPage::showContextMenu);
    connect(m_state, &StateView::actionTriggered, this, [this] {
        if (m_state->kind() == StateView::Kind::NothingFound)
            setFilterText({});
    });
    connect(&session, &BrokerSession::stateChanged, this, [this](BrokerSession::State state) {
        if (state != BrokerSession::State::Running)
            m_taken = false;
        refreshState();
    });
    connect(&session, &BrokerSession::listenersChanged, this, &ListPage::refreshState);
}

void ListPage::setModel(QAbstractItemModel *model)
{
    m_proxy->setSourceModel(model);
    m_view->setModel(m_proxy);
    connect(m_view, &widgets::ListView::rowSelected, this, [this] { selectionMoved(selectedSourceRow()); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, signal, this, &ListPage::refreshState);
    refreshState();
}

void ListPage::addButton(QWidget *button)
{
    m_buttons->layout()->addWidget(button);
}

void ListPage::setDetails(QWidget *details)
{
    m_splitter->addWidget(details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
}

void ListPage::addStrip(QWidget *strip)
{
    m_rows->insertWidget(m_rows->indexOf(m_stack), strip);
}

void ListPage::addFoot(QWidget *foot)
{
    m_rows->addWidget(foot);
}

QAction *ListPage::addPageAction(const QString &text, const QKeySequence &shortcut, Place where)
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    m_actions << action;
    if (shortcut == QKeySequence(QKeySequence::Copy))
        m_view->leaveCopyToPage();
    using Weight = widgets::ActionBar::Weight;
    if (where != Place::MenuOnly)
        m_actionBar->addAction(action, where == Place::Primary ? Weight::Primary : Weight::Ordinary);
    return action;
}

void ListPage::setFilterText(const QString &text)
{
    m_filter = text;
    m_proxy->setFilterText(text);
    refreshState();
}

void ListPage::focusContent()
{
    if (!m_view->isVisible())
        return Page::focusContent(); // to what can be done about an empty list
    m_view->setFocus(Qt::ShortcutFocusReason);
    if (!m_view->selectedRow().isValid() && m_proxy->rowCount() > 0)
        m_view->setCurrentIndex(m_proxy->index(0, 0));
}

void ListPage::restoreLayout(settings::Settings &settings)
{
    m_view->restoreHeader(settings.layout(m_place + u"/header"_s));
    if (const QByteArray split = settings.layout(m_place + u"/splitter"_s); !split.isEmpty())
        m_splitter->restoreState(split);
}

void ListPage::saveLayout(settings::Settings &settings) const
{
    settings.setLayout(m_place + u"/header"_s, m_view->headerState());
    settings.setLayout(m_place + u"/splitter"_s, m_splitter->saveState());
}

QModelIndex ListPage::selectedSourceRow() const
{
    return m_proxy->mapToSource(m_view->selectedRow());
}

void ListPage::selectId(const QVariant &id)
{
    m_wantedId = id;
    trySelectWanted();
}

void ListPage::trySelectWanted()
{
    if (!m_wantedId.isValid())
        return;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (index.data(models::IdRole) != m_wantedId)
            continue;
        m_wantedId.clear();
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
        return;
    }
}

void ListPage::snapshotTaken()
{
    m_taken = true;
    trySelectWanted();
    refreshState();
}

void ListPage::refreshState()
{
    const QAbstractItemModel *model = m_proxy->sourceModel();
    const int rows = model ? model->rowCount() : 0;
    m_count->setText(theme::formatCount(quint64(rows)));
    m_count->setVisible(rows > 0);
    const BrokerSession::State state = session().state();
    const bool running = state == BrokerSession::State::Running;
    const bool content = running && m_taken && m_proxy->rowCount() > 0;
    m_stack->setCurrentWidget(content ? static_cast<QWidget *>(m_splitter) : m_state);
    m_actionBar->setEnabled(content);
    m_buttons->setEnabled(running);
    if (content)
        return;
    m_actionBar->setSubject({});
    m_state->setAction({});
    if (state == BrokerSession::State::Failed) {
        m_state->show(StateView::Kind::Failed, tr("The broker did not start"), session().problem());
    } else if (state == BrokerSession::State::Stopping || state == BrokerSession::State::Stopped) {
        m_state->show(StateView::Kind::Disconnected, tr("The broker has stopped"),
                      tr("Clients can not connect. What was confirmed is kept."));
    } else if (!running || !m_taken) {
        m_state->show(StateView::Kind::Loading, tr("Loading %1…").arg(nameOfMany()), {});
    } else if (rows > 0) {
        m_state->show(
            StateView::Kind::NothingFound, tr("Nothing found"),
            tr("None of the %1 %2 has “%3” in it.").arg(theme::formatCount(quint64(rows)), nameOfMany(), m_filter));
        m_state->setAction(tr("Clear the filter"));
    } else {
        showEmpty(*m_state);
    }
}

void ListPage::showContextMenu(const QPoint &position)
{
    if (!m_view->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace ui::pages
