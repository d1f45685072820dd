// SPDX-License-Identifier: GPL-3.0-or-later
// inWorker(): a job on values, done on a thread of the pool; whenDone() takes its result.
// Thread: any.
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace ui::async {

template <typename Job>
auto inWorker(Job &&job) -> QFuture<std::invoke_result_t<Job>>
{
    using T = std::invoke_result_t<Job>;
    auto promise = std::make_shared<QPromise<T>>();
    QFuture<T> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, run = std::forward<Job>(job)]() mutable {
        promise->addResult(run());
        promise->finish();
    });
    return future;
}

} // namespace ui::async
