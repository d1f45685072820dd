// SPDX-License-Identifier: GPL-3.0-or-later
// RepeatBar: how often and how fast a message is published, and how far that is: start, pause, stop.
// Owner: PublisherPage. Thread: ui.
#pragma once

#include "ui/publisher/repeater.h"

#include <QFrame>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace ui::publisher {

class RepeatBar : public QFrame
{
    Q_OBJECT
public:
    explicit RepeatBar(QWidget *parent = nullptr);

    /// 0: until it is stopped.
    quint64 count() const;
    void setCount(quint64 count);
    std::optional<double> perSecond() const;
    /// Why it cannot start; empty: it can.
    void setProblem(const QString &problem);
    void showProgress(const RepeatProgress &progress);
    QString text() const;

Q_SIGNALS:
    void startRequested();
    void pauseRequested();
    void resumeRequested();
    void stopRequested();

private:
    QWidget *makeChoice();
    QWidget *makeProgress();
    void follow();
    QString progressText() const;

    QSpinBox *m_count = nullptr;
    QCheckBox *m_endless = nullptr;
    QDoubleSpinBox *m_rate = nullptr;
    QCheckBox *m_fastest = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_stop = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_text = nullptr;
    QWidget *m_progressBox = nullptr;
    QString m_problem;
    RepeatProgress m_progress;
    bool m_wasStarted = false;
};

} // namespace ui::publisher
