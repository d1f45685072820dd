// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publisher/targetbar.h"

#include "ui/models/features.h"
#include "ui/theme/theme.h"
#include "ui/widgets/completion.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QStringListModel>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace ui::publisher {

namespace {

QComboBox *nameBox(const QString &accessibleName, const QString &placeholder, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFont(theme::monospaceFont());
    box->lineEdit()->setPlaceholderText(placeholder);
    box->lineEdit()->setFont(box->font());
    box->setAccessibleName(accessibleName);
    box->setMinimumWidth(110);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    widgets::closeWhenComplete(*box->completer(), *box->lineEdit());
    return box;
}

QStringList choicesOf(const QComboBox &box)
{
    QStringList texts;
    for (int i = 0; i < box.count(); ++i)
        texts << box.itemText(i);
    return texts;
}

/// Replaces the choices and leaves what is written, and the cursor in it, alone.
void setChoices(QComboBox &box, const QStringList &names)
{
    if (choicesOf(box) == names)
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

template <typename Snapshot>
QStringList namesOf(const QList<Snapshot> &snapshots, const QString &virtualHost)
{
    QStringList names;
    for (const Snapshot &snapshot : snapshots) {
        if (snapshot.spec.virtualHost == virtualHost && !snapshot.spec.name.isEmpty())
            names << snapshot.spec.name;
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

QLineEdit *keyEdit(const QString &accessibleName, const QString &placeholder, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setFont(theme::monospaceFont());
    edit->setAccessibleName(accessibleName);
    edit->setPlaceholderText(placeholder);
    edit->setMinimumWidth(80);
    return edit;
}

QHBoxLayout *rowIn(QWidget *box)
{
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

} // namespace

TargetBar::TargetBar(QWidget *parent)
    : QFrame(parent)
{
    setProperty("surface", u"bar"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(8);
    row->addWidget(makeKinds());
    row->addWidget(makeNames(), 2);
    row->addSpacing(4);
    row->addWidget(makeKey(), 3);
    row->addWidget(makeRecordKey(), 4);
    m_host = new QComboBox(this);
    m_host->setAccessibleName(tr("Virtual host"));
    m_host->addItem(m_virtualHost);
    m_hostLabel = fieldLabel(tr("Virtual host"), m_host);
    row->addWidget(m_hostLabel);
    row->addWidget(m_host);
    m_hostLabel->hide();
    m_host->hide();
    connect(m_host, &QComboBox::currentTextChanged, this, [this](const QString &host) {
        m_virtualHost = host;
        follow();
        Q_EMIT changed();
    });
    selectKind(TargetKind::Exchange);
}

QWidget *TargetBar::makeKinds()
{
    auto *box = new QWidget(this);
    auto *row = rowIn(box);
    row->setSpacing(2);
    auto *group = new QButtonGroup(box);
    const QString texts[] = {tr("To exchange"), tr("To queue"), tr("To topic")};
    for (int i = 0; i < 3; ++i) {
        auto *button = new QToolButton(box);
        button->setText(texts[i]);
        button->setCheckable(true);
        button->setAutoRaise(true);
        group->addButton(button);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, i] { selectKind(TargetKind(i)); });
        m_kinds[i] = button;
    }
    return box;
}

QWidget *TargetBar::makeNames()
{
    m_exchange = nameBox(tr("Exchange"), tr("(AMQP default)"), this);
    m_queue = nameBox(tr("Queue"), tr("name of a queue"), this);
    m_topic = nameBox(tr("Topic"), tr("name of a topic"), this);
    m_names = new QStackedWidget(this);
    for (QComboBox *box : {m_exchange, m_queue, m_topic}) {
        m_names->addWidget(box);
        connect(box, &QComboBox::currentTextChanged, this, [this] {
            completeKeys();
            offerPartitions();
            Q_EMIT changed();
        });
    }
    m_names->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return m_names;
}

QWidget *TargetBar::makeKey()
{
    m_keyBox = new QWidget(this);
    auto *row = rowIn(m_keyBox);
    m_key = keyEdit(tr("Routing key"), u"eu.new"_s, m_keyBox);
    row->addWidget(fieldLabel(tr("Routing key"), m_key));
    row->addWidget(m_key, 1);
    m_keys = new QStringListModel(m_key);
    auto *completer = new QCompleter(m_keys, m_key);
    completer->setFilterMode(Qt::MatchContains);
    m_key->setCompleter(completer);
    widgets::closeWhenComplete(*completer, *m_key);
    connect(m_key, &QLineEdit::textChanged, this, &TargetBar::changed);
    return m_keyBox;
}

QWidget *TargetBar::makeRecordKey()
{
    m_recordBox = new QWidget(this);
    auto *row = rowIn(m_recordBox);
    m_recordKey = keyEdit(tr("Key"), tr("none"), m_recordBox);
    m_keyForm = new QComboBox(m_recordBox);
    m_keyForm->setAccessibleName(tr("How the key is written"));
    m_keyForm->setFixedWidth(84);
    m_keyForm->addItem(tr("text"), int(BytesForm::Text));
    m_keyForm->addItem(tr("hex"), int(BytesForm::Hex));
    m_keyForm->addItem(tr("base64"), int(BytesForm::Base64));
    m_partition = nameBox(tr("Partition"), tr("by key"), m_recordBox);
    m_partition->setFixedWidth(116);
    m_partition->setToolTip(tr("By the key, as Kafka's clients choose; without one, one after the other"));
    row->addWidget(fieldLabel(tr("Key"), m_recordKey));
    row->addWidget(m_recordKey, 1);
    row->addWidget(m_keyForm);
    row->addWidget(fieldLabel(tr("Partition"), m_partition));
    row->addWidget(m_partition);
    connect(m_recordKey, &QLineEdit::textChanged, this, &TargetBar::changed);
    connect(m_keyForm, &QComboBox::currentIndexChanged, this, &TargetBar::changed);
    connect(m_partition, &QComboBox::currentTextChanged, this, &TargetBar::changed);
    return m_recordBox;
}

// ---- what is there

void TargetBar::setExchanges(const QList<engine::ExchangeSnapshot> &exchanges)
{
    m_exchanges = exchanges;
    showHosts();
    follow();
}

void TargetBar::setQueues(const QList<engine::QueueSnapshot> &queues)
{
    m_queues = queues;
    follow();
}

void TargetBar::setBindings(const QList<engine::BindingSnapshot> &bindings)
{
    m_bindings = bindings;
    completeKeys();
}

void TargetBar::setTopics(const QList<engine::TopicSnapshot> &topics)
{
    m_topics = topics;
    follow();
}

void TargetBar::follow()
{
    setChoices(*m_exchange, namesOf(m_exchanges, m_virtualHost));
    setChoices(*m_queue, namesOf(m_queues, m_virtualHost));
    setChoices(*m_topic, namesOf(m_topics, m_virtualHost));
    completeKeys();
    offerPartitions();
}

void TargetBar::showHosts()
{
    QStringList hosts{m_virtualHost};
    for (const engine::ExchangeSnapshot &exchange : m_exchanges) {
        if (!hosts.contains(exchange.spec.virtualHost))
            hosts << exchange.spec.virtualHost;
    }
    hosts.sort();
    const QSignalBlocker quiet(m_host);
    if (choicesOf(*m_host) != hosts) {
        m_host->clear();
        m_host->addItems(hosts);
    }
    m_host->setCurrentText(m_virtualHost);
    m_host->setVisible(hosts.size() > 1);
    m_hostLabel->setVisible(hosts.size() > 1);
}

void TargetBar::completeKeys()
{
    QStringList keys;
    for (const engine::BindingSnapshot &binding : m_bindings) {
        if (!binding.implicit && binding.spec.virtualHost == m_virtualHost && binding.spec.source == exchangeName() &&
            !binding.spec.routingKey.isEmpty() && !keys.contains(binding.spec.routingKey))
            keys << binding.spec.routingKey;
    }
    keys.sort();
    if (keys != m_keys->stringList()) // the list of proposals may be open
        m_keys->setStringList(keys);
}

const engine::TopicSnapshot *TargetBar::topic() const
{
    for (const engine::TopicSnapshot &topic : m_topics) {
        if (topic.spec.virtualHost == m_virtualHost && topic.spec.name == m_topic->currentText())
            return &topic;
    }
    return nullptr;
}

void TargetBar::offerPartitions()
{
    QStringList numbers;
    if (const engine::TopicSnapshot *shown = topic()) {
        for (const engine::PartitionSnapshot &partition : shown->partitions)
            numbers << QString::number(partition.number);
    }
    setChoices(*m_partition, numbers);
}

QString TargetBar::exchangeName() const
{
    const QString name = m_exchange->currentText();
    return name == models::exchangeLabel(QString()) ? QString() : name;
}

// ---- what is chosen

void TargetBar::selectKind(TargetKind kind)
{
    const bool isNew = kind != m_kind;
    m_kind = kind;
    m_names->setCurrentIndex(int(kind));
    for (int i = 0; i < 3; ++i)
        m_kinds[i]->setChecked(i == int(kind));
    m_keyBox->setVisible(kind == TargetKind::Exchange);
    m_recordBox->setVisible(kind == TargetKind::Topic);
    if (isNew) {
        Q_EMIT kindChanged();
        Q_EMIT changed();
    }
}

void TargetBar::fill(Draft &draft) const
{
    draft.kind = m_kind;
    draft.virtualHost = m_virtualHost;
    draft.routingKey = m_key->text();
    if (m_kind == TargetKind::Exchange)
        draft.target = exchangeName();
    else
        draft.target = m_kind == TargetKind::Queue ? m_queue->currentText() : m_topic->currentText();
    draft.key = m_recordKey->text();
    draft.keyForm = BytesForm(m_keyForm->currentData().toInt());
    draft.partition = m_partition->currentText();
}

void TargetBar::setTarget(const Draft &draft)
{
    m_virtualHost = draft.virtualHost;
    showHosts();
    follow();
    QComboBox *const names[] = {m_exchange, m_queue, m_topic};
    names[int(draft.kind)]->setEditText(draft.target);
    m_key->setText(draft.routingKey);
    m_recordKey->setText(draft.keyForm == BytesForm::Null ? QString() : draft.key);
    m_recordKey->setCursorPosition(0);
    m_keyForm->setCurrentIndex(qMax(0, m_keyForm->findData(int(draft.keyForm))));
    m_partition->setEditText(draft.partition);
    selectKind(draft.kind);
}

void TargetBar::setRoutingKey(const QString &key)
{
    m_key->setText(key);
}

bool TargetBar::isEmpty() const
{
    if (m_kind == TargetKind::Exchange)
        return m_exchange->currentText().isEmpty() && m_key->text().isEmpty();
    return m_kind == TargetKind::Queue ? m_queue->currentText().isEmpty() : m_topic->currentText().isEmpty();
}

void TargetBar::focusName()
{
    m_names->currentWidget()->setFocus();
}

} // namespace ui::publisher
