// SPDX-License-Identifier: GPL-3.0-or-later
// ElidedLabel: one line of words, as many of them as there is room for; whole in its tool tip. A small window is as wide as its
// buttons need, not as its words would be.
// Owner: a bar. Thread: ui.
#pragma once

#include <QLabel>

namespace ui::widgets {

class ElidedLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    /// The tool tip says the same.
    void setWords(const QString &words);
    /// Of an object: it can be copied, is whole where there is room, and at least this many pixels of it are seen.
    void makeName(int least);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_most = 260; ///< pixels that it wishes for
};

} // namespace ui::widgets
