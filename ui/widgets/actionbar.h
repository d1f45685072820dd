// SPDX-License-Identifier: GPL-3.0-or-later
// ActionBar: what can be done with the selection, at the foot of a list.
// Owner: a page. Thread: ui.
#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace ui::widgets {

class ElidedLabel;

class ActionBar : public QFrame
{
    Q_OBJECT
public:
    explicit ActionBar(QWidget *parent = nullptr);

    enum class Weight : quint8 { Primary, Ordinary };
    /// A button that follows the action's text and state. Where there is no room for all buttons beside a subject that can be
    /// read, ordinary ones go into a menu, the last of them first.
    void addAction(QAction *action, Weight weight);
    void setHint(const QString &hint);
    /// What is selected; empty hides the bar.
    void setSubject(const QString &subject);
    QString subject() const;
    QToolButton &moreButton() const { return *m_more; }
    /// With what never goes into the menu.
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    struct Deed
    {
        QAction *action;
        QPushButton *button;
        Weight weight;
    };

    int buttonsWidth(bool primaryOnly) const;
    int outerWidth() const;
    int readableWords() const;
    void arrange();
    void fillMenu(const QList<QAction *> &actions);

    QHBoxLayout *m_row;
    ElidedLabel *m_subject;
    QToolButton *m_more;
    ElidedLabel *m_hint;
    QList<Deed> m_deeds;
};

} // namespace ui::widgets
