// SPDX-License-Identifier: GPL-3.0-or-later
// WalFile: what a write-ahead log holds, read without SQLite. SQLite itself stops at the first frame that fails its checksum
// and silently forgets the commits behind it. Here each frame is judged alone, so that damage is told from a torn end; and
// as the checksum is linear, a single wrong byte is found and put right.
// Format: https://sqlite.org/fileformat2.html#the_write_ahead_log. Thread: any (plain values).
#pragma once

#include <QByteArrayView>

#include <vector>

namespace engine::store {

struct WalFrame
{
    quint32 page = 0;         ///< of the database
    quint32 databaseSize = 0; ///< in pages after this commit; 0: not the last frame of a transaction
    qsizetype content = 0;    ///< where the page's bytes begin in the file
    bool good = false;        ///< its checksum follows from the one before, wherever a byte was put right
    bool repaired = false;    ///< a byte of it was wrong
    qsizetype wrongByte = -1; ///< the place in the page's bytes, when it was there
    char rightByte = 0;
    bool ambiguous = false; ///< one byte is wrong, but which can not be told: bytes and page number stand as found
};

struct WalFile
{
    std::vector<WalFrame> frames; ///< of the present generation, good or not
    size_t committed = 0;         ///< frames that SQLite would use: an unbroken run that ends with a commit
    size_t salvageable = 0;       ///< frames up to the last good commit, broken ones between included
    size_t broken = 0;            ///< of the salvageable ones
    /// Commits that SQLite would not see, behind few broken frames: something hit what had been written. A power failure
    /// leaves more of them broken, and nothing behind them had been confirmed.
    bool isDamaged() const { return salvageable > committed && broken <= 4; }
};

WalFile readWal(QByteArrayView bytes, quint32 pageSize);

} // namespace engine::store
