// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/flowexport.h"

#include "ui/canvas/flowview.h"

#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace ui::canvas {

using namespace Qt::StringLiterals;

namespace {

constexpr double pictureMargin = 24;
constexpr double pngScale = 2;
constexpr double widestPng = 16000; // pixels

QSizeF pictureSize(FlowView &view)
{
    return view.flowScene().contents().size() + QSizeF(2 * pictureMargin, 2 * pictureMargin);
}

bool writeSvg(FlowView &view, QIODevice &file)
{
    const QSizeF size = pictureSize(view);
    QSvgGenerator svg;
    svg.setOutputDevice(&file);
    svg.setSize(size.toSize());
    svg.setViewBox(QRectF(QPointF(), size));
    svg.setTitle(FlowView::tr("Flow of messages"));
    QPainter painter;
    if (!painter.begin(&svg))
        return false;
    view.paintWhole(painter, QRectF(QPointF(), size));
    return painter.end();
}

bool writePng(FlowView &view, QIODevice &file)
{
    const QSizeF size = pictureSize(view);
    const double scale = std::min(pngScale, widestPng / std::max(size.width(), size.height()));
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return false;
    QPainter painter(&image);
    view.paintWhole(painter, QRectF(image.rect()));
    painter.end();
    return image.save(&file, "PNG");
}

} // namespace

bool writePicture(FlowView &view, const QString &fileName)
{
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const bool isSvg = fileName.endsWith(u".svg"_s, Qt::CaseInsensitive);
    return (isSvg ? writeSvg(view, file) : writePng(view, file)) && file.commit();
}

} // namespace ui::canvas
