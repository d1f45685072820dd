// SPDX-License-Identifier: GPL-3.0-or-later
// whenDone(): calls back on the context's thread when an answer of the session is here, and never after the context is gone.
// QFuture::then(context, …) of Qt 6.4 asserts when the context has been destroyed before the answer, and looks at it from the
// answering thread; a watcher does neither.
// Thread: the context's.
#pragma once

#include <engine/result.h>

#include <QFutureWatcher>

#include <utility>

namespace ui::async {

template <typename T, typename Done>
void whenDone(const QFuture<T> &future, QObject *context, Done &&done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::forward<Done>(done)]() mutable {
                         const QFuture<T> answer = watcher->future();
                         watcher->deleteLater();
                         if (answer.resultCount() > 0)
                             done(answer.result());
                         else if constexpr (std::is_constructible_v<T, engine::Error>)
                             done(T(engine::Error{engine::BrokerError::Cancelled, {}}));
                     });
    watcher->setFuture(future);
}

} // namespace ui::async
