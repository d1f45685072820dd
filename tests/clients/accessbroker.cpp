// SPDX-License-Identifier: GPL-3.0-or-later
// A broker whose users and virtual hosts are changed while it runs, for tests of other people's clients:
// accessbroker DATADIR PORT. Reads commands from standard input, a line each with words between tabs, and answers each with
// "ok" or the error's text; says "ready" when clients may come. Ends with its input.
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

std::optional<Answer> run(EmbeddedSession &session, const QStringList &words)
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
    if (command ==
        QStringLiteral("policy")) // name, pattern, apply-to, priority, then keys and values; numbers are numbers
        return session.putPolicy(policyOf(words));
    if (command == QStringLiteral("clear-policy"))
        return session.deletePolicy(QStringLiteral("/"), word(1), false);
    return std::nullopt;
}

void readCommand(EmbeddedSession &session, QCoreApplication &application)
{
    std::string line;
    if (!std::getline(std::cin, line)) {
        session.stop();
        return;
    }
    const auto answer = run(session, QString::fromStdString(line).split(u'\t'));
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
    EmbeddedSession session(config);
    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &session, [&] { readCommand(session, application); });
    QObject::connect(&session, &BrokerSession::stateChanged, &application, [](BrokerSession::State state) {
        if (state == BrokerSession::State::Running)
            say(QStringLiteral("ready"));
        else if (state == BrokerSession::State::Stopped || state == BrokerSession::State::Failed)
            QCoreApplication::exit(state == BrokerSession::State::Failed);
    });
    session.start();
    return application.exec();
}
