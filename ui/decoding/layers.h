// SPDX-License-Identifier: GPL-3.0-or-later
// What a body may be packed in: compressions, and base64. Opened within a limit, for what is small may unpack to more than there
// is room for; what is damaged or cut is opened as far as it goes.
// Thread: any (pure).
#pragma once

#include "ui/decoding/valuetree.h"

#include <QByteArrayView>
#include <QStringView>

#include <optional>

namespace ui::decoding {

enum class Layer : quint8 { Gzip, Zlib, Deflate, Zstd, Lz4, Snappy, Base64 };
inline constexpr int layerCount = int(Layer::Base64) + 1;

/// "gzip", "zstd" …: the names that are used everywhere, and are remembered by.
QString layerName(Layer layer);
/// By that name, or as content-encoding writes it ("x-gzip"); "deflate" is what HTTP means by it: Zlib.
std::optional<Layer> layerNamed(QStringView name);
/// By the first bytes. None for what has no mark of its own: Deflate, Snappy without frames, Base64.
std::optional<Layer> layerByMark(QByteArrayView bytes);
/// Nothing but base64 (or base64url) of 16 characters or more, line breaks allowed.
bool isBase64(QByteArrayView bytes);

struct Opened
{
    QByteArray bytes;   ///< as far as it could be opened
    Problem problem;    ///< set: not to its end
    bool isCut = false; ///< there is more than `most`; that is not a problem of the body
};

/// At most about `most` bytes of it.
Opened openLayer(Layer layer, const QByteArray &bytes, qsizetype most, const std::atomic_bool *cancelled = nullptr);

} // namespace ui::decoding
