// SPDX-License-Identifier: GPL-3.0-or-later
// Kafka's old message formats: message sets of magic 0 and 1, as Produce and Fetch before version 3 and 4 carry them.
// MessageSetReader walks one as views; upConvert() makes a record batch of what an old producer sends; downConvert()
// writes a batch as messages for an old consumer. A compressed message is a wrapper: its value holds a set of its own,
// whose offsets count from 0 in magic 1. Layout: the message sets page of Kafka's protocol documentation. Thread: any.
#pragma once

#include "wire/kafka/compression.h"

namespace engine::wire::kafka {

/// Offset and size, which every message starts with.
inline constexpr qsizetype MessagePrefixSize = 12;

/// The bits of MessageView::attributes.
enum MessageAttribute : quint8 {
    MessageCompressionMask = 0x07,
    MessageLogAppendTime = 0x08,
};

/// A message as views into its set. Null key or value is Kafka's null.
struct MessageView
{
    qint64 offset = 0;
    qint8 magic = 0;
    quint8 attributes = 0;
    qint64 timestamp = -1; ///< magic 1 only
    QByteArrayView key;
    QByteArrayView value;

    Compression compression() const { return Compression(attributes & MessageCompressionMask); }
};

/// The magic byte of the first batch or message, which stands in the same place in all formats; -1 when there is none.
qint8 magicOf(QByteArrayView records);

/// Walks the messages of one set, checksums included. Wrappers are handed out as they are.
class MessageSetReader
{
public:
    explicit MessageSetReader(QByteArrayView set)
        : m_reader(set)
    {}

    /// The next message; false at the end or at the first bad one.
    bool next(MessageView &message);
    bool ok() const { return m_reader.ok(); }
    Malformed error() const { return m_reader.error(); }

private:
    ByteReader m_reader;
};

/// Appends one uncompressed batch from offset 0 with all messages of the set, in their order, wrappers opened. Answers its
/// header; consumed() is the set's size. Messages of magic 0 get the timestamp -1. `limit` holds for the batch and for
/// what wrappers hold. On failure nothing is appended.
DecodeResult<RecordBatchInfo> upConvert(QByteArrayView set, Decompressor &decompressor, OutBuffer &out,
                                        qsizetype limit = MaxRecordBatchSize);

/// Appends the records of a batch as uncompressed messages of magic 0 or 1, with their offsets. Headers, and in magic 0
/// timestamps, have no place there; a control batch has no messages at all. Answers the bytes appended. `batch` passed
/// peek() as `info`. On failure nothing is appended.
DecodeResult<qsizetype> downConvert(QByteArrayView batch, const RecordBatchInfo &info, qint8 magic,
                                    Decompressor &decompressor, OutBuffer &out, qsizetype limit = MaxRecordBatchSize);

} // namespace engine::wire::kafka
