// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of a queue that RabbitMQ knows: how the form asks for each, and what it takes for a mistake.
// Thread: any.
#pragma once

#include <engine/fieldvalue.h>

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ui::dialogs {

struct QueueArgument
{
    enum class Kind : quint8 { Number, Text, Choice, Flag };
    enum class For : quint8 { Any, Classic, Quorum };
    enum class Section : quint8 { Limits, DeadLetters, Consumers, Placement };

    const char *name;
    Section section;
    Kind kind;
    For queues;
    const char *label; ///< for QueueArguments' translation, as `help` is
    const char *help;
    qint64 least = 0; ///< of a Number
    qint64 most = 0;
    const char *choices = ""; ///< of a Choice, separated by blanks

    QString translatedLabel() const;
    /// "x-expires: Milliseconds without use …".
    QString translatedHelp() const;
    QStringList choiceList() const;
    /// What is wrong with a text for this argument by itself; empty when it is good, or empty.
    QString problem(const QString &text) const;
    /// Nothing for an empty or a bad text.
    std::optional<engine::FieldValue> value(const QString &text) const;
};

/// In the order of the form.
const std::vector<QueueArgument> &queueArguments();
QString sectionTitle(QueueArgument::Section section);

/// What is wrong with the arguments of a queue together, told at the argument `name`; empty when nothing is.
QString combinationProblem(const engine::FieldTable &arguments, const char *name);

} // namespace ui::dialogs
