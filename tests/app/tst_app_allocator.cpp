// SPDX-License-Identifier: GPL-3.0-or-later
// That the allocator really is told to keep what is freed: the process works the same without, only slower.
#include "allocator.h"

#include <QTest>

#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

constexpr size_t messageSize = 64 * 1024;
constexpr size_t messages = 256; // 16 MiB of them: less than what is kept

} // namespace

class TestAllocator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        app::keepFreedMemory();
#else
        QSKIP("the allocator is not glibc's");
#endif
    }

#ifdef __GLIBC__
    void blocksAreNotMappedOneByOne()
    {
        const size_t mapped = mallinfo2().hblks;
        const std::vector<char> block(2 * 1024 * 1024);
        QCOMPARE(mallinfo2().hblks, mapped);
        QCOMPARE(block.back(), '\0');
    }
    void whatIsFreedIsKept()
    {
        std::vector<std::vector<char>> held;
        for (size_t i = 0; i < messages; ++i)
            held.emplace_back(messageSize);
        const size_t heap = mallinfo2().arena;
        held.clear();
        QCOMPARE_GE(mallinfo2().arena, heap);
    }
#endif
};

QTEST_GUILESS_MAIN(TestAllocator)
#include "tst_app_allocator.moc"
