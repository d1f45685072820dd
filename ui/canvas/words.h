// SPDX-License-Identifier: GPL-3.0-or-later
// What the flow says in words, under one heading of the translations.
#pragma once

#include <QCoreApplication>

namespace ui::canvas {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Flow)
};

} // namespace ui::canvas
