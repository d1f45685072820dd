// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/commands.h"

#include "core/broker.h"
#include "core/stream.h"

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

/// What was done since the topology had that version has changed something exactly where it has another one now.
Result<bool> changedSince(quint64 version, const core::VirtualHost &host, const Result<void> &done)
{
    return done ? Result<bool>(host.topologyVersion() != version) : Result<bool>(done.error());
}

UndoToken purged(quint64 count, const QString &queue)
{
    UndoToken token;
    token.what = u"%1 %2 purged from %3"_s.arg(QLocale(QLocale::English).toString(count),
                                               count == 1 ? u"message"_s : u"messages"_s, queue);
    return token;
}

} // namespace

Commands::Commands(core::Broker &broker, ConnectionId window, actions::Actions &actions)
    : m_broker(broker)
    , m_window(window)
    , m_actions(actions)
{}

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

void Commands::bind(const BindingSpec &spec, const AnswerPtr<bool> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return answer->finish(host.error());
    if (const Result<void> names = checkNames(spec); !names)
        return answer->finish(names.error());
    const quint64 before = (*host)->topologyVersion();
    const Result<void> bound = (*host)->bind(definitionOf(spec), m_window);
    finishWhenDurable<bool>(answer, changedSince(before, **host, bound));
}

void Commands::unbind(const BindingSpec &spec, const AnswerPtr<bool> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(spec.virtualHost);
    if (!host)
        return answer->finish(host.error());
    const quint64 before = (*host)->topologyVersion();
    const Result<void> unbound = (*host)->unbind(definitionOf(spec), m_window);
    finishWhenDurable<bool>(answer, changedSince(before, **host, unbound));
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
    if (queue.stream())
        return purgeStream(queue, mode, answer);
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

/// A log lets go of its records for good.
void Commands::purgeStream(core::Queue &queue, BrokerSession::PurgeMode mode, const AnswerPtr<UndoToken> &answer)
{
    core::Partition &partition = queue.stream()->partition();
    if (mode == BrokerSession::PurgeMode::Undoable) {
        return answer->finish(Error{BrokerError::ResourceExhausted,
                                    u"the records of a stream can not be brought back once they are deleted"_s});
    }
    const quint64 records = partition.records();
    finishWhenDurable<UndoToken>(
        answer, partition.deleteBelow(partition.highWatermark())
                    ? Result<UndoToken>(purged(records, QString::fromUtf8(queue.name())))
                    : Result<UndoToken>(Error{BrokerError::Internal, u"the stream moved meanwhile"_s}));
}

void Commands::keepForUndo(UndoToken &token, QueueId queue, Purge::Messages removed)
{
    actions::Changes changes;
    changes.reserve(removed.size());
    for (core::Queue::Taken &taken : removed)
        changes.push_back({queue, std::move(taken), {}});
    token = m_actions.keep(std::move(changes), token.what);
}

void Commands::undo(const UndoToken &token, const AnswerPtr<void> &answer)
{
    m_actions.undo(token.v, [answer](Result<void> result) { answer->finish(std::move(result)); });
    m_broker.settle();
}

// ---- actions on messages

void Commands::startAction(const MessageActionSpec &spec, const AnswerPtr<MessageActionId> &answer)
{
    answer->finish(m_actions.start(spec));
    m_broker.settle();
}

void Commands::cancelAction(MessageActionId action, const AnswerPtr<void> &answer)
{
    answer->finish(m_actions.cancel(action));
    m_broker.settle();
}

void Commands::put(const QList<NewMessage> &messages, const MessageTarget &target, const PutUndo &undo,
                   const AnswerPtr<PutReceipt> &answer)
{
    m_actions.put(messages, target, undo, [answer](Result<PutReceipt> receipt) { answer->finish(std::move(receipt)); });
    m_broker.settle();
}

} // namespace engine::facade
