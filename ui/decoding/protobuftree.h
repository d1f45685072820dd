// SPDX-License-Identifier: GPL-3.0-or-later
// ProtobufTree: a Protobuf message without its schema: the fields by number, as they stand on the wire
// (protobuf.dev/programming-guides/encoding). What the wire does not say is guessed, and other readings are told beside it:
// a field with a length is text where it reads as one, else a message where it is one, else bytes.
// Thread: any.
#pragma once

#include "ui/decoding/valuetree.h"

#include <QByteArrayView>

namespace ui::decoding {

class ProtobufTree final : public ValueTree
{
public:
    static constexpr int depthLimit = 64;

    static ProtobufTree build(const QByteArray &bytes, quint32 nodeLimit = defaultNodeLimit,
                              const std::atomic_bool *cancelled = nullptr);
    /// Nothing but a schema can say so for sure: whether these bytes are fields throughout, with numbers that people give.
    static bool isLikely(QByteArrayView bytes);

    QString key(quint32 index) const override;
    QString shownKey(quint32 index) const override { return key(index); }
    QString scalarText(quint32 index, qsizetype limit = 4096) const override;
    QString note(quint32 index) const override;

private:
    class Scan;

    QByteArray m_bytes;
};

} // namespace ui::decoding
