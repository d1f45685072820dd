// SPDX-License-Identifier: GPL-3.0-or-later
// SessionEnd: what the desktop tells of the end of its session: first that everything has to be kept, later that the program ends.
// In between the user may call it off, which nobody is told.
// Owner: MainWindow. Thread: ui.
#pragma once

#include <QObject>

namespace ui::mainwindow {

class SessionEnd final : public QObject
{
    Q_OBJECT
public:
    explicit SessionEnd(QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// What is there has to be kept; the run may go on.
    void announced();
    /// The program ends now.
    void came();
};

} // namespace ui::mainwindow
