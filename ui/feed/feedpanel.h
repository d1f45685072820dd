// SPDX-License-Identifier: GPL-3.0-or-later
// FeedPanel: what goes through the broker, live: one line an event, with a filter, a freeze and the count of what was left out.
// Taps the broker only while it can be seen.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/feed/livequery.h"

#include <engine/brokersession.h>

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QStackedWidget;
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
class QueryField;

class FeedPanel : public QWidget
{
    Q_OBJECT
public:
    FeedPanel(engine::BrokerSession &session, theme::Theme &theme, QWidget *parent = nullptr);

    bool isFrozen() const;
    void setFrozen(bool frozen);
    /// How many events are kept, and how many a second are taken at most: what is more is counted.
    void setLimits(int rows, int perSecond);
    QString query() const;
    void setQuery(const QString &query);
    /// Shows what becomes of this message, and of no other.
    void follow(engine::MessageId message);
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
    engine::LiveFilter wanted() const;
    void take(const engine::LiveBatch &batch);
    void applyQuery();
    void showFreeze();
    bool filterByCell(const QPoint &position, bool isNegated);
    void addConditions(QMenu &menu, const engine::LiveEvent &event, int column);
    void updateCount();
    void forgetCounts();
    void noteNewer(int rows);
    void placeChip();
    void updateState();
    void showMenu(const QPoint &position);
    void copySelected();

    engine::BrokerSession &m_session;
    engine::TapPtr m_tap;
    LiveModel *m_model = nullptr;
    LiveQuery m_query;
    quint32 m_perSecond = engine::LiveFilter().maxPerSecond;
    quint32 m_tag = 0; ///< of the filter that is set
    quint64 m_seen = 0;
    quint64 m_leftOut = 0;
    quint64 m_missed = 0;    ///< the part of m_leftOut that passed while the feed was frozen
    quint64 m_missedNow = 0; ///< the part of it since it was frozen last
    quint64 m_notCompared = 0;
    int m_newer = 0; ///< rows that came above what is being read
    QTimer m_queryDelay;

    QToolButton *m_freeze = nullptr;
    QueryField *m_filter = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_problem = nullptr;
    QStackedWidget *m_stack = nullptr;
    tables::VirtualTable *m_table = nullptr;
    widgets::StateView *m_state = nullptr;
    QToolButton *m_chip = nullptr; ///< says that there are newer rows above, and goes there
};

} // namespace ui::feed
