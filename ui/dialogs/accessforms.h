// SPDX-License-Identifier: GPL-3.0-or-later
// The forms of virtual hosts, users and permissions. One that is given a snapshot changes what is there.
// Owner: their parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ui::dialogs {

class NameChoice;

/// Sends one command after another, and ends with the first refusal.
class AccessForm : public FormDialog
{
    Q_OBJECT
public:
    using FormDialog::FormDialog;

Q_SIGNALS:
    void saved(const QString &name);

protected:
    using Command = std::function<QFuture<engine::Result<void>>()>;
    void run(std::vector<Command> commands, const QString &name);

    QLineEdit *addText(const QString &label, const QString &objectName, const QString &text, const QString &help,
                       Check check = {});
    /// Empty: no limit.
    QLineEdit *addLimit(const QString &label, const QString &objectName, std::optional<quint32> limit,
                        const QString &help);
    static std::optional<quint32> limitOf(const QLineEdit &field);
    static QStringList listOf(const QLineEdit &field);
};

class VirtualHostForm final : public AccessForm
{
    Q_OBJECT
public:
    VirtualHostForm(engine::BrokerSession &session, const std::optional<engine::VirtualHostSnapshot> &existing,
                    QWidget *parent);

private:
    void submit() override;

    const bool m_isNew;
    const engine::VirtualHostLimits m_limits;
    QLineEdit *m_name;
    QLineEdit *m_description;
    QLineEdit *m_tags;
    QComboBox *m_queueType;
    NameChoice *m_user = nullptr;
    QLineEdit *m_maxConnections;
    QLineEdit *m_maxQueues;
};

class UserForm final : public AccessForm
{
    Q_OBJECT
public:
    UserForm(engine::BrokerSession &session, const std::optional<engine::UserSnapshot> &existing, QWidget *parent);

private:
    void addPassword(bool hasPassword);
    void submit() override;

    const bool m_isNew;
    const engine::UserLimits m_limits;
    QLineEdit *m_name;
    QLineEdit *m_password;
    QLineEdit *m_again;
    QCheckBox *m_noPassword;
    QLineEdit *m_tags;
    NameChoice *m_host = nullptr;
    QLineEdit *m_maxConnections;
    QLineEdit *m_maxChannels;
};

class PermissionsForm final : public AccessForm
{
    Q_OBJECT
public:
    /// What is empty in `start`, the user or the virtual host, is chosen in the form. `exchange`: permissions on the routing
    /// keys of a topic exchange, which may still have to be named.
    PermissionsForm(engine::BrokerSession &session, const engine::PermissionSpec &start,
                    const std::optional<QString> &exchange, QWidget *parent);

private:
    QLineEdit *addExpression(const QString &label, const QString &objectName, const QString &expression,
                             const QString &help);
    void submit() override;

    const bool m_isTopic;
    NameChoice *m_user;
    NameChoice *m_host;
    QLineEdit *m_exchange = nullptr;
    QLineEdit *m_configure = nullptr;
    QLineEdit *m_write;
    QLineEdit *m_read;
};

} // namespace ui::dialogs
