// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/journeytext.h"

#include "ui/models/features.h"
#include "ui/tables/steptone.h"
#include "ui/theme/format.h"

#include <QCoreApplication>

namespace ui::inspector {

using namespace Qt::StringLiterals;
using engine::JourneyStep;
using engine::LifecycleStep;
using engine::StepCause;
using Known = JourneyStep::Known;
using TargetKind = JourneyTarget::Kind;
using Style = JourneySegment::Style;
using tables::Tone;

namespace {

struct JourneyWords
{
    Q_DECLARE_TR_FUNCTIONS(Journey)
};

constexpr qsizetype namedBindings = 3;

/// Puts a line together: a word for the step, then sentences with objects in them.
class Writer
{
public:
    explicit Writer(const JourneyStep &step)
        : m_step(step)
    {
        m_line.tone = tables::stepTone(step.step);
    }

    void word(const QString &word) { m_line.segments.append({word, Style::Strong, -1}); }
    /// With %1 and %2 in it, in whatever order they stand.
    void say(const QString &pattern, const QList<JourneySegment> &objects = {}) { put(pattern, objects, Style::Plain); }
    void whisper(const QString &pattern, const QList<JourneySegment> &objects = {})
    {
        put(pattern, objects, Style::Faint);
    }

    /// The queue of the step, or its place in a topic.
    JourneySegment place()
    {
        if (!m_step.topic.isEmpty()) {
            const QString name = JourneyWords::tr("%1 · %2 @ %3")
                                     .arg(m_step.topic)
                                     .arg(m_step.partition)
                                     .arg(theme::formatCount(m_step.offset));
            return object(name, {TargetKind::Topic, m_step.virtualHost, m_step.topic, m_step.queueId, {}, {}});
        }
        if (m_step.queue.isEmpty())
            return {JourneyWords::tr("a queue that is gone"), Style::Plain, -1};
        return object(models::queueLabel(hostOf(), m_step.queue),
                      {TargetKind::Queue, hostOf(), m_step.queue, m_step.queueId, {}, {}});
    }
    JourneySegment exchange()
    {
        return object(models::exchangeLabel(m_step.exchange),
                      {TargetKind::Exchange, m_step.virtualHost, m_step.exchange, {}, {}, {}});
    }
    JourneySegment client()
    {
        if (m_step.client.isEmpty())
            return {JourneyWords::tr("a client that is gone"), Style::Plain, -1};
        return object(m_step.client, {TargetKind::Connection, {}, m_step.client, {}, m_step.connection, {}});
    }
    static JourneySegment name(const QString &text) { return {text, Style::Plain, -1}; }
    JourneySegment object(const QString &text, const JourneyTarget &target)
    {
        m_line.targets.append(target);
        return {text, Style::Plain, int(m_line.targets.size()) - 1};
    }
    JourneyLine take() { return std::move(m_line); }
    void setTone(Tone tone) { m_line.tone = tone; }

private:
    QString hostOf() const { return m_step.virtualHost.isEmpty() ? u"/"_s : m_step.virtualHost; }

    void put(const QString &pattern, const QList<JourneySegment> &objects, Style style)
    {
        QString text = u" "_s;
        for (qsizetype i = 0; i < pattern.size(); ++i) {
            const int number = pattern[i] == u'%' && i + 1 < pattern.size() ? pattern[i + 1].digitValue() : -1;
            if (number < 1 || number > objects.size()) {
                text += pattern[i];
                continue;
            }
            m_line.segments.append({std::exchange(text, {}), style, -1});
            JourneySegment object = objects.at(number - 1);
            object.style = style;
            m_line.segments.append(object);
            ++i;
        }
        m_line.segments.append({text, style, -1});
    }

    const JourneyStep &m_step;
    JourneyLine m_line;
};

void tellClient(Writer &write, const JourneyStep &step)
{
    QStringList facts;
    if (!step.protocol.isEmpty())
        facts << step.protocol;
    if (step.channel > 0)
        facts << JourneyWords::tr("channel %1").arg(step.channel);
    if (!step.user.isEmpty())
        facts << JourneyWords::tr("user %1").arg(step.user);
    if (!facts.isEmpty())
        write.whisper(facts.join(u", "_s));
}

void tellPublished(Writer &write, const JourneyStep &step)
{
    write.word(JourneyWords::tr("published"));
    const bool isRecord = !step.topic.isEmpty(); // straight into its partition
    if (step.connection.isValid())
        write.say(JourneyWords::tr("by %1"), {write.client()});
    if (isRecord)
        write.say(JourneyWords::tr("to %1"), {write.place()});
    else if (step.routingKey.isEmpty())
        write.say(JourneyWords::tr("to %1"), {write.exchange()});
    else
        write.say(JourneyWords::tr("to %1 with key %2"), {write.exchange(), Writer::name(step.routingKey)});
    tellClient(write, step);
    if (step.known == Known::FromMessage)
        write.whisper(JourneyWords::tr("by whom is not known"));
}

void tellRoutes(Writer &write, const JourneyStep &step)
{
    write.word(JourneyWords::tr("routed"));
    write.say(theme::formatCounted(step.count, JourneyWords::tr("to %1 queue"), JourneyWords::tr("to %1 queues")));
    QStringList bindings;
    for (const engine::BindingSpec &binding : step.via) {
        const QString key =
            binding.routingKey.isEmpty() ? models::argumentsText(binding.arguments) : binding.routingKey;
        bindings << (key.isEmpty() ? binding.destination : key + u" → "_s + binding.destination);
    }
    const qsizetype more = bindings.size() - namedBindings;
    if (more > 0)
        bindings = bindings.first(namedBindings) << JourneyWords::tr("%1 more").arg(more);
    if (bindings.isEmpty())
        return;
    write.whisper(bindings.size() == 1 ? JourneyWords::tr("binding %1") : JourneyWords::tr("bindings %1"),
                  {Writer::name(bindings.join(u", "_s))});
    if (step.viaAsNow)
        write.whisper(JourneyWords::tr("(as they are now)"));
}

void tellEnqueued(Writer &write, const JourneyStep &step)
{
    write.word(step.topic.isEmpty() ? JourneyWords::tr("enqueued") : JourneyWords::tr("appended"));
    write.say(step.topic.isEmpty() ? JourneyWords::tr("in %1") : JourneyWords::tr("to %1"), {write.place()});
    if (!step.exchange.isEmpty()) // nobody published it just then
        write.whisper(step.routingKey.isEmpty() ? JourneyWords::tr("through %1")
                                                : JourneyWords::tr("through %1 with key %2"),
                      {write.exchange(), Writer::name(step.routingKey)});
}

void tellDelivered(Writer &write, const JourneyStep &step)
{
    const bool isFetch = !step.topic.isEmpty() && step.consumerTag.isEmpty();
    write.word(isFetch ? JourneyWords::tr("fetched") : JourneyWords::tr("delivered"));
    write.say(isFetch ? JourneyWords::tr("by %1") : JourneyWords::tr("to %1"), {write.client()});
    if (step.queueId.isValid())
        write.whisper(JourneyWords::tr("from %1"), {write.place()});
    if (!step.consumerTag.isEmpty())
        write.whisper(JourneyWords::tr("consumer %1"), {Writer::name(step.consumerTag)});
    else if (!isFetch && step.queueId.isValid())
        write.whisper(JourneyWords::tr("by get"));
    if (step.automatic)
        write.whisper(JourneyWords::tr("(no acknowledgement needed)"));
}

void tellReplay(Writer &write, const JourneyStep &step, engine::MessageId own)
{
    write.word(JourneyWords::tr("replayed"));
    if (own.isValid() && step.message.isValid() && step.message != own) {
        write.say(JourneyWords::tr("as message %1"), {Writer::name(QString::number(step.message.v))});
        write.whisper(JourneyWords::tr("from %1"), {write.place()});
        return;
    }
    const bool isPlace = step.topic.isEmpty() && step.known == Known::FromMessage;
    write.say(JourneyWords::tr("from %1"), {write.place()});
    if (isPlace)
        write.whisper(JourneyWords::tr("at %1"), {Writer::name(theme::formatCount(step.offset))});
}

void tellSettled(Writer &write, const JourneyStep &step, const QString &word)
{
    write.word(word);
    if (step.connection.isValid())
        write.say(JourneyWords::tr("by %1"), {write.client()});
    if (step.queueId.isValid())
        write.whisper(JourneyWords::tr("in %1"), {write.place()});
    if (const QString cause = causeText(step.cause); !cause.isEmpty())
        write.whisper(cause);
}

void tellEnd(Writer &write, const JourneyStep &step, const QString &word)
{
    write.word(word);
    if (step.queueId.isValid() || !step.queue.isEmpty())
        write.say(JourneyWords::tr("in %1"), {write.place()});
    if (const QString cause = causeText(step.cause); !cause.isEmpty())
        write.whisper(cause);
    if (step.known == Known::FromMessage && step.count > 1)
        write.whisper(JourneyWords::tr("%1 times").arg(theme::formatCount(step.count)));
}

void tellLost(Writer &write, const JourneyStep &step)
{
    write.word(JourneyWords::tr("not routed"));
    if (step.cause == StepCause::NoExchange) {
        write.say(JourneyWords::tr("the dead-letter exchange does not exist"));
        return;
    }
    if (!step.virtualHost.isEmpty())
        write.say(JourneyWords::tr("nothing in %1 took it"), {write.exchange()});
}

void tellNow(Writer &write, const JourneyStep &step)
{
    write.word(JourneyWords::tr("now"));
    if (!step.topic.isEmpty()) {
        write.setTone(Tone::Topic);
        return write.say(JourneyWords::tr("kept in %1"), {write.place()});
    }
    switch (step.step) {
    case LifecycleStep::Delivered:
        write.setTone(Tone::Unacked);
        write.say(JourneyWords::tr("held by %1"), {write.client()});
        write.whisper(JourneyWords::tr("not acknowledged yet, in %1"), {write.place()});
        if (!step.consumerTag.isEmpty())
            write.whisper(JourneyWords::tr("consumer %1"), {Writer::name(step.consumerTag)});
        return;
    case LifecycleStep::Requeued:
        write.setTone(Tone::Unacked);
        write.say(JourneyWords::tr("waits in %1"), {write.place()});
        if (step.atMs > 0)
            write.whisper(JourneyWords::tr("for its next try at %1").arg(theme::formatTime(step.atMs)));
        return;
    default:
        write.setTone(Tone::Ready);
        write.say(JourneyWords::tr("ready in %1"), {write.place()});
    }
}

void tell(Writer &write, const JourneyStep &step, engine::MessageId own)
{
    switch (step.step) {
    case LifecycleStep::Published:
        return tellPublished(write, step);
    case LifecycleStep::Routed:
        return tellRoutes(write, step);
    case LifecycleStep::Unroutable:
        return tellLost(write, step);
    case LifecycleStep::Enqueued:
        return tellEnqueued(write, step);
    case LifecycleStep::Delivered:
        return tellDelivered(write, step);
    case LifecycleStep::Acked:
        return tellSettled(write, step, JourneyWords::tr("acknowledged"));
    case LifecycleStep::Rejected:
        return tellSettled(write, step, JourneyWords::tr("rejected"));
    case LifecycleStep::Requeued:
        return tellSettled(write, step, JourneyWords::tr("requeued"));
    case LifecycleStep::Expired:
        return tellEnd(write, step, JourneyWords::tr("expired"));
    case LifecycleStep::Dropped:
        return tellEnd(write, step, JourneyWords::tr("dropped"));
    case LifecycleStep::DeadLettered:
        return tellEnd(write, step, JourneyWords::tr("dead-lettered"));
    case LifecycleStep::Replayed:
        return tellReplay(write, step, own);
    case LifecycleStep::Returned:
        write.word(JourneyWords::tr("returned"));
        write.say(JourneyWords::tr("to %1"), {write.client()});
        return write.whisper(JourneyWords::tr("it was mandatory"));
    case LifecycleStep::Moved:
        write.word(JourneyWords::tr("moved"));
        return write.say(JourneyWords::tr("by hand out of %1"), {write.place()});
    case LifecycleStep::Held:
        write.word(JourneyWords::tr("held"));
        return write.whisper(JourneyWords::tr("by a breakpoint, before it was routed"));
    }
}

} // namespace

QString JourneyLine::text() const
{
    QString all;
    for (const JourneySegment &segment : segments)
        all += segment.text;
    return all;
}

JourneyLine lineOf(const JourneyStep &step, engine::MessageId own)
{
    Writer write(step);
    if (step.known == Known::Now)
        tellNow(write, step);
    else
        tell(write, step, own);
    return write.take();
}

QList<JourneyLine> readerLines(const JourneyStep &kept, const QList<engine::GroupSnapshot> &groups)
{
    QList<JourneyLine> lines;
    if (kept.known != Known::Now || kept.topic.isEmpty())
        return lines;
    const engine::PartitionName partition{kept.topic, kept.partition};
    for (const engine::GroupSnapshot &group : groups) {
        if (group.virtualHost != (kept.virtualHost.isEmpty() ? u"/"_s : kept.virtualHost))
            continue;
        for (const engine::GroupOffsetSnapshot &offset : group.offsets) {
            if (offset.partition != partition)
                continue;
            // What a group has committed is what it reads next.
            const bool isRead = offset.committed > 0 && quint64(offset.committed) > kept.offset;
            Writer write(kept);
            write.word(isRead ? JourneyWords::tr("read") : JourneyWords::tr("not yet read"));
            write.say(JourneyWords::tr("by %1"), {Writer::name(group.name)});
            write.setTone(isRead ? Tone::Ok : Tone::Unacked);
            lines.append(write.take());
        }
    }
    return lines;
}

QString gapText(const engine::Journey &journey)
{
    if (journey.leftOut > 0)
        return theme::formatCounted(journey.leftOut, JourneyWords::tr("%1 earlier step is not shown"),
                                    JourneyWords::tr("%1 earlier steps are not shown"));
    if (journey.isWhole)
        return {};
    if (journey.recordedSinceMs == 0)
        return JourneyWords::tr("What happened is not being recorded");
    if (journey.keptSinceMs > 0)
        return JourneyWords::tr("What was before %1 has been let go to make room")
            .arg(theme::formatTime(journey.keptSinceMs));
    return JourneyWords::tr("Recording began at %1: what was before is not known")
        .arg(theme::formatTime(journey.recordedSinceMs));
}

QString targetText(const JourneyTarget &target)
{
    switch (target.kind) {
    case TargetKind::Queue:
        return JourneyWords::tr("Go to queue %1").arg(target.name);
    case TargetKind::Topic:
        return JourneyWords::tr("Go to topic %1").arg(target.name);
    case TargetKind::Exchange:
        return JourneyWords::tr("Go to exchange %1").arg(models::exchangeLabel(target.name));
    case TargetKind::Connection:
        return JourneyWords::tr("Go to connection %1").arg(target.name);
    case TargetKind::Message:
        return JourneyWords::tr("Go to message %1").arg(target.name);
    }
    return {};
}

QString causeText(StepCause cause)
{
    switch (cause) {
    case StepCause::None:
        return {};
    case StepCause::Rejected:
        return JourneyWords::tr("it was rejected");
    case StepCause::Expired:
        return JourneyWords::tr("its time to live was over");
    case StepCause::MaxLength:
        return JourneyWords::tr("the queue was over its length limit");
    case StepCause::DeliveryLimit:
        return JourneyWords::tr("it came back more often than the delivery limit allows");
    case StepCause::QueueFull:
        return JourneyWords::tr("the queue is full and refuses new messages");
    case StepCause::NoKey:
        return JourneyWords::tr("a compacted topic takes none without a key");
    case StepCause::TooLarge:
        return JourneyWords::tr("it is larger than the topic takes (max.message.bytes)");
    case StepCause::Purged:
        return JourneyWords::tr("the queue was purged");
    case StepCause::QueueDeleted:
        return JourneyWords::tr("the queue was deleted");
    case StepCause::Removed:
        return JourneyWords::tr("removed by hand");
    case StepCause::Gate:
        return JourneyWords::tr("at a breakpoint");
    case StepCause::DeathCycle:
        return JourneyWords::tr("it would go round in a circle");
    case StepCause::NoHistory:
        return JourneyWords::tr("its x-death could not be written");
    case StepCause::ReplyLost:
        return JourneyWords::tr("the consumer of replies does not read");
    case StepCause::NoExchange:
        return JourneyWords::tr("the exchange does not exist");
    }
    return {};
}

} // namespace ui::inspector
