// SPDX-License-Identifier: GPL-3.0-or-later
// A broker whose users and virtual hosts are changed, whose queues are paused and whose topics are replayed, while it runs, for tests of other people's
// clients: accessbroker DATADIR PORT [KAFKA-PORT]. Reads commands from standard input, a line each with words between tabs, and
// answers each with "ok" or the error's text; says "ready" when clients may come. Ends with its input.
#include "facade/embeddedsession.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>

#include <cstdio>
#include <iostream>
#include <string>

using namespace engine;
using facade::EmbeddedSession;

namespace {

void say(const QString &text)
{
    std::cout << text.toStdString() << std::endl;
}

using Answer = BrokerSession::Future<void>;

std::optional<quint32> limit(const QString &text)
{
    return text == QStringLiteral("-") ? std::nullopt : std::optional(text.toUInt());
}

PolicySpec policyOf(const QStringList &words)
{
    PolicySpec spec;
    spec.isOperator = words.value(0).startsWith(QStringLiteral("operator"));
    spec.name = words.value(1);
    spec.pattern = words.value(2);
    spec.applyTo = applyToFromName(words.value(3).toUtf8()).value_or(ApplyTo::All);
    spec.priority = words.value(4).toInt();
    for (qsizetype i = 5; i + 1 < words.size(); i += 2) {
        bool isNumber = false;
        const qint64 number = words[i + 1].toLongLong(&isNumber);
        spec.definition.set(words[i].toUtf8(), isNumber ? FieldValue(number) : FieldValue(words[i + 1].toUtf8()));
    }
    return spec;
}

/// A topic into a queue, or what is in a queue into a topic, as fast as possible; answers when it has begun.
Answer replay(EmbeddedSession &session, bool isTopic, const QString &from, const QString &to)
{
    ReplaySpec spec;
    spec.source.kind = isTopic ? ReplaySource::Kind::Topic : ReplaySource::Kind::Queue;
    spec.source.name = from;
    spec.target.kind = isTopic ? ReplayTarget::Kind::Queue : ReplayTarget::Kind::Topic;
    spec.target.name = to;
    return session.startReplay(spec).then(
        [](const Result<ReplayId> &id) { return id ? Result<void>() : Result<void>(id.error()); });
}

using Consumers = QHash<QString, ConsumerId>; ///< by their tags

std::optional<Answer> run(EmbeddedSession &session, const Consumers &consumers, const QStringList &words)
{
    const auto word = [&](int i) { return words.value(i); };
    const QString command = word(0);
    if (command == QStringLiteral("vhost"))
        return session.putVirtualHost({word(1), {}, {}});
    if (command == QStringLiteral("delete-vhost"))
        return session.deleteVirtualHost(word(1));
    if (command == QStringLiteral("vhost-limits"))
        return session.setVirtualHostLimits(word(1), {limit(word(2)), limit(word(3))});
    if (command == QStringLiteral("user"))
        return session.putUser({word(1), word(3).split(u',', Qt::SkipEmptyParts), word(2), std::nullopt});
    // With RabbitMQ's hash of it (SHA-256, base64) in place of the password.
    if (command == QStringLiteral("hashed-user"))
        return session.putUser({word(1),
                                {},
                                std::nullopt,
                                UserSpec::Hash{word(2).toLatin1(), QStringLiteral("rabbit_password_hashing_sha256")}});
    if (command == QStringLiteral("delete-user"))
        return session.deleteUser(word(1));
    if (command == QStringLiteral("user-limits"))
        return session.setUserLimits(word(1), {limit(word(2)), limit(word(3))});
    if (command == QStringLiteral("permit"))
        return session.setPermissions({word(1), word(2), word(3), word(4), word(5)});
    if (command == QStringLiteral("clear"))
        return session.clearPermissions(word(1), word(2));
    if (command == QStringLiteral("permit-topic"))
        return session.setTopicPermissions({word(1), word(2), word(3), word(4), word(5)});
    // Name, pattern, apply-to, priority, then keys and values; numbers are numbers.
    if (command == QStringLiteral("policy") || command == QStringLiteral("operator-policy"))
        return session.putPolicy(policyOf(words));
    if (command == QStringLiteral("clear-policy"))
        return session.deletePolicy(QStringLiteral("/"), word(1), false);
    if (command == QStringLiteral("clear-operator-policy"))
        return session.deletePolicy(QStringLiteral("/"), word(1), true);
    if (command == QStringLiteral("replay-topic") || command == QStringLiteral("replay-queue"))
        return replay(session, command == QStringLiteral("replay-topic"), word(1), word(2));
    if (command == QStringLiteral("pause") || command == QStringLiteral("resume"))
        return session.setQueuePaused(QStringLiteral("/"), word(1), command == QStringLiteral("pause"));
    if (command == QStringLiteral("cancel"))
        return session.cancelConsumer(consumers.value(word(1)));
    return std::nullopt;
}

void readCommand(EmbeddedSession &session, const Consumers &consumers, QCoreApplication &application)
{
    std::string line;
    if (!std::getline(std::cin, line)) {
        session.stop();
        return;
    }
    const auto answer = run(session, consumers, QString::fromStdString(line).split(u'\t'));
    if (!answer) {
        say(QStringLiteral("no such command"));
        return;
    }
    Answer(*answer).then(
        &application, [](const Result<void> &result) { say(result ? QStringLiteral("ok") : result.error().detail); });
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    facade::EngineConfig config;
    config.dataDirectory = arguments.value(1);
    config.amqpAddress = QString(QStringLiteral("127.0.0.1:") + arguments.value(2));
    config.kafkaAddress.reset();
    if (const QString port = arguments.value(3); !port.isEmpty())
        config.kafkaAddress = QString(QStringLiteral("127.0.0.1:") + port);
    EmbeddedSession session(config);
    Consumers consumers;
    const auto watching = session.watchConnections(
        &application,
        [&consumers](const QList<ConnectionSnapshot> &connections) {
            consumers.clear();
            for (const ConnectionSnapshot &connection : connections) {
                for (const ChannelSnapshot &channel : connection.channels) {
                    for (const ConsumerSnapshot &consumer : channel.consumers)
                        consumers.insert(consumer.tag, consumer.id);
                }
            }
        },
        20);
    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &session,
                     [&] { readCommand(session, consumers, application); });
    QObject::connect(&session, &BrokerSession::stateChanged, &application, [](BrokerSession::State state) {
        if (state == BrokerSession::State::Running)
            say(QStringLiteral("ready"));
        else if (state == BrokerSession::State::Stopped || state == BrokerSession::State::Failed)
            QCoreApplication::exit(state == BrokerSession::State::Failed);
    });
    session.start();
    return application.exec();
}
