// SPDX-License-Identifier: GPL-3.0-or-later
// explainRouting(): where a message would go and why, by the exchanges' own indexes: what it says of queues is what a publish
// does now. Bounded: exchanges and bindings that are told, and the letters that are compared for it; what is beyond is counted.
// Some milliseconds at worst. Publishes nothing, changes nothing.
// Thread: engine.
#pragma once

#include <engine/result.h>
#include <engine/routing.h>

namespace engine::core {
class Broker;
} // namespace engine::core

namespace engine::inspect {

enum class Explain : quint8 {
    Everything,
    Taking, ///< the bindings that take the message only: as cheap as routing it
};

/// NotFound with RabbitMQ's text where there is no such virtual host or exchange; PreconditionFailed for a header CC or BCC that
/// a publish would be refused for.
Result<RoutingExplanation> explainRouting(core::Broker &broker, const RoutingRequest &request,
                                          Explain what = Explain::Everything);

/// The bindings that take the message, through all exchanges that are asked; none where chance decides among them.
QList<BindingSpec> takingBindings(const RoutingExplanation &explanation);

} // namespace engine::inspect
