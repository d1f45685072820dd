// SPDX-License-Identifier: GPL-3.0-or-later
// How long the times may be that clients, arguments and policies ask for. Thread: any (a constant).
#pragma once

#include <QtGlobal>

namespace engine {

/// RabbitMQ's bound: ten years. More than 32 bits hold; a date and such a time make a date that 64 bits hold.
inline constexpr qint64 longestDurationMs = 315'360'000'000;

} // namespace engine
