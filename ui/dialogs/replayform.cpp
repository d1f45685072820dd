// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/replayform.h"

#include "ui/dialogs/checks.h"
#include "ui/theme/format.h"
#include "ui/widgets/completion.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::ReplayEstimate;
using engine::ReplaySpec;
using engine::Result;

namespace {

constexpr int hourSeconds = 3600;
constexpr double fastest = 1'000'000, slowest = 0.1;

std::optional<quint64> numberIn(const QLineEdit &field)
{
    bool isNumber = false;
    const quint64 value = field.text().trimmed().toULongLong(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

} // namespace

ReplayForm::ReplayForm(engine::BrokerSession &session, const engine::ReplaySource &source, quint32 partitions,
                       QWidget *parent)
    : FormDialog(session, tr("Replay %1").arg(source.name), tr("Start replay"), parent)
    , m_source(source)
    , m_partitions(partitions)
    , m_which(new QComboBox(this))
    , m_from(new QDateTimeEdit(QDateTime::currentDateTime().addSecs(-hourSeconds), this))
    , m_before(new QDateTimeEdit(QDateTime::currentDateTime(), this))
    , m_preview(new QLabel(this))
    , m_kind(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_speed(new QComboBox(this))
    , m_factor(new QDoubleSpinBox(this))
{
    setIntroduction(isTopic() ? tr("Publishes messages of the topic once more. The topic keeps them, and no group "
                                   "notices.")
                              : tr("Publishes copies of the queue's messages, of those too that consumers hold. The "
                                   "queue keeps its own."));
    addRange();
    addTarget();
    addPace();
    addFilter();
    watchNames();
    refresh();
    m_target->setFocus();
}

// ---- fields

void ReplayForm::addRange()
{
    if (m_partitions > 1) {
        m_partition = new QComboBox(this);
        m_partition->setObjectName(u"partition"_s);
        m_partition->addItem(tr("all, by the time of their messages"));
        for (quint32 number = 0; number < m_partitions; ++number)
            m_partition->addItem(QString::number(number), number);
        m_partition->setCurrentIndex(m_source.partition ? int(*m_source.partition) + 1 : 0);
        addField(tr("&Partition"), m_partition);
        connect(m_partition, &QComboBox::currentIndexChanged, this, &ReplayForm::refresh);
    }
    m_which->setObjectName(u"which"_s);
    m_which->addItem(tr("all that are there now"));
    m_which->addItem(isTopic() ? tr("by offset – from one to another") : tr("by position – from one to another"));
    m_which->addItem(tr("by time – from one to another"));
    addField(tr("&Messages"), m_which);
    connect(m_which, &QComboBox::currentIndexChanged, this, &ReplayForm::refresh);
    m_first = addText(tr("Fr&om"), u"first"_s, {}, [this] { return offsetProblem(*m_first); });
    m_last = addText(tr("&Through"), u"last"_s, {}, [this] { return offsetProblem(*m_last); });
    m_first->setPlaceholderText(tr("the oldest"));
    m_last->setPlaceholderText(tr("the newest"));
    const std::pair<QDateTimeEdit *, QString> times[] = {{m_from, u"from"_s}, {m_before, u"before"_s}};
    for (const auto &[field, name] : times) {
        field->setObjectName(name);
        field->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
        connect(field, &QDateTimeEdit::dateTimeChanged, this, &ReplayForm::refresh);
    }
    addField(tr("Fr&om"), m_from);
    addField(tr("&Before"), m_before, {}, [this] {
        return which() == Which::Times && m_from->dateTime() >= m_before->dateTime()
                   ? tr("This is not after the beginning.")
                   : QString();
    });
    m_preview->setObjectName(u"preview"_s);
    addField({}, m_preview, {}, [this] { return rangeProblem(); });
}

void ReplayForm::addTarget()
{
    m_kind->setObjectName(u"kind"_s);
    m_kind->addItem(tr("queue"), int(Target::Queue));
    m_kind->addItem(tr("exchange"), int(Target::Exchange));
    m_kind->addItem(tr("topic"), int(Target::Topic));
    addField(tr("To &a"), m_kind);
    m_target->setObjectName(u"target"_s);
    widgets::makeCompleting(*m_target);
    addField(tr("&Name"), m_target, {}, [this] { return targetProblem(); });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        offerTargets();
        refresh();
    });
    connect(m_target, &QComboBox::currentTextChanged, this, [this] { touch(m_target); });
    m_routingKey = addText(tr("Routing &key"), u"routingKey"_s, tr("In place of the key that each message has."),
                           [this] { return routingKeyProblem(m_routingKey->text()); });
    m_routingKey->setPlaceholderText(tr("each message's own"));
}

void ReplayForm::addPace()
{
    m_speed->setObjectName(u"speed"_s);
    m_speed->addItem(tr("as fast as possible"));
    m_speed->addItem(tr("at the original pace"));
    m_speed->addItem(tr("so many times as fast"));
    addField(tr("Pa&ce"), m_speed);
    connect(m_speed, &QComboBox::currentIndexChanged, this, &ReplayForm::refresh);
    m_factor->setObjectName(u"factor"_s);
    m_factor->setRange(slowest, fastest);
    m_factor->setDecimals(1);
    m_factor->setValue(10);
    m_factor->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    addField(tr("T&imes as fast"), m_factor, tr("Below 1 it is slower."));
}

void ReplayForm::addFilter()
{
    addSection(tr("Filter"));
    m_key = addText(isTopic() ? tr("K&ey") : tr("Routing k&ey"), u"filterKey"_s,
                    tr("A pattern: * stands for anything, ? for one character."));
    m_header = addText(tr("&Header"), u"filterHeader"_s, tr("Messages that have a header of this name."));
    m_headerValue = addText(tr("Header's &value"), u"filterValue"_s, tr("Empty: any value."), [this] {
        return m_header->text().isEmpty() && !m_headerValue->text().isEmpty() ? tr("Name the header, too.") : QString();
    });
    m_body = addText(tr("Bod&y contains"), u"filterBody"_s, {});
}

QLineEdit *ReplayForm::addText(const QString &label, const QString &name, const QString &help, Check check)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    addField(label, field, help, std::move(check));
    connect(field, &QLineEdit::textChanged, this, [this, field] {
        touch(field);
        refresh();
    });
    return field;
}

// ---- what there is

void ReplayForm::watchNames()
{
    const auto take = [this](QStringList ReplayForm::*names, QStringList there) {
        there.sort(Qt::CaseInsensitive);
        if (there == this->*names)
            return;
        this->*names = there;
        offerTargets();
    };
    const auto namesIn = [host = m_source.virtualHost](const auto &snapshots) {
        QStringList names;
        for (const auto &snapshot : snapshots) {
            if (snapshot.spec.virtualHost == host)
                names << snapshot.spec.name;
        }
        return names;
    };
    m_watching.push_back(session().watchQueues(this, [take, namesIn](const QList<engine::QueueSnapshot> &queues) {
        take(&ReplayForm::m_queues, namesIn(queues));
    }));
    m_watching.push_back(
        session().watchExchanges(this, [take, namesIn](const QList<engine::ExchangeSnapshot> &exchanges) {
            QStringList names = namesIn(exchanges);
            names.removeAll(QString());
            take(&ReplayForm::m_exchanges, names);
        }));
    m_watching.push_back(session().watchTopics(this, [take, namesIn](const QList<engine::TopicSnapshot> &topics) {
        take(&ReplayForm::m_topics, namesIn(topics));
    }));
}

void ReplayForm::offerTargets()
{
    const QString kept = m_target->currentText();
    {
        const QSignalBlocker blocker(m_target); // nobody has edited it
        m_target->clear();
        m_target->addItems(target() == Target::Queue ? m_queues : target() == Target::Topic ? m_topics : m_exchanges);
        m_target->setEditText(kept);
    }
    revalidate();
}

ReplayForm::Which ReplayForm::which() const
{
    return Which(m_which->currentIndex());
}

ReplayForm::Speed ReplayForm::speed() const
{
    return Speed(m_speed->currentIndex());
}

ReplayForm::Target ReplayForm::target() const
{
    return Target(m_kind->currentData().toInt());
}

QString ReplayForm::offsetProblem(const QLineEdit &field) const
{
    if (which() != Which::Offsets || field.text().isEmpty())
        return {};
    if (!numberIn(field))
        return tr("A whole number, or empty for no limit.");
    const bool isEnd = &field == m_last;
    return isEnd && numberIn(*m_first) && *numberIn(*m_first) > *numberIn(*m_last) ? tr("This is before the beginning.")
                                                                                   : QString();
}

QString ReplayForm::rangeProblem() const
{
    if (!m_estimate)
        return tr("How many there are is not known yet.");
    return m_estimate->messages == 0 ? tr("There is nothing to replay.") : QString();
}

QString ReplayForm::targetProblem() const
{
    return m_target->currentText().isEmpty() ? tr("Choose where the messages shall go.") : QString();
}

/// After any change: which fields are seen, and what the range comes to.
void ReplayForm::refresh()
{
    setFieldVisible(m_first, which() == Which::Offsets);
    setFieldVisible(m_last, which() == Which::Offsets);
    setFieldVisible(m_from, which() == Which::Times);
    setFieldVisible(m_before, which() == Which::Times);
    if (m_routingKey)
        setFieldVisible(m_routingKey, target() == Target::Exchange);
    setFieldVisible(m_factor, speed() == Speed::Times);
    if (m_body)
        estimate();
}

void ReplayForm::estimate()
{
    const quint64 asked = ++m_asked;
    const bool isBad = !offsetProblem(*m_first).isEmpty() || !offsetProblem(*m_last).isEmpty() ||
                       (which() == Which::Times && m_from->dateTime() >= m_before->dateTime());
    if (isBad) {
        m_estimate.reset();
        m_preview->clear();
        revalidate();
        return;
    }
    ReplaySpec asks = spec();
    asks.filter = {}; // it is not looked at, and may be half typed
    async::whenDone(session().estimateReplay(asks), this, [this, asked](const Result<ReplayEstimate> &estimate) {
        if (asked == m_asked)
            showEstimate(estimate);
    });
}

void ReplayForm::showEstimate(const Result<ReplayEstimate> &estimate)
{
    m_estimate = estimate ? std::optional(*estimate) : std::nullopt;
    if (!estimate) {
        m_preview->setText(estimate.error().detail);
        revalidate();
        return;
    }
    QString text = theme::formatCounted(estimate->messages, tr("%1 message"), tr("%1 messages"));
    if (m_partitions > 1 && estimate->partitions > 0)
        text = tr("%1 in %2")
                   .arg(text, theme::formatCounted(estimate->partitions, tr("%1 partition"), tr("%1 partitions")));
    if (!isTopic() && which() == Which::Times)
        text = tr("At most %1").arg(text); // a queue is not counted by time
    if (estimate->messages > 0 && !spec().filter.isEmpty())
        text = tr("%1, of which the filter chooses").arg(text);
    m_preview->setText(estimate->messages > 0 ? text + u'.' : tr("There is nothing to replay."));
    revalidate();
}

QString ReplayForm::preview() const
{
    return m_preview->text();
}

// ---- starting

ReplaySpec ReplayForm::spec() const
{
    ReplaySpec spec;
    spec.source = m_source;
    if (m_partition) {
        spec.source.partition.reset();
        if (m_partition->currentIndex() > 0)
            spec.source.partition = m_partition->currentData().toUInt();
    }
    if (which() == Which::Offsets) {
        spec.range.firstOffset = numberIn(*m_first);
        spec.range.lastOffset = numberIn(*m_last);
    } else if (which() == Which::Times) {
        spec.range.fromMs = m_from->dateTime().toMSecsSinceEpoch();
        spec.range.beforeMs = m_before->dateTime().toMSecsSinceEpoch();
    }
    spec.filter = {m_key->text(), m_header->text(), m_headerValue->text(), m_body->text()};
    spec.target.kind = target();
    spec.target.virtualHost = m_source.virtualHost;
    spec.target.name = m_target->currentText();
    if (target() == Target::Exchange && !m_routingKey->text().isEmpty())
        spec.target.routingKey = m_routingKey->text();
    if (speed() != Speed::Fastest)
        spec.speed = speed() == Speed::Original ? 1 : m_factor->value();
    return spec;
}

void ReplayForm::submit()
{
    const ReplaySpec wanted = spec();
    follow<engine::ReplayId>(session().startReplay(wanted),
                             [this, wanted](const Result<engine::ReplayId> &) { Q_EMIT started(wanted); });
}

} // namespace ui::dialogs
