// SPDX-License-Identifier: GPL-3.0-or-later
// CreateExchangeDialog: declares an exchange with all its options.
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

class NameChoice;

class CreateExchangeDialog final : public FormDialog
{
    Q_OBJECT
public:
    CreateExchangeDialog(engine::BrokerSession &session, const QString &virtualHost, QWidget *parent);
    engine::ExchangeSpec spec() const;

Q_SIGNALS:
    void created(const engine::ExchangeSpec &spec);

private:
    void addTypeFields();
    void showTypeFields();
    engine::ExchangeType type() const;
    void submit() override;
    void explain(const engine::Error &error) override;

    NameChoice *m_virtualHost; ///< seen where there are several
    QLineEdit *m_name;
    QComboBox *m_type;
    QComboBox *m_durability;
    QCheckBox *m_autoDelete;
    QCheckBox *m_internal;
    QLineEdit *m_alternate;
    QComboBox *m_delayedType; ///< of x-delayed-message only
    QComboBox *m_hashOf;      ///< of x-consistent-hash only
    QLineEdit *m_hashHeader;  ///< where that is a header
    widgets::FieldTableEditor *m_arguments;
    engine::SubscriptionPtr m_watchingExchanges; ///< to complete the alternate exchange
    engine::SubscriptionPtr m_looking;           ///< while a refusal is being explained, and after
};

} // namespace ui::dialogs
