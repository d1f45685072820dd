// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overviewpage.h"

#include "ui/actions/brokeractions.h"
#include "ui/models/features.h"
#include "ui/models/listfilterproxy.h"
#include "ui/models/queuemodel.h"
#include "ui/models/streams.h"
#include "ui/pages/historycharts.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/connectsnippet.h"
#include "ui/widgets/listdelegate.h"
#include "ui/widgets/listview.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using models::QueueModel;

namespace {

struct Card
{
    QFrame *frame;
    QVBoxLayout *rows;
};

Card makeCard(const QString &title, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("surface", u"card"_s);
    auto *rows = new QVBoxLayout(frame);
    rows->setContentsMargins(16, 12, 16, 14);
    rows->setSpacing(8);
    auto *heading = new QLabel(title, frame);
    heading->setProperty("role", u"heading"_s);
    rows->addWidget(heading);
    return {frame, rows};
}

QString countsOf(const engine::OverviewSnapshot &o)
{
    const QStringList parts{
        theme::formatCounted(o.connections, OverviewPage::tr("%1 connection"), OverviewPage::tr("%1 connections")),
        theme::formatCounted(o.channels, OverviewPage::tr("%1 channel"), OverviewPage::tr("%1 channels")),
        theme::formatCounted(o.consumers, OverviewPage::tr("%1 consumer"), OverviewPage::tr("%1 consumers")),
        theme::formatCounted(o.exchanges, OverviewPage::tr("%1 exchange"), OverviewPage::tr("%1 exchanges")),
        theme::formatCounted(o.queues, OverviewPage::tr("%1 queue"), OverviewPage::tr("%1 queues")),
        theme::formatCounted(o.bindings, OverviewPage::tr("%1 binding"), OverviewPage::tr("%1 bindings")),
    };
    return parts.join(u"  ·  "_s);
}

} // namespace

OverviewPage::OverviewPage(engine::BrokerSession &session, actions::BrokerActions &actions, QWidget *parent)
    : Page(session, parent)
    , m_queues(new QueueModel(this))
    , m_sorted(new models::ListFilterProxy(this))
{
    auto *lower = new QHBoxLayout;
    lower->setSpacing(12);
    lower->addWidget(makeFullest(actions), 9);
    lower->addWidget(makeConnect(actions), 11);
    auto *cards = new QWidget;
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(cards);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    auto *rows = new QVBoxLayout(cards);
    rows->setContentsMargins(16, 16, 16, 16);
    rows->setSpacing(12);
    rows->addWidget(makeCharts(), 4);
    rows->addLayout(lower, 5);
    connect(&session, &engine::BrokerSession::listenersChanged, this, &OverviewPage::refreshAddresses);
    connect(&session, &engine::BrokerSession::stateChanged, this, &OverviewPage::refreshAddresses);
    refreshAddresses();
}

QWidget *OverviewPage::makeCharts()
{
    auto *frame = new QFrame(this);
    frame->setProperty("surface", u"card"_s);
    auto *rows = new QVBoxLayout(frame);
    rows->setContentsMargins(16, 8, 16, 14);
    rows->setSpacing(8);
    m_charts = new HistoryCharts(session(), engine::HistorySubject::Kind::Broker, frame);
    m_charts->setHeading(tr("The broker over time"));
    m_counts = new QLabel(frame);
    m_counts->setProperty("role", u"muted"_s);
    rows->addWidget(m_charts, 1);
    rows->addWidget(m_counts);
    return frame;
}

QWidget *OverviewPage::makeFullest(actions::BrokerActions &actions)
{
    const Card card = makeCard(tr("Fullest queues"), this);
    // With what the cells keep to their left, names and heading stand on one edge.
    constexpr int inset = 16 - widgets::ListDelegate::padding;
    card.rows->setContentsMargins(inset, 12, inset, inset);
    card.rows->itemAt(0)->widget()->setContentsMargins(widgets::ListDelegate::padding, 0, 0, 0);
    m_sorted->setSourceModel(m_queues);
    m_fullest = new widgets::ListView(card.frame);
    m_fullest->setModel(m_sorted);
    m_fullest->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_fullest->setAccessibleName(tr("Fullest queues"));
    m_fullest->setColumnWidths({-1, 0, -1, -1, -1, -1, 80, 64, -1, -1, -1, -1, -1});
    m_fullest->setStretchColumn(QueueModel::Name);
    m_fullest->setSpareColumns({QueueModel::LevelBar}); // in a narrow window the figure says what the level shows
    m_fullest->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_fullest->sortByColumn(QueueModel::Total, Qt::DescendingOrder);
    m_noQueues = new QLabel(tr("No queues yet. A client that connects makes them, or Broker → New queue…"), card.frame);
    m_noQueues->setProperty("role", u"muted"_s);
    m_noQueues->setContentsMargins(widgets::ListDelegate::padding, 0, widgets::ListDelegate::padding, 0);
    m_noQueues->setWordWrap(true);
    m_noQueues->setAlignment(Qt::AlignTop);
    card.rows->addWidget(m_noQueues, 1);
    card.rows->addWidget(m_fullest, 1);
    m_fullest->hide();
    connect(m_fullest, &widgets::ListView::opened, this, [this, &actions](const QModelIndex &index) {
        actions.openQueue(m_queues->at(m_sorted->mapToSource(index).row()));
    });
    return card.frame;
}

QWidget *OverviewPage::makeConnect(actions::BrokerActions &actions)
{
    const Card card = makeCard(tr("Connect a client"), this);
    m_addresses = new QLabel(card.frame);
    m_addresses->setProperty("role", u"muted"_s);
    m_addresses->setWordWrap(true);
    m_addresses->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_snippet = new widgets::ConnectSnippet(card.frame);
    m_instead = new QPushButton(card.frame);
    m_instead->setProperty("primary", true);
    connect(m_instead, &QPushButton::clicked, this,
            [this, &actions] { actions.listen(m_insteadProtocol, m_insteadAddress); });
    card.rows->addWidget(m_addresses);
    card.rows->addWidget(m_instead, 0, Qt::AlignLeft);
    card.rows->addWidget(m_snippet);
    card.rows->addStretch(1);
    return card.frame;
}

void OverviewPage::restoreLayout(settings::Settings &settings)
{
    m_charts->restore(settings);
}

void OverviewPage::saveLayout(settings::Settings &settings) const
{
    m_charts->save(settings);
}

void OverviewPage::focusContent()
{
    if (!m_fullest->isVisible())
        return Page::focusContent();
    m_fullest->setFocus(Qt::ShortcutFocusReason);
}

std::vector<engine::SubscriptionPtr> OverviewPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(
        session().watchOverview(this, [this](const engine::OverviewSnapshot &overview) { take(overview); }));
    watching.push_back(models::watchQueuesProper(session(), this, [this](const QList<engine::QueueSnapshot> &queues) {
        m_queues->update(queues);
        m_fullest->setVisible(m_queues->rowCount() > 0);
        m_noQueues->setVisible(m_queues->rowCount() == 0);
    }));
    return watching;
}

void OverviewPage::take(const engine::OverviewSnapshot &overview)
{
    m_counts->setText(countsOf(overview));
}

void OverviewPage::refreshAddresses()
{
    QStringList lines;
    m_instead->hide();
    for (const engine::ListenerSnapshot &listener : session().listeners()) {
        const bool listening = listener.state == engine::ListenerSnapshot::State::Listening;
        if (const QString address = models::addressInstead(listener); !address.isEmpty()) {
            m_insteadProtocol = listener.protocol;
            m_insteadAddress = address;
            m_instead->setText(tr("Listen on %1 instead").arg(listener.suggestedPort));
            m_instead->show();
        }
        lines << (listening ? tr("%1 on %2").arg(listener.protocol, listener.address)
                            : tr("%1: %2").arg(listener.protocol, listener.problem));
    }
    m_addresses->setText(lines.isEmpty() ? tr("Nothing listens yet.") : lines.join(u'\n'));
    m_snippet->setListeners(session().listeners());
}

} // namespace ui::pages
