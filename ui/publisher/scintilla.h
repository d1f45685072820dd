// SPDX-License-Identifier: GPL-3.0-or-later
// QScintilla's headers, which write Qt's keywords in lower case; here they are macros with capitals only.
// Thread: ui.
#pragma once

#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerxml.h>
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>
#undef signals
#undef slots
