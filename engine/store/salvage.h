// SPDX-License-Identifier: GPL-3.0-or-later
// salvage: a damaged data file is set aside under a name of its own, never overwritten, and a new one is built in its place
// from every row whose checksum holds. May be interrupted at any point: the next start goes on or begins again.
// Thread: store (start-up only).
#pragma once

#include <engine/result.h>

#include <QString>

namespace engine::store {

/// What a user must be told: the name of the file set aside, and what was taken over.
Result<QString> salvage(const QString &path, const QString &why);

/// Ends a salvage that was interrupted; what a user must be told, or nothing. To be called before the file is looked at.
Result<QString> finishInterruptedSalvage(const QString &path);

/// Asks the next start to salvage the file whatever it looks like: damage was found while it was in use.
void requestSalvage(const QString &path);
bool isSalvageRequested(const QString &path);

} // namespace engine::store
