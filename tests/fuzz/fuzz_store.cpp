// SPDX-License-Identifier: GPL-3.0-or-later
// What the store reads back, as arbitrary bytes: chunks, their rows, returned messages, rows of definitions. The first byte
// chooses. A salvage gives it whatever a broken file holds. Beyond not crashing: what was read is written and read again to
// the same.
#include "fuzz/fuzzinput.h"
#include "store/chunkcodec.h"
#include "store/definitionrows.h"
#include "store/returncodec.h"

using namespace engine;
using namespace engine::store;
using fuzz::require;

namespace {

void chunk(QByteArrayView bytes)
{
    SharedNames names;
    const auto messages = decodeChunk(bytes, names);
    const auto row = describeChunk(bytes);
    require(!row || messages.ok());
    if (row)
        require(unpackHead(row->chunk, packHead(*row)) == row);
}

void returns(const QByteArray &bytes)
{
    const auto messages = decodeReturns(bytes);
    const QByteArray once = encodeReturns(messages);
    require(decodeReturns(once) == messages);
    const QByteArray furthest = furthestReturns(once, {});
    require(furthestReturns(furthest, once) == furthest);
}

void definition(quint8 choice, const QByteArray &bytes)
{
    Row row{bytes, bytes, 1, 1, 0, 0, bytes, bytes, bytes};
    row[choice % row.size()] = choice;
    if (const auto read = toDefinition(SmallTable(choice % smallTables().size()), row))
        require(isSealed(tableOf(*read), toRow(*read)));
    if (const auto table = decodeArguments(bytes))
        require(decodeArguments(encodeArguments(*table)) == table);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 kind = input.byte();
    switch (kind % 4) {
    case 0:
        chunk(input.rest());
        break;
    case 1:
        (void)unpackHead(core::ChunkId{kind}, input.rest());
        break;
    case 2:
        returns(input.rest().toByteArray());
        break;
    default:
        definition(kind / 4, input.rest().toByteArray());
        break;
    }
    return 0;
}
