// SPDX-License-Identifier: GPL-3.0-or-later
// ActionBar: what can be done with the selection, at the foot of a list.
// Owner: a page. Thread: ui.
#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QLabel;

namespace ui::widgets {

class ActionBar : public QFrame
{
    Q_OBJECT
public:
    explicit ActionBar(QWidget *parent = nullptr);

    enum class Weight : quint8 { Primary, Ordinary };
    /// A button that follows the action's text and state.
    void addAction(QAction *action, Weight weight);
    void setHint(const QString &hint);
    /// What is selected; empty hides the bar.
    void setSubject(const QString &subject);
    QString subject() const;

private:
    QHBoxLayout *m_row;
    QLabel *m_subject;
    QLabel *m_hint;
};

} // namespace ui::widgets
