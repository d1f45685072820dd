// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/treebuilder.h"

namespace ui::decoding {

quint32 TreeBuilder::add(ValueTree::Type type, qsizetype begin, qsizetype key)
{
    Open *parent = m_open.isEmpty() ? nullptr : &m_open.last();
    const quint32 row = parent ? parent->count++ : 0;
    if ((++m_added & 0xfff) == 0 && m_cancelled && m_cancelled->load(std::memory_order_relaxed))
        m_isCancelled = true;
    if (quint32(m_nodes.size()) >= m_nodeLimit)
        m_complete = false;
    if (!m_complete)
        return none;
    ValueTree::Node node;
    node.type = type;
    node.begin = quint32(begin);
    node.key = quint32(key);
    node.parent = parent ? parent->node : 0;
    node.row = row;
    m_nodes.append(node);
    return quint32(m_nodes.size() - 1);
}

void TreeBuilder::addScalar(ValueTree::Type type, qsizetype begin, qsizetype end, qsizetype key)
{
    const quint32 node = add(type, begin, key);
    if (node == none)
        return;
    m_nodes[node].end = quint32(end);
    m_nodes[node].next = node + 1;
}

void TreeBuilder::open(ValueTree::Type type, qsizetype begin, qsizetype key)
{
    m_open.append({add(type, begin, key), 0});
}

void TreeBuilder::close(qsizetype end)
{
    const Open done = m_open.takeLast();
    if (done.node == none)
        return;
    ValueTree::Node &node = m_nodes[done.node];
    node.end = quint32(end);
    node.next = quint32(m_nodes.size());
    node.childCount = done.count;
}

void TreeBuilder::closeAsScalar(ValueTree::Type type, qsizetype begin, qsizetype end)
{
    const quint32 node = m_open.last().node;
    close(end);
    if (node == none)
        return;
    m_nodes[node].type = type;
    m_nodes[node].begin = quint32(begin);
}

QList<ValueTree::Node> TreeBuilder::take()
{
    m_nodes.squeeze();
    return std::move(m_nodes);
}

} // namespace ui::decoding
