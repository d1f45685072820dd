// SPDX-License-Identifier: GPL-3.0-or-later
// ValueTree: a body as a tree of values, whatever its format: JSON, XML, CBOR, MessagePack, Protobuf. It is an index over bytes:
// where every value begins and ends, 32 bytes a value; names and values are read when somebody looks. Built in a worker, read
// anywhere: it never changes.
// Thread: any.
#pragma once

#include <engine/glob.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>

namespace ui::decoding {

/// Where and why bytes are not what they were taken for.
struct Problem
{
    qsizetype offset = -1; ///< bytes; -1: none
    int line = 0;          ///< from 1; 0: this is no text
    int column = 0;        ///< from 1, in characters
    QString what;          ///< one sentence without the place

    bool isSet() const { return offset >= 0; }
    /// "line 3, column 7: A comma is missing."; "byte 17: …".
    QString text() const;
};

class ValueTree
{
public:
    enum class Type : quint8 { Null, False, True, Number, String, Bytes, Array, Object };

    struct Node
    {
        quint32 begin = 0;  ///< first byte of the value
        quint32 end = 0;    ///< one past its last byte
        quint32 key = 0;    ///< first byte of its name; what that means is the format's
        quint32 parent = 0; ///< index of the container; the root is its own parent
        quint32 row = 0;    ///< position in the container
        quint32 next = 0;   ///< index of the first node after this subtree
        quint32 childCount = 0;
        Type type = Type::Null;
    };

    /// Of more values than this there is no tree; the bytes are still checked to their end.
    static constexpr quint32 defaultNodeLimit = 2'000'000;
    /// Longer bodies are not indexed: places are 32 bits.
    static constexpr qsizetype longestBody = 0x7fffffff;

    ValueTree() = default;
    ValueTree(const ValueTree &) = default;
    ValueTree(ValueTree &&) = default;
    ValueTree &operator=(const ValueTree &) = default;
    ValueTree &operator=(ValueTree &&) = default;
    virtual ~ValueTree() = default;

    bool isValid() const { return m_valid; }
    /// False when there were too many values for the limit: valid, but no tree of it.
    bool isComplete() const { return m_complete; }
    /// Not set: it is valid, or building it was cancelled.
    const Problem &problem() const { return m_problem; }

    quint32 nodeCount() const { return quint32(m_nodes.size()); }
    const Node &node(quint32 index) const { return m_nodes.at(index); }
    Type type(quint32 index) const { return m_nodes.at(index).type; }
    bool isContainer(quint32 index) const { return type(index) >= Type::Array; }
    QList<quint32> children(quint32 index) const;

    /// It has a name, not only a place.
    virtual bool hasKey(quint32 index) const;
    virtual QString key(quint32 index) const = 0;
    /// The name as the tree shows it: in quotation marks, where the format has them.
    virtual QString shownKey(quint32 index) const;
    /// What a scalar says; at most about `limit` characters.
    virtual QString scalarText(quint32 index, qsizetype limit = 4096) const = 0;
    /// A scalar as the tree shows it: texts in quotation marks, bytes as hexadecimal digits.
    virtual QString shownText(quint32 index, qsizetype limit = 4096) const;
    /// What else there is to know of it: its type on the wire, a tag, what it may mean as well.
    virtual QString note(quint32 index) const;
    /// The value for the clipboard; a container with all that is in it, as JSON is written.
    virtual QByteArray copyText(quint32 index) const;
    /// ".customer.lines[3].sku", the way jq writes it.
    virtual QString path(quint32 index) const;
    /// The text is in its name or, of a scalar, in its value.
    virtual bool contains(quint32 index, const engine::Needle &text) const;

protected:
    QList<Node> m_nodes;
    Problem m_problem;
    bool m_valid = false;
    bool m_complete = false;
};

/// All of it in lines, two spaces a level, as JSON is written; stops after `limit` bytes. `sorted`: members by their names,
/// so that two bodies with the same members in another order are the same text.
QByteArray treeText(const ValueTree &tree, bool sorted, qsizetype limit);

/// The nodes with the text in name or value, in their order; at most `most` of them. Ends early when cancelled.
QList<quint32> findInTree(const ValueTree &tree, const QString &text, qsizetype most,
                          const std::atomic_bool *cancelled = nullptr);

/// Line and column (from 1) of a byte offset in UTF-8 text.
void locate(QByteArrayView text, qsizetype offset, int *line, int *column);

} // namespace ui::decoding
