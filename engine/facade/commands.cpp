// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/commands.h"

#include "core/broker.h"

#include <QLocale>

namespace engine::facade {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> nameBytes(const QString &name)
{
    const QByteArray bytes = name.toUtf8();
    // AMQP 0-9-1 §4.2.5.3: names travel as short strings.
    if (bytes.size() > 255)
        return Error{BrokerError::InvalidArgument, u"the name %1… has more than 255 bytes"_s.arg(name.left(40))};
    return bytes;
}

core::BindingDefinition definitionOf(const BindingSpec &spec)
{
    return {spec.virtualHost.toUtf8(), spec.source.toUtf8(),     spec.destinationType,
            spec.destination.toUtf8(), spec.routingKey.toUtf8(), spec.arguments};
}

Result<void> checkNames(const BindingSpec &spec)
{
    for (const QString &name : {spec.source, spec.destination, spec.routingKey}) {
        if (const Result<QByteArray> bytes = nameBytes(name); !bytes)
            return bytes.error();
    }
    return {};
}

UndoToken purged(quint64 count, const QString &queue)
{
    UndoToken token;
    token.what = u"%1 %2 purged from %3"_s.arg(QLocale(QLocale::English).toString(count),
                                               count == 1 ? u"message"_s : u"messages"_s, queue);
    return token;
}

} // namespace

Commands::Commands(core::Broker &broker, ConnectionId window)
    : m_broker(broker)
    , m_window(window)
{
    m_broker.addLeavingObserver(this);
    m_undoTimer.setSingleShot(true);
    QObject::connect(&m_undoTimer, &QTimer::timeout, &m_undoTimer, [this] { expireUndo(); });
}

Commands::~Commands()
{
    m_broker.removeLeavingObserver(this);
}

void Commands::virtualHostLeaves(core::VirtualHost &host, const QString &)
{
    m_publishers.erase(host.name());
}

Result<core::VirtualHost *> Commands::hostOf(const QString &name) const
{
    if (core::VirtualHost *host = m_broker.virtualHost(name.toUtf8()))
        return host;
    return Error{BrokerError::NotFound, u"vhost '%1' not found"_s.arg(name)};
}

template <typename T>
void Commands::finishWhenDurable(const AnswerPtr<T> &answer, Result<T> result)
{
    if (!result.ok() || !m_broker.hasUncommittedDefinitions()) {
        answer->finish(std::move(result));
    } else {
        m_broker.whenCommitted([answer, result = std::move(result)](bool ok) {
            if (ok)
                answer->finish(result);
            else
                answer->finish(Error{BrokerError::StorageFailed, u"the change could not be stored"_s});
        });
    }
    m_broker.settle();
}

void Commands::declareExchange(const ExchangeSpec &spec, const AnswerPtr<ExchangeId> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return answer->finish(host.error());
    const Result<QByteArray> name = nameBytes(spec.name);
    if (!name)
        return answer->finish(name.error());
    const Result<core::Exchange *> exchange = (*host)->declareExchange(
        {(*host)->name(), *name, spec.type, spec.durable, spec.autoDelete, spec.internal, spec.arguments});
    finishWhenDurable<ExchangeId>(answer, exchange.ok() ? Result<ExchangeId>((*exchange)->id()) : exchange.error());
}

void Commands::deleteExchange(const QString &virtualHost, const QString &name, bool ifUnused,
                              const AnswerPtr<void> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(virtualHost);
    if (!host)
        return answer->finish(host.error());
    finishWhenDurable<void>(answer, (*host)->deleteExchange(name.toUtf8(), ifUnused));
}

void Commands::declareQueue(const QueueSpec &spec, const AnswerPtr<QString> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return answer->finish(host.error());
    if (spec.exclusive)
        return answer->finish(Error{BrokerError::NotAllowed, u"an exclusive queue belongs to a client's connection"_s});
    const Result<QByteArray> name = nameBytes(spec.name);
    if (!name)
        return answer->finish(name.error());
    const Result<core::Queue *> queue = (*host)->declareQueue(
        {{}, (*host)->name(), *name, spec.durable, false, spec.autoDelete, spec.arguments}, m_window);
    finishWhenDurable<QString>(answer,
                               queue.ok() ? Result<QString>(QString::fromUtf8((*queue)->name())) : queue.error());
}

void Commands::deleteQueue(const QString &virtualHost, const QString &name, bool ifUnused, bool ifEmpty,
                           const AnswerPtr<quint64> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(virtualHost);
    if (!host)
        return answer->finish(host.error());
    finishWhenDurable<quint64>(answer, (*host)->deleteQueue(name.toUtf8(), m_window, ifUnused, ifEmpty));
}

void Commands::bind(const BindingSpec &spec, const AnswerPtr<void> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return answer->finish(host.error());
    if (const Result<void> names = checkNames(spec); !names)
        return answer->finish(names.error());
    finishWhenDurable<void>(answer, (*host)->bind(definitionOf(spec), m_window));
}

void Commands::unbind(const BindingSpec &spec, const AnswerPtr<void> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return answer->finish(host.error());
    finishWhenDurable<void>(answer, (*host)->unbind(definitionOf(spec), m_window));
}

void Commands::publish(const PublishRequest &request, const AnswerPtr<PublishReceipt> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(request.virtualHost);
    if (!host)
        return answer->finish(host.error());
    std::unique_ptr<WindowPublisher> &publisher = m_publishers[(*host)->name()];
    if (!publisher)
        publisher = std::make_unique<WindowPublisher>(m_broker, **host, m_window);
    publisher->publish(request, answer);
    m_broker.settle();
}

// ---- purge and undo

void Commands::purge(const QString &virtualHost, const QString &name, BrokerSession::PurgeMode mode,
                     const AnswerPtr<UndoToken> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(virtualHost);
    if (!host)
        return answer->finish(host.error());
    const Result<core::Queue *> found = (*host)->accessQueue(name.toUtf8(), m_window);
    if (!found)
        return answer->finish(found.error());
    core::Queue &queue = **found;
    if (mode == BrokerSession::PurgeMode::ForGood) {
        const UndoToken token = purged(queue.purge(), name);
        m_broker.settle();
        return answer->finish(token);
    }
    auto *purge = new Purge(
        m_broker, queue.id(),
        [this, id = queue.id(), name, answer](Result<Purge::Messages> &&removed) {
            if (!removed)
                return answer->finish(removed.error());
            UndoToken token = purged(removed->size(), name);
            keepForUndo(token, id, std::move(*removed));
            m_broker.settle();
            answer->finish(token);
        },
        &m_purges);
    purge->start();
}

void Commands::keepForUndo(UndoToken &token, QueueId queue, Purge::Messages removed)
{
    if (removed.empty())
        return;
    const qint64 nowMs = m_broker.nowMs();
    token.v = m_undo.keep(queue, std::move(removed), nowMs);
    token.until = QDateTime::fromMSecsSinceEpoch(nowMs + UndoLog::keptMs);
    m_undoTimer.start(std::chrono::milliseconds(UndoLog::keptMs));
}

void Commands::undo(const UndoToken &token, const AnswerPtr<void> &answer)
{
    const std::optional<UndoLog::Entry> entry = m_undo.take(token.v, m_broker.nowMs());
    if (!entry)
        return answer->finish(Error{BrokerError::NotFound, u"this can not be undone any more"_s});
    core::Queue *queue = m_broker.queue(entry->queue);
    if (!queue)
        return answer->finish(Error{BrokerError::NotFound, u"the queue was deleted meanwhile"_s});
    queue->putBack(entry->messages);
    m_broker.whenCommitted([answer](bool ok) {
        if (ok)
            answer->finish({});
        else
            answer->finish(Error{BrokerError::StorageFailed, u"the messages are back, but could not be stored"_s});
    });
    m_broker.settle();
}

void Commands::expireUndo()
{
    m_undo.dropExpired(m_broker.nowMs());
    if (m_undo.nextExpiryMs() != 0)
        m_undoTimer.start(std::chrono::milliseconds(UndoLog::keptMs));
}

} // namespace engine::facade
