// SPDX-License-Identifier: GPL-3.0-or-later
// PictureView: a picture, at its size or as large as fits.
// Owner: BodyView. Thread: ui.
#pragma once

#include <QImage>
#include <QWidget>

namespace ui::inspector {

class PictureView : public QWidget
{
    Q_OBJECT
public:
    explicit PictureView(QWidget *parent = nullptr);
    void setImage(const QImage &image);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
};

} // namespace ui::inspector
