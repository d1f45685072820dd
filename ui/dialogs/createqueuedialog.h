// SPDX-License-Identifier: GPL-3.0-or-later
// CreateQueueDialog: declares a queue with all its options, every argument that RabbitMQ knows among them.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"
#include "ui/dialogs/queuearguments.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QStringListModel;

namespace ui::widgets {
class FieldTableEditor;
}

namespace ui::dialogs {

class NameChoice;

class CreateQueueDialog final : public FormDialog
{
    Q_OBJECT
public:
    CreateQueueDialog(engine::BrokerSession &session, const QString &virtualHost, QWidget *parent);
    engine::QueueSpec spec() const;

Q_SIGNALS:
    void created(const QString &virtualHost, const QString &name);

private:
    void addBasics();
    void addArguments();
    QWidget *makeField(const QueueArgument &argument);
    bool isQuorum() const;
    bool concerns(const QueueArgument &argument) const;
    /// What belongs to this type of queue is seen; the rest is hidden, and not sent.
    void followType();
    void submit() override;
    void explain(const engine::Error &error) override;

    NameChoice *m_virtualHost; ///< seen where there are several
    QLineEdit *m_name;
    QComboBox *m_durability;
    QCheckBox *m_autoDelete;
    QComboBox *m_type;
    widgets::FieldTableEditor *m_arguments;
    struct ArgumentField
    {
        const QueueArgument *argument;
        QWidget *widget;
        std::function<QString()> text;
    };
    std::vector<ArgumentField> m_argumentFields;
    QStringListModel *m_exchanges; ///< to complete the dead letter exchange
    engine::SubscriptionPtr m_watchingExchanges;
    engine::SubscriptionPtr m_looking; ///< while a refusal is being explained, and after
};

} // namespace ui::dialogs
