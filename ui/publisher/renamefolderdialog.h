// SPDX-License-Identifier: GPL-3.0-or-later
// RenameFolderDialog: another name, or place, for a folder of saved messages with all that is in it.
// Owner: its parent window; deletes itself when closed. Thread: ui.
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui::publisher {

class MessageLibrary;

class RenameFolderDialog : public QDialog
{
    Q_OBJECT
public:
    RenameFolderDialog(const MessageLibrary &library, const QString &folder, QWidget *parent);

    QPushButton *okButton() const { return m_ok; }

Q_SIGNALS:
    /// Empty: what is in it is in no folder then.
    void chosen(const QString &folder);

private:
    void check();

    const MessageLibrary &m_library;
    const QString m_folder;
    QLineEdit *m_name;
    QLabel *m_remark;
    QPushButton *m_ok;
};

} // namespace ui::publisher
