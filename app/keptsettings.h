// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's options that are kept beside its data, in DATA-DIR/settings.conf: the window's preferences write them, the window and
// serve read them at their start. The command line and --config come before them. Thread: any.
#pragma once

#include <engine/result.h>

#include <QMap>
#include <QString>

namespace app {

QString keptSettingsFile(const QString &dataDirectory);
/// Replaces the file; with nothing to keep it is removed.
engine::Result<void> writeKeptSettings(const QString &dataDirectory, const QMap<QString, QString> &values);

} // namespace app
