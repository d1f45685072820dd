// SPDX-License-Identifier: GPL-3.0-or-later
// elsewhere(): runs what takes long on a thread of the pool, and calls back on the context's thread with what it made, never after
// the context is gone. The work touches nothing but what it was given.
// Thread: the context's.
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace ui::async {

template <typename Work, typename Done>
void elsewhere(QObject *context, Work &&work, Done &&done)
{
    using T = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<T>>();
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::forward<Done>(done)]() mutable {
                         QFuture<T> made = watcher->future();
                         watcher->deleteLater();
                         done(made.takeResult());
                     });
    promise->start();
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work = std::forward<Work>(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace ui::async
