// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/valuetree.h"

#include "ui/decoding/words.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

QByteArray quoted(const QString &text)
{
    QByteArray out = "\"";
    for (const char c : text.toUtf8()) {
        static constexpr char special[] = "\"\\\n\r\t", letters[] = "\"\\nrt";
        const auto *at = std::find(std::begin(special), std::end(special) - 1, c);
        if (at != std::end(special) - 1)
            out.append('\\').append(letters[at - special]);
        else if (uchar(c) < 0x20)
            out += "\\u" + QByteArray::number(int(uchar(c)), 16).rightJustified(4, '0');
        else
            out += c;
    }
    return out + '"';
}

/// Without recursion: the depth is the sender's to choose.
class Writer
{
public:
    Writer(const ValueTree &tree, bool sorted, qsizetype limit)
        : m_tree(tree)
        , m_sorted(sorted)
        , m_limit(limit)
    {}

    QByteArray write(quint32 root)
    {
        value(root);
        while (!m_open.isEmpty() && m_out.size() < m_limit) {
            Open &top = m_open.last();
            if (top.at == top.children.size()) {
                close();
                continue;
            }
            const quint32 child = top.children.at(top.at++);
            if (top.at > 1)
                m_out += ',';
            newLine();
            if (m_tree.hasKey(child))
                m_out += quoted(m_tree.key(child)) + ": ";
            value(child);
        }
        return std::move(m_out);
    }

private:
    struct Open
    {
        QList<quint32> children;
        qsizetype at = 0;
        bool isObject = false;
    };

    void value(quint32 node)
    {
        if (!m_tree.isContainer(node)) {
            scalar(node);
            return;
        }
        const bool isObject = m_tree.type(node) == ValueTree::Type::Object;
        QList<quint32> children = m_tree.children(node);
        if (children.isEmpty()) {
            m_out += isObject ? "{}" : "[]";
            return;
        }
        if (isObject && m_sorted)
            sort(children);
        m_out += isObject ? '{' : '[';
        m_open.append({children, 0, isObject});
    }
    void scalar(quint32 node)
    {
        const QString text = m_tree.scalarText(node, m_limit);
        const auto type = m_tree.type(node);
        m_out += type == ValueTree::Type::String || type == ValueTree::Type::Bytes ? quoted(text) : text.toUtf8();
    }
    void sort(QList<quint32> &children) const
    {
        QList<std::pair<QString, quint32>> named;
        named.reserve(children.size());
        for (const quint32 child : std::as_const(children))
            named.append({m_tree.key(child), child});
        // Those of the same name stay in their order.
        std::stable_sort(named.begin(), named.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        std::transform(named.cbegin(), named.cend(), children.begin(), [](const auto &pair) { return pair.second; });
    }
    void close()
    {
        const bool isObject = m_open.takeLast().isObject;
        newLine();
        m_out += isObject ? '}' : ']';
    }
    void newLine()
    {
        m_out += '\n';
        m_out.append(m_open.size() * 2, ' ');
    }

    const ValueTree &m_tree;
    const bool m_sorted;
    const qsizetype m_limit;
    QByteArray m_out;
    QList<Open> m_open;
};

} // namespace

QString Problem::text() const
{
    if (!isSet())
        return {};
    if (line > 0)
        return Words::tr("line %1, column %2: %3").arg(QString::number(line), QString::number(column), what);
    return Words::tr("byte %1: %2").arg(QString::number(offset), what);
}

void locate(QByteArrayView text, qsizetype offset, int *line, int *column)
{
    const QByteArrayView before = text.first(qBound(qsizetype(0), offset, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    *line = int(std::count(before.begin(), before.end(), '\n')) + 1;
    *column = int(QString::fromUtf8(before.sliced(lineStart)).size()) + 1;
}

QList<quint32> ValueTree::children(quint32 index) const
{
    const Node &parent = m_nodes.at(index);
    QList<quint32> found;
    found.reserve(parent.childCount);
    quint32 child = index + 1;
    for (quint32 i = 0; i < parent.childCount; ++i) {
        found.append(child);
        child = m_nodes.at(child).next;
    }
    return found;
}

bool ValueTree::hasKey(quint32 index) const
{
    return index != 0 && type(m_nodes.at(index).parent) == Type::Object;
}

QString ValueTree::shownKey(quint32 index) const
{
    return u'"' % key(index) % u'"';
}

QString ValueTree::shownText(quint32 index, qsizetype limit) const
{
    const QString text = scalarText(index, limit);
    return type(index) == Type::String ? QString::fromUtf8(quoted(text)) : text;
}

QString ValueTree::note(quint32) const
{
    return {};
}

QByteArray ValueTree::copyText(quint32 index) const
{
    constexpr qsizetype most = 64 << 20;
    return isContainer(index) ? Writer(*this, false, most).write(index) : scalarText(index, most).toUtf8();
}

QString ValueTree::path(quint32 index) const
{
    QStringList parts;
    for (; index != 0; index = m_nodes.at(index).parent)
        parts.prepend(hasKey(index) ? QString(u'.' % key(index))
                                    : QString(u'[' % QString::number(m_nodes.at(index).row) % u']'));
    return parts.isEmpty() ? u"."_s : parts.join(QString());
}

bool ValueTree::contains(quint32 index, const engine::Needle &text) const
{
    constexpr qsizetype most = 1 << 20;
    return (hasKey(index) && text.isIn(key(index).toUtf8())) ||
           (!isContainer(index) && text.isIn(scalarText(index, most).toUtf8()));
}

QByteArray treeText(const ValueTree &tree, bool sorted, qsizetype limit)
{
    return tree.nodeCount() == 0 ? QByteArray() : Writer(tree, sorted, limit).write(0);
}

QList<quint32> findInTree(const ValueTree &tree, const QString &text, qsizetype most, const std::atomic_bool *cancelled)
{
    QList<quint32> found;
    if (text.isEmpty())
        return found;
    const engine::Needle needle(text);
    for (quint32 node = 0; node < tree.nodeCount() && found.size() < most; ++node) {
        if ((node & 0xfff) == 0 && cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        if (tree.contains(node, needle))
            found.append(node);
    }
    return found;
}

} // namespace ui::decoding
