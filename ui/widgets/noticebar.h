// SPDX-License-Identifier: GPL-3.0-or-later
// NoticeBar: one line above the pages that says what just happened: a purge that can be undone, a failure, a word of the
// broker. The latest replaces the one before; nothing blocks.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

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

    /// Without an action the button is not there. A Done notice leaves by itself; the others wait to be dismissed.
    void post(Kind kind, const QString &text, const QString &action = {}, std::function<void()> triggered = {});
    void dismiss();
    QString text() const;
    QPushButton *actionButton() const { return m_action; }

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer m_leave;
    std::function<void()> m_triggered;
};

} // namespace ui::widgets
