// SPDX-License-Identifier: GPL-3.0-or-later
// What tests say of trees of values: all of one in a line, and what every tree keeps to, whatever bytes it is of.
// Thread: any.
#pragma once

#include "ui/decoding/valuetree.h"

namespace test {

/// {"a": 1, "b": [true, "x"]}; without line breaks.
inline QString inOneLine(const ui::decoding::ValueTree &tree)
{
    QString text = QString::fromUtf8(ui::decoding::treeText(tree, false, 1 << 20));
    text.replace(u'\n', u' ');
    text = text.simplified();
    for (const char16_t bracket : u"{[")
        text.replace(QString(QString(QChar(bracket)) % u' '), QString(QChar(bracket)));
    for (const char16_t bracket : u"}]")
        text.replace(QString(u' ' % QString(QChar(bracket))), QString(QChar(bracket)));
    return text;
}

/// Empty: all is well. Reads everything a view would read.
inline QString faultOf(const ui::decoding::ValueTree &tree)
{
    if (tree.isValid() == tree.problem().isSet())
        return QStringLiteral("neither valid nor a problem, or both");
    if (tree.isComplete() && tree.nodeCount() == 0)
        return QStringLiteral("complete without a value");
    for (quint32 node = 0; node < tree.nodeCount(); ++node) {
        const auto &n = tree.node(node);
        if (n.begin > n.end || n.next <= node || n.next > tree.nodeCount() || (node > 0 && n.parent >= node))
            return QStringLiteral("node %1 is out of place").arg(node);
        quint32 row = 0;
        for (const quint32 child : tree.children(node)) {
            if (tree.node(child).parent != node || tree.node(child).row != row++)
                return QStringLiteral("child %1 is not of %2").arg(child).arg(node);
        }
        (void)tree.key(node);
        (void)tree.shownText(node, 100);
        (void)tree.note(node);
        (void)tree.path(node);
        (void)tree.contains(node, engine::Needle(QStringLiteral("x")));
    }
    return {};
}

} // namespace test
