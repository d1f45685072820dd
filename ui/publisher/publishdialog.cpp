// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/publishdialog.h"

#include "ui/async/whendone.h"
#include "ui/models/features.h"
#include "ui/publisher/bodyeditor.h"
#include "ui/publisher/propertyform.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

constexpr int shortStringLimit = 255; // bytes of a name or key, AMQP 0-9-1 §4.2.5.3
constexpr qsizetype bodyLimit = qsizetype(128) << 20;

QComboBox *nameBox(const QString &accessibleName, const QString &placeholder, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFont(theme::monospaceFont());
    box->lineEdit()->setPlaceholderText(placeholder);
    box->lineEdit()->setFont(box->font());
    box->setAccessibleName(accessibleName);
    box->setMinimumWidth(180);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    return box;
}

/// Replaces the choices and leaves what is written, and the cursor in it, alone.
void setChoices(QComboBox &box, const QStringList &names)
{
    QStringList present;
    for (int i = 0; i < box.count(); ++i)
        present << box.itemText(i);
    if (present == names)
        return;
    const QString text = box.currentText();
    const int cursor = box.lineEdit()->cursorPosition();
    const QSignalBlocker quiet(box);
    box.clear();
    box.addItems(names);
    box.setEditText(text);
    box.lineEdit()->setCursorPosition(cursor);
}

QLabel *fieldLabel(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setProperty("role", u"muted"_s);
    label->setBuddy(buddy);
    return label;
}

QString hostOf(const engine::ExchangeSnapshot &s)
{
    return s.spec.virtualHost;
}
QString hostOf(const engine::QueueSnapshot &s)
{
    return s.spec.virtualHost;
}

template <typename Snapshot>
QStringList namesOf(const QList<Snapshot> &snapshots, const QString &virtualHost)
{
    QStringList names;
    for (const Snapshot &snapshot : snapshots) {
        if (hostOf(snapshot) == virtualHost && !snapshot.spec.name.isEmpty())
            names << snapshot.spec.name;
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

} // namespace

PublishDialog::PublishDialog(engine::BrokerSession &session, theme::Theme &, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
{
    setWindowTitle(tr("Publish"));
    setModal(false);
    resize(940, 620);
    m_form = new PropertyForm(this);
    m_body = new BodyEditor(this);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *left = new QWidget(this);
    auto *leftRows = new QVBoxLayout(left);
    leftRows->setContentsMargins(20, 14, 4, 0);
    leftRows->addWidget(scroll);
    auto *right = new QWidget(this);
    auto *rightRows = new QVBoxLayout(right);
    rightRows->setContentsMargins(16, 14, 20, 12);
    rightRows->addWidget(m_body);
    auto *split = new QSplitter(this);
    split->addWidget(left);
    split->addWidget(right);
    split->setSizes({430, 510});
    split->setChildrenCollapsible(false);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeTarget());
    rows->addWidget(split, 1);
    rows->addWidget(makeFoot());

    connect(m_form, &PropertyForm::changed, this, [this] {
        m_body->setContentType(m_form->contentType());
        revalidate();
    });
    connect(m_body, &BodyEditor::changed, this, &PublishDialog::revalidate);
    for (const QKeyCombination keys : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(keys), this), &QShortcut::activated, this, &PublishDialog::publish);
    selectQueueTarget(false);
}

QWidget *PublishDialog::makeTarget()
{
    auto *bar = new QFrame(this);
    bar->setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(8);
    m_toExchange = new QToolButton(bar);
    m_toQueue = new QToolButton(bar);
    m_toExchange->setText(tr("To exchange"));
    m_toQueue->setText(tr("To queue"));
    auto *group = new QButtonGroup(bar);
    for (QToolButton *button : {m_toExchange, m_toQueue}) {
        button->setCheckable(true);
        button->setAutoRaise(true);
        group->addButton(button);
        row->addWidget(button);
    }
    m_exchange = nameBox(tr("Exchange"), tr("(AMQP default)"), bar);
    m_queue = nameBox(tr("Queue"), tr("name of a queue"), bar);
    m_names = new QStackedWidget(bar);
    m_names->addWidget(m_exchange);
    m_names->addWidget(m_queue);
    m_names->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->addWidget(m_names, 3);
    m_key = new QLineEdit(bar);
    m_key->setFont(theme::monospaceFont());
    m_key->setAccessibleName(tr("Routing key"));
    m_key->setPlaceholderText(u"eu.new"_s);
    m_keyLabel = fieldLabel(tr("Routing key"), m_key);
    row->addSpacing(8);
    row->addWidget(m_keyLabel);
    row->addWidget(m_key, 3);
    m_host = new QComboBox(bar);
    m_host->setAccessibleName(tr("Virtual host"));
    m_host->addItem(m_virtualHost);
    m_hostLabel = fieldLabel(tr("Virtual host"), m_host);
    row->addWidget(m_hostLabel);
    row->addWidget(m_host);
    m_hostLabel->hide();
    m_host->hide();
    connect(m_toExchange, &QToolButton::clicked, this, [this] { selectQueueTarget(false); });
    connect(m_toQueue, &QToolButton::clicked, this, [this] { selectQueueTarget(true); });
    connect(m_exchange, &QComboBox::currentTextChanged, this, [this] {
        completeKeys();
        revalidate();
    });
    connect(m_queue, &QComboBox::currentTextChanged, this, &PublishDialog::revalidate);
    connect(m_key, &QLineEdit::textChanged, this, &PublishDialog::revalidate);
    connect(m_host, &QComboBox::currentTextChanged, this, [this](const QString &host) {
        m_virtualHost = host;
        takeExchanges(m_exchanges);
        takeQueues(m_queues);
        completeKeys();
    });
    return bar;
}

QWidget *PublishDialog::makeFoot()
{
    auto *foot = new QFrame(this);
    foot->setProperty("surface", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(10);
    m_resultTime = new QLabel(foot);
    m_resultTime->setProperty("role", u"faint"_s);
    m_resultTime->setFont(theme::monospaceFont());
    m_result = new QLabel(foot);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setAccessibleName(tr("Result"));
    auto *shortcut = new QLabel(tr("Ctrl+Enter"), foot);
    shortcut->setProperty("role", u"faint"_s);
    m_publish = new QPushButton(tr("Publish"), foot);
    m_publish->setProperty("primary", true);
    m_publish->setAutoDefault(false);
    auto *close = new QPushButton(tr("Close"), foot);
    close->setAutoDefault(false);
    connect(m_publish, &QPushButton::clicked, this, &PublishDialog::publish);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(m_resultTime);
    row->addWidget(m_result, 1);
    row->addWidget(shortcut);
    row->addWidget(m_publish);
    row->addWidget(close);
    return foot;
}

void PublishDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!m_exchangeWatch)
        watch();
}

void PublishDialog::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    m_exchangeWatch.reset();
    m_queueWatch.reset();
    m_bindingWatch.reset();
}

void PublishDialog::watch()
{
    m_exchangeWatch = m_session.watchExchanges(
        this, [this](const QList<engine::ExchangeSnapshot> &s) { takeExchanges(s); }, 1);
    m_queueWatch = m_session.watchQueues(
        this, [this](const QList<engine::QueueSnapshot> &s) { takeQueues(s); }, 1);
    m_bindingWatch = m_session.watchBindings(
        this, [this](const QList<engine::BindingSnapshot> &s) { takeBindings(s); }, 1);
}

void PublishDialog::takeExchanges(const QList<engine::ExchangeSnapshot> &exchanges)
{
    m_exchanges = exchanges;
    setChoices(*m_exchange, namesOf(exchanges, m_virtualHost));
    QStringList hosts{m_virtualHost};
    for (const engine::ExchangeSnapshot &exchange : exchanges) {
        if (!hosts.contains(exchange.spec.virtualHost))
            hosts << exchange.spec.virtualHost;
    }
    hosts.sort();
    const QSignalBlocker quiet(m_host);
    m_host->clear();
    m_host->addItems(hosts);
    m_host->setCurrentText(m_virtualHost);
    m_host->setVisible(hosts.size() > 1);
    m_hostLabel->setVisible(hosts.size() > 1);
}

void PublishDialog::takeQueues(const QList<engine::QueueSnapshot> &queues)
{
    m_queues = queues;
    setChoices(*m_queue, namesOf(queues, m_virtualHost));
}

void PublishDialog::takeBindings(const QList<engine::BindingSnapshot> &bindings)
{
    m_bindings = bindings;
    completeKeys();
}

void PublishDialog::completeKeys()
{
    QStringList keys;
    for (const engine::BindingSnapshot &binding : m_bindings) {
        if (!binding.implicit && binding.spec.virtualHost == m_virtualHost && binding.spec.source == exchangeName() &&
            !binding.spec.routingKey.isEmpty() && !keys.contains(binding.spec.routingKey))
            keys << binding.spec.routingKey;
    }
    keys.sort();
    auto *completer = new QCompleter(keys, m_key);
    completer->setFilterMode(Qt::MatchContains);
    delete m_key->completer();
    m_key->setCompleter(completer);
}

bool PublishDialog::toQueue() const
{
    return m_names->currentWidget() == m_queue;
}

QString PublishDialog::exchangeName() const
{
    const QString name = m_exchange->currentText();
    return toQueue() || name == models::exchangeLabel(QString()) ? QString() : name;
}

void PublishDialog::selectQueueTarget(bool queue)
{
    m_names->setCurrentWidget(queue ? m_queue : m_exchange);
    m_toQueue->setChecked(queue);
    m_toExchange->setChecked(!queue);
    m_key->setVisible(!queue);
    m_keyLabel->setVisible(!queue);
    revalidate();
}

void PublishDialog::setTarget(const QString &virtualHost, const QString &exchange, const QString &routingKey)
{
    m_virtualHost = virtualHost;
    takeExchanges(m_exchanges);
    takeQueues(m_queues);
    const bool queue = exchange.isEmpty() && !routingKey.isEmpty();
    if (queue) {
        m_queue->setEditText(routingKey);
    } else {
        m_exchange->setEditText(exchange);
        m_key->setText(routingKey);
    }
    selectQueueTarget(queue);
    report(Outcome::None, {});
    m_body->edit()->setFocus();
}

void PublishDialog::setMessage(const engine::MessageDetails &details)
{
    setTarget(details.virtualHost, details.summary.exchange, details.summary.routingKey);
    m_form->setProperties(details.properties);
    m_body->setBody(details.body);
}

QString PublishDialog::problem() const
{
    if (toQueue() && m_queue->currentText().isEmpty())
        return tr("Name the queue to publish to.");
    for (const QString &name : {m_exchange->currentText(), m_queue->currentText(), m_key->text()}) {
        if (name.toUtf8().size() > shortStringLimit)
            return tr("Names and routing keys have at most %1 bytes.").arg(shortStringLimit);
    }
    const QString form = m_form->problem();
    return form.isEmpty() ? m_body->problem() : form;
}

void PublishDialog::revalidate()
{
    if (!m_publish || !m_body || !m_form)
        return;
    const QString wrong = problem();
    m_publish->setEnabled(wrong.isEmpty() && !m_busy);
    m_publish->setToolTip(wrong);
}

void PublishDialog::publish()
{
    const QString wrong = problem();
    if (!wrong.isEmpty())
        return report(Outcome::Failed, wrong);
    if (m_busy)
        return;
    engine::PublishRequest request;
    request.virtualHost = m_virtualHost;
    request.exchange = exchangeName();
    request.routingKey = toQueue() ? m_queue->currentText() : m_key->text();
    request.properties = m_form->properties();
    request.body = m_body->body();
    if (request.body.size() > bodyLimit)
        return report(Outcome::Failed, tr("The body is larger than 128 MiB."));
    m_busy = true;
    revalidate();
    async::whenDone(m_session.publish(request), this,
                    [this](const engine::Result<engine::PublishReceipt> &answer) { take(answer); });
}

void PublishDialog::take(const engine::Result<engine::PublishReceipt> &answer)
{
    m_busy = false;
    revalidate();
    if (!answer)
        return report(Outcome::Failed, answer.error().detail);
    if (answer->queues.isEmpty())
        report(Outcome::Unrouted, tr("Message published, but not routed."));
    else
        report(Outcome::Routed, tr("Message published to %1.").arg(answer->queues.join(u", "_s)));
    Q_EMIT published(answer.value());
}

void PublishDialog::report(Outcome outcome, const QString &text)
{
    m_outcome = outcome;
    m_result->setText(text);
    colorResult();
    m_resultTime->setText(outcome == Outcome::None ? QString() : theme::formatTime(QDateTime::currentDateTime()));
}

void PublishDialog::colorResult()
{
    const theme::Tokens &tokens = theme::tokensFor(this);
    const QColor color = m_outcome == Outcome::Routed     ? tokens.ok
                         : m_outcome == Outcome::Unrouted ? tokens.unackedText
                                                          : tokens.dead;
    m_result->setStyleSheet(u"color: %1; font-weight: 600;"_s.arg(color.name()));
}

void PublishDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_result)
        colorResult();
}

QString PublishDialog::result() const
{
    return m_result->text();
}

} // namespace ui::publisher
