// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of byte vectors compare: why something could not be decoded.
#pragma once

#include "wire/decoded.h"

namespace vectors {

template <typename T>
engine::wire::Fault faultOf(const engine::wire::DecodeResult<T> &result)
{
    return result.isMalformed() ? result.error().fault : engine::wire::Fault::None;
}

} // namespace vectors
