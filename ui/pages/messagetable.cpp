// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/messagetable.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/feed/querywords.h"
#include "ui/inspector/comparedialog.h"
#include "ui/inspector/comparememory.h"
#include "ui/inspector/messagejson.h"
#include "ui/models/roles.h"
#include "ui/publisher/codesnippets.h"
#include "ui/theme/format.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

namespace ui::pages {

using namespace Qt::StringLiterals;
using engine::MessageSummary;

namespace {

constexpr int chipMargin = 8;
constexpr qsizetype mostCopied = 200;             // what is more goes into a file
constexpr quint64 mostCopiedBytes = 128ULL << 20; // likewise: the largest message can still be copied
constexpr quint64 copiedAtOnce = 1 << 20;         // bytes; more are made into text elsewhere

/// Asks for the messages one by one, and calls back with those that are still there, in their order.
class Gathering : public QObject
{
public:
    using Done = std::function<void(const QList<engine::MessageDetails> &)>;
    Gathering(engine::BrokerSession &session, const QList<MessageSummary> &messages, Done done, QObject *parent)
        : QObject(parent)
        , m_answers(messages.size())
        , m_open(messages.size())
        , m_done(std::move(done))
    {
        for (qsizetype i = 0; i < messages.size(); ++i) {
            async::whenDone(session.message(messages.at(i).ref), this,
                            [this, i](const engine::Result<engine::MessageDetails> &answer) {
                                if (answer)
                                    m_answers[i] = *answer;
                                if (--m_open == 0)
                                    finish();
                            });
        }
    }

private:
    void finish()
    {
        QList<engine::MessageDetails> there;
        for (const std::optional<engine::MessageDetails> &answer : m_answers) {
            if (answer)
                there << *answer;
        }
        m_done(there);
        deleteLater();
    }

    QList<std::optional<engine::MessageDetails>> m_answers;
    qsizetype m_open;
    const Done m_done;
};

} // namespace

MessageTable::MessageTable(engine::BrokerSession &session, QWidget *parent)
    : VirtualTable(parent)
    , m_session(session)
{
    setFollowTop(false);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Messages"));
    makeChip();
    connect(this, &QWidget::customContextMenuRequested, this, &MessageTable::showMenu);
    // Only what the user does with the scroll bar or the wheel ends the following, not what the model does.
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { QMetaObject::invokeMethod(this, &MessageTable::userScrolled, Qt::QueuedConnection); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &MessageTable::showNewer);
    makeCopyActions();
    auto *together = new QAction(tr("Compare"), this);
    together->setShortcut(Qt::CTRL | Qt::Key_D);
    together->setShortcutContext(Qt::WidgetShortcut);
    connect(together, &QAction::triggered, this, &MessageTable::compare);
    addAction(together);
}

void MessageTable::makeCopyActions()
{
    const auto make = [this](const QString &text, const QKeySequence &key, As as) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, as] { copy(as); });
        addAction(action);
        return action;
    };
    m_copyBody = make(tr("Copy body"), QKeySequence::Copy, As::Body);
    m_copyJson = make(tr("Copy as JSON"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, As::Json);
    m_copyLine = make(tr("Copy as command line"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, As::CommandLine);
}

void MessageTable::makeChip()
{
    m_chip = new QToolButton(this);
    m_chip->setObjectName(u"newer"_s);
    m_chip->setProperty("primary", true);
    m_chip->setAccessibleName(tr("Go to the newest messages"));
    m_chip->setToolTip(tr("Go to the newest and stay there"));
    m_chip->hide();
    connect(m_chip, &QToolButton::clicked, this, [this] {
        setFollowing(true);
        setFocus();
    });
}

void MessageTable::setMessages(QAbstractItemModel *messages, const models::MessageLook &look)
{
    setModel(messages);
    connect(messages, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsCame(first, last); });
    connect(messages, &QAbstractItemModel::modelReset, this, [this] {
        m_newer = 0;
        showNewer();
        m_selected.take();
        Q_EMIT choiceChanged();
    });
    connect(messages, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_selected.shrink();
        Q_EMIT choiceChanged();
    });
    connect(messages, &QAbstractItemModel::dataChanged, this, &MessageTable::modelChanged);
    m_look = look;
    setUpColumns();
}

/// Kafka's consoles say offset, partition, timestamp, key, value; RabbitMQ's the place, then what it was routed by.
void MessageTable::setUpColumns()
{
    using namespace models;
    const bool isLog = m_look.isLog;
    // What is kept for days is shown with its date.
    setColumnWidths(
        {isLog ? 144 : 128, isLog ? 96 : 44, 92, 98, isLog ? 184 : 110, 88, 62, 128, 134, 80, 74, 88, 260, 52, 64});
    QHeaderView *columns = header();
    const QList<int> log{IndexColumn, PartitionColumn, PublishedColumn, KeyColumn, SizeColumn, ExchangeColumn};
    const QList<int> queue{IndexColumn, StateColumn, RedeliveredColumn, PublishedColumn, ExchangeColumn, KeyColumn};
    int place = 0;
    const QList<int> dead{DiedColumn, DeathColumn, DeathsColumn, KeyColumn, SizeColumn};
    for (const int column : m_look.isDead ? dead : m_look.isLog ? log : queue)
        columns->moveSection(columns->visualIndex(column), place++);
    // The inspector tells them, and the state has a mark for it; the room is better used for the body.
    for (const int column : {RedeliveredColumn, ContentTypeColumn, OffsetColumn})
        columns->hideSection(column);
    if (m_look.isLog)
        columns->hideSection(ExchangeColumn);
    // It was published anew when it died; what it is ready for, its actions say.
    for (const int column : {StateColumn, PublishedColumn, ExchangeColumn, HolderColumn})
        columns->setSectionHidden(column, columns->isSectionHidden(column) || m_look.isDead);
    setLook(m_look);
}

void MessageTable::setLook(const models::MessageLook &look)
{
    const models::MessageLook before = std::exchange(m_look, look);
    for (int column = 0; column < models::ColumnCount; ++column) {
        if (!models::hasColumn(look, column))
            header()->hideSection(column);
        else if (!models::hasColumn(before, column))
            header()->showSection(column);
    }
    header()->viewport()->update();
}

MessageSummary MessageTable::messageAt(int row) const
{
    return model()->index(row, 0).data(models::SnapshotRole).value<MessageSummary>();
}

feed::QueryNames MessageTable::namesInSight() const
{
    constexpr qsizetype most = 40;
    feed::QueryNames names;
    const auto add = [](QStringList &list, const QString &name) {
        if (!name.isEmpty() && list.size() < most && !list.contains(name))
            list << name;
    };
    const int first = qMax(0, firstVisibleRow());
    const int last = qMin(model()->rowCount(), first + visibleRows());
    for (int row = first; row < last; ++row) {
        const MessageSummary message = messageAt(row);
        add(names.keys, message.routingKey);
        add(names.exchanges, message.exchange);
        for (const QString &path : feed::bodyPathsIn(message.preview, most))
            add(names.bodyPaths, path);
    }
    return names;
}

// ---- what is selected

QList<MessageSummary> MessageTable::selectedMessages() const
{
    if (m_selected.count() > MessageSelection::mostListed)
        return {};
    if (!m_selected.listed().isEmpty())
        return m_selected.listed();
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QList<MessageSummary> messages;
    for (const QModelIndex &row : std::as_const(rows)) {
        const MessageSummary message = messageAt(row.row());
        if (message.ref.queue.isValid())
            messages << message;
    }
    return messages;
}

void MessageTable::selectAll()
{
    VirtualTable::selectAll();
    m_selected.chooseAll();
    Q_EMIT choiceChanged();
}

void MessageTable::clearChoice()
{
    selectionModel()->clearSelection();
}

/// What leaves with its message is no decision of the user's.
void MessageTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    VirtualTable::selectionChanged(selected, deselected);
    if (rowsAreGoing())
        return;
    m_selected.take();
    Q_EMIT choiceChanged();
}

/// Rows that show other messages than those that were selected are not selected any more.
void MessageTable::modelChanged()
{
    if (m_selected.count() == 0)
        return;
    if (!m_selected.look() && m_selected.count() > 1)
        return clearChoice();
    Q_EMIT choiceChanged();
}

void MessageTable::setTopic(const QString &topic, const QHash<engine::QueueId, quint32> &partitions)
{
    m_topic = topic;
    m_partitions = partitions;
}

// ---- at the end

void MessageTable::follow(bool follows)
{
    if (follows == m_isFollowing)
        return;
    m_isFollowing = follows;
    Q_EMIT followingChanged(follows);
}

void MessageTable::setFollowing(bool follows)
{
    m_hasLeftEnd = false;
    m_newer = 0;
    if (follows)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    follow(follows);
    showNewer();
}

void MessageTable::leaveEnd()
{
    if (!m_isFollowing)
        return;
    m_hasLeftEnd = true;
    m_newer = 0;
    follow(false);
}

void MessageTable::userScrolled()
{
    if (m_isFollowing && !isAtBottom())
        leaveEnd();
    else if (m_hasLeftEnd && isAtBottom())
        setFollowing(true);
}

void MessageTable::rowsCame(int first, int last)
{
    if (m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (m_hasLeftEnd && last == model()->rowCount() - 1)
        m_newer += last - first + 1;
    showNewer();
}

/// Those of them that are below what is seen.
void MessageTable::showNewer()
{
    const int below = model() ? qMax(0, model()->rowCount() - firstVisibleRow() - visibleRows()) : 0;
    m_newer = qMin(m_newer, below);
    m_chip->setVisible(m_newer > 0);
    if (m_newer == 0)
        return;
    m_chip->setText(tr("↓ %1 newer").arg(theme::formatCount(quint64(m_newer))));
    m_chip->setAccessibleName(tr("Go to %1 newer messages").arg(m_newer));
    m_chip->adjustSize();
    m_chip->move((width() - m_chip->width()) / 2, height() - m_chip->height() - chipMargin);
    m_chip->raise();
}

void MessageTable::resizeEvent(QResizeEvent *event)
{
    VirtualTable::resizeEvent(event);
    if (m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    showNewer();
}

void MessageTable::goTo(int row)
{
    const int rows = model()->rowCount();
    if (rows == 0)
        return;
    row = qBound(0, row, rows - 1);
    if (row < rows - 1)
        leaveEnd();
    const QModelIndex target = model()->index(row, 0);
    setCurrentIndex(target);
    scrollTo(target, row == rows - 1 ? PositionAtBottom : PositionAtCenter);
    setFocus();
}

// ---- columns that are remembered

// With the number of columns it was made for: what another version of the table left does not fit this one.
QByteArray MessageTable::layout() const
{
    return QByteArray::number(header()->count()) + ':' + header()->saveState();
}

void MessageTable::setLayout(const QByteArray &layout)
{
    const QByteArray columns = QByteArray::number(header()->count()) + ':';
    if (layout.startsWith(columns))
        header()->restoreState(layout.mid(columns.size()));
    setLook(m_look);
    // Of several partitions it has to be said.
    header()->setSectionHidden(models::PartitionColumn, !models::hasColumn(m_look, models::PartitionColumn));
}

// ---- what can be done

void MessageTable::copy(As as)
{
    const QList<MessageSummary> messages = selectedMessages();
    if (m_selected.count() > mostCopied) {
        Q_EMIT refused(tr("That is a lot for the clipboard: at most %1 messages. Export them into a file instead.")
                           .arg(mostCopied));
        return;
    }
    if (messages.isEmpty())
        return;
    quint64 size = 0;
    for (const MessageSummary &message : messages)
        size += message.size;
    if (size > mostCopiedBytes) {
        Q_EMIT refused(tr("That is a lot for the clipboard: at most %1. Export them into a file instead.")
                           .arg(theme::formatSize(mostCopiedBytes)));
        return;
    }
    new Gathering(
        m_session, messages,
        [this, write = writer(as), isLarge = size > copiedAtOnce](const QList<engine::MessageDetails> &details) {
            if (details.isEmpty())
                return;
            if (!isLarge)
                return QGuiApplication::clipboard()->setText(write(details));
            async::whenDone(async::inWorker([write, details] { return write(details); }), this,
                            [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
        },
        this);
}

std::function<QString(const QList<engine::MessageDetails> &)> MessageTable::writer(As as) const
{
    return [as, line = lineWriter()](const QList<engine::MessageDetails> &messages) -> QString {
        QStringList texts;
        for (const engine::MessageDetails &message : messages) {
            if (as == As::CommandLine) {
                texts << line(message);
                continue;
            }
            const QByteArray bytes = as == As::Json ? inspector::messageJson(message) : message.body;
            texts << (bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes));
        }
        if (as != As::Json || texts.size() == 1)
            return texts.join(u'\n');
        for (QString &text : texts)
            text = text.trimmed();
        return u"[\n"_s + texts.join(u",\n"_s) + u"\n]\n"_s;
    };
}

std::function<QString(const engine::MessageDetails &)> MessageTable::lineWriter() const
{
    const publisher::CodeAddresses addresses = publisher::addressesOf(m_session.listeners());
    return [addresses, topic = m_topic, partitions = m_partitions](const engine::MessageDetails &message) {
        publisher::Draft draft = publisher::draftOf(message);
        if (draft.kind == publisher::TargetKind::Topic) {
            draft.target = publisher::escapedBraces(topic);
            draft.partition = QString::number(partitions.value(message.summary.ref.queue));
        }
        const engine::Result<publisher::Outgoing> made = publisher::makeMessage(draft, {}, 0);
        return made ? publisher::shellCommand(*made, addresses) : u"# "_s + publisher::remarkWords(made.error().detail);
    };
}

void MessageTable::addCopies(QMenu &menu)
{
    m_copyBody->setText(m_look.isLog ? tr("Copy value") : tr("Copy body"));
    menu.addActions({m_copyBody, m_copyJson, m_copyLine});
    QStringList keys;
    for (const MessageSummary &message : selectedMessages())
        keys << message.routingKey;
    menu.addAction(m_look.isLog ? tr("Copy key") : tr("Copy routing key"), this,
                   [keys] { QGuiApplication::clipboard()->setText(keys.join(u'\n')); });
}

void MessageTable::compare()
{
    QList<MessageSummary> messages = selectedMessages();
    if (messages.size() == 1)
        messages.prepend(messageAt(currentIndex().row() - 1));
    if (messages.size() != 2 || !messages.first().ref.queue.isValid())
        return;
    openComparison(messages.first(), messages.last(), std::nullopt);
}

void MessageTable::openComparison(MessageSummary one, MessageSummary other,
                                  const std::optional<engine::MessageDetails> &known)
{
    if (other.publishedAt < one.publishedAt)
        std::swap(one, other); // the older one is on the left
    auto *dialog = new inspector::CompareDialog(m_session, one.ref, other.ref, window(), known);
    dialog->show();
}

void MessageTable::setCompareMemory(inspector::CompareMemory &memory)
{
    m_compareMemory = &memory;
    const auto make = [this](const QString &text, const QKeySequence &key, const std::function<void()> &act) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_selectForCompare = make(tr("Select for compare"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, [this] {
        if (const MessageSummary message = singleMessage(); message.ref.queue.isValid())
            m_compareMemory->remember(message.ref);
    });
    m_compareWithSelected =
        make(tr("Compare with selected"), Qt::CTRL | Qt::ALT | Qt::Key_D, [this] { compareWithRemembered(); });
    connect(this, &MessageTable::choiceChanged, this, &MessageTable::refreshComparing);
    connect(&memory, &inspector::CompareMemory::changed, this, &MessageTable::refreshComparing);
    refreshComparing();
}

MessageSummary MessageTable::singleMessage() const
{
    return m_selected.count() == 1 ? selectedMessages().value(0) : MessageSummary();
}

void MessageTable::refreshComparing()
{
    const engine::MessageRef single = singleMessage().ref;
    const std::optional<engine::MessageDetails> &remembered = m_compareMemory->remembered();
    m_selectForCompare->setEnabled(single.queue.isValid());
    m_compareWithSelected->setEnabled(single.queue.isValid() && remembered && remembered->summary.ref != single);
    m_compareWithSelected->setText(
        remembered ? tr("Compare with selected (%1)…").arg(m_compareMemory->label().replace(u'&', u"&&"_s))
                   : tr("Compare with selected"));
}

void MessageTable::compareWithRemembered()
{
    const MessageSummary message = singleMessage();
    const std::optional<engine::MessageDetails> &remembered = m_compareMemory->remembered();
    if (message.ref.queue.isValid() && remembered)
        openComparison(remembered->summary, message, remembered);
}

void MessageTable::addCompare(QMenu &menu)
{
    const qsizetype count = selectedMessages().size();
    const bool hasPrevious = messageAt(currentIndex().row() - 1).ref.queue.isValid();
    QAction *action = menu.addAction(count == 2 ? tr("Compare the two…") : tr("Compare with the one before…"),
                                     Qt::CTRL | Qt::Key_D, this, &MessageTable::compare);
    action->setEnabled(count == 2 || (count == 1 && hasPrevious));
    if (m_compareMemory)
        menu.addActions({m_selectForCompare, m_compareWithSelected});
}

void MessageTable::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (indexAt(position).isValid() && !selectedMessages().isEmpty()) {
        addCopies(*menu);
        addCompare(*menu);
        menu->addSeparator();
    }
    Q_EMIT menuAboutToShow(menu);
    menu->popup(viewport()->mapToGlobal(position));
}

} // namespace ui::pages
