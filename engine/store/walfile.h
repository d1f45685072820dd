// SPDX-License-Identifier: GPL-3.0-or-later
// WalFile: what a write-ahead log holds, read without SQLite. SQLite itself stops at the first frame that fails its checksum
// and silently forgets the commits behind it; here each frame is judged alone, so that damage is told from a torn end.
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
    bool good = false;        ///< its checksum follows from the one stored in the frame before
};

struct WalFile
{
    std::vector<WalFrame> frames; ///< of the present generation, good or not
    size_t committed = 0;         ///< frames that SQLite would use: an unbroken run that ends with a commit
    size_t salvageable = 0;       ///< frames up to the last good commit, broken ones between included
    bool isDamaged() const { return salvageable > committed; }
};

WalFile readWal(QByteArrayView bytes, quint32 pageSize);

} // namespace engine::store
