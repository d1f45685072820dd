// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/repeatbar.h"

#include "ui/theme/format.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

using State = RepeatProgress::State;

namespace {

constexpr int mostMessages = 100'000'000;
constexpr double fastestRate = 100'000;
constexpr int barSteps = 1000;

QPushButton *button(const QString &text, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setAutoDefault(false);
    return made;
}

} // namespace

RepeatBar::RepeatBar(QWidget *parent)
    : QFrame(parent)
{
    setProperty("surface", u"foot"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 8, 16, 8);
    rows->setSpacing(6);
    rows->addWidget(makeChoice());
    rows->addWidget(makeProgress());
    follow();
}

QWidget *RepeatBar::makeChoice()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_count = new QSpinBox(box);
    m_count->setRange(1, mostMessages);
    m_count->setValue(100);
    m_count->setGroupSeparatorShown(true);
    m_count->setSuffix(tr(" messages"));
    m_count->setAccessibleName(tr("How many messages"));
    m_endless = new QCheckBox(tr("until stopped"), box);
    m_rate = new QDoubleSpinBox(box);
    m_rate->setRange(0.01, fastestRate);
    m_rate->setDecimals(2);
    m_rate->setValue(10);
    m_rate->setGroupSeparatorShown(true);
    m_rate->setSuffix(tr(" a second"));
    m_rate->setAccessibleName(tr("How many a second"));
    m_fastest = new QCheckBox(tr("as fast as possible"), box);
    m_start = button(tr("Start"), box);
    m_pause = button(tr("Pause"), box);
    m_stop = button(tr("Stop"), box);
    row->addWidget(m_count);
    row->addWidget(m_endless);
    row->addSpacing(8);
    row->addWidget(m_rate);
    row->addWidget(m_fastest);
    row->addStretch();
    for (QPushButton *made : {m_start, m_pause, m_stop})
        row->addWidget(made);
    connect(m_endless, &QCheckBox::toggled, this, &RepeatBar::follow);
    connect(m_fastest, &QCheckBox::toggled, this, &RepeatBar::follow);
    connect(m_start, &QPushButton::clicked, this, &RepeatBar::startRequested);
    connect(m_stop, &QPushButton::clicked, this, &RepeatBar::stopRequested);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_progress.state == State::Paused)
            Q_EMIT resumeRequested();
        else
            Q_EMIT pauseRequested();
    });
    return box;
}

QWidget *RepeatBar::makeProgress()
{
    m_progressBox = new QWidget(this);
    auto *rows = new QVBoxLayout(m_progressBox);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    m_bar = new QProgressBar(m_progressBox);
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Progress"));
    m_text = new QLabel(m_progressBox);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    rows->addWidget(m_bar);
    rows->addWidget(m_text);
    m_progressBox->hide();
    return m_progressBox;
}

quint64 RepeatBar::count() const
{
    return m_endless->isChecked() ? 0 : quint64(m_count->value());
}

void RepeatBar::setCount(quint64 count)
{
    m_endless->setChecked(count == 0);
    if (count > 0)
        m_count->setValue(int(qMin<quint64>(count, mostMessages)));
}

std::optional<double> RepeatBar::perSecond() const
{
    return m_fastest->isChecked() ? std::nullopt : std::optional(m_rate->value());
}

void RepeatBar::setProblem(const QString &problem)
{
    m_problem = problem;
    follow();
}

void RepeatBar::showProgress(const RepeatProgress &progress)
{
    m_progress = progress;
    m_wasStarted = true;
    m_progressBox->show();
    const bool isEndless = progress.count == 0 && !progress.isOver();
    m_bar->setRange(0, isEndless && progress.state == State::Running ? 0 : barSteps);
    if (progress.count > 0)
        m_bar->setValue(int(double(progress.answered()) * barSteps / double(progress.count)));
    else if (progress.isOver())
        m_bar->setValue(barSteps);
    m_text->setText(progressText());
    const bool isBad = progress.failed > 0 || progress.state == State::Failed;
    const QString role = isBad ? u"error"_s : progress.unroutable > 0 ? u"warning"_s : u"muted"_s;
    if (m_text->property("role").toString() != role) {
        m_text->setProperty("role", role);
        m_text->style()->unpolish(m_text);
        m_text->style()->polish(m_text);
    }
    follow();
}

QString RepeatBar::progressText() const
{
    const RepeatProgress &p = m_progress;
    if (p.state == State::Failed)
        return tr("Failed: %1").arg(p.problem);
    const QString states[] = {tr("Publishing"), tr("Paused"), tr("Finished"), tr("Stopped"), QString()};
    QStringList parts{states[int(p.state)]};
    const QString sent = theme::formatCount(p.sent);
    parts << (p.count > 0 ? tr("%1 of %2 sent").arg(sent, theme::formatCount(p.count)) : tr("%1 sent").arg(sent));
    if (p.unroutable > 0)
        parts << tr("%1 not routed").arg(theme::formatCount(p.unroutable));
    if (p.failed > 0)
        parts << tr("%1 failed: %2").arg(theme::formatCount(p.failed), p.problem);
    if (p.state != State::Paused)
        parts << theme::formatRate(p.perSecond);
    parts << theme::formatDuration(p.runningMs);
    return parts.join(u" · "_s);
}

QString RepeatBar::text() const
{
    return m_text->text();
}

void RepeatBar::follow()
{
    const bool isRunning = m_wasStarted && !m_progress.isOver();
    m_count->setEnabled(!m_endless->isChecked() && !isRunning);
    m_rate->setEnabled(!m_fastest->isChecked() && !isRunning);
    m_endless->setEnabled(!isRunning);
    m_fastest->setEnabled(!isRunning);
    m_start->setVisible(!isRunning);
    m_start->setEnabled(m_problem.isEmpty());
    m_start->setToolTip(m_problem);
    m_pause->setVisible(isRunning);
    m_stop->setVisible(isRunning);
    m_pause->setText(m_progress.state == State::Paused ? tr("Resume") : tr("Pause"));
}

} // namespace ui::publisher
