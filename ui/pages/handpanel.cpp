// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/handpanel.h"

#include "ui/async/whendone.h"
#include "ui/models/heldmodel.h"
#include "ui/models/roles.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::HandSettlement;
using models::HeldModel;
using widgets::StateView;

namespace {

constexpr int askAgainMs = 250; // while a message is waited for

} // namespace

HandPanel::HandPanel(engine::BrokerSession &session, const engine::QueueSnapshot &queue, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_queue(queue)
    , m_model(new HeldModel(this))
{
    m_take = widgets::addPanelAction(*this, tr("Take next"), Qt::Key_T,
                                     tr("Take the next ready message, as a consumer of this queue"));
    m_stop = widgets::addPanelAction(*this, tr("Stop waiting"), Qt::Key_Escape, {});
    m_stop->setVisible(false);
    m_wait.setInterval(askAgainMs);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (m_asked == 0)
            ask(true);
    });
    connect(m_stop, &QAction::triggered, this, [this] {
        stopWaiting();
        tell({}, false);
    });
    m_ack = widgets::addPanelAction(*this, tr("Ack"), Qt::Key_A, tr("Acknowledge: the message is done with, and gone"));
    m_requeue = widgets::addPanelAction(*this, tr("Nack, requeue"), Qt::Key_N,
                                        tr("Give it back: it returns to its place, marked as redelivered"));
    m_reject = widgets::addPanelAction(*this, tr("Reject"), Qt::Key_R, {});
    connect(m_take, &QAction::triggered, this, &HandPanel::take);
    connect(m_ack, &QAction::triggered, this, [this] { settleSelected(HandSettlement::Acknowledge); });
    connect(m_requeue, &QAction::triggered, this, [this] { settleSelected(HandSettlement::Requeue); });
    connect(m_reject, &QAction::triggered, this, [this] { settleSelected(HandSettlement::Reject); });
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeBar());
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeList());
    m_empty = new StateView(this);
    connect(m_empty, &StateView::actionTriggered, this, [this] { (isWaiting() ? m_stop : m_take)->trigger(); });
    m_stack->addWidget(m_empty);
    rows->addWidget(m_stack, 1);
    rows->addWidget(makeFoot());
    setAccessibleName(tr("Consume by hand"));
    setFocusPolicy(Qt::StrongFocus); // before anything is held its keys reach it
    refresh();
}

QWidget *HandPanel::makeBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(8);
    QPushButton *take = widgets::makeActionButton(*m_take, bar);
    take->setProperty("primary", true);
    row->addWidget(take);
    row->addWidget(widgets::makeActionButton(*m_stop, bar));
    m_words = new QLabel(bar);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    row->addWidget(m_words, 1);
    return bar;
}

QWidget *HandPanel::makeList()
{
    auto *proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(m_model);
    proxy->setSortRole(models::SortRole);
    m_list = new widgets::ListView(this);
    m_list->setAccessibleName(tr("Messages held by hand"));
    m_list->setModel(proxy);
    m_list->setColumnWidths({56, 80, 170, 130, 92, 80, 110, 0});
    m_list->setStretchColumn(HeldModel::Body);
    m_list->setSpareColumns({HeldModel::Exchange, HeldModel::Since, HeldModel::Size});
    m_list->sortByColumn(HeldModel::Tag, Qt::AscendingOrder);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions({m_take, m_ack, m_requeue, m_reject});
    connect(m_list, &widgets::ListView::rowSelected, this, &HandPanel::refresh);
    connect(m_list, &widgets::ListView::opened, this, &HandPanel::tellSelection);
    return m_list;
}

QWidget *HandPanel::makeFoot()
{
    auto *foot = new QFrame(this);
    foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(widgets::makeActionButton(*m_ack, foot));
    row->addWidget(widgets::makeActionButton(*m_requeue, foot));
    row->addWidget(widgets::makeActionButton(*m_reject, foot));
    auto *hint = new QLabel(tr("What is held is unacked, and goes back to the queue when this tab is closed."), foot);
    hint->setProperty("role", u"muted"_s);
    hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(hint, 1);
    return foot;
}

qsizetype HandPanel::held() const
{
    return m_model->rowCount();
}

void HandPanel::setQueue(const engine::QueueSnapshot &queue)
{
    m_queue = queue;
    refresh();
}

void HandPanel::setGone(bool gone)
{
    if (m_gone == gone)
        return;
    m_gone = gone;
    if (gone) {
        stopWaiting();
        m_hand.reset();
        m_model->update({});
        Q_EMIT heldChanged(0);
    }
    refresh();
}

void HandPanel::take()
{
    ask(false);
}

void HandPanel::ask(bool isAgain)
{
    if (!m_hand) {
        m_hand =
            m_session.consumeByHand(this, m_queue.id, [this](const engine::HandState &state) { takeState(state); });
    }
    ++m_asked;
    async::whenDone(m_hand->take(), this, [this, isAgain](const engine::Result<std::optional<quint64>> &tag) {
        --m_asked;
        if (!tag) {
            stopWaiting();
            tell(tag.error().detail, true);
        } else if (!*tag) {
            if (!isAgain || isWaiting()) // it was not given up meanwhile
                wait();
        } else {
            stopWaiting();
            tell({}, false);
            m_wanted = **tag;
            select(m_wanted);
        }
    });
}

void HandPanel::wait()
{
    tell(m_queue.unacked > quint64(held()) ? tr("Nothing is ready: what is here is out for delivery. Waiting…")
                                           : tr("Nothing is ready. Waiting for the next message…"),
         false);
    if (isWaiting() || m_gone)
        return;
    m_wait.start();
    refresh();
}

void HandPanel::stopWaiting()
{
    if (!isWaiting())
        return;
    m_wait.stop();
    refresh();
}

void HandPanel::takeState(const engine::HandState &state)
{
    m_model->update(state.held);
    if (!state.ended.isEmpty())
        tell(tr("All went back to the queue: %1.").arg(state.ended), true);
    if (m_wanted)
        select(m_wanted);
    refresh();
    Q_EMIT heldChanged(held());
}

/// Now, or when it has arrived.
void HandPanel::select(quint64 tag)
{
    const int row = m_model->rowOf(tag);
    if (row < 0)
        return;
    m_wanted = 0;
    const auto *proxy = static_cast<const QSortFilterProxyModel *>(m_list->model());
    const QModelIndex index = proxy->mapFromSource(m_model->index(row, 0));
    const bool takesFocus = m_empty->isAncestorOf(QApplication::focusWidget()) || hasFocus();
    m_stack->setCurrentWidget(m_list);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    if (takesFocus)
        m_list->setFocus();
}

void HandPanel::settleSelected(HandSettlement how)
{
    const QModelIndex row = m_list->selectedRow();
    if (!row.isValid() || !m_hand)
        return;
    const QModelIndex below = row.siblingAtRow(row.row() + 1);
    const QModelIndex next = below.isValid() ? below : row.siblingAtRow(row.row() - 1);
    const quint64 nextTag = next.isValid() ? next.data(models::IdRole).toULongLong() : 0;
    async::whenDone(m_hand->settle(row.data(models::IdRole).toULongLong(), how), this,
                    [this, how](const engine::Result<void> &done) {
                        if (!done)
                            return tell(done.error().detail, true);
                        tell(how == HandSettlement::Acknowledge ? tr("Acknowledged.")
                             : how == HandSettlement::Requeue   ? tr("Back in the queue.")
                             : hasDeadLetters()                 ? tr("Rejected: it is a dead letter now.")
                                                : tr("Rejected: it is gone, as the queue has no dead-letter exchange."),
                             false);
                    });
    if (nextTag)
        select(nextTag);
}

void HandPanel::tell(const QString &text, bool isProblem)
{
    m_words->setProperty("role", isProblem ? u"error"_s : u"muted"_s);
    m_words->style()->polish(m_words);
    m_words->setText(text);
}

bool HandPanel::hasDeadLetters() const
{
    return m_queue.spec.arguments.contains("x-dead-letter-exchange") ||
           m_queue.policy.effective.contains("dead-letter-exchange");
}

void HandPanel::refresh()
{
    const QModelIndex selected = m_list->selectedRow();
    m_take->setEnabled(!m_gone);
    m_stop->setVisible(isWaiting());
    for (QAction *action : {m_ack, m_requeue, m_reject})
        action->setEnabled(selected.isValid());
    m_reject->setToolTip(hasDeadLetters() ? tr("Refuse it: it becomes a dead letter")
                                          : tr("Refuse it: the queue has no dead-letter exchange, so it is gone"));
    m_stack->setCurrentWidget(held() > 0 ? static_cast<QWidget *>(m_list) : m_empty);
    if (m_gone) {
        m_empty->setAction({});
        m_empty->show(StateView::Kind::Disconnected, tr("This queue has been deleted"), {});
        return;
    }
    m_empty->setAction(isWaiting() ? tr("Stop waiting") : tr("Take next"));
    m_empty->show(
        StateView::Kind::Empty, isWaiting() ? tr("Waiting for the next message…") : tr("Consume by hand"),
        tr("Take the next message as a consumer does: it is yours, unacked, until you acknowledge it (A), give it back "
           "(N) "
           "or reject it (R). Look at it in the inspector meanwhile. With the queue paused nobody else takes any: so a "
           "backlog is stepped through message by message."));
    if (!selected.isValid())
        return;
    const auto *proxy = static_cast<const QSortFilterProxyModel *>(m_list->model());
    const engine::MessageRef ref = m_model->at(proxy->mapToSource(selected).row()).message.ref;
    if (ref == m_shown)
        return;
    m_shown = ref;
    Q_EMIT messageSelected(ref);
}

void HandPanel::tellSelection()
{
    m_shown = {};
    refresh();
}

void HandPanel::focusContent()
{
    (held() > 0 ? static_cast<QWidget *>(m_list) : this)->setFocus();
}

void HandPanel::restoreLayout(settings::Settings &settings)
{
    m_list->restoreHeader(settings.layout(u"queue/hand"_s));
}

void HandPanel::saveLayout(settings::Settings &settings) const
{
    settings.setLayout(u"queue/hand"_s, m_list->headerState());
}

} // namespace ui::pages
