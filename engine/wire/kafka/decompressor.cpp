// SPDX-License-Identifier: GPL-3.0-or-later
// Decompressor (declared in compression.h).
#include "wire/kafka/batchheader.h"
#include "wire/kafka/compression.h"
#include "wire/kafka/xerial.h"

#include <lz4frame.h>
#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

#include <limits>

namespace engine::wire::kafka {
namespace {

// What a buffer may keep from one batch to the next; a larger one is given back.
constexpr qsizetype KeptBytes = 4 * 1024 * 1024;
constexpr qsizetype SmallestRoom = 16 * 1024;
// No snappy element makes more than 64 bytes of three.
constexpr qsizetype SnappyRatio = 22;

// What one call of a library did with its input and its room.
struct Step
{
    qsizetype read = 0;
    qsizetype written = 0;
    bool ended = false; ///< a whole member or frame is through
    const char *bad = nullptr;
};

// Calls `step` until the input is used up at the end of a frame. Room is given as it is needed, and one byte beyond the
// limit shows that there is more.
template <typename Function>
Malformed runStream(QByteArrayView bytes, qsizetype limit, OutBuffer &out, Function &&step)
{
    const qsizetype begin = out.size();
    QByteArrayView rest = bytes;
    for (bool ended = false; !ended || !rest.isEmpty();) {
        const qsizetype room = qMin(qMax(SmallestRoom, 4 * rest.size()), limit + 1 - (out.size() - begin));
        const Step done = step(rest, out.reserveBack(room), room);
        const qsizetype at = bytes.size() - rest.size();
        if (done.bad)
            return {Fault::BadCompression, at, done.bad};
        out.commitBack(done.written);
        rest = rest.sliced(done.read);
        ended = done.ended;
        if (out.size() - begin > limit)
            return {Fault::TooLarge, at, "the records grow above the size limit"};
        if (!ended && done.read == 0 && done.written == 0)
            return {Fault::Truncated, bytes.size(), "compressed records are cut off"};
    }
    return {};
}

class Inflater
{
public:
    Inflater() { m_usable = inflateInit2(&m_stream, GzipWindow) == Z_OK; }
    ~Inflater()
    {
        if (m_usable)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    void restart() { inflateReset(&m_stream); }
    Step step(QByteArrayView in, char *out, qsizetype room)
    {
        if (!m_usable)
            return {.bad = "no memory to decompress with"};
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(in.data()));
        m_stream.avail_in = uInt(in.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(out);
        m_stream.avail_out = uInt(room);
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        const Step done{in.size() - qsizetype(m_stream.avail_in), room - qsizetype(m_stream.avail_out),
                        code == Z_STREAM_END};
        if (code == Z_STREAM_END)
            restart();
        else if (code != Z_OK && code != Z_BUF_ERROR)
            return {.bad = "not what gzip writes"};
        return done;
    }

private:
    z_stream m_stream{};
    bool m_usable = false;
};

using Lz4Context = std::unique_ptr<LZ4F_dctx, decltype(&LZ4F_freeDecompressionContext)>;
using ZstdContext = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

Lz4Context makeLz4()
{
    LZ4F_dctx *context = nullptr;
    LZ4F_createDecompressionContext(&context, LZ4F_VERSION);
    return {context, &LZ4F_freeDecompressionContext};
}

Step lz4Step(LZ4F_dctx *context, QByteArrayView in, char *out, qsizetype room)
{
    size_t read = size_t(in.size());
    size_t written = size_t(room);
    const size_t code = LZ4F_decompress(context, out, &written, in.data(), &read, nullptr);
    if (LZ4F_isError(code))
        return {.bad = "not what LZ4 writes"};
    return {qsizetype(read), qsizetype(written), code == 0};
}

Step zstdStep(ZSTD_DCtx *context, QByteArrayView in, char *out, qsizetype room)
{
    ZSTD_inBuffer input{in.data(), size_t(in.size()), 0};
    ZSTD_outBuffer output{out, size_t(room), 0};
    const size_t code = ZSTD_decompressStream(context, &output, &input);
    if (ZSTD_isError(code))
        return {.bad = "not what zstd writes"};
    return {qsizetype(input.pos), qsizetype(output.pos), code == 0};
}

Malformed appendSnappyBlock(QByteArrayView block, qsizetype limit, OutBuffer &out)
{
    constexpr Malformed bad{Fault::BadCompression, 0, "not what snappy writes"};
    size_t size = 0;
    if (snappy_uncompressed_length(block.data(), size_t(block.size()), &size) != SNAPPY_OK)
        return bad;
    if (size > size_t(limit))
        return {Fault::TooLarge, 0, "the records grow above the size limit"};
    // Nothing is set aside for a length that the input can not make good.
    if (size > size_t(block.size() * SnappyRatio))
        return bad;
    if (snappy_uncompress(block.data(), size_t(block.size()), out.reserveBack(qsizetype(size)), &size) != SNAPPY_OK)
        return bad;
    out.commitBack(qsizetype(size));
    return {};
}

// The Java library's stream: a header, then blocks, each with its length before it.
Malformed appendXerial(QByteArrayView bytes, qsizetype limit, OutBuffer &out)
{
    const qsizetype begin = out.size();
    ByteReader reader(bytes);
    reader.skip(XerialHeaderSize);
    while (reader.ok() && !reader.atEnd()) {
        const QByteArrayView block = reader.bytes(reader.i32());
        if (!reader.ok())
            break;
        if (Malformed bad = appendSnappyBlock(block, limit - (out.size() - begin), out); bad.fault != Fault::None) {
            bad.offset = reader.offset() - block.size();
            return bad;
        }
    }
    return reader.error();
}

} // namespace

struct Decompressor::Contexts
{
    std::unique_ptr<Inflater> gzip;
    Lz4Context lz4{nullptr, &LZ4F_freeDecompressionContext};
    ZstdContext zstd{nullptr, &ZSTD_freeDCtx};
};

Decompressor::Decompressor()
    : m_contexts(std::make_unique<Contexts>())
{}

Decompressor::~Decompressor() = default;

Malformed Decompressor::append(Compression codec, QByteArrayView bytes, qsizetype limit)
{
    Contexts &contexts = *m_contexts;
    const auto stream = [&](auto &&step) { return runStream(bytes, limit, m_out, step); };
    switch (codec) {
    case Compression::None:
        if (bytes.size() > limit)
            return {Fault::TooLarge, 0, "records above the size limit"};
        m_out.append(bytes);
        return {};
    case Compression::Gzip:
        if (!contexts.gzip)
            contexts.gzip = std::make_unique<Inflater>();
        contexts.gzip->restart();
        return stream([&](auto... args) { return contexts.gzip->step(args...); });
    case Compression::Snappy:
        return isXerial(bytes) ? appendXerial(bytes, limit, m_out) : appendSnappyBlock(bytes, limit, m_out);
    case Compression::Lz4:
        if (!contexts.lz4)
            contexts.lz4 = makeLz4();
        Q_CHECK_PTR(contexts.lz4.get());
        LZ4F_resetDecompressionContext(contexts.lz4.get());
        return stream([&](auto... args) { return lz4Step(contexts.lz4.get(), args...); });
    case Compression::Zstd:
        if (!contexts.zstd)
            contexts.zstd.reset(ZSTD_createDCtx());
        Q_CHECK_PTR(contexts.zstd.get());
        ZSTD_DCtx_reset(contexts.zstd.get(), ZSTD_reset_session_only);
        return stream([&](auto... args) { return zstdStep(contexts.zstd.get(), args...); });
    }
    return {Fault::Unsupported, 0, "unknown compression"};
}

DecodeResult<QByteArrayView> Decompressor::decompress(Compression codec, QByteArrayView bytes, qsizetype limit)
{
    Q_ASSERT(limit >= 0 && bytes.size() <= std::numeric_limits<qint32>::max());
    m_out.clear();
    m_out.shrink(KeptBytes);
    if (const Malformed bad = append(codec, bytes, limit); bad.fault != Fault::None)
        return bad;
    return Decoded<QByteArrayView>{m_out.view(), bytes.size()};
}

DecodeResult<PlainBatch> Decompressor::plain(QByteArrayView batch, const RecordBatchInfo &info, qsizetype limit)
{
    const QByteArrayView whole = batch.first(info.size());
    if (info.compression() == Compression::None)
        return Decoded<PlainBatch>{{whole, info}, info.size()};
    if (limit < RecordBatchHeaderSize)
        return Malformed{Fault::TooLarge, 0, "a record batch above the size limit"};
    m_out.clear();
    m_out.shrink(KeptBytes);
    m_out.append(whole.first(RecordBatchHeaderSize));
    const QByteArrayView records = whole.sliced(RecordBatchHeaderSize);
    // What compaction emptied has no records, compressed or not.
    if (!records.isEmpty() || info.recordCount > 0) {
        Malformed bad = append(info.compression(), records, limit - RecordBatchHeaderSize);
        bad.offset += RecordBatchHeaderSize;
        if (bad.fault != Fault::None)
            return bad;
    }
    RawWriter(m_out.data() + AttributesAt).u16(quint16(info.attributes & ~CompressionMask));
    sealBatch(m_out.data(), m_out.size());
    const auto plainInfo = peek(m_out.view(), Checksum::Trust, std::numeric_limits<qint32>::max());
    if (!plainInfo)
        return plainInfo.error();
    return Decoded<PlainBatch>{{m_out.view(), *plainInfo}, info.size()};
}

DecodeResult<QByteArray> decompressed(QByteArrayView batch, qsizetype limit)
{
    const auto info = peek(batch, Checksum::Trust);
    if (info.needsMore())
        return NeedMore{info.missing()};
    if (!info)
        return info.error();
    Decompressor decompressor;
    const auto plain = decompressor.plain(batch, *info, limit);
    if (!plain)
        return plain.error();
    return Decoded<QByteArray>{plain->bytes.toByteArray(), info.consumed()};
}

} // namespace engine::wire::kafka
