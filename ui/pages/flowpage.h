// SPDX-License-Identifier: GPL-3.0-or-later
// FlowPage: the living topology: who publishes, through which exchanges, into which queues and topics, who takes from them.
// Collects the snapshots, builds the graph, and connects the canvas with what can be done.
// Owner: the tab area. Thread: ui.
#pragma once

#include "ui/canvas/flowview.h"
#include "ui/canvas/graphbuilder.h"
#include "ui/canvas/pulses.h"
#include "ui/pages/page.h"

#include <QElapsedTimer>
#include <QTimer>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace ui::actions {
class BrokerActions;
class GroupActions;
class TopicActions;
} // namespace ui::actions
namespace ui::widgets {
class ConnectSnippet;
class StateView;
} // namespace ui::widgets

namespace ui::pages {

/// What can be done from the canvas; all of it outlives the page.
struct FlowActions
{
    actions::BrokerActions &broker;
    actions::TopicActions &topics;
    actions::GroupActions &groups;
};

class FlowPage final : public Page
{
    Q_OBJECT
public:
    FlowPage(engine::BrokerSession &session, const FlowActions &actions, QWidget *parent);
    ~FlowPage() override;

    QString filterHint() const override { return tr("Find in the flow"); }
    void setFilterText(const QString &text) override { m_view->find(text); }
    QString filterText() const override { return m_view->findText(); }
    void focusContent() override;
    void tellSelection() override;
    QVariant place() const override { return m_view->current().v; }
    void goTo(const QVariant &place) override;
    void restoreLayout(settings::Settings &settings) override;
    void saveLayout(settings::Settings &settings) const override;

    canvas::FlowView &view() { return *m_view; }
    canvas::GraphModel &graph() { return m_model; }
    const canvas::FlowInputs &inputs() const { return m_inputs; }
    widgets::StateView &stateView() { return *m_state; }
    QString story() const;
    const canvas::FlowChoice &choice() const { return m_choice; }
    void setChoice(const canvas::FlowChoice &choice);
    void showOnly(const canvas::NodeId &id);
    void setMoving(bool isMoving);
    void open(const canvas::NodeId &id);
    void openDeadLetters(const canvas::NodeId &queue);
    void publishToTopic(const engine::TopicSpec &topic);
    void exportPicture(const QString &ending);

    // The snapshot behind a node; null where there is none.
    const engine::ExchangeSnapshot *exchangeOf(const canvas::NodeId &id) const;
    const engine::QueueSnapshot *queueOf(const canvas::NodeId &id) const;
    const engine::TopicSnapshot *topicOf(const canvas::NodeId &id) const;
    const engine::GroupSnapshot *groupOf(const canvas::NodeId &id) const;
    QList<engine::ConnectionSnapshot> connectionsOf(const canvas::NodeId &id) const;

Q_SIGNALS:
    void exchangeOpened(engine::ExchangeId exchange);
    void connectionOpened(engine::ConnectionId connection);
    void groupOpened(const QString &virtualHost, const QString &name);
    /// Of the queue that they died in.
    void deadLettersOpened(const QString &virtualHost, const QString &queue);
    void topicPublishRequested(const QString &virtualHost, const QString &topic, std::optional<quint32> partition);
    /// Another node is current; invalid: none is.
    void nodeChosen(const ui::canvas::NodeId &id);
    /// What is known of the current node may have changed.
    void nodeUpdated(const ui::canvas::NodeId &id);
    /// A connection was clicked; invalid: none is chosen any more.
    void edgeChosen(const ui::canvas::EdgeId &id);
    void edgeUpdated(const ui::canvas::EdgeId &id);
    void done(const QString &what);
    void failed(const QString &what);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::vector<engine::SubscriptionPtr> watch() override;
    QWidget *makeTools();
    QWidget *makeChoice();
    QWidget *makeFoot();
    QToolButton *addTool(QWidget *bar, const QString &text, const QString &words, void (FlowPage::*act)());
    void connectView();
    template <typename Value>
    auto taker(Value canvas::FlowInputs::*member);
    void takeLive(const engine::LiveBatch &batch);
    void rebuildSoon();
    void rebuild();
    void tidyForPublishers();
    void noteBusy(const canvas::FlowGraph &graph);
    void refreshState();
    void refreshFoot();
    void placeOverlays();
    void followZoom();
    void toggleMoving();
    void bind(const canvas::NodeId &from, const canvas::NodeId &to);
    void writeTo(const QString &fileName);
    qint64 now() const { return m_clock.elapsed(); }
    // The tools.
    void zoomIn() { m_view->zoomTo(m_view->zoom() * 1.2); }
    void zoomOut() { m_view->zoomTo(m_view->zoom() / 1.2); }
    void zoomWhole() { m_view->zoomTo(1); }
    void fit() { m_view->fit(); }
    void tidy() { m_view->tidy(); }

    FlowActions m_actions;
    canvas::FlowInputs m_inputs;
    engine::OverviewSnapshot m_overview;
    canvas::Traffic m_traffic;
    canvas::Pulses m_pulses;
    canvas::GraphModel m_model;
    canvas::FlowGraph m_whole;
    canvas::FlowChoice m_choice;
    QHash<canvas::NodeId, qint64> m_busyAt;
    int m_leftOut = 0;
    bool m_hasPublishers = false;
    int m_waitingFor = 6; ///< kinds of snapshots that have not come yet
    QElapsedTimer m_clock;
    QTimer m_rebuild;
    canvas::NodeId m_storyAbout;
    bool m_isStoryOfDeadLetters = false;

    canvas::FlowView *m_view;
    QStackedWidget *m_stack;
    widgets::StateView *m_state;
    widgets::ConnectSnippet *m_snippet;
    QWidget *m_tools = nullptr;
    QWidget *m_choiceBar = nullptr;
    QToolButton *m_zoom = nullptr;
    QToolButton *m_only = nullptr;
    QAction *m_showIdle = nullptr;
    QAction *m_showInternals = nullptr;
    QAction *m_showMoving = nullptr;
    QLabel *m_story = nullptr;
    QLabel *m_note = nullptr;
};

} // namespace ui::pages
