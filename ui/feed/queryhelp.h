// SPDX-License-Identifier: GPL-3.0-or-later
// QueryHelp: all that can be asked for in a filter line, with an example of each; an example that is clicked is put into the line.
// Owner: QueryField. Thread: ui.
#pragma once

#include "ui/feed/livequery.h"

#include <QFrame>

class QLabel;

namespace ui::feed {

class QueryHelp : public QFrame
{
    Q_OBJECT
public:
    explicit QueryHelp(QueryUse use, QWidget *parent);

    /// Above the field where there is room, below it otherwise.
    void popupAt(const QWidget &field);

Q_SIGNALS:
    void chosen(const QString &example);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeEscape(QEvent &event);
    QString table(QueryUse use) const;
};

} // namespace ui::feed
