// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of arbitrary bytes, as the inspector looks at them. The first byte chooses the format. Beyond not crashing: what is valid
// has a tree whose parts are where they belong and can all be read; what is not has a reason and a place; nothing unpacks to more
// than there is room for; a condition on a body says of its beginning nothing else than of all of it.
#include "fuzz/fuzzinput.h"
#include "uipanels/treetext.h"

#include "ui/decoding/cbortree.h"
#include "ui/decoding/charset.h"
#include "ui/decoding/jsonindex.h"
#include "ui/decoding/layers.h"
#include "ui/decoding/messagepacktree.h"
#include "ui/decoding/protobuftree.h"
#include "ui/decoding/xmltree.h"

#include <engine/bodycondition.h>

using namespace ui::decoding;
using fuzz::require;

namespace {

constexpr qsizetype room = 1 << 20;

void check(const ValueTree &tree)
{
    require(test::faultOf(tree).isEmpty());
    if (!tree.isComplete())
        return;
    (void)treeText(tree, true, room);
    (void)findInTree(tree, QStringLiteral("a"), 100);
}

void unpack(quint8 choice, const QByteArray &bytes)
{
    const Opened opened = openLayer(Layer(choice % layerCount), bytes, room);
    require(opened.bytes.size() <= room);
    require(opened.problem.offset <= bytes.size());
    (void)layerByMark(bytes);
    (void)isBase64(bytes);
}

void compare(const QByteArray &bytes)
{
    using engine::BodyCondition;
    using engine::Truth;
    for (const char *path : {"a", "a.b", "a[1]", "*.b", "a[].b", "[0]"}) {
        for (const auto op : {BodyCondition::Op::Greater, BodyCondition::Op::Equal, BodyCondition::Op::Contains}) {
            const engine::BodyMatcher matcher({{QString::fromLatin1(path), op, QStringLiteral("1"), false}});
            const Truth whole = matcher.matches(bytes);
            require(whole != Truth::Unknown);
            const Truth part = matcher.matches(QByteArrayView(bytes).first(bytes.size() / 2), false);
            // Of what is JSON; in other bytes a beginning may look like it.
            if (JsonIndex::build(bytes).isValid())
                require(part == Truth::Unknown || part == whole);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz::Input input(data, size);
    const quint8 choice = input.byte();
    const QByteArray bytes = input.rest().toByteArray();
    switch (choice % 8) {
    case 0:
        check(CborTree::build(bytes));
        break;
    case 1:
        check(MessagePackTree::build(bytes));
        break;
    case 2:
        check(ProtobufTree::build(bytes));
        break;
    case 3:
        check(JsonIndex::build(bytes));
        (void)prettyJson(bytes, room);
        break;
    case 4:
        check(XmlTree::build(decodeText(bytes).utf8));
        break;
    case 5:
        unpack(choice / 8, bytes);
        break;
    case 6:
        compare(bytes);
        break;
    default:
        require(decodeText(bytes).utf8.isValidUtf8());
        break;
    }
    return 0;
}
