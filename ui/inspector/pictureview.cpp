// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/pictureview.h"

#include "ui/theme/tokens.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

namespace ui::inspector {

namespace {

constexpr int pictureMargin = 12;
constexpr int tile = 8;

} // namespace

PictureView::PictureView(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(tr("Copy picture"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setImage(m_image); });
    addAction(copy);
}

void PictureView::setImage(const QImage &image)
{
    m_image = image;
    update();
}

void PictureView::paintEvent(QPaintEvent *)
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    if (m_image.isNull())
        return;
    const QSize room = size() - QSize(2 * pictureMargin, 2 * pictureMargin);
    QSize drawn = m_image.size();
    if (drawn.width() > room.width() || drawn.height() > room.height())
        drawn.scale(room, Qt::KeepAspectRatio);
    const QRect frame(QPoint((width() - drawn.width()) / 2, pictureMargin), drawn);
    painter.save();
    painter.setClipRect(frame);
    for (int y = 0; y < drawn.height() && m_image.hasAlphaChannel(); y += tile) {
        for (int x = (y / tile) % 2 * tile; x < drawn.width(); x += 2 * tile)
            painter.fillRect(frame.x() + x, frame.y() + y, tile, tile, tokens.sunken);
    }
    painter.restore();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(frame, m_image);
    painter.setPen(tokens.line);
    painter.drawRect(frame.adjusted(-1, -1, 0, 0));
}

} // namespace ui::inspector
