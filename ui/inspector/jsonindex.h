// SPDX-License-Identifier: GPL-3.0-or-later
// JsonIndex: where every value of a JSON text begins and ends, found in one pass over the bytes (RFC 8259).
// Unlike a parsed document it keeps the order of names, repeated names and the digits of numbers, costs 28 bytes a value,
// and says line and column of the first mistake. Built in a worker, read anywhere: it shares the bytes and never changes.
// Thread: any (implicitly shared value after build()).
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>

namespace ui::inspector {

struct JsonProblem
{
    qsizetype offset = -1; ///< bytes; -1: none
    int line = 0;          ///< from 1
    int column = 0;        ///< from 1, in characters
    QString what;          ///< one sentence without the place
};

class JsonIndex
{
public:
    enum class Type : quint8 { Null, False, True, Number, String, Array, Object };

    struct Node
    {
        quint32 begin = 0;  ///< first byte of the value
        quint32 end = 0;    ///< one past its last byte
        quint32 key = 0;    ///< first byte of the name's opening quote, in objects
        quint32 parent = 0; ///< index of the container; the root is its own parent
        quint32 row = 0;    ///< position in the container
        quint32 next = 0;   ///< index of the first node after this subtree
        quint32 childCount = 0;
    };

    /// A text with more values than this is not indexed; it is still checked to its end.
    static constexpr quint32 defaultNodeLimit = 2'000'000;
    /// Deeper nesting than this is called a mistake: no one means it.
    static constexpr int depthLimit = 2'000;

    JsonIndex() = default;
    /// `cancelled`, when given, is looked at now and then; a cancelled build is neither valid nor a mistake.
    static JsonIndex build(const QByteArray &text, quint32 nodeLimit = defaultNodeLimit,
                           const std::atomic_bool *cancelled = nullptr);

    bool isValid() const { return m_valid; }
    /// False when there were too many values for the limit: valid JSON, but no tree of it.
    bool isComplete() const { return m_complete; }
    const JsonProblem &problem() const { return m_problem; }
    const QByteArray &text() const { return m_text; }

    quint32 nodeCount() const { return quint32(m_nodes.size()); }
    const Node &node(quint32 index) const { return m_nodes.at(index); }
    Type type(quint32 index) const;
    bool isContainer(quint32 index) const { return type(index) >= Type::Array; }
    bool hasKey(quint32 index) const;
    /// The name of a member, decoded.
    QString key(quint32 index) const;
    /// Raw bytes of the value as they stand in the text.
    QByteArrayView raw(quint32 index) const;
    /// A string decoded, anything else as it stands; at most about `limit` characters.
    QString scalarText(quint32 index, qsizetype limit = 4096) const;
    QList<quint32> children(quint32 index) const;
    /// ".customer.lines[3].sku", the way jq writes it.
    QString path(quint32 index) const;

private:
    QByteArray m_text;
    QList<Node> m_nodes;
    JsonProblem m_problem;
    bool m_valid = false;
    bool m_complete = false;
};

/// The text indented by two spaces, every name and value as it stands. For valid JSON only; stops after `limit` bytes.
QByteArray prettyJson(QByteArrayView text, qsizetype limit);
/// Line and column (from 1) of a byte offset in UTF-8 text.
void locate(QByteArrayView text, qsizetype offset, int *line, int *column);

} // namespace ui::inspector
