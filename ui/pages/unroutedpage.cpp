// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/unroutedpage.h"

#include "ui/actions/unroutedactions.h"
#include "ui/async/whendone.h"
#include "ui/models/features.h"
#include "ui/models/unroutedmodel.h"
#include "ui/publisher/routingpreview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::UnroutedMessage;
using models::UnroutedModel;
using publisher::RoutingPreview;

namespace {

constexpr int leastBindingsHeight = 112; // the heading and three of them

} // namespace

UnroutedPage::UnroutedPage(engine::BrokerSession &session, actions::UnroutedActions &actions, QWidget *parent)
    : ListPage(session, u"unrouted"_s, tr("Unrouted"), parent)
    , m_unroutedActions(actions)
    , m_model(new UnroutedModel(this))
    , m_why(new RoutingPreview(session, RoutingPreview::Bindings::Seen, this))
    , m_limits(new QLabel(this))
    , m_forgetAll(new QPushButton(tr("Forget all…"), this))
{
    setModel(m_model);
    setDetails(makeWhy());
    view()->setColumnWidths({112, 170, -90, 150, 170, 70, -128, -96, 0});
    view()->setStretchColumn(UnroutedModel::Body);
    view()->setSpareColumns({UnroutedModel::Size});
    view()->sortByColumn(UnroutedModel::Time, Qt::DescendingOrder);
    m_limits->setProperty("role", u"muted"_s);
    m_limits->setContentsMargins(16, 0, 16, 8);
    m_limits->setWordWrap(true);
    m_limits->hide();
    addStrip(m_limits);
    addButton(m_forgetAll);
    m_forgetAll->hide();
    connect(m_forgetAll, &QPushButton::clicked, this,
            [this] { m_unroutedActions.forgetAll(quint64(m_model->rowCount())); });
    makeActions();
}

QWidget *UnroutedPage::makeWhy()
{
    auto *panel = new QWidget(this);
    panel->setProperty("surface", u"surface"_s);
    panel->setAttribute(Qt::WA_StyledBackground);
    auto *heading = new QLabel(tr("Why was it not routed?"), panel);
    heading->setProperty("role", u"heading"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(20, 8, 20, 0);
    head->addWidget(heading);
    auto *rows = new QVBoxLayout(panel);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_why, 1);
    m_why->bindingList()->setMinimumHeight(leastBindingsHeight);
    connect(m_why, &RoutingPreview::keyChosen, this, [this](const QString &key) {
        if (const UnroutedMessage *message = selected())
            m_unroutedActions.republish(*message, key);
    });
    return panel;
}

void UnroutedPage::makeActions()
{
    QAction *republish = addPageAction(tr("Republish…"), {}, Place::Primary);
    connect(republish, &QAction::triggered, this, [this] {
        if (const UnroutedMessage *message = selected())
            m_unroutedActions.republish(*message, suggestedKey());
    });
    connect(view(), &widgets::ListView::opened, republish, &QAction::trigger);
    connect(addPageAction(tr("Publish a changed copy…"), {}), &QAction::triggered, this, [this] {
        if (const UnroutedMessage *message = selected())
            m_unroutedActions.publishCopy(*message);
    });
    connect(addPageAction(tr("Forget"), QKeySequence::Delete), &QAction::triggered, this, [this] {
        if (const UnroutedMessage *message = selected())
            m_unroutedActions.forget(*message);
    });
    connect(addPageAction(tr("Copy routing key"), QKeySequence::Copy, Place::MenuOnly), &QAction::triggered, this,
            [this] {
                if (const UnroutedMessage *message = selected())
                    QGuiApplication::clipboard()->setText(message->routingKey);
            });
}

void UnroutedPage::tellSelection()
{
    if (const UnroutedMessage *message = selected())
        Q_EMIT messageSelected(*message);
}

const UnroutedMessage *UnroutedPage::selected() const
{
    const QModelIndex row = selectedSourceRow();
    return row.isValid() ? &m_model->at(row.row()) : nullptr;
}

std::vector<engine::SubscriptionPtr> UnroutedPage::watch()
{
    std::vector<engine::SubscriptionPtr> watching;
    watching.push_back(session().watchUnrouted(this, [this](const engine::UnroutedTray &tray) { take(tray); }));
    return watching;
}

void UnroutedPage::take(const engine::UnroutedTray &tray)
{
    m_model->update(tray.messages);
    m_forgetAll->setVisible(!tray.messages.isEmpty());
    m_limits->setText(theme::formatCounted(tray.forgotten,
                                           tr("The tray is full: %1 older message was let go to make room."),
                                           tr("The tray is full: %1 older messages were let go to make room.")));
    m_limits->setVisible(tray.forgotten > 0);
    snapshotTaken();
    trySelectMessage();
    explain();
}

void UnroutedPage::showEmpty(widgets::StateView &state)
{
    state.show(widgets::StateView::Kind::Empty, tr("Nothing went astray"),
               tr("A message that no binding takes is dropped by every broker, mostly without a word. Here it is kept, "
                  "with who published it and what each binding held against it, so that you can correct the key or the "
                  "bindings and send it on its way."));
}

void UnroutedPage::selectMessage(engine::MessageId message)
{
    m_wanted = message;
    trySelectMessage();
}

void UnroutedPage::trySelectMessage()
{
    if (!m_wanted.isValid())
        return;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->at(row).message != m_wanted)
            continue;
        m_wanted = {};
        setFilterText({});
        return selectId(m_model->at(row).id.v);
    }
}

void UnroutedPage::selectionMoved(const QModelIndex &sourceRow)
{
    const UnroutedMessage *message = sourceRow.isValid() ? &m_model->at(sourceRow.row()) : nullptr;
    actionBar()->setSubject(message ? tr("%1 to %2")
                                          .arg(message->routingKey.isEmpty() ? tr("(no key)") : message->routingKey,
                                               models::exchangeLabel(message->exchange))
                                    : QString());
    explain();
    if (message)
        Q_EMIT messageSelected(*message);
}

/// Held against the bindings of now: what is to be done depends on these.
void UnroutedPage::explain()
{
    const UnroutedMessage *message = selected();
    if (!message) {
        m_explained = {};
        m_why->setNote({});
        return m_why->clear(tr("Select a message to see what each binding held against it."));
    }
    m_why->setNote(noteFor(*message));
    if (message->id == m_explained)
        return;
    m_explained = message->id;
    m_why->clear();
    async::whenDone(
        session().unroutedMessage(message->id), this,
        [this, id = message->id, asked = *message](const engine::Result<engine::MessageDetails> &details) {
            if (id == m_explained && details)
                m_why->setRequest({asked.virtualHost, asked.exchange, asked.routingKey, details->properties});
        });
}

QString UnroutedPage::noteFor(const UnroutedMessage &message) const
{
    QStringList notes;
    if (message.exchangeMissing)
        notes << tr("%1 names %2 as its dead-letter exchange, and there was none of that name.")
                     .arg(message.diedIn, message.exchange);
    else if (message.topologyChanged)
        notes << tr("Exchanges, queues or bindings have changed since then: this is how it would be routed now.");
    else
        notes << tr("The bindings are the same as when it was published.");
    if (message.wasReturned)
        notes << tr("It was mandatory: its publisher was given it back.");
    return notes.join(u' ');
}

QString UnroutedPage::suggestedKey() const
{
    const UnroutedMessage *message = selected();
    const auto &explanation = m_why->explanation();
    const bool isClose = explanation && !explanation->suggestions.isEmpty() && explanation->suggestions.first().isClose;
    return isClose ? explanation->suggestions.first().key : message->routingKey;
}

} // namespace ui::pages
