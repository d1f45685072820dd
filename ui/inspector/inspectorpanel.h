// SPDX-License-Identifier: GPL-3.0-or-later
// InspectorPanel: the panel at the right. Shows a message of a queue or an event of the live feed: body, properties, headers,
// where it is and who holds it. Says so when the message has left the queue.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <engine/brokersession.h>

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTreeView;

namespace ui::theme {
class Theme;
}
namespace ui::widgets {
class StateView;
}

namespace ui::inspector {

class BodyView;
class DetailModel;

class InspectorPanel : public QWidget
{
    Q_OBJECT
public:
    InspectorPanel(engine::BrokerSession &session, theme::Theme &theme, QWidget *parent = nullptr);

    engine::MessageRef shownMessage() const { return m_ref; }
    QSize sizeHint() const override { return {372, 600}; }

public Q_SLOTS:
    void showMessage(engine::MessageRef ref);
    void showLiveEvent(const engine::LiveEvent &event);
    /// The message shown has left its queue: what is known of it stays, with a line that says so.
    void markGone(engine::MessageRef ref);
    void clear();

Q_SIGNALS:
    /// The user wants to publish a message like this one, perhaps changed.
    void copyRequested(const engine::MessageDetails &details);

private:
    QWidget *makeHeader();
    QWidget *makeDetails();
    QWidget *makeFoot();
    void showNothing();
    void showLoading(const QString &overline, const QString &title);
    void showDetails(const engine::MessageDetails &details);
    void showFailure(const engine::Error &error);
    void showEventOnly(const engine::LiveEvent &event, bool left);
    void setHeader(const QString &overline, const QString &title);
    void setBadges(const QList<QWidget *> &badges);
    void load(engine::MessageRef ref, const std::optional<engine::LiveEvent> &event);
    void copyDetails();
    void copyBody();
    void copyJson();
    void saveBody();
    void showDetailMenu(const QPoint &position);
    void elideTitle();
    void resizeEvent(QResizeEvent *event) override;

    engine::BrokerSession &m_session;
    engine::MessageRef m_ref;
    std::optional<engine::MessageDetails> m_details;
    quint64 m_generation = 0;

    QLabel *m_overline = nullptr;
    QLabel *m_title = nullptr;
    QString m_titleText;
    QHBoxLayout *m_badges = nullptr;
    QTabWidget *m_tabs = nullptr;
    BodyView *m_body = nullptr;
    DetailModel *m_detailModel = nullptr;
    QTreeView *m_detailTree = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::StateView *m_state = nullptr;
    QWidget *m_foot = nullptr;
    QPushButton *m_publishCopy = nullptr;
};

} // namespace ui::inspector
