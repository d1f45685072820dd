// SPDX-License-Identifier: GPL-3.0-or-later
// MessagePackTree: MessagePack (github.com/msgpack/msgpack/blob/master/spec.md) as a tree; time stamps are read out.
// Thread: any.
#pragma once

#include "ui/decoding/binarytree.h"

namespace ui::decoding {

class MessagePackTree final : public BinaryTree
{
public:
    static MessagePackTree build(const QByteArray &bytes, quint32 nodeLimit = defaultNodeLimit,
                                 const std::atomic_bool *cancelled = nullptr);

    QString note(quint32 index) const override;

protected:
    Head head(qsizetype at) const override;
    QString textAt(qsizetype at, qsizetype limit) const override;

private:
    Head withText(Head head) const;
    Head sized(qsizetype at, int lengthBytes, Type type, int headBytes = 0) const;
    Head fixed(qsizetype at, int size, Type type) const;
    Head container(qsizetype at, int countBytes, Head::Kind kind) const;
    QString extensionAt(qsizetype at, qsizetype limit) const;
    QString timeText(qsizetype at, qsizetype size) const;
};

} // namespace ui::decoding
