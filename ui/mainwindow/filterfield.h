// SPDX-License-Identifier: GPL-3.0-or-later
// FilterField: the one field at the right of the toolbar. On a list it filters; elsewhere it finds a queue and opens it.
// Owner: the toolbar of MainWindow. Thread: ui.
#pragma once

#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace ui::mainwindow {

class FilterField final : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterField(QWidget *parent = nullptr);

    /// For another page: its hint and its text; no signal. An empty hint: nothing to filter there, so it finds.
    void follow(const QString &hint, const QString &text);
    /// What can be found where nothing is to be filtered.
    void setFindable(const QStringList &names);
    bool isFinding() const { return m_finding; }

Q_SIGNALS:
    /// Return or the down key: to the list.
    void leftForList();
    void found(const QString &name);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void chooseFirst();

    QStringListModel *m_findable;
    QCompleter *m_finder;
    bool m_finding = false;
};

} // namespace ui::mainwindow
