// SPDX-License-Identifier: GPL-3.0-or-later
// TargetForm: what the forms that send messages somewhere share: the fields that say where to, the editors that correct a single
// message on its way, and starting the action.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QComboBox;
class QLineEdit;

namespace ui::dialogs {

class MessageEditors;
class TargetNames;

class TargetForm : public FormDialog
{
    Q_OBJECT
public:
    /// The action as the form has it now.
    virtual engine::MessageActionSpec spec() const = 0;

Q_SIGNALS:
    void started(engine::MessageActionId action);

protected:
    /// Origin: what it means is the form's.
    using Target = engine::MessageTarget::Kind;

    struct TargetWords
    {
        QString origin;   ///< as a choice; empty: it is none
        QString unnamed;  ///< what is wrong where no name is given
        QString keyLabel; ///< of the routing key
        QString ownKey;   ///< in its place where none is written
        QString keyHelp;
    };

    TargetForm(engine::BrokerSession &session, const QString &title, const QString &okText, const QString &virtualHost,
               QWidget *parent);

    void addEditors(const engine::MessageDetails &details);
    void addTarget(const TargetWords &words);
    bool hasEditors() const { return m_editors != nullptr; }
    Target target() const;
    /// To what is written first: the body, or where to.
    void focusFirst();
    /// What the fields and the editors say; of Origin no name.
    void fill(engine::MessageActionSpec &spec) const;
    /// The fields that are needed for this target, anew whenever it changes.
    virtual void refresh();

private:
    void submit() override;
    void addName(const TargetWords &words);
    void offerNames();

    const QString m_virtualHost;
    TargetNames *m_names;
    MessageEditors *m_editors = nullptr;
    QComboBox *m_kind;
    QComboBox *m_name;
    QLineEdit *m_routingKey;
};

} // namespace ui::dialogs
