// SPDX-License-Identifier: GPL-3.0-or-later
// A message as a program that publishes it, in the languages whose clients people use: to take what works by hand into code. The
// programs are whole, and run as they stand where the client library is installed.
// Thread: any.
#pragma once

#include "ui/publisher/codeliterals.h"
#include "ui/publisher/generator.h"

#include <engine/snapshots.h>

#include <QString>

namespace ui::publisher {

enum class CodeLanguage : quint8 { Python, Node, Java, CSharp, Go, Shell };

struct CodeLanguageName
{
    CodeLanguage language;
    QString amqp;  ///< "Python (pika)"
    QString kafka; ///< "Python (confluent-kafka)"
};
const QList<CodeLanguageName> &codeLanguages();

/// Where the program connects.
struct CodeAddresses
{
    QString host = QStringLiteral("127.0.0.1");
    quint16 amqpPort = 5672;
    QString kafka = QStringLiteral("127.0.0.1:9092");
};

/// Those of a broker that listens there; what listens nowhere has its usual address.
CodeAddresses addressesOf(const QList<engine::ListenerSnapshot> &listeners);

QString codeFor(CodeLanguage language, const Outgoing &message, const CodeAddresses &addresses);

/// What the program for the shell does, as one command to be pasted into one.
QString shellCommand(const Outgoing &message, const CodeAddresses &addresses);

// The two halves of it.
QString amqpCode(CodeLanguage language, const engine::PublishRequest &request, const CodeAddresses &addresses);
QString kafkaCode(CodeLanguage language, const engine::RecordRequest &request, const CodeAddresses &addresses);
ShellProgram amqpShellProgram(const engine::PublishRequest &request, const CodeAddresses &addresses);
ShellProgram kafkaShellProgram(const engine::RecordRequest &request, const CodeAddresses &addresses);

} // namespace ui::publisher
