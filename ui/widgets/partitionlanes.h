// SPDX-License-Identifier: GPL-3.0-or-later
// PartitionLanes: a topic's partitions as lanes, one below the other: from the oldest offset that is kept to the end, which grows
// at the right. Each reader is a mark at the offset it reads next; the stretch between the slowest one that is behind and the
// end is amber, with words below. A click chooses the partition and the offset under the pointer; Up and Down go by partition.
// A mark that is dragged says where its reader is to be moved to, and stays where it is.
// Owner: TopicPage, inside a scroll area. Thread: ui.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>

class QPainter;

namespace ui::theme {
struct Tokens;
}

namespace ui::widgets {

struct LaneMark
{
    QString reader;
    quint64 offset = 0;
    bool isBehind = false;
    QString words; ///< "analytics is 40,612 messages and 38 s behind"
    bool operator==(const LaneMark &) const = default;
};

struct Lane
{
    quint32 number = 0;
    quint64 first = 0, next = 0; ///< offsets: the oldest that is kept, and the one after the newest
    QList<LaneMark> marks;
    bool operator==(const Lane &) const = default;
};

class PartitionLanes final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int laneHeight = 64;

    explicit PartitionLanes(QWidget *parent = nullptr);

    void setLanes(const QList<Lane> &lanes);
    const QList<Lane> &lanes() const { return m_lanes; }
    /// The lane that is chosen, by its place; no signal follows.
    void setCurrent(int lane);
    int current() const { return m_current; }
    /// Where an offset of a lane is drawn; for tests, too.
    QPoint positionOf(int lane, quint64 offset) const;
    /// Where the mark at an offset can be taken hold of.
    QPoint handleOf(int lane, quint64 offset) const;
    QSize sizeHint() const override { return {480, laneHeight * qMax(1, int(m_lanes.size()))}; }
    QSize minimumSizeHint() const override { return {240, sizeHint().height()}; }

Q_SIGNALS:
    void laneChosen(int lane);
    void offsetChosen(int lane, quint64 offset);
    /// The mark of a reader was dropped there: an offset of the lane, or its end.
    void markMoved(int lane, const QString &reader, quint64 offset);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Drag
    {
        int lane = 0;
        QString reader;
        QPoint from;
        quint64 offset = 0; ///< where it would be dropped
        bool hasMoved = false;
    };

    QRect barOf(int lane) const;
    QRect keptOf(int lane) const;
    int xOf(int lane, quint64 offset) const;
    std::optional<quint64> offsetAt(int lane, int x) const;
    void paintLane(QPainter &painter, int lane, const theme::Tokens &tokens) const;
    void paintMarks(QPainter &painter, int lane, const theme::Tokens &tokens) const;
    void paintCaptions(QPainter &painter, int lane, const theme::Tokens &tokens) const;
    void paintMark(QPainter &painter, int lane, int x, const QColor &color) const;
    void paintDrag(QPainter &painter, const theme::Tokens &tokens) const;
    const LaneMark *slowest(int lane) const;
    const LaneMark *markAt(const QPoint &point) const;
    quint64 dropOffset(int lane, int x) const;
    int laneAt(const QPoint &point) const;
    void endDrag();
    QString describe(int lane) const;
    void choose(int lane);

    QList<Lane> m_lanes;
    int m_current = 0;
    std::optional<Drag> m_drag;
};

} // namespace ui::widgets
