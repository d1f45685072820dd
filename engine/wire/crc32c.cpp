// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/crc32c.h"

#include <QtEndian>

#include <array>
#include <cstring>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define SIGHTGLASS_CRC_INSTRUCTION 1
#include <nmmintrin.h>
#endif

namespace engine::wire {
namespace {

constexpr quint32 Polynomial = 0x82F63B78;
using Table = std::array<quint32, 256>;

// tables[k][b]: the effect of byte b followed by k zero bytes, so that eight bytes are folded in one step.
constexpr std::array<Table, 8> makeTables()
{
    std::array<Table, 8> tables{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? Polynomial : 0);
        tables[0][i] = crc;
    }
    for (size_t k = 1; k < 8; ++k) {
        for (size_t i = 0; i < 256; ++i)
            tables[k][i] = (tables[k - 1][i] >> 8) ^ tables[0][tables[k - 1][i] & 0xff];
    }
    return tables;
}

constexpr std::array<Table, 8> Tables = makeTables();

quint32 portable(quint32 crc, const char *p, qsizetype n)
{
    for (; n >= 8; n -= 8, p += 8) {
        const quint64 word = qFromLittleEndian<quint64>(p) ^ crc;
        crc = 0;
        for (size_t k = 0; k < 8; ++k)
            crc ^= Tables[7 - k][(word >> (8 * k)) & 0xff];
    }
    for (; n > 0; --n, ++p)
        crc = (crc >> 8) ^ Tables[0][(crc ^ quint8(*p)) & 0xff];
    return crc;
}

#ifdef SIGHTGLASS_CRC_INSTRUCTION

// The instruction has a latency of three cycles and a throughput of one: three lanes side by side keep it busy.
// Afterwards a lane's checksum is carried over the bytes of the lanes behind it: a linear map, tabulated per byte.
constexpr qsizetype Lane = 1024;
using Shift = std::array<Table, 4>;

constexpr quint32 product(const std::array<quint32, 32> &matrix, quint32 v)
{
    quint32 sum = 0;
    for (size_t i = 0; v; v >>= 1, ++i) {
        if (v & 1)
            sum ^= matrix[i];
    }
    return sum;
}

// The map "followed by `bytes` zero bytes"; bytes is a power of two, reached by squaring the map of one zero bit.
constexpr Shift makeShift(qsizetype bytes)
{
    std::array<quint32, 32> matrix{};
    matrix[0] = Polynomial;
    for (size_t i = 1; i < 32; ++i)
        matrix[i] = quint32(1) << (i - 1);
    for (qsizetype bits = 1; bits < bytes * 8; bits *= 2) {
        std::array<quint32, 32> square{};
        for (size_t i = 0; i < 32; ++i)
            square[i] = product(matrix, matrix[i]);
        matrix = square;
    }
    Shift shift{};
    for (size_t byte = 0; byte < 4; ++byte) {
        for (quint32 v = 0; v < 256; ++v)
            shift[byte][v] = product(matrix, v << (8 * byte));
    }
    return shift;
}

constexpr Shift ShiftLane = makeShift(Lane);

quint32 shifted(quint32 crc)
{
    return ShiftLane[0][crc & 0xff] ^ ShiftLane[1][(crc >> 8) & 0xff] ^ ShiftLane[2][(crc >> 16) & 0xff] ^
           ShiftLane[3][crc >> 24];
}

quint64 word(const char *p)
{
    quint64 v;
    std::memcpy(&v, p, 8);
    return v;
}

__attribute__((target("sse4.2"))) quint32 byInstruction(quint32 start, const char *p, qsizetype n)
{
    quint64 crc = start;
    for (; n >= 3 * Lane; n -= 3 * Lane, p += 3 * Lane) {
        quint64 second = 0;
        quint64 third = 0;
        for (qsizetype i = 0; i < Lane; i += 8) {
            crc = _mm_crc32_u64(crc, word(p + i));
            second = _mm_crc32_u64(second, word(p + Lane + i));
            third = _mm_crc32_u64(third, word(p + 2 * Lane + i));
        }
        crc = shifted(shifted(quint32(crc)) ^ quint32(second)) ^ quint32(third);
    }
    for (; n >= 8; n -= 8, p += 8)
        crc = _mm_crc32_u64(crc, word(p));
    for (; n > 0; --n, ++p)
        crc = _mm_crc32_u8(quint32(crc), quint8(*p));
    return quint32(crc);
}

using Function = quint32 (*)(quint32, const char *, qsizetype);

Function choose()
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("sse4.2") ? byInstruction : portable;
}

const Function chosen = choose();

#endif

} // namespace

quint32 crc32cPortable(QByteArrayView data, quint32 previous)
{
    return ~portable(~previous, data.data(), data.size());
}

quint32 crc32c(QByteArrayView data, quint32 previous)
{
#ifdef SIGHTGLASS_CRC_INSTRUCTION
    return ~chosen(~previous, data.data(), data.size());
#else
    return crc32cPortable(data, previous);
#endif
}

} // namespace engine::wire
