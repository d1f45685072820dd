// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/publisherpage.h"

#include "ui/async/inworker.h"
#include "ui/async/whendone.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/codeeditor.h"
#include "ui/publisher/datafilebar.h"
#include "ui/publisher/historypanel.h"
#include "ui/publisher/librarypanel.h"
#include "ui/publisher/messageforms.h"
#include "ui/publisher/repeatbar.h"
#include "ui/publisher/routingpreview.h"
#include "ui/publisher/savedialog.h"
#include "ui/publisher/targetbar.h"
#include "ui/settings/settings.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDropEvent>
#include <QMimeData>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int laterMs = 200;
constexpr qsizetype checkedAtOnce = 256 * 1024; // bytes of a body; a larger one is checked a moment after the last key

} // namespace

PublisherPage::PublisherPage(engine::BrokerSession &session, MessageLibrary &library, PublishHistory &history,
                             QWidget *parent)
    : Page(session, parent)
    , m_library(library)
    , m_history(history)
    , m_target(new TargetBar(this))
    , m_repeatBar(new RepeatBar(this))
    , m_publisher(session, history)
    , m_repeater(session)
{
    m_later.setSingleShot(true);
    m_later.setInterval(laterMs);
    m_split = new QSplitter(this);
    m_split->addWidget(makeSide());
    m_split->addWidget(makeEditor());
    m_split->setSizes({390, 460});
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 2);
    m_split->setChildrenCollapsible(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_target);
    m_routing = new RoutingPreview(session, RoutingPreview::Bindings::Folded, this);
    rows->addWidget(m_routing);
    rows->addWidget(m_split, 1);
    rows->addWidget(m_repeatBar);
    m_foot = new PublishFoot(this);
    rows->addWidget(m_foot);
    m_repeatBar->hide();
    setAcceptDrops(true);
    connectParts();
    setDraft({});
}

PublisherPage::~PublisherPage() = default;

// ---- made once

QWidget *PublisherPage::makeSide()
{
    m_side = new QTabWidget(this);
    m_side->setProperty("panel", true);
    m_side->setDocumentMode(true);
    m_side->setAccessibleName(tr("Headers, saved messages, history"));
    auto *saved = new LibraryPanel(m_library, m_side);
    auto *history = new HistoryPanel(m_history, m_side);
    m_side->addTab(makeForms(), tr("Properties"));
    const std::pair<QWidget *, QString> lists[] = {{saved, tr("Saved")}, {history, tr("History")}};
    for (const auto &[page, title] : lists) {
        auto *box = new QWidget(m_side);
        auto *rows = new QVBoxLayout(box);
        rows->setContentsMargins(16, 10, 4, 0);
        rows->addWidget(page);
        m_side->addTab(box, title);
    }
    connect(saved, &LibraryPanel::opened, this,
            [this](const SavedMessage &message) { openHereOrElsewhere(message.draft, message.folder, message.name); });
    connect(saved, &LibraryPanel::done, this, &PublisherPage::done);
    connect(saved, &LibraryPanel::undoableDone, this, &PublisherPage::undoableDone);
    connect(saved, &LibraryPanel::failed, this, &PublisherPage::failed);
    connect(history, &HistoryPanel::opened, this,
            [this](const PublishedEntry &entry) { openHereOrElsewhere(entry.draft, {}, {}); });
    connect(history, &HistoryPanel::undoableDone, this, &PublisherPage::undoableDone);
    connect(history, &HistoryPanel::againRequested, this, [this](const PublishedEntry &entry) {
        m_publisher.publishAgain(entry.draft, m_data->rowsOf(entry.draft.dataFile));
    });
    return m_side;
}

QWidget *PublisherPage::makeForms()
{
    m_forms = new MessageForms(this);
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(16, 10, 4, 0);
    rows->addWidget(m_forms);
    return box;
}

QWidget *PublisherPage::makeEditor()
{
    m_body = new BodyEditor(this);
    m_data = new DataFileBar(this);
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(12, 10, 16, 10);
    rows->setSpacing(4);
    rows->addWidget(m_body, 1);
    rows->addWidget(m_data);
    return box;
}

void PublisherPage::connectParts()
{
    connect(m_target, &TargetBar::changed, this, &PublisherPage::revalidate);
    connect(m_target, &TargetBar::kindChanged, this, &PublisherPage::followKind);
    connect(m_routing, &RoutingPreview::keyChosen, m_target, &TargetBar::setRoutingKey);
    m_forms->setExpander([this](const QString &text) { return expanded(text); });
    connect(m_forms, &MessageForms::changed, this, [this] {
        m_body->setContentType(m_forms->contentType());
        revalidate();
    });
    connect(m_body, &BodyEditor::changed, this, &PublisherPage::revalidateSoon);
    connect(m_body, &BodyEditor::dataFileRequested, m_data, &DataFileBar::choose);
    connect(m_data, &DataFileBar::changed, this, &PublisherPage::takeRows);
    connect(m_data, &DataFileBar::failed, this, [this](const QString &why) { m_foot->report(Outcome::Failed, why); });
    connect(m_body, &BodyEditor::previewToggled, this, [this](bool) {
        m_previewed = 0;
        showPreview();
    });
    connect(m_body, &BodyEditor::previewStepped, this, [this](int by) {
        m_previewed = qMax(-qint64(m_publisher.next()), m_previewed + by);
        showPreview();
    });
    connect(&m_later, &QTimer::timeout, this, &PublisherPage::revalidate);
    connect(m_repeatBar, &RepeatBar::startRequested, this, &PublisherPage::startRepeat);
    connect(m_repeatBar, &RepeatBar::pauseRequested, &m_repeater, &Repeater::pause);
    connect(m_repeatBar, &RepeatBar::resumeRequested, &m_repeater, &Repeater::resume);
    connect(m_repeatBar, &RepeatBar::stopRequested, &m_repeater, &Repeater::stop);
    connect(&m_repeater, &Repeater::progressed, this, &PublisherPage::takeProgress);
    connect(&m_publisher, &MessagePublisher::busyChanged, this, &PublisherPage::revalidate);
    connect(&m_publisher, &MessagePublisher::finished, m_foot, &PublishFoot::report);
    connect(&m_publisher, &MessagePublisher::published, this, &PublisherPage::published);
    connect(&m_publisher, &MessagePublisher::recordPublished, this, &PublisherPage::recordPublished);
    connect(m_foot, &PublishFoot::publishRequested, this, &PublisherPage::publish);
    connect(m_foot, &PublishFoot::saveRequested, this, &PublisherPage::save);
    connect(m_foot, &PublishFoot::codeRequested, this, &PublisherPage::copyAsCode);
    connect(m_foot, &PublishFoot::repeatToggled, m_repeatBar, &QWidget::setVisible);
    connect(m_foot, &PublishFoot::unroutedRequested, this, &PublisherPage::unroutedRequested);
    const auto addKey = [this](const QKeySequence &keys, void (PublisherPage::*slot)()) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Return), &PublisherPage::publish);
    addKey(QKeySequence(Qt::CTRL | Qt::Key_Enter), &PublisherPage::publish);
    addKey(QKeySequence(QKeySequence::Save), &PublisherPage::save);
}

// ---- what the broker has

std::vector<engine::SubscriptionPtr> PublisherPage::watch()
{
    std::vector<engine::SubscriptionPtr> watches;
    watches.push_back(session().watchExchanges(
        this,
        [this](const QList<engine::ExchangeSnapshot> &s) {
            m_target->setExchanges(s);
            if (!m_routing->explanation())
                m_routing->refresh(); // the exchange may be there now
        },
        1));
    watches.push_back(session().watchQueues(
        this, [this](const QList<engine::QueueSnapshot> &s) { m_target->setQueues(s); }, 1));
    watches.push_back(session().watchBindings(
        this, [this](const QList<engine::BindingSnapshot> &s) { m_target->setBindings(s); }, 1));
    watches.push_back(session().watchTopics(
        this, [this](const QList<engine::TopicSnapshot> &s) { takeTopics(s); }, 1));
    return watches;
}

/// A record that was taken over says which log it was in; the log says which topic.
void PublisherPage::takeTopics(const QList<engine::TopicSnapshot> &topics)
{
    m_target->setTopics(topics);
    if (!m_unnamedLog.isValid())
        return;
    for (const engine::TopicSnapshot &topic : topics) {
        for (const engine::PartitionSnapshot &partition : topic.partitions) {
            if (partition.log != m_unnamedLog)
                continue;
            Draft named = draft();
            named.target = topic.spec.name;
            if (named.key.isEmpty())
                named.partition = QString::number(partition.number);
            m_unnamedLog = {};
            return m_target->setTarget(named);
        }
    }
}

// ---- the draft

Draft PublisherPage::draft() const
{
    Draft draft;
    m_target->fill(draft);
    m_forms->fill(draft);
    draft.bodyForm = m_body->form();
    draft.body = m_body->text();
    if (m_keptBody && draft.bodyForm == BytesForm::File && draft.body == *m_keptBody)
        draft.keptBody = m_keptBody;
    draft.dataFile = m_data->path();
    return draft;
}

void PublisherPage::setDraft(const Draft &draft)
{
    m_filling = true;
    m_unnamedLog = {};
    m_publisher.startOver();
    m_publisher.disown();
    m_savedFolder.clear();
    m_savedName.clear();
    m_stored.reset();
    m_data->forget();
    m_target->setTarget(draft);
    followKind();
    m_forms->setTexts(draft);
    m_body->setContentType(m_forms->contentType());
    m_body->setBody(draft.bodyForm, draft.body);
    keepBody(draft);
    m_filling = false;
    if (!draft.dataFile.isEmpty())
        loadDataFile(draft.dataFile);
    m_foot->report(Outcome::None, {});
    revalidate();
}

void PublisherPage::setTarget(const QString &virtualHost, const QString &exchange, const QString &routingKey)
{
    Draft target = draft();
    const bool toQueue = exchange.isEmpty() && !routingKey.isEmpty();
    target.kind = toQueue ? TargetKind::Queue : TargetKind::Exchange;
    target.virtualHost = virtualHost;
    target.target = toQueue ? routingKey : exchange;
    if (!toQueue)
        target.routingKey = routingKey;
    m_unnamedLog = {};
    m_target->setTarget(target);
    m_foot->report(Outcome::None, {});
}

void PublisherPage::setTopic(const QString &virtualHost, const QString &topic, std::optional<quint32> partition)
{
    Draft target = draft();
    target.kind = TargetKind::Topic;
    target.virtualHost = virtualHost;
    target.target = topic;
    target.partition = partition ? QString::number(*partition) : QString();
    m_unnamedLog = {};
    m_target->setTarget(target);
    m_foot->report(Outcome::None, {});
}

void PublisherPage::setMessage(const engine::MessageDetails &details)
{
    engine::MessageDetails shown = details;
    const bool isLarge = details.body.size() > BodyEditor::mostWritten;
    if (isLarge)
        shown.body.clear();
    Draft taken = draftOf(shown);
    if (isLarge) {
        taken.keptBody = m_library.bodies().make();
        taken.bodyForm = BytesForm::File;
        taken.body = *taken.keptBody;
    }
    setDraft(taken);
    if (taken.kind == TargetKind::Topic)
        m_unnamedLog = details.summary.ref.queue;
    if (isLarge)
        writeBody(taken.keptBody, details.body);
}

/// What it was filled with before is held by others from here on, or by nobody.
void PublisherPage::keepBody(const Draft &draft)
{
    Draft held = draft;
    m_library.bodies().hold(held);
    m_keptBody = held.keptBody;
    m_library.bodies().removeUnheld();
}

/// A large body is a file, as if the user had chosen it: none of it is written into the editor.
void PublisherPage::writeBody(const KeptBody &kept, const QByteArray &body)
{
    ++m_writing;
    revalidate();
    const auto work = [kept, body] {
        const engine::Result<void> written = writeFile(*kept, body);
        return written ? QString() : written.error().detail;
    };
    async::whenDone(async::inWorker(work), this, [this, kept](const QString &problem) {
        --m_writing;
        if (m_body->form() == BytesForm::File && m_body->text() == *kept)
            m_body->setBody(BytesForm::File, *kept); // its size is known now
        revalidate();
        if (!problem.isEmpty())
            m_foot->report(Outcome::Failed, problem);
    });
}

void PublisherPage::open(const Draft &draft, const QString &folder, const QString &name)
{
    setDraft(draft);
    m_savedFolder = folder;
    m_savedName = name;
    m_stored = this->draft();
    focusContent();
}

void PublisherPage::openHereOrElsewhere(const Draft &draft, const QString &folder, const QString &name)
{
    const bool isFree = isPristine() || m_stored == this->draft();
    if (isFree && !isRepeating())
        open(draft, folder, name);
    else
        Q_EMIT openRequested(draft, folder, name);
}

bool PublisherPage::isPristine() const
{
    const Draft now = draft();
    Draft empty;
    m_target->fill(empty);
    return now == empty;
}

void PublisherPage::followKind()
{
    const bool toTopic = m_target->kind() == TargetKind::Topic;
    m_forms->showKind(m_target->kind());
    m_foot->setToTopic(toTopic);
    m_body->setAllowsNull(toTopic);
    m_routing->setVisible(!toTopic);
}

// To a queue there is nothing to explain, but for its name; to a topic nothing at all.
void PublisherPage::explainRouting()
{
    const TargetKind kind = m_target->kind();
    if (kind == TargetKind::Topic)
        return;
    const bool toQueue = kind == TargetKind::Queue;
    Draft target;
    m_target->fill(target);
    if (target.target.isEmpty() && (toQueue || target.routingKey.isEmpty()))
        return m_routing->clear(toQueue ? tr("Name a queue to see whether it is there.")
                                        : tr("Name an exchange and a routing key to see where the message would go."));
    // Without its body, which nothing is routed by.
    Draft routed = draft();
    routed.bodyForm = BytesForm::Text;
    routed.body.clear();
    const engine::Result<Outgoing> next = Generator(routed, m_data->rows(), 1).message(m_publisher.next(), 0);
    if (!next)
        return m_routing->clear();
    const auto &request = std::get<engine::PublishRequest>(*next);
    m_routing->setRequest({request.virtualHost, request.exchange, request.routingKey, request.properties});
}

QString PublisherPage::title() const
{
    Draft target;
    m_target->fill(target);
    return target.target.isEmpty() ? tr("Publish") : tr("Publish → %1").arg(target.target);
}

// ---- checks

/// As the next message would have it.
engine::Result<QString> PublisherPage::expanded(const QString &text) const
{
    const DataRows::Ptr &rows = m_data->rows();
    const Template read = Template::parse(text, rows ? std::optional(rows->columns()) : std::nullopt);
    if (!read.problems().isEmpty())
        return engine::Error{engine::BrokerError::InvalidArgument, read.problems().first().text};
    QRandomGenerator random(1);
    Expansion values{m_publisher.next(), QDateTime::currentMSecsSinceEpoch(), &random, nullptr, {}};
    DataRow row;
    if (rows && read.usesRows()) {
        row = rows->row(m_publisher.next());
        values.row = &row;
    }
    return read.expand(values);
}

QString PublisherPage::problem() const
{
    const QString form = m_forms->problem(m_target->kind());
    return form.isEmpty() ? Generator(draft(), m_data->rows(), 1).problem() : form;
}

void PublisherPage::revalidateSoon()
{
    if (m_body->editor().length() > checkedAtOnce)
        m_later.start();
    else
        revalidate();
}

void PublisherPage::revalidate()
{
    if (m_filling)
        return;
    m_later.stop();
    const QString wrong = problem();
    m_foot->setProblem(wrong, m_publisher.isBusy() || m_writing > 0);
    m_repeatBar->setProblem(wrong);
    if (const QString now = title(); now != m_title) {
        m_title = now;
        Q_EMIT titleChanged(now);
    }
    if (m_body->isPreviewing())
        showPreview();
    explainRouting();
}

// ---- publishing

void PublisherPage::publish()
{
    const QString wrong = problem();
    if (!wrong.isEmpty())
        return m_foot->report(Outcome::Failed, wrong);
    if (m_writing > 0)
        return;
    m_publisher.publish(draft(), m_data->rows());
}

/// Wherever on the page: what takes no files itself leaves them to it.
void PublisherPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (localFilesOf(*event->mimeData()).isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void PublisherPage::dropEvent(QDropEvent *event)
{
    const QStringList paths = localFilesOf(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_body->setPreviewing(false);
    m_body->takeFile(paths.first());
}

QString PublisherPage::result() const
{
    return m_foot->result();
}

// ---- the data file

void PublisherPage::loadDataFile(const QString &path)
{
    m_data->load(path);
}

void PublisherPage::takeRows()
{
    const DataRows::Ptr &rows = m_data->rows();
    m_body->setColumns(rows ? std::optional(rows->columns()) : std::nullopt);
    // From its first row on; what is published while it is read counts.
    if (!rows && !m_data->path().isEmpty())
        m_publisher.startOver();
    if (rows) {
        m_repeatBar->setCount(quint64(rows->count()));
        m_forms->revalidate();
    }
    revalidate();
}

// ---- preview

void PublisherPage::showPreview()
{
    if (!m_body->isPreviewing())
        return;
    const quint64 index = quint64(qint64(m_publisher.next()) + m_previewed);
    QString where = tr("Message %1").arg(theme::formatCount(index + 1));
    if (const DataRows::Ptr &rows = m_data->rows())
        where += tr(" · row %1").arg(theme::formatCount(index % quint64(rows->count()) + 1));
    m_body->setPreviewTitle(where);
    makeInBackground(
        draft(), m_data->rows(), index, this, [this, turn = ++m_previewTurn](const engine::Result<Outgoing> &message) {
            if (turn == m_previewTurn)
                m_body->showPreview(message ? previewText(*message) : message.error().detail, TextLanguage::Plain);
        });
}

// ---- repeating

void PublisherPage::startRepeat()
{
    const QString wrong = problem();
    if (!wrong.isEmpty())
        return m_foot->report(Outcome::Failed, wrong);
    if (m_repeater.isRunning() || m_writing > 0)
        return;
    m_foot->report(Outcome::None, {});
    m_repeated = draft();
    m_repeater.start({m_repeated, m_data->rows(), m_repeatBar->count(), m_repeatBar->perSecond(), m_publisher.next()});
}

void PublisherPage::takeProgress(const RepeatProgress &progress)
{
    m_repeatBar->showProgress(progress);
    if (!progress.isOver())
        return;
    m_publisher.skip(progress.made);
    revalidate();
    if (progress.made > 0) {
        const bool ok = progress.failed == 0 && progress.state != RepeatProgress::State::Failed;
        m_history.add({0, 0, m_repeated, ok, m_repeatBar->text(), progress.made});
    }
}

// ---- saving, copying

void PublisherPage::save()
{
    const QString name = m_savedName.isEmpty() ? targetText(draft()) : m_savedName;
    auto *dialog = new SaveMessageDialog(m_library, m_savedFolder, name, 0, window());
    connect(dialog, &SaveMessageDialog::chosen, this, [this](const QString &folder, const QString &chosen) {
        m_stored = draft();
        m_library.save(folder, chosen, *m_stored);
        m_savedFolder = folder;
        m_savedName = chosen;
        Q_EMIT done(tr("Saved as %1.").arg(folder.isEmpty() ? chosen : folder + u'/' + chosen));
    });
    dialog->open();
}

void PublisherPage::copyAsCode(CodeLanguage language)
{
    makeInBackground(
        draft(), m_data->rows(), m_publisher.next(), this, [this, language](const engine::Result<Outgoing> &message) {
            if (!message)
                return m_foot->report(Outcome::Failed, message.error().detail);
            QApplication::clipboard()->setText(codeFor(language, *message, addressesOf(session().listeners())));
            m_foot->report(Outcome::Routed, tr("The program is in the clipboard."));
        });
}

// ---- as a page

void PublisherPage::focusContent()
{
    if (m_target->isEmpty())
        m_target->focusName();
    else
        m_body->focusBody();
}

void PublisherPage::restoreLayout(settings::Settings &settings)
{
    m_split->restoreState(settings.layout(u"publisher/split"_s));
}

void PublisherPage::saveLayout(settings::Settings &settings) const
{
    settings.setLayout(u"publisher/split"_s, m_split->saveState());
}

} // namespace ui::publisher
