// SPDX-License-Identifier: GPL-3.0-or-later
// What is said here in words, under one heading of the translations.
#pragma once

#include <QCoreApplication>

namespace ui::transfer {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MessageTransfer)
};

} // namespace ui::transfer
