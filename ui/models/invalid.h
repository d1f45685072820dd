// SPDX-License-Identifier: GPL-3.0-or-later
// The answer to what was typed or read and cannot be taken as it is.
#pragma once

#include <engine/result.h>

namespace ui::models {

/// `what` is wrong with it: a sentence, or the rest of one.
inline engine::Error invalid(const QString &what)
{
    return {engine::BrokerError::InvalidArgument, what};
}

} // namespace ui::models
