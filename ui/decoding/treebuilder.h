// SPDX-License-Identifier: GPL-3.0-or-later
// TreeBuilder: the nodes of a ValueTree as a decoder finds them, in order, within the limits. Past the limit of values it only
// counts, so that the rest of the bytes is still checked.
// Owner: a decoder, while it runs. Thread: any.
#pragma once

#include "ui/decoding/valuetree.h"

namespace ui::decoding {

class TreeBuilder
{
public:
    TreeBuilder(quint32 nodeLimit, const std::atomic_bool *cancelled)
        : m_nodeLimit(nodeLimit)
        , m_cancelled(cancelled)
    {}

    qsizetype depth() const { return m_open.size(); }
    bool isComplete() const { return m_complete; }
    /// Looked at now and then, by what is added.
    bool isCancelled() const { return m_isCancelled; }
    /// Children of the container that is open.
    quint32 count() const { return m_open.isEmpty() ? 0 : m_open.last().count; }

    void addScalar(ValueTree::Type type, qsizetype begin, qsizetype end, qsizetype key);
    void open(ValueTree::Type type, qsizetype begin, qsizetype key);
    /// The container that was opened last.
    void close(qsizetype end);
    /// The container that is open turns out to be a scalar. It must have no children.
    void closeAsScalar(ValueTree::Type type, qsizetype begin, qsizetype end);

    QList<ValueTree::Node> take();

private:
    static constexpr quint32 none = ~quint32(0);

    struct Open
    {
        quint32 node = 0;
        quint32 count = 0;
    };

    quint32 add(ValueTree::Type type, qsizetype begin, qsizetype key);

    QList<ValueTree::Node> m_nodes;
    QList<Open> m_open;
    quint32 m_nodeLimit;
    quint32 m_added = 0;
    const std::atomic_bool *m_cancelled;
    bool m_complete = true;
    bool m_isCancelled = false;
};

} // namespace ui::decoding
