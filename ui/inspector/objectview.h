// SPDX-License-Identifier: GPL-3.0-or-later
// ObjectView: what is known of an object of the broker (a queue, an exchange, a client …), as names and values that are live, with
// its primary action at the foot.
// Owner: InspectorPanel. Thread: ui.
#pragma once

#include "ui/tables/cells.h"

#include <QList>
#include <QPointer>
#include <QString>
#include <QWidget>

#include <functional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace ui::inspector {

struct ObjectFacts
{
    struct Fact
    {
        QString name, value;
        tables::Tone tone = tables::Tone::Normal;
        bool operator==(const Fact &) const = default;
    };
    QString kind;  ///< "Queue"
    QString title; ///< its name
    QList<Fact> facts;
    QString action;            ///< the primary one; empty: none
    std::function<void()> act; ///< safe to call as long as the object is shown
};

class ObjectView final : public QWidget
{
    Q_OBJECT
public:
    explicit ObjectView(QWidget *parent = nullptr);

    void show(const ObjectFacts &facts);
    QString title() const { return m_titleText; }
    /// The value beside this name; empty where there is none.
    QString value(const QString &name) const;
    /// Of all that is shown, as lines.
    void copyAll();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    using QWidget::show;

    void makeRows(qsizetype count);
    void refresh();

    QLabel *m_kind;
    QLabel *m_title;
    QGridLayout *m_grid;
    QWidget *m_foot;
    QPushButton *m_action;
    QString m_titleText;
    QList<ObjectFacts::Fact> m_facts;
    QList<std::pair<QLabel *, QLabel *>> m_rows;
    std::function<void()> m_act;
};

} // namespace ui::inspector
