// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/actionprogress.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;

namespace {

constexpr int notBeforeMs = 300;
constexpr int barWidth = 90;
constexpr int longestTitle = 260; // pixels

} // namespace

ActionProgress::ActionProgress(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    setObjectName(u"actionProgress"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(barWidth);
    m_cancel->setObjectName(u"cancelAction"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_tasks.isEmpty())
            return;
        const auto cancel = m_tasks.first().cancel; // the task may go with it
        cancel();
    });
    m_delay.setSingleShot(true);
    m_delay.setInterval(notBeforeMs);
    connect(&m_delay, &QTimer::timeout, this, &ActionProgress::refresh);
    hide();
}

void ActionProgress::showTasks(const QList<Task> &tasks)
{
    m_tasks = tasks;
    if (tasks.isEmpty()) {
        m_delay.stop();
        hide();
    } else if (isHidden() && !m_delay.isActive()) {
        m_delay.start();
    } else if (!isHidden()) {
        refresh();
    }
}

void ActionProgress::refresh()
{
    if (m_tasks.isEmpty())
        return;
    const Task &first = m_tasks.first();
    const QString title =
        m_tasks.size() > 1 ? tr("%1 (and %2 more)").arg(first.title).arg(m_tasks.size() - 1) : first.title;
    m_title->setText(fontMetrics().elidedText(title, Qt::ElideMiddle, longestTitle));
    QStringList all;
    for (const Task &task : std::as_const(m_tasks))
        all << tr("%1: %2").arg(task.title, task.detail);
    m_title->setToolTip(all.join(u'\n'));
    m_bar->setToolTip(first.detail);
    m_bar->setValue(first.percent);
    m_bar->setAccessibleName(tr("%1: %2").arg(first.title, first.detail));
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(first.title));
    m_cancel->setToolTip(tr("What is done stays done"));
    show();
}

} // namespace ui::mainwindow
