// SPDX-License-Identifier: GPL-3.0-or-later
// White space that means nothing: what JSON has between its values, and what base64 is broken into lines by.
#pragma once

namespace ui::decoding {

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace ui::decoding
