// SPDX-License-Identifier: GPL-3.0-or-later
// HistoryPanel: what was published by hand, the newest first; fills the publisher with it, or publishes it again as it was.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/publishhistory.h"

#include <QWidget>

#include <functional>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;

namespace ui::publisher {

class HistoryPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryPanel(PublishHistory &history, QWidget *parent = nullptr);

    QListView &list() { return *m_list; }

Q_SIGNALS:
    void opened(const ui::publisher::PublishedEntry &entry);
    void againRequested(const ui::publisher::PublishedEntry &entry);
    /// `undo` takes it back.
    void undoableDone(const QString &what, const std::function<void()> &undo);

private:
    QWidget *makeFoot();
    void follow();
    const PublishedEntry *current() const;
    void openCurrent();
    void publishAgain();
    void clear();

    PublishHistory &m_history;
    QStackedWidget *m_pages;
    QListView *m_list;
    QStandardItemModel *m_model;
    QPushButton *m_open = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_clear = nullptr;
};

} // namespace ui::publisher
