// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoroom.h"

#include "demo/demo.h"

namespace app {

std::unique_ptr<QTemporaryDir> makeRoomForDemo(Options &options)
{
    if (!options.demo)
        return nullptr;
    auto folder = std::make_unique<QTemporaryDir>();
    options.engine.dataDirectory = folder->path();
    demo::chooseAddresses(options.engine, {!options.amqpGiven, !options.kafkaGiven, !options.socketGiven});
    return folder;
}

} // namespace app
