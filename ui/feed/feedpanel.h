// SPDX-License-Identifier: GPL-3.0-or-later
// FeedPanel: what goes through the broker, live: one line an event, with a filter, a freeze and the count of what was left out.
// Taps the broker only while it can be seen.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/feed/livequery.h"

#include <engine/brokersession.h>

#include <QTimer>
#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QStringListModel;
class QToolButton;

namespace ui::tables {
class VirtualTable;
}
namespace ui::theme {
class Theme;
}
namespace ui::widgets {
class StateView;
}

namespace ui::feed {

class LiveModel;

class FeedPanel : public QWidget
{
    Q_OBJECT
public:
    FeedPanel(engine::BrokerSession &session, theme::Theme &theme, QWidget *parent = nullptr);

    bool isFrozen() const;
    void setFrozen(bool frozen);
    QString query() const;
    void setQuery(const QString &query);
    QByteArray saveState() const;
    void restoreState(const QByteArray &state);
    QSize sizeHint() const override { return {900, 180}; }

public Q_SLOTS:
    void focusFilter();

Q_SIGNALS:
    void eventSelected(const engine::LiveEvent &event);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBar();
    void makeTable();
    void startTap();
    void take(const engine::LiveBatch &batch);
    void applyQuery();
    void suggest();
    void insertSuggestion(const QString &word);
    void updateCount();
    void forgetCounts();
    void updateState();
    void showMenu(const QPoint &position);
    void copySelected();

    engine::BrokerSession &m_session;
    engine::TapPtr m_tap;
    LiveModel *m_model = nullptr;
    LiveQuery m_query;
    quint64 m_seen = 0;
    quint64 m_leftOut = 0;
    quint64 m_missed = 0; ///< the part of m_leftOut that passed while the feed was frozen
    quint64 m_notCompared = 0;
    QTimer m_queryDelay;

    QToolButton *m_freeze = nullptr;
    QLineEdit *m_filter = nullptr;
    QCompleter *m_completer = nullptr;
    QStringListModel *m_suggestions = nullptr;
    LiveSuggestions m_suggested;
    QLabel *m_count = nullptr;
    QLabel *m_problem = nullptr;
    QStackedWidget *m_stack = nullptr;
    tables::VirtualTable *m_table = nullptr;
    widgets::StateView *m_state = nullptr;
};

} // namespace ui::feed
