// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/flowview.h"

#include <QAccessible>
#include <QApplication>
#include <QFontInfo>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <cmath>

namespace ui::canvas {

using namespace Qt::StringLiterals;

namespace {

constexpr double leastZoom = 0.05;
constexpr double mostZoom = 3;
constexpr double mostFitted = 1.8;   // what is fitted into much room
constexpr double widthAtOne = 1500.; // up to this width nothing is enlarged
constexpr int tickMs = 16;
constexpr double longestStep = 0.1;   // seconds: after a pause nothing leaps
constexpr double toolsHeight = 56;    // what lies over the canvas at its top
constexpr double readableZoom = 0.62; // names are read
constexpr double fittedMargin = 48;   // around what is fitted
constexpr int gridSpacing = 24;
constexpr double dotRadius = 3.4;
constexpr int typingPauseMs = 1500;

QPixmap dotPicture(const QColor &color, const QColor &ground, double radius, double ratio)
{
    const double side = std::ceil(2 * radius + 3);
    QPixmap picture((QSizeF(side, side) * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ground, 1.2));
    painter.setBrush(color);
    painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius);
    return picture;
}

} // namespace

FlowView::FlowView(GraphModel &model, QWidget *parent)
    : QGraphicsView(parent)
    , m_model(model)
    , m_scene(model, nullptr)
{
    setObjectName(u"flowView"_s);
    setScene(&m_scene);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(FullViewportUpdate);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Flow of messages"));
    viewport()->setAccessibleName(accessibleName());
    m_ticks.setTimerType(Qt::PreciseTimer);
    m_ticks.setInterval(tickMs);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPauseMs);
    connect(&m_ticks, &QTimer::timeout, this, &FlowView::tick);
    connect(&m_typing, &QTimer::timeout, this, [this] { m_isTyping = false; });
    m_scene.setMayRearrange([this] { return isUntouched(); });
    connect(&m_scene, &QGraphicsScene::changed, this, &FlowView::makeStale);
    connect(&m_scene, &FlowScene::laidOut, this, [this] {
        followModel();
        fitRoom();
        if (m_followsFit)
            fitToRead();
    });
    connect(&m_scene, &FlowScene::extended, this, [this] {
        followModel();
        fitRoom();
        keepInSight();
    });
    connect(&model, &GraphModel::updated, this, &FlowView::followModel);
    connect(&model, &GraphModel::edgeRemoved, this, [this](const EdgeId &id) { m_motion.remove(id); });
    connect(&model, &GraphModel::nodeRemoved, this, [this](const NodeId &id) {
        if (m_current == id)
            setCurrent({});
    });
    refreshLook();
}

FlowView::~FlowView()
{
    setScene(nullptr); // while everything is there still that this asks
}

void FlowView::followModel()
{
    for (const FlowEdge &edge : m_model.graph().edges) {
        m_motion.setEdge(edge);
        m_motion.setLength(edge.id, m_scene.edgeItem(edge.id)->way().length);
    }
    if (const FlowNode *node = m_model.node(m_current); node && accessibleDescription() != node->words)
        setAccessibleDescription(node->words);
    tickWhileNeeded();
}

void FlowView::refreshLook()
{
    m_scene.setLook(lookFor(font(), theme::tokensFor(palette())));
    for (QPixmap &dot : m_dots)
        dot = {};
    if (const double letters = double(QFontInfo(font()).pixelSize()) / drawnPixels; letters != m_letters) {
        const double before = zoom();
        m_letters = letters;
        setZoom(before);
        if (m_followsFit)
            fitToRead();
    }
    makeStale();
}

// ---- painting

void FlowView::makeStale()
{
    m_isStale = true;
    viewport()->update();
}

void FlowView::renderStill()
{
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(viewport()->size()) * ratio).toSize();
    if (m_still.size() != size)
        m_still = QPixmap(size);
    m_still.setDevicePixelRatio(ratio);
    QPainter painter(&m_still);
    render(&painter, QRectF(viewport()->rect()), viewport()->rect(), Qt::IgnoreAspectRatio);
    m_isStale = false;
}

void FlowView::drawBackground(QPainter *painter, const QRectF &rect)
{
    const theme::Tokens &tokens = *m_scene.look().tokens;
    painter->fillRect(rect, tokens.bg);
    const double spacing = gridSpacing * (scale() < 0.5 ? 4 : 1);
    if (spacing * scale() < 10)
        return;
    const QColor dot = tokens.dark ? tokens.line.lighter(118) : tokens.line;
    const double side = 1.6 / scale();
    for (double y = std::floor(rect.top() / spacing) * spacing; y < rect.bottom(); y += spacing) {
        for (double x = std::floor(rect.left() / spacing) * spacing; x < rect.right(); x += spacing)
            painter->fillRect(QRectF(x - side / 2, y - side / 2, side, side), dot);
    }
}

void FlowView::paintEvent(QPaintEvent *)
{
    if (m_isStale || m_still.size() != (QSizeF(viewport()->size()) * devicePixelRatioF()).toSize())
        renderStill();
    QPainter painter(viewport());
    painter.drawPixmap(0, 0, m_still);
    if (m_isMoving)
        paintDots(painter);
    if (m_drag == Drag::Binding)
        paintBinding(painter);
    if (m_isTyping && !m_find.isEmpty())
        paintFind(painter);
    ++m_frames;
}

void FlowView::paintDots(QPainter &painter)
{
    const theme::Tokens &tokens = *m_scene.look().tokens;
    const double radius = dotRadius * std::clamp(scale(), 0.45, 1.4);
    const double side = std::ceil(2 * radius + 3);
    if (m_dots[0].isNull() || m_dots[0].width() != int((QSizeF(side, side) * devicePixelRatioF()).toSize().width())) {
        for (int tone = 0; tone < edgeToneCount; ++tone)
            m_dots[tone] = dotPicture(colorOf(EdgeTone(tone), tokens), tokens.bg, radius, devicePixelRatioF());
    }
    const QTransform transform = viewportTransform();
    const QRectF seen = QRectF(viewport()->rect()).adjusted(-side, -side, side, side);
    m_motion.visit([&](const EdgeId &id, double share) {
        const EdgeItem *edge = m_scene.edgeItem(id);
        if (!edge || !edge->isVisible())
            return;
        const QPointF place = transform.map(edge->way().at(share));
        // A message on an edge whose rate is still taken for none is a message.
        const EdgeTone tone = edge->tone() == EdgeTone::Idle ? edge->busyTone() : edge->tone();
        if (seen.contains(place))
            painter.drawPixmap(place - QPointF(side / 2, side / 2), m_dots[int(tone)]);
    });
}

void FlowView::paintBinding(QPainter &painter)
{
    const NodeItem *from = m_scene.nodeItem(m_bindFrom);
    if (!from)
        return;
    const theme::Tokens &tokens = *m_scene.look().tokens;
    const QRectF body = from->body();
    const QPointF start = mapFromScene(QPointF(body.right(), body.center().y()));
    const NodeItem *to = m_scene.nodeItem(m_bindTo);
    const QPointF end =
        to ? QPointF(mapFromScene(QPointF(to->body().left(), to->body().center().y()))) : QPointF(m_lastAt);
    const double bend = std::max(30.0, std::abs(end.x() - start.x()) / 2);
    QPainterPath path(start);
    path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.accent, 2, to ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setBrush(tokens.accent);
    painter.drawEllipse(end, 4, 4);
}

void FlowView::paintFind(QPainter &painter)
{
    const theme::Tokens &tokens = *m_scene.look().tokens;
    painter.setRenderHint(QPainter::Antialiasing);
    QFont face = font();
    face.setWeight(QFont::DemiBold);
    painter.setFont(face);
    const QString text = m_matches ? tr("Find: %1").arg(m_find) : tr("Find: %1 (nothing has that name)").arg(m_find);
    const QRect room = painter.fontMetrics().boundingRect(text).translated(26, 34).adjusted(-10, -6, 10, 6);
    painter.setPen(m_matches ? tokens.accent : tokens.unacked);
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(tokens.text);
    painter.drawText(room, Qt::AlignCenter, text);
}

void FlowView::paintWhole(QPainter &painter, const QRectF &target)
{
    const QRectF source =
        m_scene.contents().adjusted(-fittedMargin / 2, -fittedMargin / 2, fittedMargin / 2, fittedMargin / 2);
    painter.fillRect(target, m_scene.look().tokens->bg);
    m_scene.render(&painter, target, source);
}

// ---- moving

void FlowView::setMoving(bool isMoving)
{
    m_isMoving = isMoving;
    tickWhileNeeded();
    viewport()->update();
}

void FlowView::tickWhileNeeded()
{
    const bool isNeeded = m_isMoving && isVisible() && !m_motion.isStill();
    if (isNeeded == m_ticks.isActive())
        return;
    if (isNeeded) {
        m_sinceTick.start();
        m_ticks.start();
    } else {
        m_ticks.stop();
    }
}

void FlowView::tick()
{
    m_motion.step(std::min(double(m_sinceTick.restart()) / 1000, longestStep));
    if (m_motion.isStill())
        m_ticks.stop();
    viewport()->update();
}

void FlowView::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    tickWhileNeeded();
}

void FlowView::hideEvent(QHideEvent *event)
{
    m_ticks.stop();
    QGraphicsView::hideEvent(event);
}

void FlowView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refreshLook();
}

// ---- where the view is

void FlowView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    makeStale();
}

void FlowView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    if (height() > 0)
        m_scene.setAspect(std::clamp(double(width()) / height(), 0.5, 4.0));
    fitRoom();
    if (m_followsFit)
        fitToRead();
}

void FlowView::setZoom(double zoom)
{
    setTransform(QTransform::fromScale(zoom * m_letters, zoom * m_letters));
    fitRoom();
}

/// So much room around the nodes that each can be brought to the middle.
void FlowView::fitRoom()
{
    const QRectF contents = m_scene.contents();
    const QSizeF room = QSizeF(viewport()->size()) / scale();
    setSceneRect(contents.adjusted(-room.width(), -room.height(), room.width(), room.height()));
}

/// As long as the user has not chosen what is seen, everything is, or as much as can be read.
void FlowView::keepInSight()
{
    if (!m_followsFit)
        return;
    const QRectF contents = m_scene.contents();
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    const bool isMuchSmaller =
        zoom() < 0.99 && contents.width() < seen.width() * 0.6 && contents.height() < seen.height() * 0.6;
    if (!seen.contains(contents) || isMuchSmaller || m_frames == 0)
        fitToRead();
}

/// On a large screen what fits may be larger than it is drawn, or it would be lost there.
double FlowView::mostFit() const
{
    return std::clamp(viewport()->width() / widthAtOne, 1.0, mostFitted);
}

void FlowView::fit()
{
    const QRectF contents = m_scene.contents();
    if (contents.isEmpty())
        return;
    const double width = (viewport()->width() - fittedMargin) / contents.width();
    const double height = (viewport()->height() - toolsHeight - fittedMargin / 2) / contents.height();
    const double zoom = std::clamp(std::min(width, height) / m_letters, leastZoom, mostFit());
    setZoom(zoom);
    centerOn(contents.center() - QPointF(0, (toolsHeight - fittedMargin / 2) / 2 / scale()));
    m_followsFit = true;
    makeStale();
    Q_EMIT zoomChanged(zoom);
}

/// Everything, where it can be read then; otherwise where it begins.
void FlowView::fitToRead()
{
    fit();
    if (zoom() >= readableZoom)
        return;
    const QRectF contents = m_scene.contents();
    zoomTo(readableZoom);
    const QSizeF seen = QSizeF(viewport()->size()) / scale();
    const QPointF corner = contents.topLeft() - QPointF(fittedMargin / 2, toolsHeight) / scale();
    const double x = contents.width() < seen.width() ? contents.center().x() : corner.x() + seen.width() / 2;
    const double room = seen.height() - toolsHeight / scale();
    const double y = contents.height() < room ? contents.center().y() : corner.y() + seen.height() / 2;
    centerOn(QPointF(x, y));
    m_followsFit = true;
}

void FlowView::tidy()
{
    m_followsFit = true;
    m_scene.tidy();
}

void FlowView::zoomTo(double zoom)
{
    const QPointF middle = mapToScene(viewport()->rect().center());
    const double wanted = std::clamp(zoom, leastZoom, mostZoom);
    setZoom(wanted);
    centerOn(middle);
    m_followsFit = false;
    makeStale();
    Q_EMIT zoomChanged(wanted);
}

void FlowView::wheelEvent(QWheelEvent *event)
{
    // A touchpad pans; it zooms with Ctrl, which pinching sends too.
    if (!event->pixelDelta().isNull() && !(event->modifiers() & Qt::ControlModifier)) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - event->pixelDelta().x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - event->pixelDelta().y());
        m_followsFit = false;
        return event->accept();
    }
    const QPoint at = event->position().toPoint();
    const QPointF under = mapToScene(at);
    zoomTo(zoom() * std::pow(1.0015, event->angleDelta().y()));
    const QPoint now = mapFromScene(under);
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + now.x() - at.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + now.y() - at.y());
    event->accept();
}

// ---- the current node

void FlowView::setCurrent(const NodeId &id)
{
    if (id == m_current)
        return;
    if (NodeItem *item = m_scene.nodeItem(m_current))
        item->setCurrent(false);
    m_current = id;
    m_edge = {};
    NodeItem *item = m_scene.nodeItem(id);
    if (item)
        item->setCurrent(true);
    for (const FlowEdge &edge : m_model.graph().edges) {
        if (EdgeItem *line = m_scene.edgeItem(edge.id))
            line->setLit(item && (edge.from == id || edge.to == id));
    }
    const FlowNode *node = m_model.node(id);
    setAccessibleDescription(node ? node->words : QString());
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    Q_EMIT currentChanged(id);
}

void FlowView::reveal(const NodeId &id)
{
    const NodeItem *item = m_scene.nodeItem(id);
    if (!item)
        return;
    const QRectF seen = mapToScene(viewport()->rect().adjusted(24, 24, -24, -24)).boundingRect();
    if (!seen.contains(item->sceneBoundingRect())) {
        centerOn(item);
        m_followsFit = false;
        makeStale();
    }
}

void FlowView::find(const QString &text)
{
    m_find = text;
    m_matches = 0;
    QSet<NodeId> found;
    const FlowNode *first = nullptr;
    for (const FlowNode &node : m_model.graph().nodes) {
        if (text.isEmpty() || !node.title.contains(text, Qt::CaseInsensitive))
            continue;
        found.insert(node.id);
        const bool startsSooner = !first || (node.title.startsWith(text, Qt::CaseInsensitive) &&
                                             !first->title.startsWith(text, Qt::CaseInsensitive));
        if (startsSooner)
            first = &node;
    }
    m_matches = int(found.size());
    m_scene.dimAllBut(text.isEmpty() || found.isEmpty() ? nullptr : &found);
    if (first) {
        setCurrent(first->id);
        centerOn(m_scene.nodeItem(first->id));
        m_followsFit = false;
        makeStale();
    }
    Q_EMIT findChanged();
}

} // namespace ui::canvas
