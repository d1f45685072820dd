// SPDX-License-Identifier: GPL-3.0-or-later
// What the store answers where a file or its contents are not as they were written. Thread: any (plain function).
#pragma once

#include <engine/result.h>

#include <QString>

namespace engine::store {

/// `what` is for people: what was found.
inline Error damaged(const QString &what)
{
    return {BrokerError::Damaged, what};
}

} // namespace engine::store
