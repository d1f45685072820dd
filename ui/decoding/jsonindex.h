// SPDX-License-Identifier: GPL-3.0-or-later
// JsonIndex: a JSON text as a tree, found in one pass over the bytes (RFC 8259).
// Unlike a parsed document it keeps the order of names, repeated names and the digits of numbers,
// and says line and column of the first mistake. It shares the bytes.
// Thread: any (implicitly shared value after build()).
#pragma once

#include "ui/decoding/valuetree.h"

namespace ui::decoding {

class JsonIndex final : public ValueTree
{
public:
    /// Deeper nesting than this is called a mistake: no one means it.
    static constexpr int depthLimit = 2'000;

    /// `cancelled`, when given, is looked at now and then; a cancelled build is neither valid nor a mistake.
    static JsonIndex build(const QByteArray &text, quint32 nodeLimit = defaultNodeLimit,
                           const std::atomic_bool *cancelled = nullptr);

    const QByteArray &text() const { return m_text; }
    /// Raw bytes of the value as they stand in the text.
    QByteArrayView raw(quint32 index) const;

    /// The name of a member, decoded.
    QString key(quint32 index) const override;
    /// A string decoded, anything else as it stands.
    QString scalarText(quint32 index, qsizetype limit = 4096) const override;
    QString shownText(quint32 index, qsizetype limit = 4096) const override;
    /// As it stands in the text; of a string what it says.
    QByteArray copyText(quint32 index) const override;
    bool contains(quint32 index, const engine::Needle &text) const override;

private:
    QByteArray m_text;
};

/// The text indented by two spaces, every name and value as it stands. For valid JSON only; stops after `limit` bytes.
QByteArray prettyJson(QByteArrayView text, qsizetype limit);

} // namespace ui::decoding
