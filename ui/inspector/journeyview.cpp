// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/journeyview.h"

#include "ui/async/whendone.h"
#include "ui/inspector/journeydelegate.h"
#include "ui/inspector/journeymodel.h"
#include "ui/widgets/menukey.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::inspector {

using namespace Qt::StringLiterals;
using widgets::StateView;

namespace {

constexpr int againMs = 500;
constexpr int edge = 6;

/// The list of steps: rows as high as their text at this width, links that show themselves.
class StepList final : public QListView
{
public:
    StepList(QWidget *parent, std::function<void(const JourneyTarget &)> follow)
        : QListView(parent)
        , m_delegate(new JourneyDelegate(this))
        , m_follow(std::move(follow))
    {
        setItemDelegate(m_delegate);
        setFrameShape(QFrame::NoFrame);
        setResizeMode(Adjust);
        setUniformItemSizes(false);
        setVerticalScrollMode(ScrollPerPixel);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSelectionMode(ExtendedSelection);
        setEditTriggers(NoEditTriggers);
        setContextMenuPolicy(Qt::CustomContextMenu);
        setMouseTracking(true);
        setViewportMargins(0, edge, 0, edge);
    }
    std::optional<JourneyTarget> targetAt(const QPoint &point) const
    {
        const QModelIndex index = indexAt(point);
        if (!index.isValid())
            return std::nullopt;
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = visualRect(index);
        return m_delegate->targetAt(option, index, point);
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QListView::resizeEvent(event);
        scheduleDelayedItemsLayout(); // other widths need other heights
    }
    void mouseMoveEvent(QMouseEvent *event) override
    {
        QListView::mouseMoveEvent(event);
        viewport()->setCursor(targetAt(event->position().toPoint()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }

    void mousePressEvent(QMouseEvent *event) override
    {
        QListView::mousePressEvent(event);
        m_pressed = event->button() == Qt::LeftButton ? targetAt(event->position().toPoint()) : std::nullopt;
    }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        QListView::mouseReleaseEvent(event);
        if (const auto pressed = std::exchange(m_pressed, std::nullopt);
            pressed && targetAt(event->position().toPoint()) == pressed)
            m_follow(*pressed);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
            return QListView::keyPressEvent(event);
        const QModelIndex index = currentIndex();
        const auto *steps = static_cast<const JourneyModel *>(model());
        if (index.isValid() && !steps->at(index.row()).line.targets.isEmpty())
            m_follow(steps->at(index.row()).line.targets.first());
    }

private:
    JourneyDelegate *m_delegate;
    const std::function<void(const JourneyTarget &)> m_follow;
    std::optional<JourneyTarget> m_pressed;
};

} // namespace

JourneyView::JourneyView(engine::BrokerSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new JourneyModel(this))
    , m_list(new StepList(this, [this](const JourneyTarget &target) { Q_EMIT targetChosen(target); }))
    , m_state(new StateView(this))
    , m_stack(new QStackedWidget(this))
{
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Journey of the message"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_state);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_stack);
    new widgets::MenuKey(*m_list);
    connect(m_list, &QWidget::customContextMenuRequested, this, &JourneyView::showMenu);
    auto *copyStep = new QAction(tr("Copy"), m_list);
    copyStep->setShortcut(QKeySequence::Copy);
    copyStep->setShortcutContext(Qt::WidgetShortcut);
    connect(copyStep, &QAction::triggered, this, [this] { copy(false); });
    m_list->addAction(copyStep);
    m_again.setInterval(againMs);
    connect(&m_again, &QTimer::timeout, this, &JourneyView::ask);
    clear();
}

void JourneyView::showMessage(engine::MessageId message, engine::MessageRef ref)
{
    const bool isSame = message == m_message && ref == m_ref;
    m_message = message;
    m_ref = ref;
    ++m_asked;
    m_isAsking = false;
    if (!isSame && isVisible())
        m_state->show(StateView::Kind::Loading, tr("Looking for its steps…"), {});
    ask();
}

void JourneyView::clear()
{
    ++m_asked;
    m_isAsking = false;
    m_message = {};
    m_ref = {};
    m_journey = {};
    watchReaders();
    m_model->clear();
    m_state->show(StateView::Kind::Empty, tr("No message"),
                  tr("Select a message to see where it came from, and what became of it."));
    m_stack->setCurrentWidget(m_state);
}

void JourneyView::ask()
{
    if (!isVisible() || m_isAsking || (!m_message.isValid() && !m_ref.queue.isValid()))
        return;
    m_isAsking = true;
    const quint64 asked = ++m_asked;
    async::whenDone(m_session.journey(m_message, m_ref), this,
                    [this, asked](const engine::Result<engine::Journey> &journey) {
                        if (asked != m_asked)
                            return;
                        m_isAsking = false;
                        take(journey);
                    });
}

void JourneyView::take(const engine::Result<engine::Journey> &journey)
{
    m_journey = journey ? *journey : engine::Journey();
    watchReaders();
    if (!journey) {
        m_state->show(StateView::Kind::Failed, tr("The journey can not be told"), journey.error().detail);
        m_stack->setCurrentWidget(m_state);
        return;
    }
    if (!m_message.isValid())
        m_message = journey->message;
    if (journey->steps.isEmpty()) {
        m_model->clear();
        m_state->show(StateView::Kind::Empty, tr("Nothing is known of it"),
                      tr("Steps are recorded while this window is open, the last ones of all messages together. This "
                         "message was there before, or its steps have been let go to make room."));
        m_stack->setCurrentWidget(m_state);
        return;
    }
    showSteps();
    m_stack->setCurrentWidget(m_list);
}

void JourneyView::showSteps()
{
    const QScrollBar *bar = m_list->verticalScrollBar();
    const bool isAtEnd = bar->value() == bar->maximum() && bar->maximum() > 0;
    m_model->show(m_journey, m_groups);
    if (isAtEnd)
        m_list->scrollToBottom();
}

void JourneyView::watchReaders()
{
    const bool isKept = std::any_of(m_journey.steps.cbegin(), m_journey.steps.cend(), [](const auto &step) {
        return step.known == engine::JourneyStep::Known::Now && !step.topic.isEmpty();
    });
    if (!isKept || !isVisible()) {
        m_readers.reset();
        m_groups.clear();
    } else if (!m_readers) {
        m_readers = m_session.watchGroups(
            this,
            [this](const QList<engine::GroupSnapshot> &groups) {
                m_groups = groups;
                if (!m_journey.steps.isEmpty())
                    showSteps();
            },
            1);
    }
}

void JourneyView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    ask();
    m_again.start();
}

void JourneyView::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QWidget::hideEvent(event);
    watchReaders();
}

void JourneyView::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(m_list);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const JourneyTarget &target : m_model->at(index.row()).line.targets)
        menu->addAction(targetText(target), this, [this, target] { Q_EMIT targetChosen(target); });
    menu->addSeparator();
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, [this] { copy(false); });
    menu->addAction(tr("Copy the whole journey"), this, [this] { copy(true); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void JourneyView::copy(bool all)
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (all || m_list->selectionModel()->isRowSelected(row, {}))
            lines << m_model->textOf(row);
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace ui::inspector
