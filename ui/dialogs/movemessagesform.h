// SPDX-License-Identifier: GPL-3.0-or-later
// MoveMessagesForm: moves or copies messages: to a queue, an exchange or a topic. A single one may be edited on the way, body,
// properties and headers.
// Owner: its parent window. Thread: ui.
#pragma once

#include "ui/dialogs/targetform.h"
#include "ui/models/messagepick.h"

class QCheckBox;
class QComboBox;

namespace ui::dialogs {

class MoveMessagesForm final : public TargetForm
{
    Q_OBJECT
public:
    using What = engine::MessageActionSpec::What;

    /// With `details`, those of the only message that is picked, it can be edited.
    MoveMessagesForm(engine::BrokerSession &session, const models::MessagePick &pick, What what,
                     const std::optional<engine::MessageDetails> &details, QWidget *parent);

    engine::MessageActionSpec spec() const override;

private:
    void addOriginal();
    void addDeathHeaders();
    void refresh() override;
    /// Where Origin is a choice: back to where the message lies.
    TargetWords targetWords() const;
    bool keepsOriginal() const;

    const models::MessagePick m_pick;
    const What m_what;
    const std::optional<engine::MessageDetails> m_details;
    QComboBox *m_original = nullptr;
    QCheckBox *m_dropDeaths = nullptr;
};

} // namespace ui::dialogs
