// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/deathnote.h"
#include "ui/inspector/detailmodel.h"
#include "ui/inspector/journeyview.h"
#include "ui/inspector/messagejson.h"
#include "ui/inspector/objectview.h"
#include "ui/models/features.h"
#include "ui/tables/celldelegate.h"
#include "ui/tables/steptone.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/menukey.h"
#include "ui/widgets/stateview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPromise>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTabWidget>
#include <QThreadPool>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::LiveEvent;
using engine::MessageDetails;
using engine::MessageRef;
using engine::MessageState;
using tables::Tone;
using widgets::Badge;
using widgets::StateView;

namespace {

constexpr qsizetype bytesCopiedAtOnce = 1 << 20; // bytes of a body

constexpr int narrowestName = 112;
constexpr int widestNamePercent = 44;

} // namespace

InspectorPanel::InspectorPanel(engine::BrokerSession &session, theme::Theme &, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    m_body = new BodyView(m_readings, this);
    connect(m_body, &BodyView::valueMenuAboutToShow, this, &InspectorPanel::valueMenuAboutToShow);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(makeDetails(), tr("Properties"));
    m_journey = new JourneyView(session, this);
    m_tabs->addTab(m_journey, tr("Journey"));
    connect(m_journey, &JourneyView::targetChosen, this, &InspectorPanel::targetChosen);

    auto *content = new QWidget(this);
    auto *contentRows = new QVBoxLayout(content);
    contentRows->setContentsMargins(0, 0, 0, 0);
    contentRows->setSpacing(0);
    contentRows->addWidget(makeHeader());
    contentRows->addWidget(m_tabs, 1);
    contentRows->addWidget(makeFoot());

    m_state = new StateView(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(content);
    m_stack->addWidget(m_state);
    m_object = new ObjectView(this);
    m_stack->addWidget(m_object);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_stack);
    showNothing();
}

QWidget *InspectorPanel::makeHeader()
{
    auto *header = new QWidget(this);
    m_overline = new QLabel(header);
    m_overline->setProperty("role", u"muted"_s);
    m_overline->setProperty("size", u"small"_s);
    m_title = new QLabel(header);
    m_title->setProperty("role", u"name"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setMinimumWidth(20);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_badges = new QHBoxLayout;
    m_badges->setSpacing(4);
    auto *rows = new QVBoxLayout(header);
    rows->setContentsMargins(14, 12, 14, 8);
    rows->setSpacing(3);
    rows->addWidget(m_overline);
    rows->addWidget(m_title);
    rows->addLayout(m_badges);
    m_deaths = new DeathNote(m_session, header);
    rows->addWidget(m_deaths);
    connect(m_deaths, &DeathNote::requeueRequested, this, &InspectorPanel::requeueRequested);
    connect(m_deaths, &DeathNote::editRequested, this, &InspectorPanel::editRequested);
    return header;
}

QWidget *InspectorPanel::makeDetails()
{
    m_detailModel = new DetailModel(this);
    m_detailTree = new QTreeView(this);
    m_detailTree->setModel(m_detailModel);
    m_detailTree->setItemDelegate(new tables::CellDelegate(m_detailTree));
    m_detailTree->setFrameShape(QFrame::NoFrame);
    m_detailTree->setUniformRowHeights(true);
    m_detailTree->setIndentation(10);
    m_detailTree->setSelectionMode(QTreeView::ExtendedSelection);
    m_detailTree->setEditTriggers(QTreeView::NoEditTriggers);
    m_detailTree->setContextMenuPolicy(Qt::CustomContextMenu);
    new widgets::MenuKey(*m_detailTree);
    m_detailTree->setAccessibleName(tr("Properties and headers"));
    m_detailTree->header()->setStretchLastSection(false);
    m_detailTree->header()->setSectionResizeMode(DetailModel::ValueColumn, QHeaderView::Stretch);
    m_detailTree->header()->setMinimumSectionSize(48);
    m_detailTree->header()->resizeSection(DetailModel::NameColumn, narrowestName);
    m_detailTree->header()->resizeSection(DetailModel::TypeColumn, 66);
    connect(m_detailTree, &QWidget::customContextMenuRequested, this, &InspectorPanel::showDetailMenu);
    auto *copy = new QAction(tr("Copy"), m_detailTree);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &InspectorPanel::copyDetails);
    m_detailTree->addAction(copy);
    return m_detailTree;
}

QWidget *InspectorPanel::makeFoot()
{
    m_foot = new QFrame(this);
    m_foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(m_foot);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(8);
    m_publishCopy = new QPushButton(tr("Publish a copy…"), m_foot);
    m_publishCopy->setProperty("primary", true);
    m_publishCopy->setToolTip(tr("Open the publisher with this message’s body, properties and headers"));
    connect(m_publishCopy, &QPushButton::clicked, this, [this] {
        if (m_details)
            Q_EMIT copyRequested(*m_details);
    });
    auto *copy = new QPushButton(tr("Copy"), m_foot);
    copy->setProperty("menu", true);
    auto *menu = new QMenu(copy);
    menu->addAction(tr("Copy body"), this, &InspectorPanel::copyBody);
    menu->addAction(tr("Copy message as JSON"), this, &InspectorPanel::copyJson);
    menu->addSeparator();
    menu->addAction(tr("Save body…"), this, &InspectorPanel::saveBody);
    copy->setMenu(menu);
    m_follow = new QPushButton(tr("Follow"), m_foot);
    m_follow->setToolTip(tr("Show in the live feed what becomes of this message, and nothing else"));
    connect(m_follow, &QPushButton::clicked, this, &InspectorPanel::follow);
    row->addWidget(m_publishCopy);
    row->addWidget(m_follow);
    row->addWidget(copy);
    row->addStretch();
    return m_foot;
}

void InspectorPanel::setHeader(const QString &overline, const QString &title)
{
    m_overline->setText(overline);
    m_titleText = title;
    m_title->setToolTip(title);
    setAccessibleDescription(overline % u", "_s % title);
    elideTitle();
}

void InspectorPanel::elideTitle()
{
    const int room = qMax(40, width() - 28);
    m_title->setText(m_title->fontMetrics().elidedText(m_titleText, Qt::ElideMiddle, room));
}

void InspectorPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elideTitle();
}

void InspectorPanel::setBadges(const QList<QWidget *> &badges)
{
    while (QLayoutItem *item = m_badges->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (QWidget *badge : badges) {
        m_badges->addWidget(badge);
        badge->show(); // now: a layout shows what is added on a later turn, and the row would flicker
    }
    if (!badges.isEmpty())
        m_badges->addStretch();
}

void InspectorPanel::showNothing()
{
    m_ref = {};
    m_details.reset();
    m_state->show(
        StateView::Kind::Empty, tr("Nothing selected"),
        tr("Select a message in a queue or topic, or a line of the live feed, to see its body, properties, headers and "
           "journey here; or anything in the flow, to see what is known of it. Looking never consumes a message."));
    m_stack->setCurrentWidget(m_state);
}

void InspectorPanel::clear()
{
    ++m_generation;
    m_isOfFeed = false;
    showNothing();
    m_body->clear();
    m_detailModel->clear();
    m_journey->clear();
}

void InspectorPanel::showObject(const ObjectFacts &facts)
{
    const bool isShown = m_stack->currentWidget() == m_object;
    if (facts.title.isEmpty())
        return isShown ? clear() : void();
    if (!isShown) {
        clear(); // an answer that is under way would take its place
        m_stack->setCurrentWidget(m_object);
    }
    m_object->show(facts);
}

void InspectorPanel::updateObject(const ObjectFacts &facts)
{
    if (m_stack->currentWidget() == m_object && m_object->title() == facts.title)
        m_object->show(facts);
}

void InspectorPanel::focusContent()
{
    QWidget *shown = m_stack->currentWidget();
    (shown->isAncestorOf(m_tabs) ? m_tabs : shown)->setFocus(Qt::ShortcutFocusReason);
}

void InspectorPanel::showLoading(const QString &overline, const QString &title)
{
    // What was shown before stays until the answer is here: at the speed of arrow keys anything else would flicker.
    if (m_stack->currentWidget() == m_state && m_state->kind() != StateView::Kind::Loading)
        m_state->show(StateView::Kind::Loading, title, overline);
}

void InspectorPanel::showMessage(MessageRef ref)
{
    m_isOfFeed = false;
    load(ref, std::nullopt);
}

void InspectorPanel::showLiveEvent(const LiveEvent &event)
{
    m_isOfFeed = true;
    if (event.queueId.isValid())
        return load({event.queueId, event.offset}, event);
    ++m_generation;
    showEventOnly(event, false);
}

void InspectorPanel::load(MessageRef ref, const std::optional<LiveEvent> &event)
{
    m_ref = ref;
    m_queue.reset();
    m_request = Request::UnderWay;
    const quint64 generation = ++m_generation;
    showLoading({}, tr("Loading the message"));
    async::whenDone(m_session.message(ref), this,
                    [this, generation, event](const engine::Result<MessageDetails> &answer) {
                        if (generation != m_generation)
                            return;
                        const bool same = answer && (!event || answer->summary.id == event->message);
                        if (same)
                            showDetails(answer.value());
                        else if (event)
                            showEventOnly(*event, true);
                        else
                            showFailure(answer.error());
                        answered();
                    });
}

void InspectorPanel::showDetails(const MessageDetails &details)
{
    m_details = details;
    const engine::MessageSummary &m = details.summary;
    setHeader(tr("%1 · offset %2")
                  .arg(models::queueLabel(details.virtualHost, details.queue), theme::formatCount(m.ref.offset)),
              m.routingKey.isEmpty() ? tr("(no routing key)") : m.routingKey);
    showBadges(details);
    m_deaths->showMessage(details);
    m_body->setNote({});
    m_body->setBody(details.body, m.contentType, details.properties.contentEncoding.value_or(QString()),
                    models::queueLabel(details.virtualHost, details.queue));
    m_detailModel->showMessage(details);
    m_journey->showMessage(m.id, m.ref);
    m_follow->setEnabled(m.id.isValid());
    fitDetails();
    m_foot->show();
    m_stack->setCurrentIndex(0);
}

void InspectorPanel::showBadges(const MessageDetails &details)
{
    const engine::MessageSummary &m = details.summary;
    QList<QWidget *> badges;
    const bool unacked = m.state == MessageState::Unacked;
    if (m.state == MessageState::Delayed)
        badges << new Badge(tr("delayed"));
    else
        badges << new Badge(unacked ? tr("unacked") : tr("ready"), unacked ? Tone::Unacked : Tone::Ready);
    if (m.redelivered)
        badges << new Badge(tr("redelivered"), Tone::Unacked);
    badges << new Badge(m.persistent ? tr("persistent") : tr("transient"));
    if (details.properties.headers.contains("x-death"))
        badges << new Badge(tr("dead letter"), Tone::Dead);
    if (details.properties.priority.value_or(0) > 0)
        badges << new Badge(tr("priority %1").arg(*details.properties.priority));
    setBadges(badges);
}

// Names are read whole where there is room for them; the values take the rest.
void InspectorPanel::fitDetails()
{
    m_detailTree->expandAll();
    m_detailTree->resizeColumnToContents(DetailModel::NameColumn);
    QHeaderView &header = *m_detailTree->header();
    const int most = qMax(width(), 280) * widestNamePercent / 100;
    header.resizeSection(DetailModel::NameColumn,
                         qBound(narrowestName, header.sectionSize(DetailModel::NameColumn), most));
}

void InspectorPanel::showEventOnly(const LiveEvent &event, bool left)
{
    m_ref = {};
    m_details.reset();
    const bool isRecord = event.queue.isEmpty() && !event.topic.isEmpty();
    const QString place = isRecord                ? event.topic
                          : event.queue.isEmpty() ? models::exchangeLabel(event.exchange)
                                                  : event.queue;
    setHeader(tr("Event at %1").arg(theme::formatTime(event.atMs)), !event.routingKey.isEmpty() ? event.routingKey
                                                                    : isRecord                  ? event.topic
                                                                               : models::exchangeLabel(event.exchange));
    setBadges({new Badge(engine::lifecycleStepName(event.step), tables::stepTone(event.step)), new Badge(place)});
    const bool whole = event.size <= quint64(event.preview.size());
    QString note = !left      ? QString()
                   : isRecord ? tr("The topic does not have this message, or not any more.")
                              : tr("This message has left the queue.");
    if (!whole)
        note += (note.isEmpty() ? QString() : u" "_s) +
                tr("Shown are the first %1 of %2 bytes, kept by the feed.")
                    .arg(theme::formatCount(quint64(event.preview.size())), theme::formatCount(event.size));
    m_body->setNote(note);
    const QString log = isRecord ? event.topic : event.queue;
    m_body->setBody(event.preview, {}, {}, log.isEmpty() ? QString() : models::queueLabel(event.virtualHost, log));
    m_detailModel->showEvent(event);
    m_journey->showMessage(event.message, {event.queueId, event.offset});
    m_deaths->hide();
    fitDetails();
    m_foot->hide();
    m_stack->setCurrentIndex(0);
}

void InspectorPanel::showUnrouted(const engine::UnroutedMessage &message)
{
    m_isOfFeed = false;
    m_ref = {};
    m_queue.reset();
    const quint64 generation = ++m_generation;
    showLoading({}, tr("Loading the message"));
    async::whenDone(m_session.unroutedMessage(message.id), this,
                    [this, generation, message](const engine::Result<MessageDetails> &answer) {
                        if (generation != m_generation)
                            return;
                        if (answer)
                            showKept(message, *answer);
                        else
                            showFailure(answer.error());
                    });
}

// It is in no queue: what is told of that is left out.
void InspectorPanel::showKept(const engine::UnroutedMessage &message, const MessageDetails &details)
{
    m_details = details;
    setHeader(tr("Not routed at %1 · %2").arg(theme::formatTime(message.atMs), models::exchangeLabel(message.exchange)),
              message.routingKey.isEmpty() ? tr("(no routing key)") : message.routingKey);
    setBadges({new Badge(tr("unrouted"), Tone::Unacked), new Badge(models::exchangeLabel(message.exchange))});
    m_body->setNote(message.hasBody ? QString() : tr("Too large to be kept: these are the first bytes of it."));
    m_body->setBody(details.body, details.summary.contentType, details.properties.contentEncoding.value_or(QString()));
    m_detailModel->showMessage(details);
    m_journey->showMessage(message.message, {});
    m_deaths->showMessage(details);
    m_follow->setEnabled(message.message.isValid());
    fitDetails();
    m_foot->show();
    m_stack->setCurrentIndex(0);
}

void InspectorPanel::follow()
{
    if (m_details && m_details->summary.id.isValid())
        Q_EMIT followRequested(m_details->summary.id);
}

void InspectorPanel::showFailure(const engine::Error &error)
{
    m_details.reset();
    m_stack->setCurrentWidget(m_state);
    if (error.code == engine::BrokerError::NotFound)
        m_state->show(StateView::Kind::NothingFound, tr("This message has left the queue"),
                      tr("It was acknowledged, expired or removed before it could be read. The live feed shows what "
                         "became of it."));
    else
        m_state->show(StateView::Kind::Failed, tr("The message can not be read"), error.detail);
}

void InspectorPanel::markGone(MessageRef ref)
{
    if (ref != m_ref || !m_details || m_details->summary.ref != ref)
        return;
    m_ref = {};
    m_queue.reset();
    setBadges({new Badge(tr("has left the queue"))});
    m_deaths->markGone();
    m_body->setNote(tr("This message has left the queue. What was read of it is still here."));
}

// What happens to the message while it is shown: delivered, requeued, gone with a purge or the queue. Asked again only when
// something moved in its queue.
void InspectorPanel::takeQueues(const QList<engine::QueueSnapshot> &queues)
{
    if (!m_ref.queue.isValid())
        return;
    const auto it = std::find_if(queues.cbegin(), queues.cend(),
                                 [this](const engine::QueueSnapshot &q) { return q.id == m_ref.queue; });
    if (it == queues.cend()) {
        // A list made before the queue was is no news.
        if (m_queue)
            markGone(m_ref);
        return;
    }
    if (m_queue == *it)
        return;
    m_queue = *it;
    if (m_request == Request::None)
        askStatus();
    else
        m_request = Request::Outrun;
}

// Not the whole message: its body may be large, and does not change.
void InspectorPanel::askStatus()
{
    if (!m_details || !m_ref.queue.isValid())
        return;
    m_request = Request::UnderWay;
    async::whenDone(
        m_session.messageStatus(m_ref), this,
        [this, ref = m_ref, generation = m_generation](const engine::Result<engine::MessageStatus> &answer) {
            if (generation != m_generation || ref != m_ref)
                return;
            takeStatus(answer);
            answered();
        });
}

void InspectorPanel::answered()
{
    const bool again = m_request == Request::Outrun;
    m_request = Request::None;
    if (again)
        askStatus();
}

void InspectorPanel::takeStatus(const engine::Result<engine::MessageStatus> &answer)
{
    if (!answer) {
        if (answer.error().code == engine::BrokerError::NotFound)
            markGone(m_ref);
        return;
    }
    engine::MessageSummary now = m_details->summary;
    now.state = answer->state;
    now.redelivered = answer->redelivered;
    now.holder = answer->holder;
    now.unackedSince = answer->unackedSince;
    if (answer->readyAt.isValid() || now.state != MessageState::Delayed)
        now.readyAt = answer->readyAt;
    if (now == m_details->summary)
        return;
    m_details->summary = now;
    showBadges(*m_details);
    m_detailModel->showMessage(*m_details);
    m_detailTree->expandAll();
}

void InspectorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_watch)
        m_watch = m_session.watchQueues(
            this, [this](const QList<engine::QueueSnapshot> &queues) { takeQueues(queues); }, 2);
}

void InspectorPanel::hideEvent(QHideEvent *event)
{
    m_watch.reset();
    QWidget::hideEvent(event);
}

void InspectorPanel::copyDetails()
{
    QStringList lines;
    for (const QModelIndex &index : m_detailTree->selectionModel()->selectedRows())
        lines << m_detailModel->textOf(index);
    if (lines.isEmpty())
        lines << m_detailModel->textOf({});
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void InspectorPanel::showDetailMenu(const QPoint &position)
{
    const QModelIndex index = m_detailTree->indexAt(position);
    auto *menu = new QMenu(m_detailTree);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        const QString value = index.siblingAtColumn(DetailModel::ValueColumn).data().toString();
        menu->addAction(tr("Copy value"), this, [value] { QApplication::clipboard()->setText(value); })
            ->setEnabled(!value.isEmpty());
    }
    menu->addAction(tr("Copy name and value"), QKeySequence::Copy, this, &InspectorPanel::copyDetails);
    menu->popup(m_detailTree->viewport()->mapToGlobal(position));
}

/// Large ones are made into text elsewhere.
void InspectorPanel::copyText(const std::function<QString()> &made)
{
    if (m_body->body().size() <= bytesCopiedAtOnce)
        return QApplication::clipboard()->setText(made());
    async::whenDone(async::inWorker(made), this, [](const QString &text) { QApplication::clipboard()->setText(text); });
}

void InspectorPanel::copyBody()
{
    copyText(
        [body = m_body->body()] { return body.isValidUtf8() ? QString::fromUtf8(body) : QString::fromLatin1(body); });
}

void InspectorPanel::copyJson()
{
    if (m_details)
        copyText([details = *m_details] { return QString::fromUtf8(messageJson(details)); });
}

void InspectorPanel::saveBody()
{
    auto *dialog = new QFileDialog(this, tr("Save body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, body = m_body->body()](const QString &path) {
        // A hundred megabytes on a slow disk are not written from here.
        auto promise = std::make_shared<QPromise<QString>>();
        promise->start();
        async::whenDone(promise->future(), this, [this, path](const QString &problem) {
            m_body->setNote(problem.isEmpty() ? tr("Saved to %1.").arg(path)
                                              : tr("Not saved to %1: %2").arg(path, problem));
        });
        QThreadPool::globalInstance()->start([promise, body, path] {
            QSaveFile file(path);
            const bool saved = file.open(QIODevice::WriteOnly) && file.write(body) == body.size() && file.commit();
            promise->addResult(saved ? QString() : file.errorString());
            promise->finish();
        });
    });
    dialog->open();
}

} // namespace ui::inspector
