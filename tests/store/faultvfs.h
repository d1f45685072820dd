// SPDX-License-Identifier: GPL-3.0-or-later
// FaultVfs: a layer under SQLite that fails the nth write or sync, and that can lose power: whatever was not synced is then
// forgotten, or remains in parts. Installed as the process's default before the first store opens; locking and shared memory
// go straight through to the real one. Thread: any (one lock).
#pragma once

#include <QByteArray>
#include <QRandomGenerator>
#include <QString>

namespace storetest::faults {

void install();

/// From now on the nth write, sync or truncation fails, and with `persistent` all after it too. 0: none does.
void failAt(int n, bool persistent);
/// Did the fault come up?
bool wasHit();

/// Begins to keep what was synced, for files in this directory.
void watch(const QString &directory);
/// The power is gone: every later write fails, and the files stay as they are.
void cutPower();
/// Puts the files into the state that survived: the synced bytes, and of the later writes none (no generator), or any sectors.
void restorePower(QRandomGenerator *partly = nullptr);

} // namespace storetest::faults
