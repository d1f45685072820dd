// SPDX-License-Identifier: GPL-3.0-or-later
// NoticeBar: a line at the window's bottom edge that says what just happened: a purge that can be undone, a failure, a word of
// the broker. It takes the place of the status bar's figures, so it covers nothing that can be clicked and moves nothing. The
// latest is shown; warnings and failures below it wait, counted, until each is dismissed. Nothing blocks.
// Owner: the status bar. Thread: ui.
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui::widgets {

class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    enum class Kind : quint8 { Done, Warning, Error };

    explicit NoticeBar(QWidget *parent = nullptr);

    /// Without an action the button is not there. A Done notice leaves by itself or with the next one; the others wait to be
    /// dismissed, whatever comes meanwhile. `dismissed` is called when somebody has done that by the button for it.
    void post(Kind kind, const QString &text, const QString &action = {}, std::function<void()> triggered = {},
              std::function<void()> dismissed = {});
    /// Takes away the one that is shown; the one before it comes back.
    void dismiss();
    QString text() const;
    /// How many wait behind the one that is shown.
    int waiting() const { return qMax(0, int(m_notices.size()) - 1); }
    QPushButton *actionButton() const { return m_action; }
    QToolButton *closeButton() const { return m_close; }
    /// Seen where the line is too short for the text.
    QPushButton *wholeButton() const { return m_whole; }

Q_SIGNALS:
    /// There is something to read, or there is nothing any more.
    void shownChanged(bool isShown);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Notice
    {
        Kind kind;
        QString text;
        QString action;
        std::function<void()> triggered;
        std::function<void()> dismissed;
    };

    /// Takes away the one that is shown, and calls what it has for that.
    void leaveBy(std::function<void()> Notice::*way);
    void showLatest();
    void fitText();
    void showWhole();

    std::vector<Notice> m_notices; ///< the latest last; only that one may be a Done
    QLabel *m_text;
    QLabel *m_more;
    QPushButton *m_whole;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer m_leave;
};

} // namespace ui::widgets
