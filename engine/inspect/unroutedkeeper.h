// SPDX-License-Identifier: GPL-3.0-or-later
// UnroutedKeeper: the unrouted tray. Keeps what matched nothing, within a number and a budget of bytes; the oldest go first. It
// listens beside the lifecycle stream, so that what is routed costs nothing for it, and always. A message is kept as it is,
// shared with nobody; one that would take a large part of the budget for itself is kept without its body.
// Owner: facade's EngineHost; the broker outlives it. Thread: engine.
#pragma once

#include "core/lifecycle.h"
#include "inspect/clientfacts.h"

#include <engine/snapshots.h>
#include <engine/unrouted.h>

#include <deque>

namespace engine::core {
class Broker;
}

namespace engine::inspect {

struct UnroutedLimits
{
    size_t messages = 1000;
    quint64 bytes = 16 * 1024 * 1024;
    quint64 bytesOfOne = 4 * 1024 * 1024; ///< a larger one is kept without its body
};

class UnroutedKeeper final : public core::UnroutedObserver
{
public:
    UnroutedKeeper(core::Broker &broker, ClientFactsOf clients, UnroutedLimits limits = {});
    ~UnroutedKeeper() override;
    UnroutedKeeper(const UnroutedKeeper &) = delete;

    void unrouted(const core::UnroutedEvent &event) override;

    UnroutedTray tray() const;
    quint32 count() const { return quint32(m_entries.size()); }
    /// NotFound where it has been let go.
    Result<MessageDetails> message(UnroutedId id) const;
    /// As it has to be published to go to `target`, everything else as it was. PreconditionFailed: it is kept without its body.
    Result<PublishRequest> republish(UnroutedId id, const RepublishTarget &target) const;
    /// How many there were; of none given, all.
    quint64 forget(const QList<UnroutedId> &ids);
    /// The newest one made of this publish.
    void forgetMessage(MessageId message);

private:
    struct Entry
    {
        UnroutedMessage told; ///< but for what changes
        core::MessagePtr message;
        quint64 bytes = 0;
        quint64 topologyVersion = 0;
    };
    UnroutedMessage describe(const core::UnroutedEvent &event) const;
    const Entry *find(UnroutedId id) const;
    bool hasTopologyChanged(const Entry &entry) const;
    void makeRoom();

    core::Broker &m_broker;
    const ClientFactsOf m_clients;
    const UnroutedLimits m_limits;
    std::deque<Entry> m_entries; ///< the oldest first, ascending ids
    quint64 m_bytes = 0;
    quint64 m_lastId = 0;
    quint64 m_forgotten = 0;
};

} // namespace engine::inspect
