// SPDX-License-Identifier: GPL-3.0-or-later
// HistoryCharts: the recorded history of the broker or of one of its objects as charts side by side, over the last minute, ten minutes, hour or
// day, going on as it happens. Follows the broker only while it is seen; which figures there are follows from the kind of the subject.
// Owner: a page. Thread: ui.
#pragma once

#include "ui/widgets/timechart.h"

#include <engine/brokersession.h>

#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QHBoxLayout;
class QLabel;

namespace ui::settings {
class Settings;
}

namespace ui::pages {

class HistoryCharts final : public QWidget
{
    Q_OBJECT
public:
    using Kind = engine::HistorySubject::Kind;
    enum class Span : quint8 { Minute, TenMinutes, Hour, Day };

    HistoryCharts(engine::BrokerSession &session, Kind kind, QWidget *parent);
    ~HistoryCharts() override;

    /// Whose history is shown, of the kind it was made for; none: no object is chosen.
    void setSubject(const std::optional<engine::HistorySubject> &subject);
    const std::optional<engine::HistorySubject> &subject() const { return m_subject; }
    Span span() const { return m_span; }
    void setSpan(Span span);
    /// In the row of the buttons, at its left.
    void setHeading(const QString &text);
    /// In the same row, behind the heading.
    void addBeside(QWidget *widget);
    const QList<widgets::TimeChart *> &charts() const { return m_charts; }
    void restore(settings::Settings &settings);
    void save(settings::Settings &settings) const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeBar();
    void follow();
    void take(const engine::History &piece);
    void refresh();
    void arrange();
    void alignLegends();

    engine::BrokerSession &m_session;
    const Kind m_kind;
    std::optional<engine::HistorySubject> m_subject;
    Span m_span = Span::TenMinutes;
    bool m_isSpanChosen = false; ///< by the user, here: it is what is remembered
    engine::History m_history;   ///< what has arrived of it
    engine::SubscriptionPtr m_watching;
    QList<widgets::TimeChart *> m_charts;
    QButtonGroup *m_spans;
    QLabel *m_heading;
    QHBoxLayout *m_bar;
    QGridLayout *m_grid;
    qsizetype m_columns = 0;
};

} // namespace ui::pages
