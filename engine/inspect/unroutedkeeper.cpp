// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspect/unroutedkeeper.h"

#include "core/broker.h"
#include "core/text.h"
#include "inspect/amqpproperties.h"
#include "inspect/livematcher.h"
#include "inspect/messagerows.h"

#include <algorithm>

namespace engine::inspect {

using core::MessagePtr;
using core::text;

namespace {

/// What stays of a message whose body is too large: its properties, and the beginning of the body.
MessagePtr withoutBody(const core::Message &message)
{
    auto *copy = new core::Message(message);
    copy->payload = message.properties().toByteArray() + previewOf(message.body()).toByteArray();
    return MessagePtr(copy);
}

} // namespace

UnroutedKeeper::UnroutedKeeper(core::Broker &broker, ClientFactsOf clients, UnroutedLimits limits)
    : m_broker(broker)
    , m_clients(std::move(clients))
    , m_limits(limits)
{
    m_broker.lifecycle().setUnroutedObserver(this);
}

UnroutedKeeper::~UnroutedKeeper()
{
    m_broker.lifecycle().setUnroutedObserver(nullptr);
}

void UnroutedKeeper::unrouted(const core::UnroutedEvent &event)
{
    Entry entry;
    entry.told = describe(event);
    entry.told.id = UnroutedId{++m_lastId};
    entry.told.hasBody = event.message->footprint() <= m_limits.bytesOfOne;
    entry.message = entry.told.hasBody ? event.message : withoutBody(*event.message);
    entry.bytes = entry.message->footprint();
    entry.topologyVersion = event.virtualHost.topologyVersion();
    m_bytes += entry.bytes;
    m_entries.push_back(std::move(entry));
    makeRoom();
}

/// Content type and preview are read when somebody looks: most of what floods the tray is never looked at.
UnroutedMessage UnroutedKeeper::describe(const core::UnroutedEvent &event) const
{
    UnroutedMessage told;
    told.message = event.message->id;
    told.atMs = m_broker.nowMs();
    told.origin = !event.diedIn.isEmpty() ? UnroutedMessage::Origin::DeadLetter
                  : event.wasDelayed      ? UnroutedMessage::Origin::Delayed
                                          : UnroutedMessage::Origin::Published;
    told.virtualHost = text(event.virtualHost.name());
    told.exchange = text(event.exchange);
    told.routingKey = text(event.routingKey);
    if (event.publisher.connection.isValid()) {
        const ClientFacts client = m_clients(event.publisher.connection);
        told.client = client.name;
        told.user = client.user;
    }
    told.diedIn = text(event.diedIn);
    told.exchangeMissing = event.exchangeMissing;
    told.wasReturned = event.wasReturned;
    told.size = event.message->bodySize();
    return told;
}

void UnroutedKeeper::makeRoom()
{
    while (m_entries.size() > m_limits.messages || (m_bytes > m_limits.bytes && m_entries.size() > 1)) {
        m_bytes -= m_entries.front().bytes;
        m_entries.pop_front();
        ++m_forgotten;
    }
}

bool UnroutedKeeper::hasTopologyChanged(const Entry &entry) const
{
    const core::VirtualHost *host = m_broker.virtualHost(entry.told.virtualHost.toUtf8());
    return !host || host->topologyVersion() != entry.topologyVersion;
}

UnroutedTray UnroutedKeeper::tray() const
{
    UnroutedTray tray;
    tray.messages.reserve(qsizetype(m_entries.size()));
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        UnroutedMessage told = entry->told;
        told.topologyChanged = hasTopologyChanged(*entry);
        told.contentType = contentTypeOf(*entry->message);
        told.preview = previewOf(entry->message->body()).toByteArray();
        tray.messages.append(std::move(told));
    }
    tray.forgotten = m_forgotten;
    tray.bytes = m_bytes;
    return tray;
}

const UnroutedKeeper::Entry *UnroutedKeeper::find(UnroutedId id) const
{
    const auto it = std::lower_bound(m_entries.begin(), m_entries.end(), id,
                                     [](const Entry &entry, UnroutedId wanted) { return entry.told.id < wanted; });
    return it != m_entries.end() && it->told.id == id ? &*it : nullptr;
}

namespace {

Error letGo()
{
    return {BrokerError::NotFound, QStringLiteral("the message has left the unrouted tray")};
}

} // namespace

Result<MessageDetails> UnroutedKeeper::message(UnroutedId id) const
{
    const Entry *entry = find(id);
    if (!entry)
        return letGo();
    MessageDetails details;
    details.virtualHost = entry->told.virtualHost;
    inspect::describe(details, *entry->message);
    // Where it was to go; of a dead letter whose exchange does not exist that is not what the message says itself.
    details.summary.exchange = entry->told.exchange;
    details.summary.routingKey = entry->told.routingKey;
    details.summary.size = entry->told.size;
    return details;
}

Result<PublishRequest> UnroutedKeeper::republish(UnroutedId id, const RepublishTarget &target) const
{
    const Entry *entry = find(id);
    if (!entry)
        return letGo();
    if (!entry->told.hasBody) {
        return Error{
            BrokerError::PreconditionFailed,
            QStringLiteral("the message was too large to be kept with its body, so it can not be republished")};
    }
    PublishRequest request;
    request.virtualHost = entry->told.virtualHost;
    request.exchange = target.exchange;
    request.routingKey = target.routingKey;
    request.properties = propertiesOf(*entry->message);
    request.body = entry->message->body().toByteArray();
    return request;
}

quint64 UnroutedKeeper::forget(const QList<UnroutedId> &ids)
{
    const auto before = m_entries.size();
    if (ids.isEmpty()) {
        m_entries.clear();
        m_bytes = 0;
        return before;
    }
    std::erase_if(m_entries, [&](const Entry &entry) {
        const bool goes = ids.contains(entry.told.id);
        m_bytes -= goes ? entry.bytes : 0;
        return goes;
    });
    return before - m_entries.size();
}

void UnroutedKeeper::forgetMessage(MessageId message)
{
    const auto it = std::find_if(m_entries.rbegin(), m_entries.rend(),
                                 [message](const Entry &entry) { return entry.told.message == message; });
    if (it == m_entries.rend())
        return;
    m_bytes -= it->bytes;
    m_entries.erase(std::next(it).base());
}

} // namespace engine::inspect
