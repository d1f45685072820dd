// SPDX-License-Identifier: GPL-3.0-or-later
// MessageEditors: the body, the headers and the properties of one message, to be corrected in a form. What is not touched stays as
// it is, byte for byte.
// Owner: its form. Thread: ui.
#pragma once

#include "ui/publisher/draft.h"

#include <engine/snapshots.h>

#include <QTabWidget>

#include <optional>

namespace ui::publisher {
class BodyEditor;
class PropertyForm;
} // namespace ui::publisher

namespace ui::dialogs {

class MessageEditors final : public QTabWidget
{
    Q_OBJECT
public:
    MessageEditors(const engine::MessageDetails &details, QWidget *parent);

    /// Nothing: it was not changed.
    std::optional<QByteArray> changedBody() const;
    std::optional<engine::MessageProperties> changedProperties() const;
    /// Why what is written can not be what was meant; empty: it can.
    QString problem() const;
    void focusBody();
    /// What takes the keyboard for the body.
    QWidget *bodyInput() const;

Q_SIGNALS:
    void changed();

private:
    publisher::BodyEditor *m_body;
    publisher::PropertyForm *m_properties;
    QByteArray m_givenBody;
    std::optional<QString> m_shownText; ///< of it, to begin with; none: it was not shown
    publisher::BytesForm m_shownForm;
    engine::MessageProperties m_givenProperties;
};

} // namespace ui::dialogs
