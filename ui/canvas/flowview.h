// SPDX-License-Identifier: GPL-3.0-or-later
// FlowView: the canvas: zoom, pan, the node that is current, drawing a binding, finding by typing. What stands still is painted
// once into a picture; each frame draws that and the dots on top, whatever the number of nodes.
// Owner: FlowPage. Thread: ui.
#pragma once

#include "ui/canvas/flowscene.h"
#include "ui/canvas/motion.h"

#include <QElapsedTimer>
#include <QGraphicsView>
#include <QTimer>

namespace ui::canvas {

class FlowView final : public QGraphicsView
{
    Q_OBJECT
public:
    explicit FlowView(GraphModel &model, QWidget *parent = nullptr);
    ~FlowView() override;

    FlowScene &flowScene() { return m_scene; }
    Motion &motion() { return m_motion; }
    NodeId current() const { return m_current; }
    void setCurrent(const NodeId &id);
    /// The connection that was clicked; not valid while a node is current.
    EdgeId currentEdge() const { return m_edge; }
    /// Moves the view so that the node is seen.
    void reveal(const NodeId &id);
    /// Makes the first one that has the text current and dims the others; empty: none is dimmed.
    void find(const QString &text);
    const QString &findText() const { return m_find; }
    int matches() const { return m_matches; }
    /// 1: the letters are as large as those around the canvas.
    double zoom() const { return scale() / m_letters; }
    void zoomTo(double zoom);
    void fit();
    void tidy();
    /// Nobody has zoomed, panned or chosen a node.
    bool isUntouched() const { return m_followsFit && !m_current.isValid(); }
    /// Dots move on the edges.
    void setMoving(bool isMoving);
    bool isMoving() const { return m_isMoving; }
    bool isTicking() const { return m_ticks.isActive(); }
    /// How many frames were painted, and how long all of them took.
    int frames() const { return m_frames; }
    /// The whole graph, at 100 %, on the canvas' ground.
    void paintWhole(QPainter &painter, const QRectF &target);

Q_SIGNALS:
    void currentChanged(const ui::canvas::NodeId &id);
    /// Not valid: none is any more.
    void edgeChosen(const ui::canvas::EdgeId &id);
    void opened(const ui::canvas::NodeId &id);
    void bindingDrawn(const ui::canvas::NodeId &from, const ui::canvas::NodeId &to);
    void nodeMenuWanted(const ui::canvas::NodeId &id, const QPoint &globalPosition);
    void edgeMenuWanted(const ui::canvas::EdgeId &id, const QPoint &globalPosition);
    void groundMenuWanted(const QPoint &globalPosition);
    void zoomChanged(double zoom);
    void findChanged();
    /// Escape, where there was nothing else to leave.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag : quint8 { None, Pressed, Panning, Binding };

    void followModel();
    void refreshLook();
    void makeStale();
    void renderStill();
    void paintDots(QPainter &painter);
    void paintBinding(QPainter &painter);
    void paintFind(QPainter &painter);
    void tick();
    void tickWhileNeeded();
    double scale() const { return transform().m11(); } ///< from the scene to the window
    void setZoom(double zoom);
    void fitRoom();
    double mostFit() const;
    void keepInSight();
    void fitToRead();
    NodeItem *nodeAt(const QPoint &position) const;
    EdgeItem *edgeAt(const QPoint &position) const;
    void chooseEdge(const EdgeId &id);
    bool canBindTo(const NodeItem *item) const;
    void dragBinding(const QPoint &position);
    void endBinding();
    bool walk(int key);
    NodeId neighbour(bool isAhead) const;
    NodeId beside(bool isBelow) const;
    bool typeToFind(QKeyEvent *event);
    bool zoomByKey(QKeyEvent *event);

    GraphModel &m_model;
    FlowScene m_scene;
    Motion m_motion;
    double m_letters = 1; ///< how much larger letters are than they are drawn
    NodeId m_current;
    NodeId m_hovered;
    EdgeId m_edge;
    QPixmap m_still;
    bool m_isStale = true;
    QPixmap m_dots[edgeToneCount];
    QTimer m_ticks;
    QElapsedTimer m_sinceTick;
    bool m_isMoving = true;
    bool m_followsFit = true; ///< the user has neither zoomed nor panned
    bool m_isFitting = false;
    Drag m_drag = Drag::None;
    QPoint m_pressedAt, m_lastAt;
    NodeId m_bindFrom, m_bindTo;
    QString m_find;
    QTimer m_typing;
    bool m_isTyping = false;
    int m_matches = 0;
    int m_frames = 0;
};

} // namespace ui::canvas
