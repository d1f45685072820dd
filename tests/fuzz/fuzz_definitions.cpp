// SPDX-License-Identifier: GPL-3.0-or-later
// A definitions.json of arbitrary bytes put into a broker. The first byte chooses: one virtual host or all, whether what is
// there gives way. Beyond not crashing: every item of the report says of what kind it is; what the broker exports then is a
// definitions file, and a broker that imports it exports the same again, users, policies and limits included.
#include "facade/definitionexport.h"
#include "facade/definitionimport.h"
#include "fuzz/fuzzinput.h"
#include "fuzz/fuzzworld.h"

#include <QLoggingCategory>

using namespace engine;
using fuzz::require;

namespace {

void importInto(fuzz::World &world, const QByteArray &json, quint8 choice)
{
    const Result<QJsonObject> file = facade::parseDefinitions(json);
    if (!file)
        return;
    const auto host = choice & 1 ? std::optional(QByteArray("shop")) : std::nullopt;
    const auto onConflict = choice & 2 ? OnConflict::Replace : OnConflict::Keep;
    const ImportReport report =
        facade::importDefinitions(world.broker, ConnectionId{1}, *file, host, onConflict).report;
    for (const ImportedItem &item : report.items)
        require(!item.kind.isEmpty());
    require(!report.summary().isEmpty());
    world.settle();
    world.pass(1000);
}

QByteArray exported(const fuzz::World &world)
{
    const auto file = facade::exportDefinitions(world.broker, std::nullopt, "0");
    require(file.ok());
    return file->json;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 choice = input.byte();
    fuzz::World first;
    require(first.broker.start().ok());
    importInto(first, input.rest().toByteArray(), choice);
    const QByteArray once = exported(first);

    fuzz::World second;
    require(second.broker.start().ok());
    importInto(second, once, 2);
    require(exported(second) == once);
    return 0;
}
