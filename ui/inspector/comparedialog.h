// SPDX-License-Identifier: GPL-3.0-or-later
// CompareDialog: two messages side by side: their bodies line by line, of JSON and other trees whatever the order of their
// members; their properties and headers; how long there was between them. F8 goes from one difference to the next.
// Owner: its parent; deletes itself when closed. Thread: ui.
#pragma once

#include "ui/inspector/messagediff.h"

#include <engine/brokersession.h>

#include <QDialog>

#include <optional>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace ui::widgets {
class StateView;
}

namespace ui::inspector {

class ComparedFieldsModel;
class DiffView;

class CompareDialog final : public QDialog
{
    Q_OBJECT
public:
    /// The older one is better on the left. `known`: one of them, which need not be where it was any more.
    CompareDialog(engine::BrokerSession &session, engine::MessageRef left, engine::MessageRef right, QWidget *parent,
                  const std::optional<engine::MessageDetails> &known = std::nullopt);
    ~CompareDialog() override;

    const ComparedBodies &bodies() const { return m_bodies; }

Q_SIGNALS:
    /// Both are here, and compared; again when it is asked for in another way.
    void compared();

private:
    QWidget *makeHead();
    QWidget *makeBody();
    QWidget *makeFields();
    void load(const std::optional<engine::MessageDetails> &known);
    void take(bool isLeft, const engine::Result<engine::MessageDetails> &answer);
    void compare();
    void showBodies(const ComparedBodies &bodies);
    void showHead();
    void step(int by);

    engine::BrokerSession &m_session;
    const engine::MessageRef m_leftRef, m_rightRef;
    std::optional<engine::MessageDetails> m_left, m_right;
    ComparedBodies m_bodies;
    ComparedFieldsModel *m_fields;
    QLabel *m_leftTitle = nullptr;
    QLabel *m_rightTitle = nullptr;
    QLabel *m_between = nullptr;
    QLabel *m_what = nullptr;
    QToolButton *m_sorted = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    DiffView *m_diff = nullptr;
    QTabWidget *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::StateView *m_state = nullptr;
    quint64 m_generation = 0;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};

} // namespace ui::inspector
