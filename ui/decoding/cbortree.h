// SPDX-License-Identifier: GPL-3.0-or-later
// CborTree: CBOR (RFC 8949) as a tree. Tags are told beside the value they stand before.
// Thread: any.
#pragma once

#include "ui/decoding/binarytree.h"

namespace ui::decoding {

class CborTree final : public BinaryTree
{
public:
    static CborTree build(const QByteArray &bytes, quint32 nodeLimit = defaultNodeLimit,
                          const std::atomic_bool *cancelled = nullptr);

    QString note(quint32 index) const override;

protected:
    Head head(qsizetype at) const override;
    QString textAt(qsizetype at, qsizetype limit) const override;

private:
    /// The first byte, and the number that goes with it.
    struct Start
    {
        int major = 0;
        int info = 0;
        quint64 argument = 0;
        qsizetype end = 0;
    };
    std::optional<Start> startAt(qsizetype at) const;
    QList<quint64> tagsAt(qsizetype *at) const;
    Head endlessString(qsizetype at, int major) const;
    QString stringAt(const Start &start, qsizetype limit) const;
};

/// It begins with the tag that says of itself that it is CBOR.
bool saysCbor(QByteArrayView bytes);

} // namespace ui::decoding
