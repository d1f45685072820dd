// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/finder.h"

#include "ui/models/streams.h"
#include "ui/palette/commandpalette.h"

namespace ui::palette {

Finder::Finder(engine::BrokerSession &session, CommandPalette &palette, Doers doers,
               std::function<QList<Entry>()> offered, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_palette(palette)
    , m_doers(std::move(doers))
    , m_askOffered(std::move(offered))
{
    connect(&palette, &CommandPalette::opened, this, &Finder::begin);
    connect(&palette, &CommandPalette::closed, this, &Finder::end);
}

template <typename Snapshot>
auto Finder::taker(Kind kind)
{
    return [this, kind](const QList<Snapshot> &snapshots) {
        m_objects[kind].clear();
        for (const Snapshot &snapshot : snapshots)
            m_objects[kind] << entryOf(snapshot, m_doers);
        showWhenAllIsThere();
    };
}

void Finder::takeConsumers(const QList<engine::ConnectionSnapshot> &connections)
{
    m_objects[Consumers].clear();
    for (const engine::ConnectionSnapshot &connection : connections) {
        for (const engine::ChannelSnapshot &channel : connection.channels) {
            for (const engine::ConsumerSnapshot &consumer : channel.consumers)
                m_objects[Consumers] << entryOf(consumer, m_doers);
        }
    }
}

void Finder::takeBindings(const QList<engine::BindingSnapshot> &bindings)
{
    m_objects[Bindings].clear();
    for (const engine::BindingSnapshot &binding : bindings) {
        if (!binding.implicit)
            m_objects[Bindings] << entryOf(binding, m_doers);
    }
    showWhenAllIsThere();
}

void Finder::begin()
{
    m_isBeginning = true;
    m_offered = m_askOffered();
    m_watching.push_back(models::watchQueuesProper(m_session, this, taker<engine::QueueSnapshot>(Queues), 1));
    m_watching.push_back(m_session.watchTopics(this, taker<engine::TopicSnapshot>(Topics), 1));
    m_watching.push_back(m_session.watchExchanges(this, taker<engine::ExchangeSnapshot>(Exchanges), 1));
    m_watching.push_back(m_session.watchGroups(this, taker<engine::GroupSnapshot>(Groups), 1));
    m_watching.push_back(m_session.watchConnections(
        this,
        [this,
         take = taker<engine::ConnectionSnapshot>(Connections)](const QList<engine::ConnectionSnapshot> &connections) {
            takeConsumers(connections);
            take(connections);
        },
        1));
    m_watching.push_back(m_session.watchBindings(
        this, [this](const QList<engine::BindingSnapshot> &bindings) { takeBindings(bindings); }, 1));
    m_watching.push_back(m_session.watchVirtualHosts(this, taker<engine::VirtualHostSnapshot>(VirtualHosts), 1));
    m_watching.push_back(m_session.watchUsers(this, taker<engine::UserSnapshot>(Users), 1));
    m_watching.push_back(m_session.watchPolicies(this, taker<engine::PolicySnapshot>(Policies), 1));
    m_isBeginning = false;
    show();
}

void Finder::end()
{
    m_watching.clear();
    for (QList<Entry> &objects : m_objects)
        objects.clear();
}

/// What is known at once is shown together, when all of it has come.
void Finder::showWhenAllIsThere()
{
    if (!m_isBeginning)
        show();
}

void Finder::show()
{
    QList<Entry> entries = m_offered;
    for (const QList<Entry> &objects : m_objects)
        entries += objects;
    m_palette.setEntries(entries);
}

} // namespace ui::palette
