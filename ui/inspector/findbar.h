// SPDX-License-Identifier: GPL-3.0-or-later
// FindBar: the line in which a text is looked for in what is shown: how many there are, the next and the previous one.
// Return and F3 go on, with Shift they go back, Escape closes it.
// Owner: BodyView. Thread: ui.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace ui::inspector {

class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    /// Shows it and gives it the keyboard.
    void open();
    void close();
    QString text() const;
    /// `current` from 0; `hasMore`: so many were looked for.
    void setCount(qsizetype current, qsizetype count, bool hasMore);
    void setSearching();
    /// In place of the count: where it is, though it is not to be seen.
    void setPlace(const QString &text, const QString &tip);

Q_SIGNALS:
    void textChanged(const QString &text);
    /// 1: the next one, -1: the one before.
    void stepped(int by);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_edit;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace ui::inspector
