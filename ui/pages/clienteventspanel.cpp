// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/clienteventspanel.h"

#include "ui/models/clienteventmodel.h"
#include "ui/models/listfilterproxy.h"
#include "ui/widgets/listview.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::ClientEvent;
using models::ClientEventModel;

namespace {

constexpr int openHeight = 216;

} // namespace

ClientEventsPanel::ClientEventsPanel(QWidget *parent)
    : QFrame(parent)
    , m_model(new ClientEventModel(this))
    , m_content(new QWidget(this))
    , m_view(new widgets::ListView(m_content))
    , m_story(new QLabel(m_content))
{
    setProperty("surface", u"foot"_s);
    auto *proxy = new models::ListFilterProxy(this);
    proxy->setSourceModel(m_model);
    m_view->setModel(proxy);
    m_view->setAccessibleName(tr("Recent events"));
    m_view->setColumnWidths({112, 150, 148, -90, 96, 52, 0});
    m_view->setStretchColumn(ClientEventModel::Text);
    m_view->sortByColumn(ClientEventModel::Time, Qt::DescendingOrder);
    m_story->setProperty("role", u"muted"_s);
    m_story->setWordWrap(true);
    m_story->setTextFormat(Qt::PlainText);
    m_story->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_story->setContentsMargins(16, 6, 16, 8);
    auto *contentRows = new QVBoxLayout(m_content);
    contentRows->setContentsMargins(0, 0, 0, 0);
    contentRows->setSpacing(0);
    contentRows->addWidget(m_view, 1);
    contentRows->addWidget(m_story);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHead());
    rows->addWidget(m_content, 1);
    m_content->setFixedHeight(openHeight);
    connect(m_view, &widgets::ListView::rowSelected, this, &ClientEventsPanel::showStory);
    setOpen(false);
    showEvents({});
}

QWidget *ClientEventsPanel::makeHead()
{
    auto *head = new QWidget(this);
    m_toggle = new QToolButton(head);
    m_toggle->setText(tr("Recent events"));
    m_toggle->setToolTip(tr("Refused logins, channels and connections closed for an error, clients that were lost"));
    m_toggle->setProperty("section", true);
    m_toggle->setCheckable(true);
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_toggle->setIconSize({10, 10});
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_count = new QLabel(head);
    m_count->setProperty("role", u"count"_s);
    m_latest = new QLabel(head);
    m_latest->setProperty("role", u"muted"_s);
    m_latest->setTextFormat(Qt::PlainText);
    m_latest->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(10, 4, 16, 4);
    row->setSpacing(8);
    row->addWidget(m_toggle);
    row->addWidget(m_count);
    row->addWidget(m_latest, 1);
    connect(m_toggle, &QToolButton::toggled, this, &ClientEventsPanel::setOpen);
    return head;
}

bool ClientEventsPanel::isOpen() const
{
    return m_toggle->isChecked();
}

void ClientEventsPanel::setOpen(bool open)
{
    m_toggle->setChecked(open);
    m_toggle->setIcon(QIcon(open ? u":/theme/icons/chevron-down.svg"_s : u":/theme/icons/chevron-right.svg"_s));
    m_content->setVisible(open && m_model->rowCount() > 0);
    showLatest();
}

void ClientEventsPanel::showEvents(const QList<ClientEvent> &events)
{
    m_model->update(events);
    m_count->setText(theme::formatCount(quint64(events.size())));
    m_count->setVisible(!events.isEmpty());
    m_content->setVisible(isOpen() && !events.isEmpty());
    showLatest();
    showStory();
}

// What is open tells it itself.
void ClientEventsPanel::showLatest()
{
    QString text;
    if (m_model->rowCount() == 0)
        text = tr("no client was refused, closed for an error, or lost since the broker started");
    else if (!isOpen())
        text = m_model->index(0, ClientEventModel::Time).data().toString() + u"  "_s +
               m_model->index(0, ClientEventModel::Client).data().toString() + u": "_s +
               models::clientEventTitle(m_model->at(0)) + u" · "_s + m_model->at(0).text;
    m_latest->setToolTip(text);
    m_latest->setText(m_latest->fontMetrics().elidedText(text, Qt::ElideRight, qMax(80, m_latest->width())));
}

void ClientEventsPanel::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    showLatest();
}

void ClientEventsPanel::showStory()
{
    const QModelIndex selected = m_view->selectedRow();
    if (selected.isValid())
        m_story->setText(models::clientEventStory(selected.data(models::SnapshotRole).value<ClientEvent>()));
    else if (m_model->rowCount() > 0)
        m_story->setText(models::clientEventStory(m_model->at(0)));
    else
        m_story->clear();
}

QString ClientEventsPanel::latest() const
{
    return m_latest->toolTip();
}

QString ClientEventsPanel::story() const
{
    return m_story->text();
}

} // namespace ui::pages
