// SPDX-License-Identifier: GPL-3.0-or-later
// CodeDialect: how one programming language writes values as literals, so that any text and any bytes come out of the program as they
// went in. What the code snippets are put together from.
// Thread: any.
#pragma once

#include <engine/fieldvalue.h>

#include <QString>
#include <QStringList>

#include <functional>

namespace ui::publisher {

using CodePairs = QList<std::pair<QString, QString>>;

struct CodeDialect
{
    std::function<QString(const QString &)> text;
    std::function<QString(const QByteArray &)> bytes;
    std::function<QString(qint64 value)> integer;
    std::function<QString(double)> number;
    QString yes, no, null;
    /// Of a list's items.
    std::function<QString(const QStringList &)> list;
    /// Of a table's pairs, names as literals.
    std::function<QString(const CodePairs &)> table;
    std::function<QString(quint64 seconds)> timestamp;
};

const CodeDialect &pythonDialect();
const CodeDialect &nodeDialect();
const CodeDialect &javaDialect();
const CodeDialect &csharpDialect();
const CodeDialect &goDialect();

/// A typed value as the language writes it.
QString literal(const CodeDialect &dialect, const engine::FieldValue &value);
QString literal(const CodeDialect &dialect, const engine::FieldTable &table);

/// The lines, each with its end.
QString programText(const QStringList &lines);

/// One word of a POSIX shell, without anything that a terminal would act on when it is pasted. The bytes must not hold NUL; of
/// those with other control characters, ends of line at their end are lost.
QString shellWord(const QByteArray &bytes);
/// The command that writes these bytes, whatever they are, to its standard output.
QString shellOutput(const QByteArray &bytes);

/// For a POSIX shell: what it can not say of a message, a sentence each, and the commands that publish the rest.
struct ShellProgram
{
    QStringList remarks;
    QStringList commands;
};
/// As a file that runs.
QString programText(const ShellProgram &program);
/// To be pasted into a shell, which it leaves as it was.
QString pasteText(const ShellProgram &program);
/// Somebody else's words within a comment: without anything that could end it, or do something where a shell takes it for a command.
QString remarkWords(const QString &text);

/// Bytes that are text in UTF-8, without what a terminal would act on.
bool isPlainText(const QByteArray &bytes);

} // namespace ui::publisher
