// SPDX-License-Identifier: GPL-3.0-or-later
// SaveMessageDialog: under which name, and in which folder, a message is saved; the same form renames one that is.
// Owner: its parent window; deletes itself when closed. Thread: ui.
#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui::publisher {

class MessageLibrary;

class SaveMessageDialog : public QDialog
{
    Q_OBJECT
public:
    /// `renamed`: the id of the one that gets the name; 0: a new one, which may take the place of another.
    SaveMessageDialog(const MessageLibrary &library, const QString &folder, const QString &name, quint64 renamed,
                      QWidget *parent);

    QPushButton *okButton() const { return m_ok; }

Q_SIGNALS:
    void chosen(const QString &folder, const QString &name);

private:
    void check();

    const MessageLibrary &m_library;
    const quint64 m_renamed;
    QLineEdit *m_name;
    QComboBox *m_folder;
    QLabel *m_remark;
    QPushButton *m_ok;
};

} // namespace ui::publisher
