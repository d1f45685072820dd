// SPDX-License-Identifier: GPL-3.0-or-later
// InspectorPanel: the panel at the right. Shows a message of a queue or an event of the live feed: body, properties, headers,
// where it is and who holds it. Says so when the message has left the queue. Or an object that was chosen in the flow.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/inspector/readingmemory.h"

#include <engine/brokersession.h>

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QMenu;
class QTreeView;

namespace ui::theme {
class Theme;
}
namespace ui::widgets {
class StateView;
}

namespace ui::inspector {

class BodyView;
class DeathNote;
class DetailModel;
class JourneyView;
class ObjectView;
struct JourneyTarget;
struct ObjectFacts;

class InspectorPanel : public QWidget
{
    Q_OBJECT
public:
    InspectorPanel(engine::BrokerSession &session, theme::Theme &theme, QWidget *parent = nullptr);

    /// Where it is remembered how bodies are read; they must outlive the panel.
    void setSettings(settings::Settings &settings) { m_readings.setSettings(&settings); }

    engine::MessageRef shownMessage() const { return m_ref; }
    /// What it shows was chosen in the live feed, which belongs to no page.
    bool isOfFeed() const { return m_isOfFeed; }
    QSize sizeHint() const override { return {372, 600}; }

public Q_SLOTS:
    void showMessage(engine::MessageRef ref);
    void showLiveEvent(const engine::LiveEvent &event);
    /// A message of the unrouted tray.
    void showUnrouted(const engine::UnroutedMessage &message);
    /// The message shown has left its queue: what is known of it stays, with a line that says so.
    void markGone(engine::MessageRef ref);
    /// Live facts of an object; without a title: there is none any more.
    void showObject(const ui::inspector::ObjectFacts &facts);
    /// Does nothing where something else is shown meanwhile.
    void updateObject(const ui::inspector::ObjectFacts &facts);
    void clear();
    /// Gives the keyboard to the tabs of the message that is shown.
    void focusContent();

Q_SIGNALS:
    /// The user wants to publish a message like this one, perhaps changed.
    void copyRequested(const engine::MessageDetails &details);
    /// An object in the journey of the message.
    void targetChosen(const ui::inspector::JourneyTarget &target);
    /// The user wants to see what becomes of it.
    void followRequested(engine::MessageId message);
    /// A dead letter: back to where it came from, as it is, or corrected.
    void requeueRequested(const engine::MessageDetails &details);
    void editRequested(const engine::MessageDetails &details);
    /// Of a value in the body: what to do with "body.total=96.5" can be added.
    void valueMenuAboutToShow(QMenu *menu, const QString &condition);

private:
    QWidget *makeHeader();
    QWidget *makeDetails();
    QWidget *makeFoot();
    void showNothing();
    void showLoading(const QString &overline, const QString &title);
    void showDetails(const engine::MessageDetails &details);
    void showBadges(const engine::MessageDetails &details);
    void fitDetails();
    void takeQueues(const QList<engine::QueueSnapshot> &queues);
    void askStatus();
    void answered();
    void takeStatus(const engine::Result<engine::MessageStatus> &answer);
    void showFailure(const engine::Error &error);
    void showEventOnly(const engine::LiveEvent &event, bool left);
    void showKept(const engine::UnroutedMessage &message, const engine::MessageDetails &details);
    void follow();
    void setHeader(const QString &overline, const QString &title);
    void setBadges(const QList<QWidget *> &badges);
    void load(engine::MessageRef ref, const std::optional<engine::LiveEvent> &event);
    void copyDetails();
    void copyText(const std::function<QString()> &made);
    void copyBody();
    void copyJson();
    void saveBody();
    void showDetailMenu(const QPoint &position);
    void elideTitle();
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

    engine::BrokerSession &m_session;
    ReadingMemory m_readings;
    engine::MessageRef m_ref;
    std::optional<engine::MessageDetails> m_details;
    std::optional<engine::QueueSnapshot> m_queue; ///< of the message, as it was last seen
    /// For the message that is shown, or to be shown: one at a time.
    enum class Request : quint8 {
        None,
        UnderWay,
        Outrun, ///< something has moved in the queue since it was sent
    };
    Request m_request = Request::None;
    engine::SubscriptionPtr m_watch;
    quint64 m_generation = 0;
    bool m_isOfFeed = false;

    QLabel *m_overline = nullptr;
    QLabel *m_title = nullptr;
    QString m_titleText;
    QHBoxLayout *m_badges = nullptr;
    DeathNote *m_deaths = nullptr;
    QTabWidget *m_tabs = nullptr;
    BodyView *m_body = nullptr;
    DetailModel *m_detailModel = nullptr;
    QTreeView *m_detailTree = nullptr;
    JourneyView *m_journey = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::StateView *m_state = nullptr;
    ObjectView *m_object = nullptr;
    QWidget *m_foot = nullptr;
    QPushButton *m_publishCopy = nullptr;
    QPushButton *m_follow = nullptr;
};

} // namespace ui::inspector
