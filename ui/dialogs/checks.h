// SPDX-License-Identifier: GPL-3.0-or-later
// What makes a name good before the broker is asked: the limits of AMQP 0-9-1 short strings and the names it reserves.
// Thread: any.
#pragma once

#include <QString>

namespace ui::dialogs {

enum class Naming : quint8 { Required, MayBeEmpty };

/// The problem as a sentence, or nothing. Names that begin with "amq." are the broker's own.
QString nameProblem(const QString &name, Naming naming);
/// Topics: letters, digits, '.', '_' and '-', at most 249, not "." or "..".
QString topicNameProblem(const QString &name);
/// Routing keys: at most 255 bytes.
QString routingKeyProblem(const QString &key);

} // namespace ui::dialogs
