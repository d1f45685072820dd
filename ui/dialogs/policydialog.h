// SPDX-License-Identifier: GPL-3.0-or-later
// PolicyDialog: makes or changes a policy or an operator policy; shows while the pattern is written what it matches.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"
#include "ui/dialogs/queuearguments.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ui::models {
class PolicyMatchModel;
}
namespace ui::widgets {
class FieldTableEditor;
class ListView;
} // namespace ui::widgets

namespace ui::dialogs {

class NameChoice;

class PolicyDialog final : public FormDialog
{
    Q_OBJECT
public:
    /// `start`: filled into the form; with `isNew` false its name and kind stand.
    PolicyDialog(engine::BrokerSession &session, const engine::PolicySpec &start, bool isNew, QWidget *parent);
    engine::PolicySpec spec() const;
    /// What the preview says now.
    QString preview() const;

Q_SIGNALS:
    void saved(const engine::PolicySpec &spec);

private:
    struct KeyField
    {
        const QueueArgument *argument;
        QWidget *widget;
        std::function<QString()> text;
    };

    void addHead(const engine::PolicySpec &start, bool isNew);
    void addPreview();
    void addKeys(const engine::FieldTable &definition);
    QWidget *makeKeyField(const QueueArgument &argument, const QString &text);
    bool isForOperator(const QueueArgument &argument) const;
    bool isOperator() const;
    QString patternProblem() const;
    void followKind();
    void watchMatches();
    void showMatches();
    void edited(QWidget *field);
    void submit() override;

    NameChoice *m_virtualHost;
    QComboBox *m_kind;
    QLineEdit *m_name;
    QLineEdit *m_pattern;
    QComboBox *m_applyTo;
    QSpinBox *m_priority;
    QLineEdit *m_alternate;
    widgets::FieldTableEditor *m_further;
    QLabel *m_matchesText;
    models::PolicyMatchModel *m_matches;
    widgets::ListView *m_matchesView;
    std::vector<KeyField> m_keys;

    // What the preview looks at.
    QList<engine::QueueSnapshot> m_queues;
    QList<engine::ExchangeSnapshot> m_exchanges;
    QList<engine::PolicySnapshot> m_policies;
    std::vector<engine::SubscriptionPtr> m_watching;
};

} // namespace ui::dialogs
