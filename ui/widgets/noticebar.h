// SPDX-License-Identifier: GPL-3.0-or-later
// NoticeBar: one line above the pages that says what just happened: a purge that can be undone, a failure, a word of the
// broker. The latest is shown; warnings and failures below it wait, counted, until each is dismissed. Nothing blocks.
// Owner: MainWindow. Thread: ui.
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
    /// dismissed, whatever comes meanwhile.
    void post(Kind kind, const QString &text, const QString &action = {}, std::function<void()> triggered = {});
    /// Takes away the one that is shown; the one before it comes back.
    void dismiss();
    QString text() const;
    /// How many wait behind the one that is shown.
    int waiting() const { return qMax(0, int(m_notices.size()) - 1); }
    QPushButton *actionButton() const { return m_action; }

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Notice
    {
        Kind kind;
        QString text;
        QString action;
        std::function<void()> triggered;
    };

    void showLatest();

    std::vector<Notice> m_notices; ///< the latest last; only that one may be a Done
    QLabel *m_text;
    QLabel *m_more;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer m_leave;
};

} // namespace ui::widgets
