// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the thread sanitizer see what Qt does: a queued call hands its functor from one thread to another through a queue inside
// the Qt library, which is not instrumented, so every value in it would be reported as a race. Here each call is announced:
// released by its sender, acquired where it runs. So is the count of those who hold a future, whose last one deletes its results.
// Also the sanitizer's defaults. Linked in the tsan preset only.
// Thread: any.
#define QFUTURE_TEST // Qt's own name for: what a future shares with its promise may be seen
#include <QFutureInterface>
#include <QMetaObject>
#include <QObject>

#include <dlfcn.h>

extern "C" {
void __tsan_acquire(void *at);
void __tsan_release(void *at);

// Races inside libraries that are not instrumented, and a fork with threads (QProcess), which only runs another program.
const char *__tsan_default_suppressions()
{
    return "race:libQt6Core.so\nrace:libQt6Network.so\nrace:libQt6Sql.so\nrace:libQt6Test.so\nrace:libglib-2.0.so\n"
           "race:libsqlite3.so\nrace:libqsqlite.so\n"
           // Whoever lets go of a functor last destroys it; the count that decides it is inside the library as well.
           "race:QtPrivate::QSlotObjectBase::destroyIfLastRef\n";
}
const char *__tsan_default_options()
{
    return "die_after_fork=0";
}
}

namespace {

#define UNSEEN __attribute__((no_sanitize("thread")))

class Announced final : public QtPrivate::QSlotObjectBase
{
public:
    UNSEEN Announced(QtPrivate::QSlotObjectBase *slot, void *result)
        : QSlotObjectBase(&Announced::run)
        , m_slot(slot)
        , m_arguments{result}
    {}

private:
    UNSEEN static void run(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *equal)
    {
        __tsan_acquire(base);
        auto *self = static_cast<Announced *>(base);
        switch (which) {
        case Destroy:
            self->m_slot->destroyIfLastRef();
            ::operator delete(self);
            break;
        case Call:
            // Not the library's array of the same content: it was allocated after the release, unseen.
            self->m_slot->call(receiver, self->m_arguments);
            __tsan_release(base); // the sender may be the last to let go of it
            break;
        case Compare:
            *equal = self->m_slot->compare(arguments);
            break;
        default:
            break;
        }
    }

    QtPrivate::QSlotObjectBase *m_slot;
    void *m_arguments[1]; // a functor that is invoked takes none: the place of its result alone
};

constexpr const char *Name =
    "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv";
using Invoke = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);

} // namespace

/// Takes the place of QMetaObject::invokeMethodImpl, behind every QMetaObject::invokeMethod with a functor.
extern "C" UNSEEN bool
announcedInvoke(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result) asm(
    "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");

bool announcedInvoke(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static const auto real = reinterpret_cast<Invoke>(dlsym(RTLD_NEXT, Name));
    auto *announced = new (::operator new(sizeof(Announced))) Announced(slot, result);
    __tsan_release(announced);
    return real(object, announced, type, result);
}

/// Takes the place of QFutureInterfaceBase::derefT, which every future and promise calls as it goes.
extern "C" UNSEEN bool announcedDeref(const QFutureInterfaceBase *future) noexcept
    asm("_ZNK20QFutureInterfaceBase6derefTEv");

bool announcedDeref(const QFutureInterfaceBase *future) noexcept
{
    using Deref = bool (*)(const QFutureInterfaceBase *);
    static const auto real = reinterpret_cast<Deref>(dlsym(RTLD_NEXT, "_ZNK20QFutureInterfaceBase6derefTEv"));
    void *const shared = future->d;
    if (shared)
        __tsan_release(shared);
    const bool others = real(future);
    if (shared && !others)
        __tsan_acquire(shared); // the last one: its results are deleted now
    return others;
}
