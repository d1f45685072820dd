// SPDX-License-Identifier: GPL-3.0-or-later
// PreferencesDialog: how the window looks and what it tells, and the options of the broker. What the window can change at once it
// changes when OK is pressed; what waits for the next start says so.
// Owner: its parent window; deletes itself when closed. Thread: ui.
#pragma once

#include <QDialog>
#include <QHash>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTabWidget;

namespace ui::settings {
class BrokerSettings;
class Settings;
} // namespace ui::settings
namespace ui::theme {
class Theme;
}

namespace ui::dialogs {

class PreferencesDialog final : public QDialog
{
    Q_OBJECT
public:
    /// Without `broker` there is nothing that is kept for its next start: of the demo.
    PreferencesDialog(settings::Settings &settings, theme::Theme &theme, settings::BrokerSettings *broker,
                      QWidget *parent);

    QPushButton *okButton() const { return m_ok; }
    /// What is wrong with what was typed; empty: nothing.
    QString problem() const;

Q_SIGNALS:
    /// The settings have been changed; what follows from them is others' to do.
    void saved();
    /// What was changed for the broker or the language is seen at the next start.
    void nextStartNeeded();

private:
    QWidget *makeAppearance();
    QWidget *makeFeed();
    QWidget *makeNotifications();
    QWidget *makeBroker();
    void addOptions(QFormLayout &form, QWidget *page);
    void check();
    void save();
    bool saveBroker();

    settings::Settings &m_settings;
    theme::Theme &m_theme;
    settings::BrokerSettings *m_broker;
    QTabWidget *m_tabs;
    QComboBox *m_mode = nullptr;
    QSpinBox *m_fontPixels = nullptr;
    QComboBox *m_language = nullptr;
    QSpinBox *m_feedRows = nullptr;
    QSpinBox *m_feedPerSecond = nullptr;
    QCheckBox *m_notifies = nullptr;
    QHash<QString, QLineEdit *> m_options; ///< of the broker, by their names
    QHash<QString, QLabel *> m_notes;      ///< below them
    QLabel *m_refusal = nullptr;
    QPushButton *m_ok = nullptr;
};

} // namespace ui::dialogs
