// SPDX-License-Identifier: GPL-3.0-or-later
// FilterField: the one field at the right of the toolbar that filters whatever page is current.
// Owner: the toolbar of MainWindow. Thread: ui.
#pragma once

#include <QLineEdit>

namespace ui::mainwindow {

class FilterField final : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterField(QWidget *parent = nullptr);

    /// For another page: its hint and its text; no signal. An empty hint: nothing to filter there.
    void follow(const QString &hint, const QString &text);

Q_SIGNALS:
    /// Return or the down key: to the list.
    void leftForList();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace ui::mainwindow
