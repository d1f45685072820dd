// SPDX-License-Identifier: GPL-3.0-or-later
// Reading: how a user wants bodies to be read: what they are packed in, what they are, in which characters. What is not said is
// found out. Remembered for each queue and topic as a short text.
// Thread: any (value).
#pragma once

#include "ui/decoding/layers.h"

#include <QList>
#include <QString>

#include <optional>

namespace ui::decoding {

struct Reading
{
    enum class Format : quint8 { Automatic, Json, Xml, Cbor, MessagePack, Protobuf, Text };
    static constexpr int formatCount = int(Format::Text) + 1;

    std::optional<QList<Layer>> layers; ///< from outside to inside; none: as the message and its first bytes say
    Format format = Format::Automatic;
    QString charset; ///< empty: found out

    bool isAutomatic() const { return *this == Reading(); }
    bool operator==(const Reading &) const = default;

    /// "gzip+base64/cbor/utf-8"; empty: automatic.
    QString toString() const;
    /// What is not understood is automatic.
    static Reading fromString(QStringView text);
};

/// "JSON", "MessagePack" …
QString formatName(Reading::Format format);

} // namespace ui::decoding
