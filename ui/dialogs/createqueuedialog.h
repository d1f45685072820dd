// SPDX-License-Identifier: GPL-3.0-or-later
// CreateQueueDialog: declares a queue with all its options.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ui::widgets {
class FieldTableEditor;
}

namespace ui::dialogs {

class CreateQueueDialog final : public FormDialog
{
    Q_OBJECT
public:
    CreateQueueDialog(engine::BrokerSession &session, const QString &virtualHost, QWidget *parent);
    engine::QueueSpec spec() const;

Q_SIGNALS:
    void created(const QString &virtualHost, const QString &name);

private:
    void submit() override;

    QString m_virtualHost;
    QLineEdit *m_name;
    QComboBox *m_durability;
    QCheckBox *m_autoDelete;
    QComboBox *m_type;
    widgets::FieldTableEditor *m_arguments;
};

} // namespace ui::dialogs
