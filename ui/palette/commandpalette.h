// SPDX-License-Identifier: GPL-3.0-or-later
// CommandPalette: one field that finds everything: pages, actions, every object of the broker. Return does what one means most often;
// the right arrow or Tab leads to all that can be done with it. Keyboard only, though the mouse works, too.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/palette/entry.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace ui::settings {
class Settings;
}

namespace ui::palette {

class PaletteModel;

class CommandPalette final : public QFrame
{
    Q_OBJECT
public:
    /// What was used last is kept in `settings`, which must outlive it.
    CommandPalette(settings::Settings &settings, QWidget *window);

    /// Over the window's upper part, with nothing typed.
    void popup();
    /// What there is to find; may change while it is open.
    void setEntries(const QList<Entry> &entries);
    QLineEdit *field() const { return m_field; }
    PaletteModel &rows() const { return *m_model; }
    QListView *list() const { return m_list; }
    /// What the second step is about; empty: the first one is shown.
    QString subject() const { return m_subject; }

Q_SIGNALS:
    void opened();
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void moveBy(int rows);
    void choose(int row);
    void showSteps();
    void leaveSteps();
    void refresh();
    void fit();
    void remember(const QString &key);

    settings::Settings &m_settings;
    PaletteModel *m_model;
    QLabel *m_about;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    QLabel *m_hint;
    QStackedWidget *m_stack;
    QList<Entry> m_entries;
    QString m_subject;
    QString m_subjectKey;
    QString m_queryBefore; ///< of the first step
};

} // namespace ui::palette
