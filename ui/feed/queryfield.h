// SPDX-License-Identifier: GPL-3.0-or-later
// QueryField: a filter line in the query language, with completion of words, of names that are known and of paths in bodies, and
// its help (F1, or its button).
// Owner: FeedPanel, MessagePanel, DeadLetterPanel. Thread: ui.
#pragma once

#include "ui/feed/livequery.h"

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStringListModel;
class QToolButton;

namespace ui::feed {

class QueryField : public QLineEdit
{
    Q_OBJECT
public:
    explicit QueryField(QueryUse use, QWidget *parent = nullptr);

    /// Asked when something is to be completed.
    void setNames(std::function<QueryNames()> names) { m_names = std::move(names); }
    /// A button that shows the help; owned by `parent`.
    QToolButton *makeHelpButton(QWidget *parent);
    void showHelp();
    void setInvalid(bool invalid);
    /// Behind what is there, ready to be changed.
    void insertWord(const QString &word);

Q_SIGNALS:
    /// The key down, with nothing to choose from.
    void leftForList();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void suggest(bool isAsked);
    void insertSuggestion(const QString &word);

    const QueryUse m_use;
    std::function<QueryNames()> m_names;
    QStringListModel *m_suggestions;
    QCompleter *m_completer;
    LiveSuggestions m_suggested;
};

} // namespace ui::feed
