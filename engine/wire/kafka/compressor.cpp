// SPDX-License-Identifier: GPL-3.0-or-later
// compress() and compressed() (declared in compression.h).
#include "wire/kafka/batchheader.h"
#include "wire/kafka/compression.h"

#include <lz4frame.h>
#include <snappy-c.h>
#include <zlib.h>
#include <zstd.h>

#include <limits>

namespace engine::wire::kafka {
namespace {

constexpr int GzipMemory = 8;

// The libraries fail here for want of memory only: the room is what they ask for.
void requireMemory(bool worked)
{
    Q_CHECK_PTR(worked ? "" : nullptr);
}

void gzip(QByteArrayView bytes, OutBuffer &out)
{
    z_stream stream{};
    requireMemory(
        deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GzipWindow, GzipMemory, Z_DEFAULT_STRATEGY) == Z_OK);
    const auto room = qsizetype(deflateBound(&stream, uLong(bytes.size())));
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.reserveBack(room));
    stream.avail_out = uInt(room);
    requireMemory(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.commitBack(room - qsizetype(stream.avail_out));
    deflateEnd(&stream);
}

void snappy(QByteArrayView bytes, OutBuffer &out)
{
    size_t size = snappy_max_compressed_length(size_t(bytes.size()));
    snappy_compress(bytes.data(), size_t(bytes.size()), out.reserveBack(qsizetype(size)), &size);
    out.commitBack(qsizetype(size));
}

// Kafka's Java client reads independent blocks only.
void lz4(QByteArrayView bytes, OutBuffer &out)
{
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    const size_t room = LZ4F_compressFrameBound(size_t(bytes.size()), &preferences);
    const size_t size =
        LZ4F_compressFrame(out.reserveBack(qsizetype(room)), room, bytes.data(), size_t(bytes.size()), &preferences);
    requireMemory(!LZ4F_isError(size));
    out.commitBack(qsizetype(size));
}

void zstd(QByteArrayView bytes, OutBuffer &out)
{
    const size_t room = ZSTD_compressBound(size_t(bytes.size()));
    const size_t size =
        ZSTD_compress(out.reserveBack(qsizetype(room)), room, bytes.data(), size_t(bytes.size()), ZSTD_CLEVEL_DEFAULT);
    requireMemory(!ZSTD_isError(size));
    out.commitBack(qsizetype(size));
}

} // namespace

void compress(Compression codec, QByteArrayView bytes, OutBuffer &out)
{
    Q_ASSERT(bytes.size() <= std::numeric_limits<qint32>::max());
    switch (codec) {
    case Compression::None:
        out.append(bytes);
        return;
    case Compression::Gzip:
        gzip(bytes, out);
        return;
    case Compression::Snappy:
        snappy(bytes, out);
        return;
    case Compression::Lz4:
        lz4(bytes, out);
        return;
    case Compression::Zstd:
        zstd(bytes, out);
        return;
    }
}

QByteArrayView compressed(QByteArrayView batch, const RecordBatchInfo &info, Compression codec, OutBuffer &out)
{
    Q_ASSERT(info.compression() == Compression::None && batch.size() >= info.size());
    const qsizetype begin = out.size();
    out.append(batch.first(RecordBatchHeaderSize));
    compress(codec, batch.first(info.size()).sliced(RecordBatchHeaderSize), out);
    char *made = out.data() + begin;
    const qsizetype size = out.size() - begin;
    RawWriter(made + AttributesAt).u16(quint16(info.attributes | quint16(codec)));
    sealBatch(made, size);
    return QByteArrayView(made, size);
}

} // namespace engine::wire::kafka
