// SPDX-License-Identifier: GPL-3.0-or-later
// The answer to a command line, or a settings file, that cannot be taken as it is.
#pragma once

#include <engine/result.h>

namespace app {

/// `what` is wrong with it: a sentence for the terminal.
inline engine::Error invalid(const QString &what)
{
    return {engine::BrokerError::InvalidArgument, what};
}

} // namespace app
