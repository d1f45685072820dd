// SPDX-License-Identifier: GPL-3.0-or-later
// ImportMessagesForm: which file of messages, and where to: a queue, an exchange or a topic.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QComboBox;
class QLineEdit;

namespace ui::dialogs {

class TargetNames;

class ImportMessagesForm final : public FormDialog
{
    Q_OBJECT
public:
    /// `target` is what is offered; its virtual host is the one.
    ImportMessagesForm(engine::BrokerSession &session, const engine::MessageTarget &target, QWidget *parent);

    engine::MessageTarget target() const;

Q_SIGNALS:
    void chosen(const QString &path, const engine::MessageTarget &target);

private:
    using Kind = engine::MessageTarget::Kind;

    void submit() override;
    void addFile();
    void addTarget(const engine::MessageTarget &target);
    void browse();
    void offerNames();
    void refresh();
    Kind kind() const { return Kind(kindData()); }
    int kindData() const;

    const QString m_virtualHost;
    TargetNames *m_names;
    QLineEdit *m_file;
    QComboBox *m_kind;
    QComboBox *m_name;
    QLineEdit *m_routingKey;
};

} // namespace ui::dialogs
