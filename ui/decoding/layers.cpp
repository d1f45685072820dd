// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decoding/layers.h"

#include "ui/decoding/spaces.h"
#include "ui/decoding/words.h"

#include <array>
#include <memory>

#include <lz4frame.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

using namespace Qt::Literals::StringLiterals;

namespace ui::decoding {

namespace {

constexpr std::array<QLatin1StringView, layerCount> layerNames{"gzip"_L1, "zlib"_L1,   "deflate-raw"_L1, "zstd"_L1,
                                                               "lz4"_L1,  "snappy"_L1, "base64"_L1};
constexpr qsizetype pieceBytes = 256 << 10;
constexpr QByteArrayView snappyMark("\xff\x06\x00\x00sNaPpY", 10);

/// Takes what is unpacked, as far as there is room for it.
class Output
{
public:
    Output(qsizetype most, const std::atomic_bool *cancelled)
        : m_most(most)
        , m_cancelled(cancelled)
    {}

    char *piece() { return m_piece.data(); }
    /// False: enough.
    bool take(qsizetype size)
    {
        const qsizetype room = m_most - opened.bytes.size();
        opened.isCut = opened.isCut || size > room;
        opened.bytes.append(m_piece.constData(), qMin(size, room));
        return !opened.isCut && !(m_cancelled && m_cancelled->load(std::memory_order_relaxed));
    }
    Opened fail(qsizetype at, const QString &what)
    {
        opened.problem.offset = at;
        opened.problem.what = what;
        return std::move(opened);
    }

    Opened opened;

private:
    const qsizetype m_most;
    const std::atomic_bool *m_cancelled;
    QByteArray m_piece = QByteArray(pieceBytes, Qt::Uninitialized);
};

QString cutShort()
{
    return Words::tr("The bytes end before what is packed in them does.");
}

// ---- zlib: gzip, zlib, raw deflate

/// `window` as inflateInit2() wants it: it says which of the three it is.
Opened inflateAll(const QByteArray &bytes, int window, Output out)
{
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK)
        return out.fail(0, Words::tr("There is no memory to open it."));
    const std::unique_ptr<z_stream, int (*)(z_streamp)> ending(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef *>(out.piece());
        stream.avail_out = uInt(pieceBytes);
        const int result = inflate(&stream, Z_NO_FLUSH);
        const qsizetype at = bytes.size() - qsizetype(stream.avail_in);
        if (!out.take(pieceBytes - qsizetype(stream.avail_out)))
            return std::move(out.opened);
        if (result == Z_STREAM_END) {
            // gzip files may follow each other.
            if (stream.avail_in == 0 || window <= MAX_WBITS || inflateReset(&stream) != Z_OK)
                break;
            continue;
        }
        if (result == Z_BUF_ERROR || (result == Z_OK && stream.avail_in == 0 && stream.avail_out > 0))
            return out.fail(bytes.size(), cutShort());
        if (result != Z_OK)
            return out.fail(at, stream.msg ? QString(QString::fromLatin1(stream.msg) % u'.')
                                           : Words::tr("These are not the bytes of this compression."));
    }
    if (stream.avail_in > 0)
        return out.fail(bytes.size() - qsizetype(stream.avail_in), Words::tr("Other bytes follow."));
    return std::move(out.opened);
}

// ---- zstd

Opened openZstd(const QByteArray &bytes, Output out)
{
    const std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream *)> stream(ZSTD_createDStream(), ZSTD_freeDStream);
    ZSTD_inBuffer in{bytes.constData(), size_t(bytes.size()), 0};
    size_t wanted = 1;
    while (in.pos < in.size) {
        ZSTD_outBuffer piece{out.piece(), size_t(pieceBytes), 0};
        const size_t before = in.pos;
        wanted = ZSTD_decompressStream(stream.get(), &piece, &in);
        if (ZSTD_isError(wanted))
            return out.fail(qsizetype(before), QString(QString::fromLatin1(ZSTD_getErrorName(wanted)) % u'.'));
        if (!out.take(qsizetype(piece.pos)))
            return std::move(out.opened);
        // Everything was read, but not everything that is in it is out.
        while (piece.pos == piece.size && wanted != 0) {
            piece.pos = 0;
            wanted = ZSTD_decompressStream(stream.get(), &piece, &in);
            if (ZSTD_isError(wanted))
                return out.fail(qsizetype(in.pos), QString(QString::fromLatin1(ZSTD_getErrorName(wanted)) % u'.'));
            if (!out.take(qsizetype(piece.pos)))
                return std::move(out.opened);
        }
    }
    return wanted == 0 ? std::move(out.opened) : out.fail(bytes.size(), cutShort());
}

// ---- lz4, its frames

Opened openLz4(const QByteArray &bytes, Output out)
{
    LZ4F_dctx *made = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&made, LZ4F_VERSION)))
        return out.fail(0, Words::tr("There is no memory to open it."));
    const std::unique_ptr<LZ4F_dctx, LZ4F_errorCode_t (*)(LZ4F_dctx *)> context(made, LZ4F_freeDecompressionContext);
    size_t wanted = 1;
    qsizetype at = 0;
    for (;;) {
        size_t outSize = size_t(pieceBytes);
        size_t inSize = size_t(bytes.size() - at);
        wanted = LZ4F_decompress(context.get(), out.piece(), &outSize, bytes.constData() + at, &inSize, nullptr);
        if (LZ4F_isError(wanted))
            return out.fail(at, QString(QString::fromLatin1(LZ4F_getErrorName(wanted)) % u'.'));
        at += qsizetype(inSize);
        if (!out.take(qsizetype(outSize)))
            return std::move(out.opened);
        if (inSize == 0 && outSize == 0)
            break;
        if (wanted == 0 && at == bytes.size())
            break;
    }
    return wanted == 0 ? std::move(out.opened) : out.fail(bytes.size(), cutShort());
}

// ---- snappy: one block, or the framing format (github.com/google/snappy/blob/main/framing_format.txt)

bool isSnappyBlock(const char *bytes, size_t size, qsizetype most, size_t *length)
{
    return snappy::GetUncompressedLength(bytes, size, length) && *length <= size_t(most) &&
           snappy::IsValidCompressedBuffer(bytes, size);
}

Opened openSnappyBlock(const QByteArray &bytes, qsizetype most)
{
    Opened opened;
    size_t length = 0;
    const bool isSized = snappy::GetUncompressedLength(bytes.constData(), size_t(bytes.size()), &length);
    if (isSized && length > size_t(most) && snappy::IsValidCompressedBuffer(bytes.constData(), size_t(bytes.size()))) {
        opened.isCut = true;
        return opened;
    }
    if (!isSnappyBlock(bytes.constData(), size_t(bytes.size()), most, &length)) {
        opened.problem.offset = 0;
        opened.problem.what = Words::tr("These are not the bytes of this compression.");
        return opened;
    }
    opened.bytes.resize(qsizetype(length));
    snappy::RawUncompress(bytes.constData(), size_t(bytes.size()), opened.bytes.data());
    return opened;
}

Opened openSnappyFrames(const QByteArray &bytes, qsizetype most)
{
    enum ChunkType : uchar { Compressed = 0, Plain = 1, FirstSkippable = 0x80 };
    constexpr qsizetype headBytes = 4, checksumBytes = 4, largestChunk = 65536;
    Opened opened;
    const auto fail = [&opened](qsizetype at, const QString &what) {
        opened.problem.offset = at;
        opened.problem.what = what;
        return opened;
    };
    for (qsizetype at = 0; at < bytes.size();) {
        if (bytes.size() - at < headBytes)
            return fail(at, cutShort());
        const uchar type = uchar(bytes[at]);
        const qsizetype size = uchar(bytes[at + 1]) | uchar(bytes[at + 2]) << 8 | uchar(bytes[at + 3]) << 16;
        const qsizetype begin = at + headBytes;
        if (size > bytes.size() - begin)
            return fail(at, cutShort());
        at = begin + size;
        if (type >= FirstSkippable)
            continue;
        if (type > Plain || size < checksumBytes)
            return fail(begin - headBytes, Words::tr("There is no such piece in this compression."));
        const char *data = bytes.constData() + begin + checksumBytes;
        const size_t packed = size_t(size - checksumBytes);
        size_t length = packed;
        if (type == Compressed && !isSnappyBlock(data, packed, largestChunk, &length))
            return fail(begin, Words::tr("A piece of it is damaged."));
        if (qsizetype(length) > most - opened.bytes.size()) {
            opened.isCut = true;
            return opened;
        }
        const qsizetype before = opened.bytes.size();
        opened.bytes.resize(before + qsizetype(length));
        if (type == Compressed)
            snappy::RawUncompress(data, packed, opened.bytes.data() + before);
        else
            std::copy_n(data, packed, opened.bytes.data() + before);
    }
    return opened;
}

// ---- base64

bool isBase64Character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
           c == '-' || c == '_';
}

Opened openBase64(const QByteArray &bytes, qsizetype most)
{
    Opened opened;
    QByteArray plain;
    plain.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (isSpace(c))
            continue;
        if (!isBase64Character(c) && c != '=') {
            opened.problem.offset = i;
            opened.problem.what = Words::tr("No base64 has the byte 0x%1.").arg(uint(uchar(c)), 2, 16, QChar(u'0'));
            break;
        }
        plain += c == '-' ? '+' : c == '_' ? '/' : c;
    }
    opened.bytes = QByteArray::fromBase64(plain);
    opened.isCut = opened.bytes.size() > most;
    opened.bytes.truncate(most);
    return opened;
}

} // namespace

QString layerName(Layer layer)
{
    return layerNames[size_t(layer)];
}

std::optional<Layer> layerNamed(QStringView name)
{
    const QString lower = name.trimmed().toString().toLower();
    if (lower == "x-gzip"_L1)
        return Layer::Gzip;
    if (lower == "deflate"_L1)
        return Layer::Zlib;
    for (int i = 0; i < layerCount; ++i) {
        if (lower == layerNames[size_t(i)])
            return Layer(i);
    }
    return std::nullopt;
}

std::optional<Layer> layerByMark(QByteArrayView bytes)
{
    if (bytes.startsWith("\x1f\x8b\x08"))
        return Layer::Gzip;
    if (bytes.startsWith("\x28\xb5\x2f\xfd"))
        return Layer::Zstd;
    if (bytes.startsWith("\x04\x22\x4d\x18"))
        return Layer::Lz4;
    if (bytes.startsWith(snappyMark))
        return Layer::Snappy;
    // A weak mark: two bytes that are a multiple of 31 by chance as well, so it has to unpack to its checksum.
    constexpr uchar deflateWith32k = 0x78;
    if (bytes.size() > 6 && uchar(bytes[0]) == deflateWith32k && (uchar(bytes[0]) << 8 | uchar(bytes[1])) % 31 == 0) {
        const Opened opened = openLayer(Layer::Zlib, bytes.toByteArray(), 1 << 20);
        if (!opened.problem.isSet())
            return Layer::Zlib;
    }
    return std::nullopt;
}

bool isBase64(QByteArrayView bytes)
{
    constexpr qsizetype shortest = 16;
    while (!bytes.isEmpty() && isSpace(bytes.back()))
        bytes.chop(1);
    for (int i = 0; i < 2 && bytes.endsWith('='); ++i)
        bytes.chop(1);
    qsizetype characters = 0;
    bool hasLetter = false, hasOther = false; // a long number, or one word, is not meant to be base64
    for (const char c : bytes) {
        if (isSpace(c))
            continue;
        if (!isBase64Character(c))
            return false;
        ++characters;
        const bool isLower = c >= 'a' && c <= 'z';
        hasLetter = hasLetter || isLower;
        hasOther = hasOther || !isLower;
    }
    return characters >= shortest && characters % 4 != 1 && hasLetter && hasOther;
}

Opened openLayer(Layer layer, const QByteArray &bytes, qsizetype most, const std::atomic_bool *cancelled)
{
    constexpr int gzipWindow = MAX_WBITS + 16;
    switch (layer) {
    case Layer::Gzip:
        return inflateAll(bytes, gzipWindow, Output(most, cancelled));
    case Layer::Zlib:
        return inflateAll(bytes, MAX_WBITS, Output(most, cancelled));
    case Layer::Deflate:
        return inflateAll(bytes, -MAX_WBITS, Output(most, cancelled));
    case Layer::Zstd:
        return openZstd(bytes, Output(most, cancelled));
    case Layer::Lz4:
        return openLz4(bytes, Output(most, cancelled));
    case Layer::Snappy:
        return bytes.startsWith(snappyMark) ? openSnappyFrames(bytes, most) : openSnappyBlock(bytes, most);
    case Layer::Base64:
        return openBase64(bytes, most);
    }
    return {};
}

} // namespace ui::decoding
