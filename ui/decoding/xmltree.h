// SPDX-License-Identifier: GPL-3.0-or-later
// XmlTree: an XML text as a tree: elements by their names, attributes as @name, text between elements as #text. An element with
// nothing but text is that text.
// Thread: any.
#pragma once

#include "ui/decoding/valuetree.h"

namespace ui::decoding {

class XmlTree final : public ValueTree
{
public:
    static constexpr int depthLimit = 1'000;

    /// `text` is UTF-8, whatever the document says of itself.
    static XmlTree build(const QByteArray &text, quint32 nodeLimit = defaultNodeLimit,
                         const std::atomic_bool *cancelled = nullptr);

    bool hasKey(quint32) const override { return true; }
    QString key(quint32 index) const override;
    QString shownKey(quint32 index) const override { return key(index); }
    QString scalarText(quint32 index, qsizetype limit = 4096) const override;
    QString path(quint32 index) const override;

private:
    class Scan;

    QByteArray m_pool; ///< names, each with a zero behind it, and texts
};

/// It begins as an XML document does, or with an element.
bool looksLikeXml(QByteArrayView text);
/// Indented by two spaces. For well-formed XML; ends after about `limit` bytes.
QByteArray prettyXml(const QByteArray &text, qsizetype limit);

} // namespace ui::decoding
