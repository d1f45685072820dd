// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/queuearguments.h"

#include "ui/dialogs/checks.h"
#include "ui/models/features.h"
#include "ui/theme/format.h"

#include <QCoreApplication>

#include <limits>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

using Kind = QueueArgument::Kind;
using For = QueueArgument::For;
using Section = QueueArgument::Section;

constexpr char context[] = "ui::dialogs::QueueArguments";
constexpr qint64 longest = 4'294'967'295; // milliseconds: what RabbitMQ's timers take
constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();

QString tr(const char *text)
{
    return QCoreApplication::translate(context, text);
}

#define TEXT(text) QT_TRANSLATE_NOOP("ui::dialogs::QueueArguments", text)

std::vector<QueueArgument> limits()
{
    return {
        {"x-message-ttl", Section::Limits, Kind::Number, For::Any, TEXT("Message TTL"),
         TEXT("Milliseconds a message may wait here; then it expires: dead-lettered, or dropped."), 0, longest},
        {"x-expires", Section::Limits, Kind::Number, For::Any, TEXT("Auto expire"),
         TEXT("Milliseconds without a consumer, a get or a declaration after which the queue deletes itself."), 1,
         longest},
        {"x-max-length", Section::Limits, Kind::Number, For::Any, TEXT("Max length"),
         TEXT("How many ready messages it holds at most."), 0, anyNumber},
        {"x-max-length-bytes", Section::Limits, Kind::Number, For::Any, TEXT("Max length bytes"),
         TEXT("How many bytes the bodies of its ready messages hold at most."), 0, anyNumber},
        {"x-overflow", Section::Limits, Kind::Choice, For::Any, TEXT("Overflow behaviour"),
         TEXT("At the limit: drop the oldest message, or refuse the new one (nack to a publisher with confirms)."), 0,
         0, "drop-head reject-publish reject-publish-dlx"},
    };
}

std::vector<QueueArgument> deadLetters()
{
    return {
        {"x-dead-letter-exchange", Section::DeadLetters, Kind::Text, For::Any, TEXT("Dead letter exchange"),
         TEXT("Gets what is rejected, expires, or falls over a limit here. Without one, such messages are gone; (AMQP "
              "default) takes them to the queue that the routing key names.")},
        {"x-dead-letter-routing-key", Section::DeadLetters, Kind::Text, For::Any, TEXT("Dead letter routing key"),
         TEXT("The routing key they are sent with. Empty: the one they came with.")},
        {"x-dead-letter-strategy", Section::DeadLetters, Kind::Choice, For::Quorum, TEXT("Dead letter strategy"),
         TEXT("at-least-once keeps a dead letter here until it has arrived; it needs the overflow reject-publish."), 0,
         0, "at-most-once at-least-once"},
        {"x-delivery-limit", Section::DeadLetters, Kind::Number, For::Quorum, TEXT("Delivery limit"),
         TEXT("How often a message may be returned before it is given up. Not given: 20; -1: without end."), -1,
         longest},
        {"x-delayed-retry-type", Section::DeadLetters, Kind::Choice, For::Quorum, TEXT("Delayed retry"),
         TEXT("Which returned messages wait before they are ready again: failed ones, those given back, or all."), 0, 0,
         "disabled all failed returned"},
        {"x-delayed-retry-min", Section::DeadLetters, Kind::Number, For::Quorum, TEXT("Delayed retry min"),
         TEXT("Milliseconds to wait for the first retry; each further one waits longer."), 0, longest},
        {"x-delayed-retry-max", Section::DeadLetters, Kind::Number, For::Quorum, TEXT("Delayed retry max"),
         TEXT("Milliseconds a retry waits at most."), 0, longest},
    };
}

std::vector<QueueArgument> consumersAndPlacement()
{
    return {
        {"x-max-priority", Section::Consumers, Kind::Number, For::Classic, TEXT("Maximum priority"),
         TEXT("Messages of a higher priority overtake the others; up to 10 levels are plenty."), 0, 255},
        {"x-single-active-consumer", Section::Consumers, Kind::Flag, For::Any, TEXT("Single active consumer"),
         TEXT("One consumer takes all messages; another steps in when it goes.")},
        {"x-consumer-timeout", Section::Consumers, Kind::Number, For::Any, TEXT("Consumer timeout"),
         TEXT("Milliseconds a consumer may keep a message unacknowledged before its channel is closed."), 1, longest},
        {"x-queue-mode", Section::Placement, Kind::Choice, For::Classic, TEXT("Queue mode"),
         TEXT("For clients that declare it. Every queue here pages to disk as lazy ones do."), 0, 0, "default lazy"},
        {"x-queue-version", Section::Placement, Kind::Choice, For::Classic, TEXT("Queue version"),
         TEXT("For clients that declare it. There is one format here."), 0, 0, "1 2"},
        {"x-queue-leader-locator", Section::Placement, Kind::Choice, For::Any, TEXT("Leader locator"),
         TEXT("For clients that declare it. There is one node here."), 0, 0, "client-local balanced"},
    };
}

#undef TEXT

std::optional<qint64> numberOf(const engine::FieldTable &arguments, const char *name)
{
    const engine::FieldValue *value = arguments.find(name);
    return value ? value->toInteger() : std::nullopt;
}

QByteArray textOf(const engine::FieldTable &arguments, const char *name)
{
    const engine::FieldValue *value = arguments.find(name);
    return value ? value->toText().value_or(QByteArray()) : QByteArray();
}

} // namespace

const std::vector<QueueArgument> &queueArguments()
{
    static const std::vector<QueueArgument> all = [] {
        std::vector<QueueArgument> made;
        for (const auto &part : {limits(), deadLetters(), consumersAndPlacement()})
            made.insert(made.end(), part.begin(), part.end());
        return made;
    }();
    return all;
}

QString sectionTitle(Section section)
{
    switch (section) {
    case Section::Limits:
        return tr("Time to live and limits");
    case Section::DeadLetters:
        return tr("Dead letters and retries");
    case Section::Consumers:
        return tr("Priorities and consumers");
    case Section::Placement:
        return tr("Accepted for clients that declare them");
    }
    return {};
}

QString QueueArgument::translatedLabel() const
{
    return tr(label);
}

QString QueueArgument::translatedHelp() const
{
    return QString::fromLatin1(name) + u": "_s + tr(help);
}

QStringList QueueArgument::choiceList() const
{
    return QString::fromLatin1(choices).split(u' ', Qt::SkipEmptyParts);
}

QString QueueArgument::problem(const QString &text) const
{
    if (text.isEmpty())
        return {};
    if (kind == Kind::Text)
        return routingKeyProblem(text);
    if (kind != Kind::Number)
        return {};
    bool isNumber = false;
    const qint64 number = text.trimmed().toLongLong(&isNumber);
    if (!isNumber)
        return tr("A whole number, digits only.");
    if (number < least)
        return tr("At least %1.").arg(least);
    return number > most ? tr("At most %1.").arg(theme::formatCount(quint64(most))) : QString();
}

std::optional<engine::FieldValue> QueueArgument::value(const QString &text) const
{
    if (text.isEmpty() || !problem(text).isEmpty())
        return {};
    switch (kind) {
    case Kind::Number:
        return engine::FieldValue(text.trimmed().toLongLong());
    case Kind::Flag:
        return engine::FieldValue(true);
    case Kind::Choice:
        // The version is a number, as RabbitMQ has it.
        if (qstrcmp(name, "x-queue-version") == 0)
            return engine::FieldValue(text.toLongLong());
        return engine::FieldValue(text.toUtf8());
    case Kind::Text:
        break;
    }
    // The nameless exchange can not be told from no exchange but by the name that it is shown with.
    return engine::FieldValue(text == models::exchangeLabel({}) ? QByteArray("") : text.toUtf8());
}

QString combinationProblem(const engine::FieldTable &arguments, const char *name)
{
    const QByteArrayView here(name);
    if (here == "x-dead-letter-routing-key" && arguments.contains(name) &&
        !arguments.contains("x-dead-letter-exchange"))
        return tr("Only with a dead letter exchange.");
    if (here == "x-overflow" && textOf(arguments, name) == "reject-publish-dlx" &&
        textOf(arguments, "x-queue-type") == "quorum")
        return tr("A quorum queue does not have reject-publish-dlx.");
    if (here == "x-dead-letter-strategy" && textOf(arguments, name) == "at-least-once" &&
        textOf(arguments, "x-overflow") != "reject-publish")
        return tr("at-least-once needs the overflow reject-publish.");
    const auto least = numberOf(arguments, "x-delayed-retry-min");
    const auto most = numberOf(arguments, "x-delayed-retry-max");
    if (here == "x-delayed-retry-max" && least && most && *most < *least)
        return tr("Not less than the minimum, %1.").arg(theme::formatCount(quint64(*least)));
    return {};
}

} // namespace ui::dialogs
