// SPDX-License-Identifier: GPL-3.0-or-later
// DesktopScheme: follows the desktop's choice of light or dark through the settings portal of freedesktop.org, for Qt 6.4 has
// no word for it. Where there is no portal nothing happens, and the palette Theme found at its start stands.
// Owner: Theme. Thread: ui.
#pragma once

#include <QDBusMessage>
#include <QObject>

namespace ui::theme {

class DesktopScheme final : public QObject
{
    Q_OBJECT
public:
    explicit DesktopScheme(QObject *parent = nullptr);

    /// Asks the portal, and listens from then on. Answers arrive as darkChosen().
    void watch();

Q_SIGNALS:
    void darkChosen(bool dark);

private Q_SLOTS:
    // By name, from the bus. The whole message: Qt 6.4 matches a slot with a QDBusVariant only once it has met one.
    void settingChanged(const QDBusMessage &message);

private:
    void take(const QVariant &value);
};

} // namespace ui::theme
