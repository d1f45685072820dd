// SPDX-License-Identifier: GPL-3.0-or-later
// RequeueForm: dead letters go back to where they came from, or elsewhere, with their history or without it. A single one can be
// corrected on the way: its body, its properties, its headers; of several headers can be set and taken away.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/targetform.h"

class QCheckBox;
class QLineEdit;

namespace ui::widgets {
class FieldTableEditor;
}

namespace ui::dialogs {

/// What an action on dead letters is about.
struct DeadLetterChoice
{
    engine::MessageSelection selection;
    quint64 count = 0;                         ///< about
    QString virtualHost = QStringLiteral("/"); ///< they lie in
    QString origin;                            ///< the queue that all of them died in first; empty: several
};

/// "where it died first, orders.eu"; the words are those of every place that names this target.
QString originText(const DeadLetterChoice &choice);

class RequeueForm final : public TargetForm
{
    Q_OBJECT
public:
    /// `details`, of a single one: it can be corrected.
    RequeueForm(engine::BrokerSession &session, const DeadLetterChoice &choice,
                const std::optional<engine::MessageDetails> &details, bool keepHistory, QWidget *parent);

    engine::MessageActionSpec spec() const override;

private:
    void addHeaders();
    QList<QByteArray> removedHeaders() const;

    const DeadLetterChoice m_choice;
    widgets::FieldTableEditor *m_headers = nullptr; ///< where there are no editors
    QLineEdit *m_removed = nullptr;                 ///< likewise
    QCheckBox *m_keep;
};

} // namespace ui::dialogs
