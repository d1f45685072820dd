// SPDX-License-Identifier: GPL-3.0-or-later
#include <engine/routing.h>

namespace engine {

bool takes(BindingVerdict verdict)
{
    return verdict < BindingVerdict::OtherKey;
}

} // namespace engine
