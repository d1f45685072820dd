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

} // namespace

/// A purge in two steps: what is paged out is read first, so that it can be brought back.
struct Commands::Purge
{
    QueueId queue;
    AnswerPtr<UndoToken> answer;
    std::vector<inspect::ChunkReader::Messages> loaded;
    size_t chunksLeft = 0;
    bool canKeep = true;
};

Commands::Commands(core::Broker &broker, ConnectionId window)
    : m_broker(broker)
    , m_window(window)
    , m_reader(broker.store())
{
    m_undoTimer.setSingleShot(true);
    QObject::connect(&m_undoTimer, &QTimer::timeout, &m_undoTimer, [this] { expireUndo(); });
}

Commands::~Commands() = default;

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

void Commands::purge(const QString &virtualHost, const QString &name, const AnswerPtr<UndoToken> &answer)
{
    const Result<core::VirtualHost *> host = hostOf(virtualHost);
    if (!host)
        return answer->finish(host.error());
    const Result<core::Queue *> queue = (*host)->accessQueue(name.toUtf8(), m_window);
    if (!queue)
        return answer->finish(queue.error());

    auto purge = std::make_shared<Purge>();
    purge->queue = (*queue)->id();
    purge->answer = answer;
    const core::QueueLog &log = (*queue)->log();
    purge->canKeep = log.bodyBytes() <= UndoLog::budgetBytes;
    std::vector<core::ChunkId> chunks;
    for (const auto &segment : log.segments()) {
        if (purge->canKeep && segment->isPagedOut())
            chunks.push_back(segment->chunk);
    }
    if (chunks.empty())
        return finishPurge(purge);
    purge->chunksLeft = chunks.size();
    for (const core::ChunkId chunk : chunks) {
        m_reader.read(chunk, [this, purge](const Result<inspect::ChunkReader::Messages> &loaded) {
            if (loaded.ok())
                purge->loaded.push_back(*loaded);
            if (--purge->chunksLeft == 0)
                finishPurge(purge);
        });
    }
}

void Commands::finishPurge(const std::shared_ptr<Purge> &purge)
{
    core::Queue *queue = m_broker.queue(purge->queue);
    if (!queue)
        return purge->answer->finish(Error{BrokerError::NotFound, u"the queue was deleted meanwhile"_s});
    const auto find = [&](quint64 offset) {
        core::MessagePtr message = queue->log().at(offset);
        for (auto it = purge->loaded.begin(); !message && it != purge->loaded.end(); ++it)
            message = inspect::messageAt(**it, offset);
        return message;
    };
    std::vector<core::StoredMessage> removed;
    for (quint64 offset = queue->log().nextLive(0); purge->canKeep && offset < queue->log().end();
         offset = queue->log().nextLive(offset + 1)) {
        if (!queue->isReady(offset))
            continue;
        const core::MessagePtr message = find(offset);
        purge->canKeep = bool(message);
        removed.push_back({offset, false, message});
    }
    const qint64 nowMs = m_broker.nowMs();
    UndoToken token;
    const quint64 count = queue->purge();
    token.what =
        u"%1 %2 purged from %3"_s.arg(QLocale(QLocale::English).toString(count),
                                      count == 1 ? u"message"_s : u"messages"_s, QString::fromUtf8(queue->name()));
    if (purge->canKeep && !removed.empty()) {
        token.v = m_undo.keep(purge->queue, std::move(removed), nowMs);
        token.until = QDateTime::fromMSecsSinceEpoch(nowMs + UndoLog::keptMs);
        m_undoTimer.start(std::chrono::milliseconds(UndoLog::keptMs));
    }
    m_broker.settle();
    purge->answer->finish(token);
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
