// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "ui/async/whendone.h"
#include "ui/inspector/bodyview.h"
#include "ui/inspector/detailmodel.h"
#include "ui/inspector/messagejson.h"
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

using namespace Qt::Literals::StringLiterals;

namespace ui::inspector {

using engine::LiveEvent;
using engine::MessageDetails;
using engine::MessageRef;
using engine::MessageState;
using tables::Tone;
using widgets::Badge;
using widgets::StateView;

InspectorPanel::InspectorPanel(engine::BrokerSession &session, theme::Theme &, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setProperty("surface", u"surface"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    m_body = new BodyView(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setProperty("panel", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(makeDetails(), tr("Properties"));

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
    m_overline->setStyleSheet(u"font-size: 12px;"_s);
    m_title = new QLabel(header);
    m_title->setStyleSheet(u"font-size: 15px; font-weight: 700;"_s);
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
    m_detailTree->header()->resizeSection(DetailModel::NameColumn, 136);
    m_detailTree->header()->resizeSection(DetailModel::TypeColumn, 84);
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
    row->addWidget(m_publishCopy);
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
    for (QWidget *badge : badges)
        m_badges->addWidget(badge);
    if (!badges.isEmpty())
        m_badges->addStretch();
}

void InspectorPanel::showNothing()
{
    m_ref = {};
    m_details.reset();
    m_state->show(
        StateView::Kind::Empty, tr("Nothing selected"),
        tr("Select a message in a queue, or a line of the live feed, to see its body, properties and headers here. "
           "Looking never consumes a message."));
    m_stack->setCurrentWidget(m_state);
}

void InspectorPanel::clear()
{
    ++m_generation;
    showNothing();
    m_body->clear();
    m_detailModel->clear();
}

void InspectorPanel::showLoading(const QString &overline, const QString &title)
{
    // What was shown before stays until the answer is here: at the speed of arrow keys anything else would flicker.
    if (m_stack->currentWidget() == m_state && m_state->kind() != StateView::Kind::Loading)
        m_state->show(StateView::Kind::Loading, title, overline);
}

void InspectorPanel::showMessage(MessageRef ref)
{
    load(ref, std::nullopt);
}

void InspectorPanel::showLiveEvent(const LiveEvent &event)
{
    if (event.queueId.isValid())
        return load({event.queueId, event.offset}, event);
    ++m_generation;
    showEventOnly(event, false);
}

void InspectorPanel::load(MessageRef ref, const std::optional<LiveEvent> &event)
{
    m_ref = ref;
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
                    });
}

void InspectorPanel::showDetails(const MessageDetails &details)
{
    m_details = details;
    const engine::MessageSummary &m = details.summary;
    setHeader(tr("Message %1 · %2").arg(theme::formatCount(m.ref.offset), details.queue),
              m.routingKey.isEmpty() ? tr("(no routing key)") : m.routingKey);
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
    m_body->setNote({});
    m_body->setBody(details.body, m.contentType, details.properties.contentEncoding.value_or(QString()));
    m_detailModel->showMessage(details);
    m_detailTree->expandAll();
    m_foot->show();
    m_stack->setCurrentIndex(0);
}

void InspectorPanel::showEventOnly(const LiveEvent &event, bool left)
{
    m_ref = {};
    m_details.reset();
    setHeader(tr("Event at %1").arg(theme::formatTime(event.atMs)),
              event.routingKey.isEmpty() ? models::exchangeLabel(event.exchange) : event.routingKey);
    setBadges({new Badge(engine::lifecycleStepName(event.step), tables::stepTone(event.step)),
               new Badge(event.queue.isEmpty() ? models::exchangeLabel(event.exchange) : event.queue)});
    const bool whole = event.size <= quint64(event.preview.size());
    QString note = left ? tr("This message has left the queue.") : QString();
    if (!whole)
        note += (note.isEmpty() ? QString() : u" "_s) +
                tr("Shown are the first %1 of %2 bytes, kept by the feed.")
                    .arg(theme::formatCount(quint64(event.preview.size())), theme::formatCount(event.size));
    m_body->setNote(note);
    m_body->setBody(event.preview, {}, {});
    m_detailModel->showEvent(event);
    m_detailTree->expandAll();
    m_foot->hide();
    m_stack->setCurrentIndex(0);
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
    if (ref == m_ref && m_details)
        m_body->setNote(tr("This message has left the queue."));
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

void InspectorPanel::copyBody()
{
    const QByteArray body = m_body->body();
    QApplication::clipboard()->setText(body.isValidUtf8() ? QString::fromUtf8(body) : QString::fromLatin1(body));
}

void InspectorPanel::copyJson()
{
    if (m_details)
        QApplication::clipboard()->setText(QString::fromUtf8(messageJson(*m_details)));
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
