// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/queuearguments.h"

#include "ui/dialogs/checks.h"
#include "ui/models/features.h"
#include "ui/theme/format.h"

#include <engine/durations.h>

#include <QCoreApplication>

#include <limits>

namespace ui::dialogs {

using namespace Qt::StringLiterals;

namespace {

using Kind = QueueArgument::Kind;
using For = QueueArgument::For;
using Section = QueueArgument::Section;

constexpr qint64 mostFailures = std::numeric_limits<quint32>::max();
constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();

struct ArgumentWords
{
    Q_DECLARE_TR_FUNCTIONS(QueueArguments)
};

std::vector<QueueArgument> limits()
{
    return {
        {"x-message-ttl", Section::Limits, Kind::Number, For::Any, QT_TRANSLATE_NOOP("QueueArguments", "Message TTL"),
         QT_TRANSLATE_NOOP("QueueArguments",
                           "Milliseconds a message may wait here; then it expires: dead-lettered, or dropped."),
         0, engine::longestDurationMs},
        {"x-expires", Section::Limits, Kind::Number, For::Any, QT_TRANSLATE_NOOP("QueueArguments", "Auto expire"),
         QT_TRANSLATE_NOOP(
             "QueueArguments",
             "Milliseconds without a consumer, a get or a declaration after which the queue deletes itself."),
         1, engine::longestDurationMs},
        {"x-max-length", Section::Limits, Kind::Number, For::Any, QT_TRANSLATE_NOOP("QueueArguments", "Max length"),
         QT_TRANSLATE_NOOP("QueueArguments", "How many ready messages it holds at most."), 0, anyNumber},
        {"x-max-length-bytes", Section::Limits, Kind::Number, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Max length bytes"),
         QT_TRANSLATE_NOOP("QueueArguments", "How many bytes the bodies of its ready messages hold at most."), 0,
         anyNumber},
        {"x-overflow", Section::Limits, Kind::Choice, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Overflow behaviour"),
         QT_TRANSLATE_NOOP(
             "QueueArguments",
             "At the limit: drop the oldest message, or refuse the new one (nack to a publisher with confirms)."),
         0, 0, "drop-head reject-publish reject-publish-dlx"},
    };
}

std::vector<QueueArgument> deadLetters()
{
    return {
        {"x-dead-letter-exchange", Section::DeadLetters, Kind::Text, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Dead letter exchange"),
         QT_TRANSLATE_NOOP(
             "QueueArguments",
             "Gets what is rejected, expires, or falls over a limit here. Without one, such messages are gone; (AMQP "
             "default) takes them to the queue that the routing key names.")},
        {"x-dead-letter-routing-key", Section::DeadLetters, Kind::Text, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Dead letter routing key"),
         QT_TRANSLATE_NOOP("QueueArguments", "The routing key they are sent with. Empty: the one they came with.")},
        {"x-dead-letter-strategy", Section::DeadLetters, Kind::Choice, For::Quorum,
         QT_TRANSLATE_NOOP("QueueArguments", "Dead letter strategy"),
         QT_TRANSLATE_NOOP(
             "QueueArguments",
             "at-least-once: a dead letter stays here until every queue it goes to has taken it. Needs the overflow "
             "reject-publish."),
         0, 0, "at-most-once at-least-once"},
        {"x-delivery-limit", Section::DeadLetters, Kind::Number, For::Quorum,
         QT_TRANSLATE_NOOP("QueueArguments", "Delivery limit"),
         QT_TRANSLATE_NOOP(
             "QueueArguments",
             "How often a message may be rejected, or left by a consumer that is gone, before it is given "
             "up. Not given: 20; -1: without end."),
         -1, mostFailures},
        {"x-delayed-retry-type", Section::DeadLetters, Kind::Choice, For::Quorum,
         QT_TRANSLATE_NOOP("QueueArguments", "Delayed retry"),
         QT_TRANSLATE_NOOP(
             "QueueArguments",
             "Which returned messages wait before they are ready again: failed ones, those given back, or all."),
         0, 0, "disabled all failed returned"},
        {"x-delayed-retry-min", Section::DeadLetters, Kind::Number, For::Quorum,
         QT_TRANSLATE_NOOP("QueueArguments", "Delayed retry min"),
         QT_TRANSLATE_NOOP("QueueArguments",
                           "Milliseconds to wait for the first retry; after each failure the next one waits longer."),
         1, engine::longestDurationMs},
        {"x-delayed-retry-max", Section::DeadLetters, Kind::Number, For::Quorum,
         QT_TRANSLATE_NOOP("QueueArguments", "Delayed retry max"),
         QT_TRANSLATE_NOOP("QueueArguments",
                           "Milliseconds a retry waits at most. Not given: each waits as long as the first."),
         1, engine::longestDurationMs},
    };
}

std::vector<QueueArgument> consumersAndPlacement()
{
    return {
        {"x-max-priority", Section::Consumers, Kind::Number, For::Classic,
         QT_TRANSLATE_NOOP("QueueArguments", "Maximum priority"),
         QT_TRANSLATE_NOOP("QueueArguments",
                           "Messages of a higher priority overtake the others; up to 10 levels are plenty."),
         0, 255},
        {"x-single-active-consumer", Section::Consumers, Kind::Flag, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Single active consumer"),
         QT_TRANSLATE_NOOP("QueueArguments", "One consumer takes all messages; another steps in when it goes.")},
        {"x-consumer-timeout", Section::Consumers, Kind::Number, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Consumer timeout"),
         QT_TRANSLATE_NOOP("QueueArguments",
                           "Milliseconds a consumer may keep a message unacknowledged before its channel is closed."),
         1, engine::longestDurationMs},
        {"x-queue-mode", Section::Placement, Kind::Choice, For::Classic,
         QT_TRANSLATE_NOOP("QueueArguments", "Queue mode"),
         QT_TRANSLATE_NOOP("QueueArguments",
                           "For clients that declare it. Every queue here pages to disk as lazy ones do."),
         0, 0, "default lazy"},
        {"x-queue-version", Section::Placement, Kind::Choice, For::Classic,
         QT_TRANSLATE_NOOP("QueueArguments", "Queue version"),
         QT_TRANSLATE_NOOP("QueueArguments", "For clients that declare it. There is one format here."), 0, 0, "1 2"},
        {"x-queue-leader-locator", Section::Placement, Kind::Choice, For::Any,
         QT_TRANSLATE_NOOP("QueueArguments", "Leader locator"),
         QT_TRANSLATE_NOOP("QueueArguments", "For clients that declare it. There is one node here."), 0, 0,
         "client-local balanced"},
    };
}

std::optional<qint64> numberOf(const engine::FieldTable &arguments, const char *name)
{
    const engine::FieldValue *value = arguments.find(name);
    return value ? value->toInteger() : std::nullopt;
}

QByteArray argumentText(const engine::FieldTable &arguments, const char *name)
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
        return ArgumentWords::tr("Time to live and limits");
    case Section::DeadLetters:
        return ArgumentWords::tr("Dead letters and retries");
    case Section::Consumers:
        return ArgumentWords::tr("Priorities and consumers");
    case Section::Placement:
        return ArgumentWords::tr("Accepted for clients that declare them");
    }
    return {};
}

QString QueueArgument::translatedLabel() const
{
    return ArgumentWords::tr(label);
}

QString QueueArgument::translatedHelp() const
{
    return QString::fromLatin1(name) + u": "_s + ArgumentWords::tr(help);
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
        return ArgumentWords::tr("A whole number, digits only.");
    if (number < least)
        return ArgumentWords::tr("At least %1.").arg(least);
    return number > most ? ArgumentWords::tr("At most %1.").arg(theme::formatCount(quint64(most))) : QString();
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
        return ArgumentWords::tr("Only with a dead letter exchange.");
    if (here == "x-overflow" && argumentText(arguments, name) == "reject-publish-dlx" &&
        argumentText(arguments, "x-queue-type") == "quorum")
        return ArgumentWords::tr("A quorum queue does not have reject-publish-dlx.");
    if (here == "x-dead-letter-strategy" && argumentText(arguments, name) == "at-least-once" &&
        argumentText(arguments, "x-overflow") != "reject-publish")
        return ArgumentWords::tr("at-least-once needs the overflow reject-publish.");
    const auto least = numberOf(arguments, "x-delayed-retry-min");
    const auto most = numberOf(arguments, "x-delayed-retry-max");
    if (here == "x-delayed-retry-type" && arguments.contains(name) && argumentText(arguments, name) != "disabled" &&
        !least)
        return ArgumentWords::tr("Without a minimum nothing waits.");
    if (here == "x-delayed-retry-max" && least && most && *most < *least)
        return ArgumentWords::tr("Not less than the minimum, %1.").arg(theme::formatCount(quint64(*least)));
    return {};
}

} // namespace ui::dialogs
