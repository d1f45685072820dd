// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/resetoffsetsform.h"

#include "ui/models/groupmodel.h"
#include "ui/theme/format.h"
#include "ui/widgets/listview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace ui::dialogs {

using namespace Qt::StringLiterals;
using engine::OffsetResetRequest;
using engine::OffsetResetStep;
using engine::Result;

namespace {

constexpr int previewHeight = 180;
constexpr int widthOfPreview = 740;
constexpr int sides = 40; // of the form, together

QString introduction(const engine::GroupSnapshot &group)
{
    if (group.members.isEmpty())
        return ResetOffsetsForm::tr("The group has no members now. The next ones start where the offsets are set to.");
    return theme::formatCounted(quint64(group.members.size()), ResetOffsetsForm::tr("The group has %1 member."),
                                ResetOffsetsForm::tr("The group has %1 members."));
}

} // namespace

ResetOffsetsForm::ResetOffsetsForm(engine::BrokerSession &session, const engine::GroupSnapshot &group,
                                   const ResetStart &start, QWidget *parent)
    : FormDialog(session, tr("Reset the offsets of %1").arg(group.name), tr("Reset offsets"), parent)
    , m_group(group)
    , m_topic(new QComboBox(this))
    , m_partition(new QComboBox(this))
    , m_to(new QComboBox(this))
    , m_value(new QLineEdit(this))
    , m_time(new QDateTimeEdit(QDateTime::currentDateTime(), this))
    , m_other(new QLineEdit(this))
    , m_summary(new QLabel(this))
    , m_model(new models::ResetStepModel(this))
{
    setDangerous();
    setMinimumWidth(widthOfPreview + sides);
    setIntroduction(introduction(group));
    makePlaces(start);
    makeFields(start);
    makePreview();
    changed();
}

void ResetOffsetsForm::makePlaces(const ResetStart &start)
{
    m_topic->setObjectName(u"topic"_s);
    m_topic->addItem(tr("all topics"), QString());
    for (const models::GroupPlace &place : models::placesOf(m_group)) {
        if (m_topic->findData(place.partition.topic) < 0)
            m_topic->addItem(place.partition.topic, place.partition.topic);
    }
    m_topic->setCurrentIndex(qMax(0, start.topic.isEmpty() ? 0 : m_topic->findData(start.topic)));
    addField(tr("&Topic"), m_topic);
    m_partition->setObjectName(u"partition"_s);
    addField(tr("&Partition"), m_partition);
    offerPartitions();
    if (start.partition)
        m_partition->setCurrentIndex(qMax(0, m_partition->findData(*start.partition)));
    connect(m_topic, &QComboBox::currentIndexChanged, this, &ResetOffsetsForm::offerPartitions);
    connect(m_partition, &QComboBox::currentIndexChanged, this, &ResetOffsetsForm::changed);
}

/// Those of the topic that is chosen; of all topics, all.
void ResetOffsetsForm::offerPartitions()
{
    const QSignalBlocker quiet(m_partition);
    const QString topic = m_topic->currentData().toString();
    m_partition->clear();
    m_partition->addItem(tr("all partitions"));
    for (const models::GroupPlace &place : models::placesOf(m_group)) {
        if (place.partition.topic == topic)
            m_partition->addItem(QString::number(place.partition.partition), place.partition.partition);
    }
    m_partition->setEnabled(m_partition->count() > 1);
}

void ResetOffsetsForm::makeFields(const ResetStart &start)
{
    m_to->setObjectName(u"to"_s);
    const std::pair<To, QString> targets[] = {
        {To::Earliest, tr("earliest – the oldest message that is kept")},
        {To::Latest, tr("latest – only what comes from now on")},
        {To::Offset, tr("offset – the same in each partition")},
        {To::Timestamp, tr("timestamp – the first message at or after a time")},
        {To::Shift, tr("shift by – so many messages on, or back")},
        {To::Copy, tr("as group – where another group is")},
    };
    for (const auto &[to, text] : targets)
        m_to->addItem(text, int(to));
    if (start.offset) {
        m_to->setCurrentIndex(m_to->findData(int(To::Offset)));
        m_value->setText(QString::number(*start.offset));
    }
    addField(tr("Reset t&o"), m_to);
    m_value->setObjectName(u"value"_s);
    addField(tr("&Number"), m_value, {}, [this] { return valueProblem(); });
    m_time->setObjectName(u"time"_s);
    m_time->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    addField(tr("&Time"), m_time);
    m_other->setObjectName(u"other"_s);
    addField(tr("Other &group"), m_other, {}, [this] {
        return to() == To::Copy && m_other->text().isEmpty() ? tr("Name the group to copy from.") : QString();
    });
    connect(m_topic, &QComboBox::currentIndexChanged, this, &ResetOffsetsForm::changed);
    connect(m_to, &QComboBox::currentIndexChanged, this, &ResetOffsetsForm::changed);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &ResetOffsetsForm::changed);
    for (QLineEdit *field : {m_value, m_other}) {
        connect(field, &QLineEdit::textChanged, this, [this, field] {
            changed();
            touch(field);
        });
    }
}

void ResetOffsetsForm::makePreview()
{
    auto *view = new widgets::ListView(this);
    view->setAccessibleName(tr("What becomes of each partition"));
    view->setModel(m_model);
    view->setSortingEnabled(false);
    view->setColumnWidths({0, 76, 96, 96, 90, 90, 150});
    view->setStretchColumn(models::ResetStepModel::Topic);
    view->setMinimumSize(widthOfPreview, previewHeight);
    addWide(view);
    if (!m_group.members.isEmpty()) {
        m_fence = new QCheckBox(tr("Hold its members back while the offsets change, then let them in again"), this);
        m_fence->setObjectName(u"fence"_s);
        m_fence->setChecked(true);
        addWide(m_fence);
    }
    m_summary->setObjectName(u"summary"_s);
    addField({}, m_summary, {}, [this] { return planProblem(); });
}

ResetOffsetsForm::To ResetOffsetsForm::to() const
{
    return To(m_to->currentData().toInt());
}

QString ResetOffsetsForm::valueProblem() const
{
    if (to() != To::Offset && to() != To::Shift)
        return {};
    bool isNumber = false;
    const qint64 value = m_value->text().toLongLong(&isNumber);
    if (!isNumber)
        return tr("A whole number.");
    return to() == To::Offset && value < 0 ? tr("Offsets begin at 0.") : QString();
}

QString ResetOffsetsForm::planProblem() const
{
    if (!m_isPlanned)
        return tr("The preview is not here yet.");
    return changes() == 0 ? tr("Nothing would change.") : QString();
}

qsizetype ResetOffsetsForm::changes() const
{
    return std::count_if(m_plan.cbegin(), m_plan.cend(),
                         [](const OffsetResetStep &step) { return step.target && step.target != step.current; });
}

OffsetResetRequest ResetOffsetsForm::request() const
{
    OffsetResetRequest request;
    request.virtualHost = m_group.virtualHost;
    request.group = m_group.name;
    const QString topic = m_topic->currentData().toString();
    const QVariant partition = m_partition->currentData();
    for (const models::GroupPlace &place : models::placesOf(m_group)) {
        const bool isChosen = topic.isEmpty() || place.partition.topic == topic;
        if (isChosen && (!partition.isValid() || place.partition.partition == partition.toUInt()))
            request.partitions << place.partition;
    }
    request.to = to();
    if (to() == To::Timestamp)
        request.value = m_time->dateTime().toMSecsSinceEpoch();
    else if (to() == To::Offset || to() == To::Shift)
        request.value = m_value->text().toLongLong();
    else if (to() == To::Copy)
        request.copyFrom = m_other->text();
    return request;
}

/// Another question: its answer replaces the preview.
void ResetOffsetsForm::changed()
{
    setFieldVisible(m_value, to() == To::Offset || to() == To::Shift);
    setHelp(m_value, to() == To::Shift ? tr("By a negative number it is shifted back: those messages are read again.")
                                       : tr("Beyond what the partition holds, its first or its next offset counts."));
    setFieldVisible(m_time, to() == To::Timestamp);
    setFieldVisible(m_other, to() == To::Copy);
    m_isPlanned = false;
    m_plan.clear();
    const quint64 asked = ++m_asked;
    revalidate();
    if (!valueProblem().isEmpty() || (to() == To::Copy && m_other->text().isEmpty())) {
        m_model->update({});
        m_summary->clear();
        return;
    }
    async::whenDone(session().planOffsetReset(request()), this,
                    [this, asked](const Result<QList<OffsetResetStep>> &plan) {
                        if (asked == m_asked)
                            showPlan(plan);
                    });
}

void ResetOffsetsForm::showPlan(const Result<QList<OffsetResetStep>> &plan)
{
    m_isPlanned = plan.ok();
    m_plan = plan ? *plan : QList<OffsetResetStep>();
    m_model->update(m_plan);
    qint64 again = 0;
    for (const OffsetResetStep &step : m_plan)
        again += step.lagAfter.value_or(0) - step.lagBefore.value_or(0);
    const QString partitions =
        theme::formatCounted(quint64(changes()), tr("%1 partition changes"), tr("%1 partitions change"));
    const QString messages = theme::formatCounted(quint64(qAbs(again)), tr("%1 message"), tr("%1 messages"));
    if (!plan)
        m_summary->setText(plan.error().detail);
    else if (again > 0)
        m_summary->setText(tr("%1: %2 to read again.").arg(partitions, messages));
    else if (again < 0)
        m_summary->setText(tr("%1: %2 passed over.").arg(partitions, messages));
    else
        m_summary->setText(partitions + u'.');
    revalidate();
}

void ResetOffsetsForm::submit()
{
    const auto whenActive = m_fence && m_fence->isChecked() ? engine::WhenActive::Fence : engine::WhenActive::Refuse;
    const qsizetype count = changes();
    follow<void>(session().resetOffsets(m_group.virtualHost, m_group.name, m_plan, whenActive),
                 [this, count](const Result<void> &) { Q_EMIT done(m_group.name, count); });
}

} // namespace ui::dialogs
