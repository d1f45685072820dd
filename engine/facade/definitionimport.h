// SPDX-License-Identifier: GPL-3.0-or-later
// A definitions.json of RabbitMQ put into the broker, item by item: what is not there is made, nothing is removed, and every
// item is in the report. Thread: engine (plain functions).
#pragma once

#include "facade/scramderivation.h"

#include <engine/definitionsfile.h>
#include <engine/ids.h>
#include <engine/result.h>

#include <QJsonObject>

#include <optional>

namespace engine::core {
class Broker;
}

namespace engine::facade {

/// The file's object. InvalidArgument, with the place, for what is no JSON or no object.
Result<QJsonObject> parseDefinitions(const QByteArray &json);

struct Imported
{
    ImportReport report;
    std::vector<ClearPassword> passwords; ///< what SCRAM needs of them is still to be derived
};

/// Into one virtual host, which is made when it is not there: its own items and those that name none; what is not a virtual
/// host's is left. Without one: the whole file.
Imported importDefinitions(core::Broker &broker, ConnectionId by, const QJsonObject &file,
                           const std::optional<QByteArray> &virtualHost, OnConflict onConflict);

} // namespace engine::facade
