// SPDX-License-Identifier: GPL-3.0-or-later
// CreateBindingDialog: binds a queue or an exchange to an exchange. The form follows the source's type: a key, a pattern,
// nothing, or headers to match.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/formdialog.h"

#include <QHash>

class QComboBox;
class QLineEdit;

namespace ui::widgets {
class FieldTableEditor;
}

namespace ui::dialogs {

class NameChoice;

/// What can be bound, for completion and to know the types.
struct BindingChoices
{
    QList<engine::ExchangeSpec> exchanges;
    QStringList queues;
};

class CreateBindingDialog final : public FormDialog
{
    Q_OBJECT
public:
    /// Members of `start` that are set are filled in.
    CreateBindingDialog(engine::BrokerSession &session, const engine::BindingSpec &start, const BindingChoices &choices,
                        QWidget *parent);
    engine::BindingSpec spec() const;

Q_SIGNALS:
    /// isNew false: it was bound like this already.
    void created(const engine::BindingSpec &spec, bool isNew);

private:
    void submit() override;
    void addFields();
    void followSource();
    void offerSources();
    void offerDestinations();
    /// Another virtual host was chosen: what can be bound there.
    void offerAllOf(const QString &virtualHost);
    engine::ExchangeType sourceType() const;

    NameChoice *m_virtualHost; ///< seen where there are several, and nothing is given to bind
    BindingChoices m_choices;
    QComboBox *m_source;
    QComboBox *m_destinationType;
    QComboBox *m_destination;
    QLineEdit *m_key;
    QComboBox *m_match;
    widgets::FieldTableEditor *m_arguments;
    engine::SubscriptionPtr m_watchingExchanges; ///< of another virtual host than the first
    engine::SubscriptionPtr m_watchingQueues;
};

} // namespace ui::dialogs
