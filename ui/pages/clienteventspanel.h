// SPDX-License-Identifier: GPL-3.0-or-later
// ClientEventsPanel: below the connections: what went wrong with clients, the newest first. Closed it is one line that tells the
// latest; open it is a list, with the selected one in plain words.
// Owner: ConnectionsPage. Thread: ui.
#pragma once

#include <engine/clientevents.h>

#include <QFrame>

class QLabel;
class QToolButton;

namespace ui::models {
class ClientEventModel;
}
namespace ui::widgets {
class ListView;
}

namespace ui::pages {

class ClientEventsPanel final : public QFrame
{
    Q_OBJECT
public:
    explicit ClientEventsPanel(QWidget *parent = nullptr);

    void showEvents(const QList<engine::ClientEvent> &events);
    bool isOpen() const;
    void setOpen(bool open);
    /// The line beside the heading.
    QString latest() const;
    /// The words below the list.
    QString story() const;
    widgets::ListView *view() const { return m_view; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    void showLatest();
    void showStory();

    models::ClientEventModel *m_model;
    QToolButton *m_toggle = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_latest = nullptr;
    QWidget *m_content;
    widgets::ListView *m_view;
    QLabel *m_story;
};

} // namespace ui::pages
