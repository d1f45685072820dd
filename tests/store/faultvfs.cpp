// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"

#include <QFile>

#include <sqlite3.h>

#include <cstring>
#include <map>
#include <mutex>
#include <vector>

namespace storetest::faults {

namespace {

struct Write
{
    sqlite3_int64 offset;
    QByteArray bytes; // null: truncation to offset
};

struct Watched
{
    QByteArray synced;
    bool exists = false; // durably
    std::vector<Write> unsynced;
};

struct State
{
    std::mutex mutex;
    int countdown = 0;
    bool persistent = false;
    bool hit = false;
    bool powerCut = false;
    QByteArray directory;
    std::map<QByteArray, Watched> files;
};

State &state()
{
    static State s;
    return s;
}

struct File
{
    sqlite3_file base;
    QByteArray *path;
    sqlite3_file *real; // lies behind this struct
};

sqlite3_vfs *realVfs = nullptr;

sqlite3_file *realOf(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file)->real;
}

/// Does this call fail?
bool fails()
{
    State &s = state();
    if (s.powerCut)
        return true;
    if (s.countdown > 0 && --s.countdown == 0) {
        s.hit = true;
        if (s.persistent)
            s.countdown = -1;
        return true;
    }
    return s.countdown < 0;
}

Watched *watched(sqlite3_file *file)
{
    State &s = state();
    const QByteArray *path = reinterpret_cast<File *>(file)->path;
    if (!path || s.directory.isEmpty() || !path->startsWith(s.directory) || path->endsWith("-shm"))
        return nullptr;
    return &s.files[*path];
}

void apply(QByteArray &bytes, const Write &write)
{
    if (write.bytes.isNull()) {
        bytes.resize(qsizetype(write.offset));
        return;
    }
    const qsizetype end = qsizetype(write.offset) + write.bytes.size();
    if (bytes.size() < end)
        bytes.append(end - bytes.size(), '\0');
    bytes.replace(qsizetype(write.offset), write.bytes.size(), write.bytes);
}

int closeFile(sqlite3_file *file)
{
    const int code = realOf(file)->pMethods ? realOf(file)->pMethods->xClose(realOf(file)) : SQLITE_OK;
    delete reinterpret_cast<File *>(file)->path;
    return code;
}

int readFile(sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
    return realOf(file)->pMethods->xRead(realOf(file), to, n, at);
}

int writeFile(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
    const std::lock_guard lock(state().mutex);
    if (fails())
        return SQLITE_FULL;
    if (Watched *w = watched(file))
        w->unsynced.push_back({at, QByteArray(static_cast<const char *>(from), n)});
    return realOf(file)->pMethods->xWrite(realOf(file), from, n, at);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const std::lock_guard lock(state().mutex);
    if (fails())
        return SQLITE_IOERR_TRUNCATE;
    if (Watched *w = watched(file))
        w->unsynced.push_back({size, {}});
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    const std::lock_guard lock(state().mutex);
    if (fails())
        return SQLITE_IOERR_FSYNC;
    if (Watched *w = watched(file)) {
        for (const Write &write : w->unsynced)
            apply(w->synced, write);
        w->unsynced.clear();
        w->exists = true;
    }
    return realOf(file)->pMethods->xSync(realOf(file), flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}
int lockFile(sqlite3_file *file, int level)
{
    return realOf(file)->pMethods->xLock(realOf(file), level);
}
int unlockFile(sqlite3_file *file, int level)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}
int checkLock(sqlite3_file *file, int *answer)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), answer);
}
int control(sqlite3_file *file, int op, void *arg)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), op, arg);
}
int sectorSize(sqlite3_file *file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}
int characteristics(sqlite3_file *file)
{
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}
int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **at)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), region, size, extend, at);
}
int shmLock(sqlite3_file *file, int offset, int n, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, n, flags);
}
void shmBarrier(sqlite3_file *file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}
int shmUnmap(sqlite3_file *file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}
int fetch(sqlite3_file *, sqlite3_int64, int, void **at)
{
    *at = nullptr;
    return SQLITE_OK;
}
int unfetch(sqlite3_file *, sqlite3_int64, void *)
{
    return SQLITE_OK;
}

const sqlite3_io_methods methods = {3,        closeFile,  readFile,  writeFile, truncateFile, syncFile,        fileSize,
                                    lockFile, unlockFile, checkLock, control,   sectorSize,   characteristics, shmMap,
                                    shmLock,  shmBarrier, shmUnmap,  fetch,     unfetch};

int openFile(sqlite3_vfs *, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *own = reinterpret_cast<File *>(file);
    own->real = reinterpret_cast<sqlite3_file *>(own + 1);
    own->path = name ? new QByteArray(name) : nullptr;
    const int code = realVfs->xOpen(realVfs, name, own->real, flags, outFlags);
    own->base.pMethods = own->real->pMethods ? &methods : nullptr;
    if (!own->base.pMethods)
        delete own->path;
    return code;
}

int deleteFile(sqlite3_vfs *, const char *name, int syncDirectory)
{
    const std::lock_guard lock(state().mutex);
    if (state().powerCut)
        return SQLITE_IOERR_DELETE;
    state().files.erase(name);
    return realVfs->xDelete(realVfs, name, syncDirectory);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("can not write %s", qPrintable(path));
}

} // namespace

void install()
{
    static sqlite3_vfs vfs;
    if (realVfs)
        return;
    realVfs = sqlite3_vfs_find(nullptr);
    vfs = *realVfs;
    vfs.zName = "faults";
    vfs.pNext = nullptr;
    vfs.szOsFile = int(sizeof(File)) + realVfs->szOsFile;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&vfs, 1);
}

void failAt(int n, bool persistent)
{
    State &s = state();
    const std::lock_guard lock(s.mutex);
    s.countdown = n;
    s.persistent = persistent;
    s.hit = false;
}

bool wasHit()
{
    const std::lock_guard lock(state().mutex);
    return state().hit;
}

void watch(const QString &directory)
{
    State &s = state();
    const std::lock_guard lock(s.mutex);
    s.directory = directory.toLocal8Bit();
    s.files.clear();
}

void cutPower()
{
    const std::lock_guard lock(state().mutex);
    state().powerCut = true;
}

void restorePower(QRandomGenerator *partly)
{
    State &s = state();
    const std::lock_guard lock(s.mutex);
    constexpr qsizetype sector = 512;
    for (auto &[path, file] : s.files) {
        QByteArray bytes = file.synced;
        for (const Write &write : file.unsynced) {
            if (!partly)
                break;
            for (qsizetype at = 0; at < write.bytes.size(); at += sector) {
                if (partly->bounded(3))
                    apply(bytes,
                          {write.offset + at, write.bytes.sliced(at, std::min(sector, write.bytes.size() - at))});
            }
        }
        QFile::remove(QString::fromLocal8Bit(path + "-shm"));
        if (file.exists || partly)
            write(QString::fromLocal8Bit(path), bytes);
        else
            QFile::remove(QString::fromLocal8Bit(path));
    }
    s.files.clear();
    s.directory.clear();
    s.powerCut = false;
}

} // namespace storetest::faults
