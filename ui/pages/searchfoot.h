// SPDX-License-Identifier: GPL-3.0-or-later
// SearchFoot: the line below a list of messages that can be searched: where one is in it, how far the search has come and stopping
// it, asking for more, and what is wrong with what was typed.
// Owner: MessagePanel, DeadLetterPanel. Thread: ui.
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui::pages {

class MessageSearch;

class SearchFoot final : public QFrame
{
    Q_OBJECT
public:
    /// Follows the search, which has the same owner.
    SearchFoot(MessageSearch &search, QWidget *parent);

    // Where there is neither, the line is not there.
    void setPosition(const QString &text);
    void setProblem(const QString &text);
    /// Whether there is more, and what the button says that asks for it.
    void offerMore(bool isThere, const QString &text);

Q_SIGNALS:
    void moreRequested();

private:
    void showSearch();
    void showOrHide();

    MessageSearch &m_search;
    QLabel *m_position;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QPushButton *m_more;
    QLabel *m_problem;
};

} // namespace ui::pages
