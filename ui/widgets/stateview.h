// SPDX-License-Identifier: GPL-3.0-or-later
// StateView: what a page shows instead of its content: loading, empty, nothing found, failed, disconnected. A drawn mark,
// a title, a sentence that says what to do, and room for an action or a snippet.
// Owner: a page. Thread: ui.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui::widgets {

class StateView : public QWidget
{
    Q_OBJECT
public:
    enum class Kind : quint8 { Loading, Empty, NothingFound, Failed, Disconnected };

    explicit StateView(QWidget *parent = nullptr);

    void show(Kind kind, const QString &title, const QString &text);
    Kind kind() const { return m_kind; }
    QString title() const;
    /// Below the text; owned by the view from here on. Shown in state Empty only. The column is as wide as it would like to be,
    /// where there is room.
    void setTeaching(QWidget *content);
    /// Shown in state Empty and NothingFound; empty: no button.
    void setAction(const QString &text);

Q_SIGNALS:
    void actionTriggered();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using QWidget::show;
    void fitColumn();

    Kind m_kind = Kind::Loading;
    QWidget *m_column;
    QVBoxLayout *m_layout;
    QWidget *m_mark;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
    QWidget *m_teaching = nullptr;
};

} // namespace ui::widgets
