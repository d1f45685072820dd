// SPDX-License-Identifier: GPL-3.0-or-later
// Made-up values that look like real ones: what {{random.name}} and its like stand for.
// Thread: any.
#pragma once

#include <QString>
#include <QStringList>

class QRandomGenerator;

namespace ui::publisher {

/// "name", "email", "city" …, in the order of a menu.
const QStringList &randomKinds();
/// `size`: of those that have a length; 0: a usual one.
QString randomText(const QString &kind, int size, QRandomGenerator &random);

} // namespace ui::publisher
