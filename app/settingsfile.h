// SPDX-License-Identifier: GPL-3.0-or-later
// The settings file (--config): INI without sections, one line an option, named as on the command line without the dashes:
//   data-dir=/srv/sightglass
//   amqp=127.0.0.1:5672
//   memory=true
// Thread: any.
#pragma once

#include <engine/result.h>

#include <QMap>

namespace app {

/// Keys and values as they stand. NotFound: no such file; InvalidArgument: not such a file.
engine::Result<QMap<QString, QString>> readSettingsFile(const QString &path);

} // namespace app
