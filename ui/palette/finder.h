// SPDX-License-Identifier: GPL-3.0-or-later
// Finder: gives the command palette what there is to find while it is open: what the window offers, and all objects of the broker as
// they come and go. While it is closed nothing is watched.
// Owner: MainWindow. Thread: ui.
#pragma once

#include "ui/palette/objectentries.h"

#include <vector>

namespace ui::palette {

class CommandPalette;

class Finder final : public QObject
{
    Q_OBJECT
public:
    /// `offered` is asked each time the palette opens. All must outlive it.
    Finder(engine::BrokerSession &session, CommandPalette &palette, Doers doers, std::function<QList<Entry>()> offered,
           QObject *parent);

private:
    /// Of which there is a list each, in this order.
    enum Kind : quint8 {
        Queues,
        Topics,
        Exchanges,
        Groups,
        Connections,
        Consumers,
        Bindings,
        VirtualHosts,
        Users,
        Policies,
        kindEnd
    };

    void begin();
    void end();
    template <typename Snapshot>
    auto taker(Kind kind);
    void takeConsumers(const QList<engine::ConnectionSnapshot> &connections);
    void takeBindings(const QList<engine::BindingSnapshot> &bindings);
    void showWhenAllIsThere();
    void show();

    engine::BrokerSession &m_session;
    CommandPalette &m_palette;
    const Doers m_doers;
    std::function<QList<Entry>()> m_askOffered;
    QList<Entry> m_offered;
    QList<Entry> m_objects[kindEnd];
    std::vector<engine::SubscriptionPtr> m_watching;
    bool m_isBeginning = false;
};

} // namespace ui::palette
