// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/brokerstatusbar.h"

#include "ui/theme/format.h"
#include "ui/widgets/figurelabels.h"
#include "ui/widgets/noticebar.h"

#include <QLabel>
#include <QStyle>

namespace ui::mainwindow {

using namespace Qt::StringLiterals;
using tables::Tone;

BrokerStatusBar::BrokerStatusBar(QWidget *parent)
    : QStatusBar(parent)
    , m_in(new widgets::RateLabel(tr("in"), Tone::Ready, this))
    , m_out(new widgets::RateLabel(tr("out"), Tone::Ok, this))
    , m_ready(new widgets::FigureLabel(tr("ready"), Tone::Normal, this))
    , m_unacked(new widgets::FigureLabel(tr("unacked"), Tone::Unacked, this))
    , m_memory(new widgets::FigureLabel(tr("memory"), Tone::Normal, this))
    , m_disk(new widgets::FigureLabel(tr("disk"), Tone::Normal, this))
    , m_durability(new QLabel(this))
    , m_notices(new widgets::NoticeBar(this))
{
    setSizeGripEnabled(false);
    setContentsMargins(10, 1, 10, 1);
    m_in->setToolTip(tr("Messages published, a second"));
    m_out->setToolTip(tr("Messages delivered or fetched, a second"));
    m_memory->setToolTip(tr("Resident memory of the whole process"));
    m_disk->setToolTip(tr("The database files of the data directory"));
    for (QWidget *figure : std::initializer_list<QWidget *>{m_in, m_out, m_ready, m_unacked, m_memory, m_disk}) {
        figure->setContentsMargins(0, 0, 0, 0);
        addWidget(figure);
        auto *gap = new QWidget(this);
        gap->setFixedWidth(10);
        addWidget(gap);
        m_figures << figure << gap;
    }
    addWidget(m_notices, 1);
    connect(m_notices, &widgets::NoticeBar::shownChanged, this, [this](bool isShown) { showFigures(!isShown); });
    addPermanentWidget(m_durability);
    showOverview({});
    setRunning(false);
}

void BrokerStatusBar::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    if (!isRunning)
        m_overview.reset();
    showDurability();
}

void BrokerStatusBar::showOverview(const engine::OverviewSnapshot &overview)
{
    m_in->append(overview.publishRate);
    m_out->append(overview.deliverRate);
    m_ready->setFigure(theme::formatCount(overview.ready), overview.ready == 0);
    m_unacked->setFigure(theme::formatCount(overview.unacked), overview.unacked == 0);
    m_memory->setFigure(theme::formatSize(overview.residentBytes), true);
    m_disk->setFigure(theme::formatSize(overview.diskBytes), true);
    m_overview = overview;
    showDurability();
}

void BrokerStatusBar::showDurability()
{
    QString text;
    QString role = u"muted"_s;
    if (!m_isRunning || !m_overview) {
        text.clear();
    } else if (!m_overview->storageProblem.isEmpty()) {
        text = m_overview->storageProblem;
        role = u"error"_s;
    } else if (!m_overview->alarm.isEmpty()) {
        text = tr("publishers wait: %1").arg(m_overview->alarm);
        role = u"error"_s;
    } else if (!m_overview->durable) {
        text = tr("memory only: nothing is kept");
        role = u"warning"_s;
    } else if (!m_overview->synced) {
        text = tr("confirms survive a crash of the program, not a power failure");
        role = u"warning"_s;
    } else {
        text = tr("every confirm is on disk");
    }
    m_durability->setText(text);
    m_durability->setToolTip(text);
    if (m_durability->property("role").toString() != role) {
        m_durability->setProperty("role", role);
        m_durability->style()->unpolish(m_durability);
        m_durability->style()->polish(m_durability);
    }
}

void BrokerStatusBar::showFigures(bool areShown)
{
    for (QWidget *figure : std::as_const(m_figures))
        figure->setVisible(areShown);
}

QString BrokerStatusBar::durabilityText() const
{
    return m_durability->text();
}

} // namespace ui::mainwindow
